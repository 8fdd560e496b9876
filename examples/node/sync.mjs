// One sync cycle between an HRIS and an LMS, in plain Node.js 18 or newer. Run once per cycle; exit 0 means it is done.
// What it cannot process goes to standard output, one JSON line each: {system, record, field, reason}.
import { existsSync, readFileSync, writeFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const env = process.env
const systems = {
  hris: { url: env.ROSTERPROOF_HRIS_URL, key: env.ROSTERPROOF_HRIS_API_KEY },
  lms: { url: env.ROSTERPROOF_LMS_URL, key: env.ROSTERPROOF_LMS_API_KEY },
}
const mapping = JSON.parse(readFileSync(env.ROSTERPROOF_MAPPING, 'utf8'))
const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000))
const report = (system, record, field, reason) =>
  console.log(JSON.stringify({ system, record, field, reason }))

// Ask, and ask again where that is safe and may help. Every POST here carries an Idempotency-Key or may be repeated.
// A page of HTML under status 200 is no answer and must not pass for an empty list: it cannot be parsed, so it is tried
// again.
async function ask(system, method, path, body, idempotencyKey) {
  const headers = { 'X-Api-Key': systems[system].key, Accept: 'application/json' }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (idempotencyKey) headers['Idempotency-Key'] = `"${idempotencyKey}"`
  for (let attempt = 1; ; attempt++) {
    let pause = 0.25 * 2 ** attempt
    try {
      const signal = AbortSignal.timeout(20_000)
      const content = body === undefined ? undefined : JSON.stringify(body)
      const answer = await fetch(systems[system].url + path, { method, headers, body: content, signal })
      const text = await answer.text()
      if (![429, 500, 502, 503, 504].includes(answer.status)) {
        return { ok: answer.ok, status: answer.status, body: answer.ok ? JSON.parse(text) : problemIn(text) }
      }
      pause = patience(answer.headers.get('retry-after')) ?? pause
    } catch (problem) {
      if (attempt >= 6) throw problem // nobody answers: end this cycle, the next one begins again
    }
    if (attempt >= 6 || pause > 60) throw new Error(`${method} ${path}: still put off after ${attempt} tries`)
    await sleep(pause)
  }
}

// The seconds that Retry-After asks for, as a number or a date; null where it says neither.
function patience(asked) {
  const seconds = /^\d+$/.test(asked ?? '') ? Number(asked) : (Date.parse(asked) - Date.now()) / 1000
  return Number.isNaN(seconds) ? null : Math.max(seconds, 0)
}

function problemIn(text) {
  try { return JSON.parse(text) } catch { return { detail: text.slice(0, 200) } }
}

async function everyPage(system, path) {
  const rows = []
  for (let cursor = ''; cursor !== null; ) {
    const page = await ask(system, 'GET', `${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    if (!page.ok) throw new Error(`GET ${path}: ${page.status}`)
    rows.push(...page.body.data)
    cursor = page.body.next_cursor
  }
  return rows
}

// The LMS profile of an employee, or null where the mapping cannot make one: that is reported, and nothing is written.
function profileOf(employee) {
  const profile = { [mapping.key.lms]: employee[mapping.key.hris] }
  for (const { hris, lms, required, values } of mapping.fields) {
    const value = employee[hris]
    if (value === null && required) return report('hris', employee.employee_id, hris, 'is missing'), null
    if (value !== null && values && !Object.hasOwn(values, value)) {
      return report('hris', employee.employee_id, hris, `${JSON.stringify(value)} is not in the mapping`), null
    }
    profile[lms] = value !== null && values ? values[value] : value
  }
  return profile
}

async function syncPeople() {
  const employees = await everyPage('hris', '/v1/employees') // to the end, before anyone is closed
  const users = new Map((await everyPage('lms', '/v1/users')).map((user) => [user.external_id, user]))
  for (const employee of employees) {
    const id = employee.employee_id
    const user = users.get(id)
    if (['terminated', 'discarded'].includes(employee.status)) {
      if (user?.active) await done('lms', id, ask('lms', 'POST', `/v1/users/${user.user_id}/deactivate`))
      continue
    }
    if (employee.status === 'pre_hire') continue // no access before the first day
    const profile = profileOf(employee)
    if (!profile) continue
    if (!user) {
      // With the version in the key, a record that HR has mended is a new request, not the refused one again.
      const key = `user-${id}-${employee.version}`
      await done('lms', id, ask('lms', 'POST', '/v1/users', { ...profile, username: id }, key))
      continue
    }
    const changed = Object.entries(profile).filter(([field, value]) => user[field] !== value)
    const path = `/v1/users/${user.user_id}`
    if (changed.length && !(await done('lms', id, ask('lms', 'PATCH', path, Object.fromEntries(changed))))) continue
    // Only now: the rules look at whoever comes back, and ought not to see the job of last year.
    if (!user.active) await done('lms', id, ask('lms', 'POST', `${path}/reactivate`))
  }
}

async function done(system, record, request) {
  const answer = await request
  if (!answer.ok) report(system, record, '*', `${answer.status}: ${answer.body?.detail ?? 'no reason given'}`)
  return answer.ok
}

// Each pass becomes one training record. The watermark is kept after the work, never before it, and beside it whatever
// the HRIS refused, to be tried again.
async function writeBack() {
  const file = join(env.ROSTERPROOF_STATE_DIR, 'write-back.json')
  const state = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { after: 0, refused: [] }
  const courses = new Map(Object.entries(mapping.courses ?? {}))
  const write = async (completions) => {
    const refused = []
    for (const one of completions.filter(({ result }) => result === 'passed')) {
      const { completed_at, score, result, expires_on, completion_id: source_id } = one
      const course = courses.get(one.course) ?? one.course
      const record = { course, completed_at, score, result, expires_on, source_id }
      const path = `/v1/employees/${encodeURIComponent(one.external_id)}/training-records`
      if (!(await done('lms', source_id, ask('hris', 'POST', path, record, source_id)))) refused.push(one)
    }
    return refused
  }
  state.refused = await write(state.refused)
  for (let more = true; more; ) {
    const page = await ask('lms', 'GET', `/v1/completions?after=${state.after}&limit=200`)
    if (!page.ok) throw new Error(`GET /v1/completions: ${page.status}`)
    state.refused.push(...(await write(page.body.data)))
    state.after = page.body.next_after
    more = page.body.has_more
    writeFileSync(`${file}.part`, JSON.stringify(state))
    renameSync(`${file}.part`, file)
  }
}

try {
  await syncPeople()
  await writeBack()
} catch (problem) {
  console.error(`the cycle broke off: ${problem.message}${problem.cause ? ` (${problem.cause.message})` : ''}`)
  process.exitCode = 1
}

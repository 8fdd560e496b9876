// LMS to HRIS: each completion that is wanted becomes one training record, and everyone's overall status is kept current.
import { outdoes, scoreFor } from './attempts.mjs'
import { remember, remembered } from './memory.mjs'
import { ask, done, everyPage } from './wire.mjs'

const courseOf = (mapping, course) => mapping.courses?.[course] ?? course
const employee = (id) => `/v1/employees/${encodeURIComponent(id)}`

// The watermark is kept after the work, never before it, and beside it whatever the HRIS refused, to be tried again.
export async function writeBack(mapping, policy) {
  const file = 'write-back.json'
  const state = remembered(file, { after: 0, refused: [], standing: {} })
  const oneCounts = (policy.score_policy ?? 'each') !== 'each'
  const write = async (completions) => {
    const refused = []
    for (const one of completions.filter(({ result }) => result === 'passed' || policy.writeback_on === 'any')) {
      const held = oneCounts ? state.standing[one.enrollment_id] : undefined
      if (held && !outdoes(one, held.attempt, policy)) continue
      const { completed_at, result, expires_on, completion_id: source_id } = one
      const score = scoreFor(one.score, policy)
      const record = { course: courseOf(mapping, one.course), completed_at, score, result, expires_on, source_id }
      if (held) Object.assign(record, { corrects: held.record_id, reason: `another attempt counts: ${source_id}` })
      const request = ask('hris', 'POST', `${employee(one.external_id)}/training-records`, record, source_id)
      if (!(await done('hris', source_id, request))) refused.push(one)
      else if (oneCounts) state.standing[one.enrollment_id] = { record_id: (await request).body.record_id, attempt: one }
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
    remember(file, state)
  }
}

// What the LMS takes back is taken back in the HRIS: the record in force is corrected by one that says so, and why. Where the
// HRIS refuses, it waits, and so does what comes after it.
export async function takeBack() {
  const file = 'revocations.json'
  const state = remembered(file, { after: 0 })
  for (let more = true; more; ) {
    const page = await ask('lms', 'GET', `/v1/revocations?after=${state.after}&limit=200`)
    if (!page.ok) throw new Error(`GET /v1/revocations: ${page.status}`)
    for (const each of page.body.data) {
      if (!(await corrected(each))) return
      state.after = each.sequence
      remember(file, state)
    }
    more = page.body.has_more
  }
}

async function corrected({ external_id, completion_id, reason }) {
  const path = `${employee(external_id)}/training-records`
  const read = await ask('hris', 'GET', path)
  const records = read.ok ? read.body.data : []
  const outdated = new Set(records.map(({ corrects }) => corrects))
  for (const { record_id, result, source_id, course, completed_at, score } of records) {
    if (source_id !== completion_id || outdated.has(record_id) || result === 'revoked') continue
    const said = { course, completed_at, score, source_id, result: 'revoked', corrects: record_id, reason }
    if (!(await done('hris', completion_id, ask('hris', 'POST', path, said, `revoke-${completion_id}`)))) return false
  }
  return true
}

// Whoever has an open account is compliant, due or overdue. What is overdue, the LMS says; what was written last is kept,
// so that only changes are written.
export async function statuses(mapping, now) {
  const file = 'statuses.json'
  const written = remembered(file, {})
  const open = new Map()
  for (const user of await everyPage('lms', '/v1/users')) if (user.active) open.set(user.external_id, [])
  for (const status of ['assigned', 'in_progress', 'failed']) {
    for (const each of await everyPage('lms', '/v1/enrollments', { status })) open.get(each.external_id)?.push(each)
  }
  for (const [id, enrollments] of open) {
    const open_courses = [...new Set(enrollments.map(({ course }) => courseOf(mapping, course)))].sort()
    const status = !enrollments.length ? 'compliant' : enrollments.some(({ overdue }) => overdue) ? 'overdue' : 'due'
    const said = JSON.stringify({ status, open_courses })
    if (written[id] === said) continue
    const request = ask('hris', 'PUT', `${employee(id)}/compliance-status`, { status, open_courses, as_of: now })
    if (await done('hris', id, request)) written[id] = said
  }
  remember(file, written)
}

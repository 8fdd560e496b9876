// Asking the HRIS and the LMS over HTTP, with patience. node:http and not fetch: who runs once per cycle pays for
// starting each time, and fetch alone starts longer than all the rest.
import http from 'node:http'

const env = process.env
const systems = {
  hris: { url: env.ROSTERPROOF_HRIS_URL, key: env.ROSTERPROOF_HRIS_API_KEY },
  lms: { url: env.ROSTERPROOF_LMS_URL, key: env.ROSTERPROOF_LMS_API_KEY },
}
const agent = new http.Agent({ keepAlive: true })
const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000))

// What cannot be processed goes to standard output, one JSON line each.
export const report = (system, record, field, reason) => console.log(JSON.stringify({ system, record, field, reason }))

// Ask, and ask again where that is safe and may help. Every POST here carries an Idempotency-Key or may be repeated.
// A page of HTML under status 200 is no answer and must not pass for an empty list: it cannot be parsed, so it is tried
// again.
export async function ask(system, method, path, body, idempotencyKey) {
  const headers = { 'X-Api-Key': systems[system].key, Accept: 'application/json' }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (idempotencyKey) headers['Idempotency-Key'] = `"${idempotencyKey}"`
  for (let attempt = 1; ; attempt++) {
    let pause = 0.25 * 2 ** attempt
    try {
      const content = body === undefined ? undefined : JSON.stringify(body)
      const { status, text, retryAfter } = await exchange(systems[system].url + path, { method, headers, agent }, content)
      const ok = status >= 200 && status < 300
      if (![429, 500, 502, 503, 504].includes(status)) return { ok, status, body: ok ? JSON.parse(text) : problemIn(text) }
      pause = patience(retryAfter) ?? pause
    } catch (problem) {
      if (attempt >= 6) throw problem // nobody answers: end this cycle, the next one begins again
    }
    if (attempt >= 6 || pause > 60) throw new Error(`${method} ${path}: still put off after ${attempt} tries`)
    await sleep(pause)
  }
}

function exchange(url, options, content) {
  return new Promise((answered, failed) => {
    const request = http.request(url, { ...options, timeout: 20_000 }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part)).on('error', failed).on('end', () => {
        if (!answer.complete) return failed(new Error('the answer broke off'))
        const text = Buffer.concat(parts).toString('utf8')
        answered({ status: answer.statusCode, text, retryAfter: answer.headers['retry-after'] })
      })
    })
    request.on('timeout', () => request.destroy(new Error('no answer in 20 s'))).on('error', failed)
    request.end(content)
  })
}

// The seconds that Retry-After asks for, as a number or a date; null where it says neither.
function patience(asked) {
  const seconds = /^\d+$/.test(asked ?? '') ? Number(asked) : (Date.parse(asked) - Date.now()) / 1000
  return Number.isNaN(seconds) ? null : Math.max(seconds, 0)
}

function problemIn(text) {
  try { return JSON.parse(text) } catch { return { detail: text.slice(0, 200) } }
}

// A list, read to its end.
export async function everyPage(system, path, query = {}) {
  const rows = []
  for (let cursor = ''; cursor !== null; ) {
    const asked = new URLSearchParams({ limit: 200, ...query, ...(cursor && { cursor }) })
    const page = await ask(system, 'GET', `${path}?${asked}`)
    if (!page.ok) throw new Error(`GET ${path}: ${page.status}`)
    rows.push(...page.body.data)
    cursor = page.body.next_cursor
  }
  return rows
}

// Whether a write was taken; if not, that is reported.
export async function done(system, record, request) {
  const answer = await request
  if (!answer.ok) report(system, record, '*', `${answer.status}: ${answer.body?.detail ?? 'no reason given'}`)
  return answer.ok
}

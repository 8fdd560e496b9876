// Rules to enrollments, under `assign_by: connector`: whom a rule of the LMS means is enrolled, whom it means no more is
// taken off. Rules that ask for more than is read here are reported, and left alone.
import { remember, remembered } from './memory.mjs'
import { ask, done, everyPage, report } from './wire.mjs'

// Condition of an audience -> the field of the profile that it is about.
const ABOUT = {
  job_titles: 'job_title', departments: 'department', locations: 'location', countries: 'country', worker_types: 'worker_type',
}
// What this connector began is known by the id of the enrollment: an administrator may give any reason.
const FILE = 'enrolled.json'

export async function assign(policy, now) {
  const courses = await whole('/v1/courses')
  const rules = (await whole('/v1/assignment-rules')).filter(understood)
  const users = (await everyPage('lms', '/v1/users')).filter((user) => user.active)
  const open = await byUser('/v1/enrollments', ['assigned', 'in_progress', 'failed'])
  const held = await byUser('/v1/certifications', ['active', 'renewal_due', 'expired'])
  const mine = new Set(remembered(FILE, []))
  try {
    for (const user of users) {
      const own = open.get(user.user_id) ?? []
      const wanted = wantedBy(rules, courses, user)
      for (const course of courses.filter(({ code }) => wanted.has(code))) {
        if (own.some((each) => each.course === course.code)) continue
        const made = await enroll(user, course, wanted.get(course.code), held.get(user.user_id) ?? [], own, now)
        if (made) own.push(made), mine.add(made.enrollment_id)
      }
      for (const each of own) if (mine.has(each.enrollment_id) && !wanted.has(each.course)) await takeOff(each, policy)
    }
  } finally {
    remember(FILE, [...mine])
  }
}

async function whole(path) {
  const answer = await ask('lms', 'GET', path)
  if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`)
  return answer.body.data
}

async function byUser(path, statuses) {
  const found = new Map()
  for (const status of statuses) {
    for (const row of await everyPage('lms', path, { status })) {
      if (!found.has(row.user_id)) found.set(row.user_id, [])
      found.get(row.user_id).push(row)
    }
  }
  return found
}

function understood(rule) {
  if (rule.active === false) return false
  const asks = [...Object.keys(rule.audience), ...Object.keys(rule.exclude ?? {})].filter((name) => !(name in ABOUT))
  const more = ['path', 'per', 'on_event', 'minimum_holders'].filter((name) => rule[name])
  const { on, days, after } = rule.due
  const dated = on !== undefined || (days !== undefined && (after === 'hire' || after === 'assignment'))
  const beyond = [...asks, ...more, ...(dated ? [] : ['due'])]
  if (beyond.length) report('lms', rule.rule_id, beyond[0], 'is more than this connector understands')
  return !beyond.length
}

// Course -> the rules that want it of somebody. What another wanted course does for as well is left to that one.
function wantedBy(rules, courses, user) {
  const fulfills = (conditions) => Object.entries(conditions).every(([name, list]) => list.includes(user[ABOUT[name]]))
  const found = new Map()
  for (const rule of rules) {
    if (!fulfills(rule.audience) || (rule.exclude && fulfills(rule.exclude))) continue
    found.set(rule.course, [...(found.get(rule.course) ?? []), rule])
  }
  const spared = courses.filter(({ code, accepts }) => found.has(code) && accepts?.some((other) => found.has(other)))
  for (const { code } of spared) found.delete(code)
  return found
}

// Enrolls somebody, unless what is held suffices: then null.
async function enroll(user, course, rules, held, own, now) {
  const counting = held.filter((each) => each.course === course.code || course.accepts?.includes(each.course))
  if (counting.some(({ status }) => status === 'active')) return null
  const dues = rules.map((rule) => [dueOn(rule.due, user, now), rule]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const [[first, rule]] = dues // of rules that want it by the same day, the first in the catalog: the sort is stable
  const lapses = counting.map((each) => each.expires_on).filter(Boolean).sort().at(-1)
  const required = own.filter((each) => course.requires?.includes(each.course) && each.due_on).map((each) => each.due_on)
  const due_on = lapses ?? [first, ...required].sort().at(-1)
  const body = { user_id: user.user_id, course: course.code, due_on, reason: `${rule.rule_id} v${rule.version ?? 1}` }
  const request = ask('lms', 'POST', '/v1/enrollments', body, `enroll-${user.user_id}-${course.code}-${now}`)
  return (await done('lms', user.external_id, request)) ? (await request).body : null
}

function dueOn({ on, days, after }, user, now) {
  const zone = { timeZone: user.time_zone ?? 'UTC', dateStyle: 'short' }
  const today = new Intl.DateTimeFormat('en-CA', zone).format(new Date(now))
  if (on !== undefined) return on > today ? on : today
  const begins = after === 'hire' && user.hire_date ? user.hire_date : today
  return new Date(Date.parse(begins) + days * 86_400_000).toISOString().slice(0, 10)
}

async function takeOff(enrollment, policy) {
  const rule = policy.on_rule_exit ?? 'withdraw_unstarted'
  if (rule === 'keep' || (rule === 'withdraw_unstarted' && enrollment.status !== 'assigned')) return
  await done('lms', enrollment.external_id, ask('lms', 'POST', `/v1/enrollments/${enrollment.enrollment_id}/withdraw`))
}

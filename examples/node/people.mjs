// HRIS to LMS: who ought to have an account has one that says what the HRIS says; a leaver's is closed.
import { profileOf } from './profile.mjs'
import { entitled, followed, heldForAPerson, tooMany } from './policy.mjs'
import { ask, done, everyPage, report } from './wire.mjs'

export async function syncPeople(mapping, policy, now) {
  const employees = await everyPage('hris', '/v1/employees') // to the end, before anyone is closed
  const users = new Map((await everyPage('lms', '/v1/users')).map((user) => [user.external_id, user]))
  const locations = await locationsFor(policy)
  const held = heldForAPerson(employees, policy)
  await close(employees.filter((employee) => !entitled(employee, policy, now)), users, policy)
  for (const employee of employees.filter((each) => entitled(each, policy, now))) {
    const id = employee.employee_id
    if (held.has(id)) {
      report('hris', id, 'national_id', `is that of ${held.get(id)} as well: is it the same person?`)
      continue
    }
    const profile = profileOf(mapping, policy, followed(employee, policy, locations))
    if (profile) await keep(id, employee.version, profile, users.get(id))
  }
}

// Only where an account may follow another job than the one the record shows, its place must be looked up.
async function locationsFor(policy) {
  if (policy.primary_job_rule !== 'oldest') return new Map()
  const answer = await ask('hris', 'GET', '/v1/locations')
  if (!answer.ok) throw new Error(`GET /v1/locations: ${answer.status}`)
  return new Map(answer.body.data.map((location) => [location.code, location]))
}

async function close(leavers, users, policy) {
  const open = [...users.values()].filter((user) => user.active)
  const closing = leavers.filter(({ employee_id }) => users.get(employee_id)?.active)
  if (tooMany(closing.length, open.length, policy)) {
    report('lms', '*', 'active', `${closing.length} of ${open.length} accounts would be closed at once: a person must look`)
    return
  }
  for (const { employee_id, status, last_day } of closing) {
    const reason = `HR: ${last_day ? `left, last day ${last_day}` : `is ${status}`}`
    await done('lms', employee_id, ask('lms', 'POST', `/v1/users/${users.get(employee_id).user_id}/deactivate`, { reason }))
  }
}

// An open account that says what the profile says.
async function keep(id, version, profile, user) {
  if (!user) {
    // With the version in the key, a record that HR has mended is a new request, not the refused one again.
    await done('lms', id, ask('lms', 'POST', '/v1/users', { ...profile, username: id }, `user-${id}-${version}`))
    return
  }
  const changed = differences(profile, user)
  const path = `/v1/users/${user.user_id}`
  if (Object.keys(changed).length && !(await done('lms', id, ask('lms', 'PATCH', path, changed)))) return
  // Only now: the rules look at whoever comes back, and ought not to see the job of last year.
  if (!user.active) await done('lms', id, ask('lms', 'POST', `${path}/reactivate`))
}

// What must be sent: the fields that differ, and no others; of the custom fields likewise. An empty one the LMS leaves out.
function differences({ custom = {}, ...profile }, user) {
  const unlike = (one, other) => Object.fromEntries(Object.entries(one).filter(([field, value]) => (other?.[field] ?? null) !== value))
  const changed = unlike(profile, user)
  const changedCustom = unlike(custom, user.custom)
  return Object.keys(changedCustom).length ? { ...changed, custom: changedCustom } : changed
}

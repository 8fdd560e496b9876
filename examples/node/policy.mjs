// What the customer's policy makes of an HRIS record: an account or none, for which job, and who has to decide first.

// Whether somebody ought to have an open account at this instant. The status is the HRIS's to say: it knows when days
// begin where people work. Only the days before the first one are counted here.
export function entitled(employee, policy, now) {
  if (employee.worker_type === 'contractor' && policy.contractor_scope === 'none') return false
  switch (employee.status) {
    case 'active': return true
    case 'on_leave': return policy.leave_mode !== 'suspend'
    case 'pre_hire': return daysUntil(employee, now) <= (policy.pre_hire_access_days ?? 0)
    default: return false
  }
}

function daysUntil(employee, now) {
  const zone = { timeZone: employee.time_zone ?? 'UTC', dateStyle: 'short' }
  const today = new Intl.DateTimeFormat('en-CA', zone).format(new Date(now)) // 2026-03-02
  return (Date.parse(employee.hire_date) - Date.parse(today)) / 86_400_000
}

// The record with the job that the account follows, and with the place of that job.
export function followed(employee, policy, locations) {
  if (policy.primary_job_rule !== 'oldest' || !employee.jobs.length) return employee
  const [oldest] = [...employee.jobs].sort((a, b) => a.from.localeCompare(b.from) || a.job_id - b.job_id)
  const { title, department, location, manager_id } = oldest
  const { country = null, time_zone = null } = location === employee.location ? employee : locations.get(location) ?? {}
  return { ...employee, title, department, location, manager_id, country, time_zone }
}

// Under `rehire_mode: hold`, whom the HRIS knew before under another id with the same national id: nobody is let in or
// merged until a person has decided. Newcomer -> the id known before.
export function heldForAPerson(employees, policy) {
  const held = new Map()
  if (policy.rehire_mode !== 'hold') return held
  const first = new Map()
  const byAge = (a, b) =>
    a.original_hire_date.localeCompare(b.original_hire_date) || a.employee_id.localeCompare(b.employee_id)
  for (const { employee_id, national_id } of [...employees].sort(byAge)) {
    if (national_id === null) continue
    if (first.has(national_id)) held.set(employee_id, first.get(national_id))
    else first.set(national_id, employee_id)
  }
  return held
}

// Whether so many accounts are to be closed at once that a person must look first: it is likelier that the HRIS is being
// moved than that everybody left. A few may always be closed, however small the company is.
export const tooMany = (closing, open, policy) =>
  closing > Math.max(5, ((policy.mass_change_guard_percent ?? 10) / 100) * open)

// From an HRIS record to an LMS profile, as the mapping file says.
import { report } from './wire.mjs'

const CUSTOM = 'custom.'
const LEFT = Symbol('stays in the LMS as it is')

// The LMS profile of an employee, or null where the mapping cannot make one: that is reported, and nothing is written.
export function profileOf(mapping, policy, employee) {
  const profile = { [mapping.key.lms]: employee[mapping.key.hris] }
  for (const field of mapping.fields) {
    const { hris, lms } = field
    const value = hris.startsWith(CUSTOM) ? employee.custom?.[hris.slice(CUSTOM.length)] : employee[hris]
    if (value === null && field.required) return report('hris', employee.employee_id, hris, 'is missing'), null
    const wanted = counterpart(field, value, policy, (reason) => report('hris', employee.employee_id, hris, reason))
    if (wanted === undefined) return null
    if (wanted === LEFT) continue
    if (lms.startsWith(CUSTOM)) profile.custom = { ...profile.custom, [lms.slice(CUSTOM.length)]: wanted }
    else profile[lms] = wanted
  }
  return profile
}

// What a value becomes. Where it cannot be translated the policy says: undefined holds the record, LEFT leaves the field.
function counterpart(field, value, policy, complain) {
  const found = translated(field, value)
  if (found !== undefined) return found
  complain(value === undefined ? 'is not in the record' : `${JSON.stringify(value)} is not in the mapping`)
  if (policy.on_unknown_mapping === 'skip') return LEFT
  return policy.on_unknown_mapping === 'default' ? field.default : undefined
}

function translated({ values, match, date, open_end }, value) {
  if (value === null || value === undefined) return value
  if (date) return value === open_end ? null : day(date, value)
  if (!values) return value
  if (match !== 'folded') return Object.hasOwn(values, value) ? values[value] : undefined
  return Object.entries(values).find(([known]) => folded(known) === folded(value))?.[1]
}

// Case, and space around or doubled, make no other code.
const folded = (text) => String(text).normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ')

// A day in the declared spelling and no other.
function day(spelling, value) {
  const pattern = spelling.replaceAll('.', '[.]').replace(/YYYY|MM|DD/g, (part) => `(?<${part}>[0-9]{${part.length}})`)
  const { YYYY, MM, DD } = (typeof value === 'string' && new RegExp(`^${pattern}$`).exec(value)?.groups) || {}
  if (!YYYY || YYYY < '1901' || YYYY > '2199') return undefined
  const read = new Date(Date.UTC(YYYY, MM - 1, DD)).toISOString().slice(0, 10)
  return read === `${YYYY}-${MM}-${DD}` ? read : undefined
}

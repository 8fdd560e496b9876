// One sync cycle between an HRIS and an LMS, in plain Node.js 18 or newer. Run once per cycle; exit 0 means it is done.
// What it cannot process goes to standard output, one JSON line each: {system, record, field, reason}.
import { readFileSync } from 'node:fs'
import { assign } from './assigning.mjs'
import { statuses, takeBack, writeBack } from './learning.mjs'
import { syncPeople } from './people.mjs'

const mapping = JSON.parse(readFileSync(process.env.ROSTERPROOF_MAPPING, 'utf8'))
const policy = JSON.parse(process.env.ROSTERPROOF_POLICY)
const now = process.env.ROSTERPROOF_NOW

try {
  await syncPeople(mapping, policy, now)
  await writeBack(mapping, policy)
  await takeBack()
  if (policy.assign_by === 'connector') await assign(policy, now)
  await statuses(mapping, now)
} catch (problem) {
  console.error(`the cycle broke off: ${problem.message}${problem.cause ? ` (${problem.cause.message})` : ''}`)
  process.exitCode = 1
}

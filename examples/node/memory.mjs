// What must be known in the next cycle: JSON files in the state directory.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const place = (name) => join(process.env.ROSTERPROOF_STATE_DIR, name)

export const remembered = (name, otherwise) =>
  existsSync(place(name)) ? JSON.parse(readFileSync(place(name), 'utf8')) : otherwise

// Whole or not at all, whatever happens in between.
export function remember(name, state) {
  writeFileSync(`${place(name)}.part`, JSON.stringify(state))
  renameSync(`${place(name)}.part`, place(name))
}

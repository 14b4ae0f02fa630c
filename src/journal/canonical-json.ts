import { assert } from '../core/base/assert.js'

/**
 * The one text of a value: names of every object in order of their code units, no spaces, fields that are `undefined`
 * left out. Equal values give equal bytes on any machine, so a digest of it is a digest of the value.
 *
 * @throws Fault on what JSON would change in silence: numbers that are not finite, functions, big integers
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') {
    assert(Number.isFinite(value), 'a journal keeps finite numbers only', { value })
    return JSON.stringify(value)
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  assert(typeof value === 'object', 'a journal keeps plain data only', { type: typeof value })
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`)
  return `{${fields.join(',')}}`
}

/**
 * A fault of ours, as opposed to trouble in the business (a `Problem`) or a mistake of the caller (a `Refusal`).
 * Nobody catches it but the edge of the process, which prints it and exits 3.
 */
export class Fault extends Error {
  override name = 'Fault'
}

/** Always on: a plan that broke an invariant must not be shown. `values` are printed with the message. */
export function assert(condition: boolean, message: string, values: Record<string, unknown> = {}): asserts condition {
  if (condition) return
  const shown = Object.entries(values).map(([name, value]) => `${name}=${String(value)}`)
  throw new Fault(shown.length === 0 ? message : `${message} (${shown.join(', ')})`)
}

/** Whole numbers are exact up to 2^53; beyond it a sum would silently depend on its order. */
export function assertExact(value: number, what: string): number {
  assert(Number.isSafeInteger(value), `${what} is not a whole number below 2^53`, { value })
  return value
}

import { assert } from '../../core/base/assert.js'
import type { Quantity, Share } from '../../core/base/quantity.js'
import type { Allocated, Claim } from '../../core/inventory/allocation/claim.js'
import { allocatedByValue, valueProgram } from '../../core/inventory/allocation/value-allocation.js'
import { modelBuilder } from '../model-builder.js'
import type { Solver } from '../solver.js'

/** Allocates by value: rule BA23 of docs/specs/balancing.md. Claims are taken by their ids, so their order does not matter. */
export function allocateByValue(
  solver: Solver,
  supply: Quantity,
  claims: readonly Claim[],
  leastShare: Share,
): Allocated {
  const program = valueProgram(supply, claims, leastShare)
  const order = claims.map((_, at) => at).sort((a, b) => (claims[a]!.id < claims[b]!.id ? -1 : 1))
  const builder = modelBuilder('maximise')
  const whole = builder.row(program.total, program.total)
  const largest = program.worth.reduce((most, worth) => Math.max(most, worth), 0)
  const columns = order.map((at) =>
    builder.column(largest > 0 ? (program.worth[at]! * SCALE) / largest : 0, {
      lower: program.floor[at]!,
      upper: program.most[at]!,
    }),
  )
  for (const column of columns) builder.entry(whole, column, 1)
  const { status, primal } = solver.solve(builder.build())
  assert(status === 'optimal', 'what is scarce cannot be allocated by value', { status })
  const answer = new Float64Array(claims.length)
  order.forEach((at, column) => {
    answer[at] = Math.round(primal[column]!)
  })
  return allocatedByValue(supply, claims, program, answer)
}

const SCALE = 1000

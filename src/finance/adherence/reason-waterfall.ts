import type { Quantity } from '../../core/base/quantity.js'

/** What a cell's plan met: what was asked for, and what was there to execute it with. */
export interface Asked {
  readonly demand: Quantity
  /** Null where nobody told what was there. */
  readonly available: Quantity | null
}

export interface ShortReasons {
  /** Less was asked for than planned: the forecast's, not execution's. */
  readonly demandShort: Quantity
  /** It was asked for and was not there. */
  readonly supplyShort: Quantity
  /** It was asked for and was there, and was not done. */
  readonly executionShort: Quantity
  /** Asked for and not done, and nobody knows whether it was there. */
  readonly untold: Quantity
  /** Done beyond what was asked or there: the data contradict each other. */
  readonly surplus: Quantity
}

/**
 * Why less was done than planned (DOMAIN §1.3): P − min(P, D), min(P, D) − min(P, D, V), min(P, D, V) − min(P, D, V, A).
 * What was done had been asked for and had been there, whatever the data say: D and V are taken at A at least, so that
 * the reasons add up to P − min(P, A), and what they were raised by is told as `surplus`.
 */
export function reasonsOf(planned: Quantity, actual: Quantity, { demand, available }: Asked): ShortReasons {
  const surplus = Math.max(0, actual - Math.min(demand, available ?? demand))
  const wanted = Math.min(planned, Math.max(demand, actual))
  const demandShort = planned - wanted
  const undone = wanted - Math.min(wanted, actual)
  if (available === null) return { demandShort, supplyShort: 0, executionShort: 0, untold: undone, surplus }
  const there = Math.min(wanted, Math.max(available, actual))
  const executionShort = there - Math.min(there, actual)
  return { demandShort, supplyShort: wanted - there, executionShort, untold: 0, surplus }
}

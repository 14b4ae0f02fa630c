/**
 * What may happen at one node until its own supply can help: stock, supply and demand by step of time. Along one path what
 * is lost up to a step is the furthest that demand has ever run ahead of stock and supply (the reflection of a queue), so
 * a unit that comes in spares one lost unit until none is lost any more, and a unit that leaves costs none until the least
 * that was ever left over is gone. Both are convex in the units: this keeps balancing linear. Rules BA1–BA4 of
 * docs/specs/balancing.md.
 */
import type { Quantity } from '../../base/quantity.js'

/** Cumulative from now to the end of each step; only the steps of the node's window are there. */
export interface Outlook {
  /** What can be used or given now. */
  readonly stock: Quantity
  /** Expected to be asked. */
  readonly need: Float64Array
  /** One standard deviation of what is asked. */
  readonly error: Float64Array
  /** Own supply that is on its way or planned. */
  readonly supply: Float64Array
}

/**
 * What is expected to be asked up to a step when demand strays by a deviation. It may fall back from step to step, which
 * changes nothing: supply never does, and what counts is how far demand has ever run ahead of it.
 */
const askedBy = ({ need, error }: Outlook, step: number, deviation: number): number =>
  Math.max(0, need[step]! + deviation * error[step]!)

/**
 * Units that lack from a step on and that something arriving in that step would have served, along one path, in whole
 * thousandths. What lacked before it is lost.
 */
export function lackFrom(outlook: Outlook, arrival: number, deviation: number): Quantity {
  const { stock, supply, need } = outlook
  let lost = 0
  let lostBefore = 0
  for (let step = 0; step < need.length; step++) {
    if (step === arrival) lostBefore = lost
    const behind = askedBy(outlook, step, deviation) - supply[step]! - stock
    if (behind > lost) lost = behind
  }
  return arrival >= need.length ? 0 : Math.round(lost - lostBefore)
}

/** Units that are never needed in the window along one path, in whole thousandths. */
export function spareOf(outlook: Outlook, deviation: number): Quantity {
  const { stock, supply, need } = outlook
  let least = stock
  for (let step = 0; step < need.length; step++) {
    const left = stock + supply[step]! - askedBy(outlook, step, deviation)
    if (left < least) least = left
  }
  return Math.max(0, Math.floor(least))
}

/** The first step in which expected demand passes stock and supply; −1 = in none. */
export function runsOutIn(outlook: Outlook): number {
  const { stock, supply, need } = outlook
  for (let step = 0; step < need.length; step++) if (need[step]! > supply[step]! + stock) return step
  return -1
}

/** Lacks by stratum of demand, the largest first. */
export function lacksOf(
  outlook: Outlook,
  arrival: number,
  deviations: Float64Array,
  out: Float64Array,
  at: number,
): void {
  const last = deviations.length - 1
  for (let stratum = 0; stratum <= last; stratum++) out[at + stratum] = lackFrom(outlook, arrival, deviations[stratum]!)
  // Where errors shrink on the way, more demand in all may mean less from the arrival on.
  out
    .subarray(at, at + last + 1)
    .sort()
    .reverse()
}

/** What is spare by stratum of demand, the least first. */
export function sparesOf(outlook: Outlook, deviations: Float64Array, out: Float64Array, at: number): void {
  const last = deviations.length - 1
  for (let stratum = 0; stratum <= last; stratum++) out[at + stratum] = spareOf(outlook, deviations[last - stratum]!)
}

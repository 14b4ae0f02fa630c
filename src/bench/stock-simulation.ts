/**
 * What stock a forecast asks for: periodic review with an order-up-to level (Silver, Pyke & Thomas 2017, the R, S policy),
 * played against demand as it was. Every R steps the stock position (on hand, on order, less what is owed) is raised to
 *
 *     S = forecast of the next L + R steps + k · σ
 *
 * and the order arrives L steps later; customers wait for what is not there. Whatever else is on order has arrived by
 * then, so from L to L + R steps after a review the net stock is the raised position less the demand since.
 */
export interface StockPolicy {
  /** L, in steps. */
  readonly leadTime: number
  /** R, in steps. */
  readonly review: number
}

export interface StockedSeries {
  /** Forecast of the protection interval L + R, and the deviation of its error, by review. */
  readonly expected: Float64Array
  readonly sd: Float64Array
  /** From the first review on; NaN where unknown: such an interval counts for nothing, its demand is taken as none. */
  readonly demand: Float64Array
}

export interface StockFigures {
  /** Share of the demand that did not wait. */
  readonly fill: number
  /** Share of the intervals between two receipts in which nobody waited. */
  readonly cycleService: number
  /** Mean net stock just before a receipt, the textbook's safety stock; mean stock on hand at the end of a step. */
  readonly safetyStock: number
  readonly onHand: number
}

interface Tally {
  demand: number
  waited: number
  cycles: number
  served: number
  net: number
  onHand: number
}

/** Means are per series: of all series together, by their number. */
export function simulateStock(series: readonly StockedSeries[], policy: StockPolicy, factor: number): StockFigures {
  const tally: Tally = { demand: 0, waited: 0, cycles: 0, served: 0, net: 0, onHand: 0 }
  for (const one of series) playSeries(one, policy, factor, tally)
  return {
    fill: 1 - tally.waited / tally.demand,
    cycleService: tally.served / tally.cycles,
    safetyStock: tally.net / tally.cycles,
    onHand: tally.onHand / tally.cycles / policy.review,
  }
}

function playSeries({ expected, sd, demand }: StockedSeries, policy: StockPolicy, factor: number, tally: Tally): void {
  const { leadTime, review } = policy
  let position = Number.NEGATIVE_INFINITY
  for (let at = 0; at < expected.length; at++) {
    const start = at * review
    position = Math.max(position, Math.max(0, expected[at]! + factor * sd[at]!))
    const interval = demand.subarray(start, start + leadTime + review)
    if (!interval.some(Number.isNaN)) countCycle(position, interval, leadTime, tally)
    for (let step = start; step < start + review; step++) position -= demand[step]! || 0
  }
}

function countCycle(position: number, interval: Float64Array, leadTime: number, tally: Tally): void {
  let net = position
  let waited = 0
  interval.forEach((units, step) => {
    net -= units
    if (step < leadTime) return
    tally.demand += units
    waited += Math.min(units, Math.max(0, -net))
    tally.onHand += Math.max(0, net)
  })
  tally.waited += waited
  tally.cycles += 1
  tally.served += waited > 0 ? 0 : 1
  tally.net += net
}

const FACTOR_MIN = -5
const FACTOR_MAX = 40
const HALVINGS = 40

/** The least factor with which the service is as high as wanted; more stock never serves less. */
export function factorFor(
  series: readonly StockedSeries[],
  policy: StockPolicy,
  service: 'fill' | 'cycleService',
  wanted: number,
): number {
  let low = FACTOR_MIN
  let high = FACTOR_MAX
  for (let round = 0; round < HALVINGS; round++) {
    const middle = (low + high) / 2
    if (simulateStock(series, policy, middle)[service] >= wanted) high = middle
    else low = middle
  }
  return high
}

/**
 * Who gets what when there is not enough for everybody: firm orders, then tier by tier, a fair share inside a tier.
 * DOMAIN §6.10. Rules CN4–CN7 of docs/specs/netting.md.
 */
import { spread } from '../base/largest-remainder.js'

export const CUSTOMER = 0
export const LINK = 1
export const NEED = 2

/** What somebody asks of a stock row in one bucket, and gets. */
export interface Claim {
  /** Smaller is served first. */
  readonly tier: number
  readonly kind: typeof CUSTOMER | typeof LINK | typeof NEED
  /** Demand row, source of the consuming row, or index of the component. */
  readonly id: number
  /** Whether what is not given now is asked again. */
  readonly waits: boolean
  /** Asked before and not given yet. */
  owed: number
  wanted: number
  given: number
}

/** The order in which claims are served, and in which equal shares are rounded. */
export const byTier = (a: Claim, b: Claim): number => a.tier - b.tier || a.kind - b.kind || a.id - b.id

/**
 * Shares `available` among requesters sorted by tier: whole tiers while it lasts, then in proportion to what is wanted,
 * by largest remainder. Adds to `given`; returns what is left.
 */
export function serveByTier(requesters: readonly Claim[], available: number): number {
  let left = available
  for (let from = 0; from < requesters.length && left > 0; ) {
    const tier = requesters[from]!.tier
    let end = from
    let wanted = 0
    for (; end < requesters.length && requesters[end]!.tier === tier; end++)
      wanted += requesters[end]!.wanted - requesters[end]!.given
    left -= wanted <= left ? giveAll(requesters, from, end) : giveShares(requesters, from, end, left)
    from = end
  }
  return left
}

function giveAll(requesters: readonly Claim[], from: number, end: number): number {
  let given = 0
  for (let at = from; at < end; at++) {
    const requester = requesters[at]!
    given += requester.wanted - requester.given
    requester.given = requester.wanted
  }
  return given
}

function giveShares(requesters: readonly Claim[], from: number, end: number, available: number): number {
  if (end - from === 1) requesters[from]!.given += available
  else {
    const wanted = new Float64Array(end - from)
    for (let at = from; at < end; at++) wanted[at - from] = requesters[at]!.wanted - requesters[at]!.given
    const shares = spread(available, wanted)
    for (let at = from; at < end; at++) requesters[at]!.given += shares[at - from]!
  }
  return available
}

import type { Location } from '../../network/company.js'

/**
 * May goods go this way? *propose*: an order of our own. *recommend*: somebody else's title is in it, so it can only be
 * said. *customs*: a border that nobody clears. *back*: the item came the other way a short while ago, or is about to.
 * Rules BA8 and BA9 of docs/specs/balancing.md.
 */
export type WayVerdict = 'propose' | 'recommend' | 'customs' | 'back'

/** No item goes back within four weeks of having come (DOMAIN §6.11). */
export const NO_RETURN_DAYS = 28

export interface Way {
  readonly from: Pick<Location, 'country' | 'entity' | 'customer'>
  readonly to: Pick<Location, 'country' | 'entity' | 'customer'>
  /** The delivery term of the lane: who clears customs is part of it. */
  readonly incoterm: string | null
  /** The item goes, went or will go the other way. */
  readonly goesBack: boolean
}

export function verdictOf({ from, to, incoterm, goesBack }: Way): WayVerdict {
  if (goesBack) return 'back'
  if (from.country !== to.country && incoterm === null) return 'customs'
  const isOurs = from.customer === null && to.customer === null
  return isOurs && from.entity === to.entity ? 'propose' : 'recommend'
}

import type { PlanTree, QueryDimension } from '../../processes/living/living-plan.js'

/** Levels of each tree from the root down, as tables name them. */
export const LEVELS: Readonly<Record<PlanTree, readonly QueryDimension[]>> = {
  product: ['category', 'family', 'item'],
  location: ['country', 'location'],
  customer: ['country', 'channel', 'account', 'customer'],
}

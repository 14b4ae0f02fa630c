import type { Day } from '../base/day.js'
import type { Quantity } from '../base/quantity.js'

export type SupplyKind = 'purchase' | 'production' | 'transfer'

/**
 * *proposed*: the plan asks for it. *released*: somebody has passed it on. *confirmed*: whoever makes or sends it has
 * said yes. *rejected*: it will not be done.
 */
export const PROPOSAL_STATUSES = ['proposed', 'released', 'confirmed', 'rejected'] as const
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number]

/** An order that somebody should place: what, from where, to where, by when. Ids are the business's own. */
export interface SupplyNeed {
  readonly kind: SupplyKind
  readonly product: string
  /** Location of a transfer, supplier of a purchase; empty where none is known, and for production. */
  readonly from: string
  readonly to: string
  readonly units: Quantity
  /** Last day on which it can be placed and still be there in time. */
  readonly releaseDay: Day
  readonly dueDay: Day
  /** By how much what has come in by any day may differ from what is needed before anybody has to act. */
  readonly tolerance: Quantity
  /** Smallest order and order multiple; 0 when there is none. */
  readonly minimum: Quantity
  readonly multiple: Quantity
}

/** A need with a name that it keeps from run to run, and what people have said about it. */
export interface SupplyProposal extends SupplyNeed {
  readonly id: string
  readonly status: ProposalStatus
  /** The order it became elsewhere, once somebody has said so; empty before. */
  readonly order: string
}

/** What came back about a proposal. Null = as proposed. */
export interface ProposalAnswer {
  readonly id: string
  readonly status: ProposalStatus
  readonly order: string
  readonly units: Quantity | null
  readonly dueDay: Day | null
}

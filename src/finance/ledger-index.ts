import { BLOCK_LINES } from './stock-ledger.js'

/** A row of the totals of a ledger, and what it is the total of. */
export interface NamedTotal<Name> {
  readonly name: Name
  readonly total: number
}

/** Totals of each entity, in this order; those of entity e start at `entityTotal(e, …)`. */
export const ENTITY_TOTALS = [...BLOCK_LINES, 'onTheWay', 'variance', 'delivered'] as const
export type EntityTotal = (typeof ENTITY_TOTALS)[number]

export const entityTotal = (entity: number, of: EntityTotal): number =>
  entity * ENTITY_TOTALS.length + ENTITY_TOTALS.indexOf(of)

export interface SupplierName {
  readonly entity: number
  readonly supplier: number
  readonly family: string
  readonly category: string
}

export interface FamilyName {
  readonly entity: number
  readonly country: string
  readonly family: number
}

export interface TradeName {
  readonly entity: number
  readonly item: number
  readonly opening: number
}

/** What the parts of a ledger add up to, beside what they add up to by entity: for whoever closes the book, not for those who fill it. */
export interface LedgerIndex {
  readonly purchases: readonly NamedTotal<SupplierName>[]
  readonly freight: readonly NamedTotal<FamilyName>[]
  readonly writeOffs: readonly NamedTotal<FamilyName>[]
  readonly received: readonly NamedTotal<TradeName>[]
  readonly issued: readonly NamedTotal<TradeName>[]
  /** Product leaf of each item of the ledger. */
  readonly itemLeaf: Int32Array
  /** Per entity, on hand at the cost of the first bucket. */
  readonly openingOnHand: Float64Array
}

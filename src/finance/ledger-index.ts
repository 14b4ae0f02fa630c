/** Slots that add up to something with a name. */
export interface NamedSlots<Name> {
  readonly name: Name
  readonly slots: readonly number[]
}

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

/** What the parts of a ledger add up to: for whoever closes the book, not for those who fill it. */
export interface LedgerIndex {
  readonly purchases: readonly NamedSlots<SupplierName>[]
  readonly freight: readonly NamedSlots<FamilyName>[]
  readonly writeOffs: readonly NamedSlots<FamilyName>[]
  readonly received: readonly NamedSlots<TradeName>[]
  readonly issued: readonly NamedSlots<TradeName>[]
  /** Product leaf of each item of the ledger. */
  readonly itemLeaf: Int32Array
  /** Per entity, on hand at the cost of the first bucket. */
  readonly openingOnHand: Float64Array
}

/**
 * What was executed, day by day, for whoever holds a plan against it. Columns in the positions of one company; units
 * are quantities (whole thousandths).
 */
import type { SalesFacts } from './facts.js'

/** How something came to a stock row. */
export const INBOUND_KINDS = ['made', 'bought', 'transferred'] as const
export type InboundKind = (typeof INBOUND_KINDS)[number]

export interface DatedPlaces {
  readonly product: Int32Array
  readonly location: Int32Array
  readonly day: Int32Array
}

export interface DatedUnits extends DatedPlaces {
  readonly units: Float64Array
}

export interface Payment {
  readonly from: 'customer' | 'supplier'
  /** Of the party; the base currency where it names none. */
  readonly currency: string
  readonly day: number
  /** Millionths of the major unit. */
  readonly amount: number
  /** Taken off instead of paid. */
  readonly isDeduction: boolean
}

export interface ExecutedFacts {
  readonly sales: SalesFacts
  /** Sales below zero that are no returns, as what they take back: `sales` has them among what was returned. */
  readonly corrections: DatedUnits & { readonly customer: Int32Array }
  /** Sales told for several days at once, by first day and the day after the last. */
  readonly spans: DatedPlaces & { readonly customer: Int32Array; readonly endDay: Int32Array }
  /** Whether anybody ever tells what is made, and what is received. */
  readonly tells: { readonly made: boolean; readonly received: boolean }
  /** `kind` is a position in `INBOUND_KINDS`; below zero where something was taken back. */
  readonly inbound: DatedUnits & { readonly kind: Uint8Array }
  /** What customers' orders ask for on their requested day; null where the company has no orders. */
  readonly asked: (DatedUnits & { readonly customer: Int32Array }) | null
  /** Snapshots: everything that is there, and what of it is free. */
  readonly stock: DatedPlaces & { readonly onHand: Float64Array; readonly free: Float64Array }
  /** What customers paid, and what was paid to suppliers. */
  readonly payments: readonly Payment[]
  /** Days on which a place told anything at all. */
  readonly heard: { readonly location: Int32Array; readonly day: Int32Array }
}

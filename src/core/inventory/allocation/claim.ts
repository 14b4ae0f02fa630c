import type { Quantity } from '../../base/quantity.js'

/** Why units of a claim come before others': the order of the stages. */
export const STAGES = ['contract', 'fine', 'launch', 'priority'] as const
export type Stage = (typeof STAGES)[number]

/** Somebody who asks for something scarce. Quantities are whole thousandths. */
export interface Claim {
  readonly id: string
  readonly asked: Quantity
  /** What is sold through in a period and what is there, for equal cover. */
  readonly rate: Quantity
  readonly held: Quantity
  /** Units promised by contract, units whose lack is fined, units of a launch: parts of what is asked. */
  readonly contract: Quantity
  readonly fined: Quantity
  readonly launch: Quantity
  /** Smaller is served first, of what is left. */
  readonly priority: number
  /** Money that a base unit is worth here. */
  readonly worth: number
  /** What it comes in; 0 or 1 = anything. */
  readonly pack: Quantity
}

/** What somebody did not get, and why. */
export interface Cut {
  readonly id: string
  readonly asked: Quantity
  readonly given: Quantity
  /** The stage in which supply ended; `value` where others are worth more. */
  readonly reason: Stage | 'value'
  /** The priority at which supply ended; null before it came to that. */
  readonly priority: number | null
}

export interface Allocated {
  readonly given: Float64Array
  /** Supply that nobody asked for. */
  readonly left: Quantity
  /** Cover that the last stage brought everybody to who was cut in it; null where nobody was. */
  readonly level: number | null
  readonly cuts: readonly Cut[]
}

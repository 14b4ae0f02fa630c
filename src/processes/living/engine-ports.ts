import type { Journal } from '../../core/edit/journal.js'
import type { ShelfPorts } from './branch-shelf.js'

export interface EnginePorts extends ShelfPorts {
  readonly journal: Journal
  /** ISO. */
  readonly now: () => string
  /** Rows of the files behind the facts of a part of the plan. */
  readonly sources: FactSources
  /** Changes that move more net sales than this need a reason; in major units of the base currency. */
  readonly reasonAbove: number
  /** A settling that failed is a fault of ours: somebody has to know. */
  readonly fault: (error: unknown) => void
}

/** A row of a file that the company gave. */
export interface FactRow {
  readonly table: string
  readonly file: string
  readonly row: number
  /** ISO date. */
  readonly date: string
  readonly quantity: number
}

/** Which products, locations and customers of the company, by position. */
export interface FactPart {
  readonly products: readonly number[]
  readonly locations: readonly number[]
  readonly customers: readonly number[]
}

/** The newest rows of sales or stock behind a part of the plan, at most so many. */
export type FactSources = (kind: 'sales' | 'stock', part: FactPart, most: number) => Promise<readonly FactRow[]>

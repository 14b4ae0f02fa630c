/**
 * What a cell of a table may hold. Numbers are kept exactly: `quantity` in thousandths, `price`, `share`, `decimal`,
 * `amount` (of one row, below 10^12) and `money` (of a whole company) in millionths; `rate` keeps the digits as printed.
 */
export type ColumnType =
  | 'text'
  | 'quantity'
  | 'price'
  | 'share'
  | 'decimal'
  | 'amount'
  | 'money'
  | 'rate'
  | 'integer'
  | 'date'
  | 'month'
  | 'moment'
  | 'boolean'
  | 'enum'
  | 'currency'
  | 'country'

export interface ContractColumn {
  readonly name: string
  readonly type: ColumnType
  readonly required: boolean
  /** Text the cell stands for when it is empty or the column is absent. */
  readonly default?: string
  /** Allowed texts of an `enum`, in lower case unless the contract prints them in capitals. */
  readonly values?: readonly string[]
  /** The cell names a record of one of these tables. */
  readonly refersTo?: readonly string[]
  /** Numbers below zero are allowed; everywhere else they make a bad row. */
  readonly signed?: boolean
  /** By nature below a thousand, so that `1.234` can only be a fraction. */
  readonly small?: boolean
}

/** How a fact that is not in the newest file any more is taken (docs/specs/import.md). */
export type Retraction = 'range' | 'state' | 'never'

/** Only facts have two clocks. */
export interface FactRule {
  /** Columns whose first filled one says when it happened. */
  readonly eventDate: readonly string[]
  /** A missing `recorded_at` is this many days after the event; null = the event says nothing about it. */
  readonly recordedLagDays: number | null
  readonly retraction: Retraction
}

export interface ContractTable {
  readonly name: string
  /** Null for master data, which the folder replaces whole. */
  readonly fact: FactRule | null
  /** A company cannot start without it. */
  readonly required: boolean
  readonly columns: readonly ContractColumn[]
  /** Two rows with equal natural keys speak of the same thing; empty cells are equal. */
  readonly key: readonly string[]
  /** The first filled one, as an absolute number, weighs a row in coverage; without any, a row weighs one. */
  readonly weight: readonly string[]
  /** Groups of columns of which at least one has to be filled. */
  readonly oneOf: readonly (readonly string[])[]
  /** Pairs (first, last) of dates that must not run backwards. */
  readonly periods: readonly (readonly [string, string])[]
  /** Rows of the templates: together the examples of all tables are a company that passes its check. */
  readonly example: readonly Readonly<Record<string, string>>[]
}

type ColumnOptions = Partial<Omit<ContractColumn, 'name' | 'type'>>

export function column(name: string, type: ColumnType, options: ColumnOptions = {}): ContractColumn {
  return { name, type, required: false, ...options }
}

export function required(name: string, type: ColumnType, options: ColumnOptions = {}): ContractColumn {
  return { name, type, ...options, required: true }
}

/** A cell that names a record elsewhere. */
export function reference(name: string, ...tables: string[]): ContractColumn {
  return { name, type: 'text', required: false, refersTo: tables }
}

export function requiredReference(name: string, ...tables: string[]): ContractColumn {
  return { name, type: 'text', required: true, refersTo: tables }
}

export function oneOfValues(name: string, values: readonly string[], fallback?: string): ContractColumn {
  return { name, type: 'enum', required: false, values, ...(fallback === undefined ? {} : { default: fallback }) }
}

export function requiredValue(name: string, values: readonly string[]): ContractColumn {
  return { name, type: 'enum', required: true, values }
}

type TableParts = Pick<ContractTable, 'name' | 'columns' | 'key' | 'example'> & Partial<ContractTable>

export function table(parts: TableParts): ContractTable {
  return { fact: null, required: false, weight: [], oneOf: [], periods: [], ...parts }
}

/** What an event may say of a row, by the contract of its table (docs/specs/events.md EV1-EV3). */
import type { FactEvent, SentEvent } from '../core/event/fact-event.js'
import type { ContractColumn, ContractTable } from './column.js'
import { findColumn, findTable } from './tables.js'

/** Tables of facts, except those that are closed when they are told, and the master data that happens in the moment. */
export const EVENT_TABLES = [
  'sales',
  'stock',
  'orders',
  'supply_orders',
  'movements',
  'receivables',
  'payables',
  'payments',
  'disruptions',
  'prices',
  'purchase_prices',
] as const
export type EventTable = (typeof EVENT_TABLES)[number]

export interface EventFault {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

const SUMS: ReadonlySet<ContractColumn['type']> = new Set(['quantity', 'amount', 'money'])

/** Columns of a table that can be added to. */
export const sumsOf = (table: ContractTable): ReadonlySet<string> =>
  new Set(table.columns.filter(({ type }) => SUMS.has(type)).map(({ name }) => name))

/** The file of the company folder that holds what events told of a table's rows; `month` is when they were first told. */
export const toldFile = (table: string, month: string): string => `${table}/told-${month}.csv`
/** Such files, as SQL knows likenesses. */
export const TOLD_FILES = '%/told-____-__.csv'

/** The natural key of the row that an event speaks of, as one text. */
export const rowKeyOf = (table: ContractTable, row: Readonly<Record<string, string>>): string =>
  JSON.stringify(table.key.map((name) => row[name] ?? ''))

/** The event with its texts as they are kept, or what is wrong with it. */
export function checkEvent(sent: SentEvent, sender: string): FactEvent | EventFault {
  const { id, says, happenedAt, recordedAt } = sent
  const table = (EVENT_TABLES as readonly string[]).includes(sent.table) ? findTable(sent.table) : null
  if (table === null)
    return { code: 'events.unknown_table', values: { table: sent.table, known: EVENT_TABLES.join(', ') } }
  const row: Record<string, string> = {}
  for (const [name, value] of Object.entries(sent.row)) {
    const column = findColumn(table, name)
    const at = { table: table.name, column: name }
    if (column === null || name === 'recorded_at') return { code: 'events.unknown_column', values: at }
    const text = plainText(column, value)
    if (text === null)
      return { code: 'events.not_a_value', values: { ...at, excerpt: excerptOf(value), type: column.type } }
    if (says === 'add' && !SUMS.has(column.type) && !table.key.includes(name))
      return { code: 'events.not_added', values: at }
    row[name] = text
  }
  for (const name of table.key) {
    const column = findColumn(table, name)!
    row[name] ||= column.default ?? ''
    if (row[name] === '' && column.required)
      return { code: 'events.missing_key', values: { table: table.name, column: name, key: table.key.join(', ') } }
  }
  return { id, sender, table: table.name, says, happenedAt, recordedAt, row }
}

const EXCERPT = 60
const excerptOf = (value: unknown): string => String(value).slice(0, EXCERPT)
const TEXT_MOST = 500

/** The text of a value as files have it; null where it is none of its column. */
function plainText(column: ContractColumn, value: string | number | boolean | null): string | null {
  if (value === null || value === '') return ''
  const text = String(value).trim()
  if (text.length > TEXT_MOST || CONTROL.test(text)) return null
  if (column.type === 'text') return text
  if (column.type === 'enum') return column.values!.includes(text) ? text : null
  if (column.type === 'moment') return momentText(text)
  const isSo = FORMS[column.type].test(text) && (column.type !== 'date' || isDay(text))
  return isSo && (column.signed || !text.startsWith('-')) ? text : null
}

const CONTROL = /\p{Cc}/u
const NUMBER = /^-?\d{1,15}(\.\d{1,6})?$/
const FORMS: Readonly<Record<Exclude<ContractColumn['type'], 'text' | 'enum' | 'moment'>, RegExp>> = {
  quantity: NUMBER,
  price: NUMBER,
  share: NUMBER,
  decimal: NUMBER,
  amount: NUMBER,
  money: NUMBER,
  rate: /^\d{1,15}(\.\d{1,15})?$/,
  integer: /^-?\d{1,9}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  month: /^\d{4}-(0[1-9]|1[0-2])$/,
  boolean: /^(true|false)$/,
  currency: /^[A-Z]{3}$/,
  country: /^[A-Z]{2}$/,
}

const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text)
}

const ZONED = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/
function momentText(text: string): string | null {
  const moment = ZONED.test(text) ? new Date(text) : null
  return moment === null || Number.isNaN(moment.valueOf()) ? null : moment.toISOString()
}

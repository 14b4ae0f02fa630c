/**
 * Text of a file → value of the contract, as SQL that reads a whole column at once. Every expression gives NULL where
 * the text does not mean a value of the type; the rounding (half away from zero) happens once, in the cast.
 */
import type { ContractColumn } from '../../contract/column.js'
import { CURRENCY_CODES } from '../../contract/currency-codes.js'
import type { FileConventions } from '../../contract/recognition.js'
import { quoteText } from '../duckdb/columns.js'

/**
 * Made once per connection; every other expression uses them. What most files hold (plain numbers, ISO dates) is taken
 * by a cast or a LIKE before any regular expression is tried: those cost ten times as much.
 */
export const VALUE_MACROS: readonly string[] = [
  // Blanks and apostrophes group thousands; a trailing minus is how some ERPs print negatives.
  `CREATE OR REPLACE TEMP MACRO plain_number(x) AS (
     CASE WHEN regexp_full_match(x, '-?[0-9.,]+') THEN x
          ELSE regexp_replace(regexp_replace(x, '[\\s\\x{00A0}\\x{202F}'']', '', 'g'), '^([^+-].*)-$', '-\\1') END)`,
  `CREATE OR REPLACE TEMP MACRO grouped_with_point(p) AS (
     CASE WHEN regexp_full_match(p, '[+-]?(\\d+|\\d{1,3}(,\\d{3})+)?(\\.\\d*)?([eE][+-]?\\d{1,2})?') THEN replace(p, ',', '') END)`,
  `CREATE OR REPLACE TEMP MACRO number_with_point(x) AS (grouped_with_point(plain_number(x)))`,
  `CREATE OR REPLACE TEMP MACRO grouped_with_comma(p) AS (
     CASE WHEN regexp_full_match(p, '[+-]?(\\d+|\\d{1,3}(\\.\\d{3})+)?(,\\d*)?') THEN replace(replace(p, '.', ''), ',', '.') END)`,
  `CREATE OR REPLACE TEMP MACRO number_with_comma(x) AS (grouped_with_comma(plain_number(x)))`,
  `CREATE OR REPLACE TEMP MACRO date_part_of(x) AS (regexp_replace(x, '[ T]\\d{1,2}:\\d{2}.*$', ''))`,
  `CREATE OR REPLACE TEMP MACRO year_first(d) AS (
     CASE WHEN regexp_full_match(d, '\\d{4}-\\d{1,2}-\\d{1,2}') THEN CAST(try_strptime(d, '%Y-%m-%d') AS DATE)
          WHEN regexp_full_match(d, '\\d{4}[/.]\\d{1,2}[/.]\\d{1,2}') THEN CAST(try_strptime(replace(d, '.', '/'), '%Y/%m/%d') AS DATE)
          WHEN regexp_full_match(d, '\\d{8}') THEN CAST(try_strptime(d, '%Y%m%d') AS DATE) END)`,
  `CREATE OR REPLACE TEMP MACRO date_from_year(x) AS (
     CASE WHEN x LIKE '____-__-__' THEN TRY_CAST(x AS DATE) ELSE year_first(date_part_of(x)) END)`,
  `CREATE OR REPLACE TEMP MACRO local_parts(d, format) AS (
     CASE WHEN regexp_full_match(d, '\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}')
          THEN CAST(try_strptime(regexp_replace(d, '[.-]', '/', 'g'), format) AS DATE) END)`,
  `CREATE OR REPLACE TEMP MACRO date_local(x, format) AS (local_parts(date_part_of(x), format))`,
  `CREATE OR REPLACE TEMP MACRO believable(d) AS (CASE WHEN d BETWEEN DATE '1970-01-01' AND DATE '2199-12-31' THEN d END)`,
]

/** A text of a file that is to be read: a number, a small number or a date, and the expression of its cell. */
export interface EvidenceText {
  readonly about: 'number' | 'small' | 'date'
  readonly name: string
  readonly cell: string
}

/** Whether a text can say anything about how its file writes: most cannot, and asking this is cheap. */
const worthReading = ({ about, cell }: EvidenceText): string =>
  about === 'date'
    ? `regexp_matches(${cell}, '^\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}')`
    : `(contains(${cell}, '.') OR contains(${cell}, ','))`

/** For each text, in one pass over the file, whether any of its cells does: columns `e0`, `e1`, … */
export const anyEvidenceSql = (texts: readonly EvidenceText[], file: string): string =>
  `SELECT ${texts.map((text, at) => `coalesce(bool_or(${worthReading(text)}), false) AS e${at}`).join(', ')} FROM ${file}`

/**
 * What the texts prove about their file: about, row, name, x and `kind`, which is 'first' (decimal point, day first),
 * 'second' (decimal comma, month first), 'either' or NULL. Cells that cannot prove anything are left out early.
 */
export function evidenceSql(texts: readonly EvidenceText[], file: string): string {
  const cells = texts.map((text) => {
    const { about, name, cell } = text
    const plain = about === 'date' ? `date_part_of(${cell})` : `plain_number(${cell})`
    return `SELECT ${quoteText(about)} AS about, row, ${quoteText(name)} AS name, ${cell} AS x, ${plain} AS p FROM ${file} WHERE ${worthReading(text)}`
  })
  const plain = cells.join(' UNION ALL ')
  const read = `SELECT *, CASE WHEN about = 'date' THEN local_parts(p, '%d/%m/%Y') END AS by_day, CASE WHEN about = 'date' THEN local_parts(p, '%m/%d/%Y') END AS by_month FROM (${plain})`
  return `SELECT about, row, name, x, CASE
      WHEN about = 'date' THEN CASE
        WHEN by_day IS NOT NULL AND by_month IS NOT NULL THEN CASE WHEN by_day <> by_month THEN 'either' END
        WHEN by_day IS NOT NULL THEN 'first' WHEN by_month IS NOT NULL THEN 'second' END
      WHEN regexp_full_match(p, '[+-]?\\d*\\.(\\d{1,2}|\\d{4,})') THEN 'first'
      WHEN regexp_full_match(p, '[+-]?\\d*,(\\d{1,2}|\\d{4,})') THEN 'second'
      WHEN regexp_full_match(p, '[+-]?[1-9]\\d{0,2}[.,]\\d{3}')
      THEN CASE WHEN about = 'number' THEN 'either' WHEN contains(p, '.') THEN 'first' ELSE 'second' END
      WHEN regexp_full_match(p, '[+-]?\\d*\\.\\d+([eE][+-]?\\d+)?|[+-]?\\d{1,3}(,\\d{3})+\\.\\d*|[+-]?\\d{1,3}(,\\d{3}){2,}') THEN 'first'
      WHEN regexp_full_match(p, '[+-]?\\d*,\\d+|[+-]?\\d{1,3}(\\.\\d{3})+,\\d*|[+-]?\\d{1,3}(\\.\\d{3}){2,}') THEN 'second'
    END AS kind FROM (${read})`
}

export const STORED_TYPE: Record<ContractColumn['type'], string> = {
  text: 'VARCHAR',
  quantity: 'DECIMAL(18,3)',
  price: 'DECIMAL(18,6)',
  share: 'DECIMAL(18,6)',
  decimal: 'DECIMAL(18,6)',
  amount: 'DECIMAL(18,6)',
  money: 'DECIMAL(24,6)',
  rate: 'VARCHAR',
  integer: 'INTEGER',
  date: 'DATE',
  month: 'DATE',
  moment: 'TIMESTAMP',
  boolean: 'BOOLEAN',
  enum: 'VARCHAR',
  currency: 'VARCHAR',
  country: 'VARCHAR',
}

export const NUMERIC_TYPES: readonly string[] = [
  'quantity',
  'price',
  'share',
  'decimal',
  'amount',
  'money',
  'rate',
  'integer',
]
export const DATED_TYPES: readonly string[] = ['date', 'month', 'moment']

const TRUE_WORDS = ['true', 't', '1', 'yes', 'y', 'si', 'sí', 's', 'sim', 'verdadero', 'verdadeiro', 'x']
const FALSE_WORDS = ['false', 'f', '0', 'no', 'n', 'não', 'nao', 'falso']

/** Casts through which numbers come in: no column can hold a value whose scaled whole number is not exact in a double. */
const NUMBER_CAST: Partial<Record<ContractColumn['type'], string>> = {
  quantity: 'DECIMAL(15,3)',
  price: 'DECIMAL(15,6)',
  share: 'DECIMAL(15,6)',
  decimal: 'DECIMAL(15,6)',
  amount: 'DECIMAL(18,6)',
  money: 'DECIMAL(20,6)',
}

/** Text as a number of this type. Most numbers need no more than a cast; the rest lose their grouping first. */
function numberSql(x: string, cast: string, conventions: FileConventions): string {
  if (conventions.decimal === '.')
    return `coalesce(TRY_CAST(${x} AS ${cast}), TRY_CAST(number_with_point(${x}) AS ${cast}))`
  return `CASE WHEN contains(${x}, '.') OR contains(${x}, ',') THEN TRY_CAST(number_with_comma(${x}) AS ${cast})
    ELSE coalesce(TRY_CAST(${x} AS ${cast}), TRY_CAST(number_with_comma(${x}) AS ${cast})) END`
}

/** The value of trimmed, non-empty text `x` (an SQL expression). */
export function valueSql(column: ContractColumn, x: string, conventions: FileConventions): string {
  const number = conventions.decimal === '.' ? `number_with_point(${x})` : `number_with_comma(${x})`
  const date = dateSql(x, conventions)
  switch (column.type) {
    case 'text':
      return x
    case 'quantity':
    case 'price':
    case 'share':
    case 'decimal':
    case 'amount':
    case 'money':
      return numberSql(x, NUMBER_CAST[column.type]!, conventions)
    case 'rate':
      return rateSql(number)
    case 'integer': {
      const value = numberSql(x, 'DECIMAL(15,3)', conventions)
      return `CASE WHEN ${value} % 1 = 0 THEN TRY_CAST(${value} AS INTEGER) END`
    }
    case 'date':
      return `believable(${date})`
    case 'month':
      return `believable(${monthSql(x, date)})`
    case 'moment':
      return `CASE WHEN believable(${date}) IS NULL THEN NULL ELSE coalesce(CAST(TRY_CAST(${x} AS TIMESTAMPTZ) AS TIMESTAMP), CAST(${date} AS TIMESTAMP)) END`
    case 'boolean':
      return `CASE WHEN lower(${x}) IN (${TRUE_WORDS.map(quoteText).join()}) THEN true WHEN lower(${x}) IN (${FALSE_WORDS.map(quoteText).join()}) THEN false END`
    case 'enum': {
      const values = column.values ?? []
      const list = (texts: readonly string[]): string => `[${texts.map(quoteText).join()}]`
      return `list_extract(${list(values)}, list_position(${list(values.map((value) => value.toLowerCase()))}, lower(${x})))`
    }
    case 'currency':
      return `CASE WHEN upper(${x}) IN (${CURRENCY_CODES.map(quoteText).join()}) THEN upper(${x}) END`
    case 'country':
      return `CASE WHEN regexp_full_match(upper(${x}), '[A-Z]{2}') THEN upper(${x}) END`
  }
}

/** A rate keeps its digits as printed (at most 15 significant) and must be above zero. */
function rateSql(number: string): string {
  const plain = `CASE WHEN contains(lower(${number}), 'e') THEN rtrim(CAST(TRY_CAST(${number} AS DECIMAL(38,18)) AS VARCHAR), '0') ELSE ltrim(${number}, '+') END`
  return `CASE WHEN TRY_CAST(${number} AS DOUBLE) > 0 AND length(ltrim(replace(${plain}, '.', ''), '0')) <= 15 THEN ${plain} END`
}

function dateSql(x: string, conventions: FileConventions): string {
  if (conventions.dates === 'ymd') return `date_from_year(${x})`
  const format = conventions.dates === 'dmy' ? '%d/%m/%Y' : '%m/%d/%Y'
  return `coalesce(date_from_year(${x}), date_local(${x}, '${format}'))`
}

/** `2026-01`, `202601`, `01/2026`, or the month of a date. */
function monthSql(x: string, date: string): string {
  return `CASE WHEN regexp_full_match(${x}, '\\d{4}[-/]\\d{1,2}') THEN CAST(try_strptime(replace(${x}, '/', '-') || '-01', '%Y-%m-%d') AS DATE)
    WHEN regexp_full_match(${x}, '\\d{6}') THEN CAST(try_strptime(${x} || '01', '%Y%m%d') AS DATE)
    WHEN regexp_full_match(${x}, '\\d{1,2}[-/]\\d{4}') THEN CAST(try_strptime('01-' || replace(${x}, '/', '-'), '%d-%m-%Y') AS DATE)
    ELSE CAST(date_trunc('month', ${date}) AS DATE) END`
}

/** The code of the catalogue that says what is wrong with text that is no value of this type. */
export function badValueCode(column: ContractColumn): string {
  if (NUMERIC_TYPES.includes(column.type)) return 'contract.bad_number'
  if (DATED_TYPES.includes(column.type)) return 'contract.bad_date'
  if (column.type === 'currency') return 'contract.unknown_currency'
  if (column.type === 'country') return 'contract.bad_country'
  return 'contract.bad_value'
}

/** Whole tables for other programs: one line for every row and period, amounts as decimals. */
import type { GuardedPlan } from '../access/guarded-plan.js'
import { formatDay } from '../core/base/day.js'
import { formatScaled } from '../core/base/decimal.js'
import { QUANTITY_DECIMALS } from '../core/base/quantity.js'
import { Refusal } from '../core/base/refusal.js'
import type { Access } from '../core/edit/access.js'
import { minorDecimals } from '../finance/currency.js'
import type { Query, Table, TableMeasure, TableRow } from '../processes/living/living-plan.js'
import { GROUP_OF } from '../processes/living/viewer.js'
import { arrowStream } from './arrow-file.js'
import { csvText } from './csv-text.js'
import type { ApiPorts, FileColumn } from './ports.js'
import { unlessRefused } from './refusals.js'

const PAGE = 10_000
/** Beyond this the versions' own Parquet files are the way. */
const ROWS_MOST = 200_000
const ATTEMPTS = 5

/** All rows of a table at one epoch: when an edit comes in between pages, it is read again. */
export async function wholeTable(plan: GuardedPlan, query: Query, viewer: Access): Promise<Table> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const whole = await readPages(plan, query, viewer)
    if (whole !== null) return whole
  }
  throw new Refusal('api.too_slow', {})
}

async function readPages(plan: GuardedPlan, query: Query, viewer: Access): Promise<Table | null> {
  const read = async (offset: number): Promise<Table> =>
    unlessRefused(await plan.query({ ...query, offset, limit: PAGE, totals: false }, viewer)) as Table
  const first = await read(0)
  if (first.rowCount > ROWS_MOST) throw new Refusal('api.table_too_long', { rows: first.rowCount, most: ROWS_MOST })
  const rows: TableRow[] = [...first.rows]
  while (rows.length < first.rowCount) {
    const next = await read(rows.length)
    if (next.epoch.numbers !== first.epoch.numbers || next.epoch.settled !== first.epoch.settled) return null
    if (next.rows.length === 0) return null
    rows.push(...next.rows)
  }
  return { ...first, rows }
}

export const decimalsOf = (measure: TableMeasure, currency: string): number =>
  GROUP_OF[measure] === 'volume' || GROUP_OF[measure] === 'stock' ? QUANTITY_DECIMALS : minorDecimals(currency)

type Asked = Pick<Query, 'by' | 'measures'>

/** Lines of a table as they are written: names, first day, days, one amount for each measure. */
function* linesOf({ measures }: Asked, table: Table): Generator<{ row: TableRow; period: number; amounts: string[] }> {
  for (const row of table.rows)
    for (let period = 0; period < table.periods.length; period++) {
      const amounts = measures.map((measure) =>
        amountOf(row.values[measure]?.[period], decimalsOf(measure, table.currency)),
      )
      yield { row, period, amounts }
    }
}

/** What the plan does not say is no amount: an empty field. */
const amountOf = (value: number | null | undefined, decimals: number): string =>
  value === null ? '' : formatScaled(value ?? 0, decimals)

/** Where periods have names of their own they are told by them too. */
const calledIn = ({ periods }: Pick<Table, 'periods'>): readonly 'called'[] =>
  periods.some(({ called }) => called !== undefined) ? ['called'] : []

const LINES_AT_ONCE = 1000

export function* csvOf(asked: Asked, table: Table): Generator<string> {
  const columns = calledIn(table)
  let text = `${[...asked.by, 'first_day', 'days', ...columns, ...asked.measures].join(',')}\r\n`
  let lines = 0
  for (const { row, period, amounts } of linesOf(asked, table)) {
    const { firstDay, days, called } = table.periods[period]!
    const names = columns.map(() => csvText(called?.label ?? ''))
    text += `${[...row.names.map(csvText), formatDay(firstDay), days, ...names, ...amounts].join(',')}\r\n`
    if (++lines % LINES_AT_ONCE === 0) {
      yield text
      text = ''
    }
  }
  yield text
}

/** The same lines as one JSON array of objects. */
export function* jsonOf(asked: Asked, table: Table): Generator<string> {
  let before = '['
  for (const { row, period, amounts } of linesOf(asked, table)) {
    const { firstDay, days, called } = table.periods[period]!
    const names = Object.fromEntries(asked.by.map((dimension, at) => [dimension, row.names[at]]))
    const values = Object.fromEntries(
      asked.measures.map((measure, at) => [measure, amounts[at] === '' ? null : Number(amounts[at])]),
    )
    yield before +
      JSON.stringify({
        ...names,
        first_day: formatDay(firstDay),
        days,
        ...(called === undefined ? {} : { called: called.label }),
        ...values,
      })
    before = ',\n'
  }
  yield before === '[' ? '[]' : ']'
}

/** The same lines as columns. */
export async function* columnsOf(asked: Asked, table: Table): AsyncGenerator<readonly FileColumn[]> {
  const { periods } = table
  const rowsAtOnce = Math.max(1, Math.floor(100_000 / Math.max(1, periods.length)))
  for (let from = 0; from === 0 || from < table.rows.length; from += rowsAtOnce) {
    const rows = table.rows.slice(from, from + rowsAtOnce)
    const cells = <Of>(of: (row: TableRow, period: number) => Of): Of[] =>
      rows.flatMap((row) => periods.map((_, period) => of(row, period)))
    yield [
      ...asked.by.map((name, at) => ({ name, type: 'VARCHAR' as const, values: cells((row) => row.names[at]!) })),
      { name: 'first_day', type: 'DATE' as const, values: Int32Array.from(cells((_, at) => periods[at]!.firstDay)) },
      { name: 'days', type: 'DOUBLE' as const, values: Float64Array.from(cells((_, at) => periods[at]!.days)) },
      ...calledIn(table).map((name) => ({
        name,
        type: 'VARCHAR' as const,
        values: cells((_, at) => periods[at]!.called?.label ?? ''),
      })),
      ...asked.measures.map((measure) => {
        const scale = 10 ** decimalsOf(measure, table.currency)
        const values = Float64Array.from(cells((row, at) => scaled(row.values[measure]?.[at], scale)))
        return { name: measure, type: 'DOUBLE' as const, values }
      }),
    ]
  }
}

const scaled = (value: number | null | undefined, scale: number): number =>
  value === null ? Number.NaN : (value ?? 0) / scale

/** Batches of columns as a CSV stream, made as the reader wants it. */
function csvStream(batches: AsyncGenerator<readonly FileColumn[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isFirst = true
  return new ReadableStream({
    async pull(controller) {
      const { value: columns, done } = await batches.next()
      if (done) return controller.close()
      const lines = Array.from({ length: columns[0]?.values.length ?? 0 }, (_, at) =>
        columns.map(({ type, values }) => {
          const value = values[at]!
          return type === 'VARCHAR'
            ? csvText(String(value))
            : type === 'DATE'
              ? formatDay(Number(value))
              : Number.isNaN(value)
                ? ''
                : String(value)
        }),
      )
      if (isFirst) lines.unshift(columns.map(({ name }) => name))
      isFirst = false
      controller.enqueue(encoder.encode(lines.map((line) => `${line.join(',')}\r\n`).join('')))
    },
  })
}

/** Columns as a file to be saved. */
export async function columnFile(
  name: string,
  format: keyof typeof MEDIA_TYPES,
  batches: AsyncGenerator<readonly FileColumn[]>,
  { writeParquet }: Pick<ApiPorts, 'writeParquet'>,
): Promise<Response> {
  const stream =
    format === 'csv'
      ? csvStream(batches)
      : format === 'arrow'
        ? await arrowStream(batches)
        : await writeParquet(batches)
  return fileAnswer(name, format, stream)
}

export function fileAnswer(name: string, format: keyof typeof MEDIA_TYPES, stream: ReadableStream): Response {
  const disposition = `attachment; filename="${name}.${format}"`
  return new Response(stream, { headers: { 'content-type': MEDIA_TYPES[format], 'content-disposition': disposition } })
}

const MEDIA_TYPES = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
} as const

/** Text as a stream that makes the next piece when the reader wants it. */
export function textStream(pieces: Generator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull(controller) {
      const { value, done } = pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}

import { z } from '@hono/zod-openapi'
import { formatDay } from '../../core/base/day.js'
import { FISCAL_CALENDAR_NAMES, type FiscalCalendarName } from '../../core/calendar/fiscal-calendar.js'
import type { Scope } from '../../core/edit/box.js'
import {
  QUERY_DIMENSIONS,
  QUERY_MEASURES,
  type SoldTold,
  TABLE_MEASURES,
  type Table,
  WHY_KINDS,
} from '../../processes/living/living-plan.js'
import { PERIOD_CUTS } from '../../processes/living/table-period.js'
import { day, isoDay, moment, nodePath, position, scope, whole } from './base.js'

export const PERIODS = ['bucket', 'day', 'week', 'month', 'total'] as const
/** One answer is a page of a screen; whole tables are streamed. */
const ROWS_MOST = 5000
const OFFSET_MOST = 10_000_000

export const CALENDARS = FISCAL_CALENDAR_NAMES as readonly [FiscalCalendarName, ...FiscalCalendarName[]]
const calendar = z.enum(CALENDARS).optional().openapi({
  description:
    'Weeks and months are those of this calendar, derived day by day; the plan’s own, when absent. Values are null where the plan does not say.',
})
export const measure = z.enum(QUERY_MEASURES)
const tableMeasure = z.enum(TABLE_MEASURES)
const currency = z.string().regex(/^[A-Z]{3}$/)

export const query = z
  .object({
    at: position.optional().openapi({ description: 'The plan as it was at this position of the journal.' }),
    measures: z.array(tableMeasure).min(1).max(TABLE_MEASURES.length),
    rowsOf: z.array(tableMeasure).max(TABLE_MEASURES.length).optional().openapi({
      description: 'Rows are those of a table of these measures as well: several questions about one table.',
    }),
    by: z.array(z.enum(QUERY_DIMENSIONS)).max(QUERY_DIMENSIONS.length).default([]),
    period: z.enum(PERIODS).default('month'),
    calendar,
    scope: scope.default({ product: [], location: [], customer: [] }),
    from: day.optional(),
    until: day.optional(),
    currency: currency.optional(),
    offset: z.number().int().min(0).max(OFFSET_MOST).default(0),
    limit: z.number().int().min(1).max(ROWS_MOST).default(500),
    totals: z.boolean().default(true).openapi({ description: 'Totals of all rows: they cost more than a page.' }),
    marks: z.boolean().default(false).openapi({
      description: 'Whether rows say what of them is locked, edited and commented on; zeros are left out.',
    }),
  })
  .openapi('Query')

export type QueryAsked = z.output<typeof query>

/** Repeated in an address or once, with commas: `measures=consensus,netSales`. */
export const list = <const Of extends string>(one: readonly Of[]) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => (Array.isArray(given) ? given : given.split(',')).filter((text) => text !== ''))
    .pipe(z.array(z.enum(one)).max(20))
/** A way to a node in an address: its names, the parameter repeated once for each. */
export const way = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => (Array.isArray(given) ? given : [given]))
  .pipe(nodePath)

/** A part of the plan in an address; what is not said is everything. */
export const boxAddress = {
  product: way.optional(),
  location: way.optional(),
  customer: way.optional(),
  from: day.optional(),
  until: day.optional(),
}

const { product, location, customer } = boxAddress
/** A part of the plan without days in an address. */
export const scopeAddress = { product, location, customer }

/** Of an address: names on the way to each node. */
export const scopeAsked = ({ product = [], location = [], customer = [] }: Partial<Scope>): Scope => ({
  product,
  location,
  customer,
})

export const tableAddress = z.object({
  measures: list(TABLE_MEASURES),
  by: list(QUERY_DIMENSIONS).optional(),
  period: z.enum(PERIODS).default('month'),
  calendar,
  ...boxAddress,
  currency: currency.optional(),
})

export const epoch = z
  .object({ scenario: z.string(), numbers: position, settled: position })
  .openapi('Epoch', { description: 'Positions of the journal up to which numbers and settled parts go.' })

const values = z.partialRecord(tableMeasure, z.array(z.number().nullable()))
const marks = z.array(z.number().int()).optional()
export const table = z
  .object({
    epoch,
    currency: z.string(),
    decimals: z
      .object({ quantity: z.number().int(), money: z.number().int() })
      .openapi({ description: 'Values are whole: divide by ten to the power of this.' }),
    periods: z.array(
      z.object({
        firstDay: isoDay,
        days: z.number().int(),
        called: z
          .object({
            label: z.string(),
            year: z.number().int(),
            period: z.number().int(),
            week: z.number().int().optional(),
          })
          .optional()
          .openapi({ description: 'What the calendar that was asked for calls it.' }),
        cut: z.enum(PERIOD_CUTS).optional().openapi({
          description: 'Which of its ends lies inside a bucket of the plan: then it is read, and not written in.',
        }),
      }),
    ),
    rows: z.array(
      z.object({
        names: z.array(z.string()),
        values,
        locked: marks.openapi({
          description: 'With `marks`, by period: none (0), some (1) or all (2) cells are locked.',
        }),
        edited: marks.openapi({
          description: 'With `marks`, by period: 1 where an entry in force changes quantities.',
        }),
        comments: marks.openapi({ description: 'With `marks`, by period: open threads that speak of a cell.' }),
      }),
    ),
    rowCount: z.number().int(),
    totals: values,
    sold: z
      .object({
        from: isoDay.openapi({ description: 'First day of which sales are known.' }),
        until: isoDay.openapi({ description: 'The day after the last one.' }),
        hasMoney: z
          .boolean()
          .optional()
          .openapi({ description: 'With `actualNetSales`: whether any sale tells its money.' }),
        nowhere: values.optional().openapi({ description: 'Sold at no place of the plan, and in no total.' }),
      })
      .optional()
      .openapi({ description: 'Where `actual` or `lastYear` are asked for.' }),
    next: z.number().int().nullable().openapi({ description: '`offset` of the next page.' }),
  })
  .openapi('Table')
export type TableShown = z.infer<typeof table>

export function showTable(answer: Table, offset: number, quantity: number, money: number): TableShown {
  const { epoch: at, currency: of, rowCount } = answer
  const end = offset + answer.rows.length
  return {
    epoch: at,
    currency: of,
    decimals: { quantity, money },
    periods: answer.periods.map(({ firstDay, ...period }) => ({ firstDay: formatDay(firstDay), ...period })),
    rows: answer.rows.map(({ names, values: row, ...marked }) => ({
      names: [...names],
      values: copied(row),
      ...copied(marked),
    })),
    rowCount,
    totals: copied(answer.totals),
    ...(answer.sold === undefined ? {} : { sold: soldShown(answer.sold) }),
    next: end < rowCount && answer.rows.length > 0 ? end : null,
  }
}

const soldShown = ({ from, until, nowhere, ...told }: SoldTold): NonNullable<TableShown['sold']> => ({
  from: formatDay(from),
  until: formatDay(until),
  ...told,
  ...(nowhere === undefined ? {} : { nowhere: copied(nowhere) }),
})

const copied = <Name extends string, Value>(of: Readonly<Partial<Record<Name, readonly Value[]>>>) =>
  Object.fromEntries(
    Object.entries<readonly Value[] | undefined>(of).map(([name, numbers]) => [name, [...(numbers ?? [])]]),
  ) as Partial<Record<Name, Value[]>>

export const cell = z
  .object({
    measure,
    scope: scope.default({ product: [], location: [], customer: [] }),
    from: day,
    until: day,
    currency: currency.optional(),
  })
  .openapi('Cell')

export const treeNode = z
  .object({
    name: z
      .string()
      .openapi({ description: 'The last name on the way to it: `at` of its children has it at the end.' }),
    label: z.string().openapi({ description: 'What people call it; its name where nothing else is said.' }),
    level: z.string(),
    leaves: z.number().int().openapi({ description: 'Leaves under it that the caller sees something of.' }),
    isLeaf: z.boolean(),
  })
  .openapi('TreeNode')

export const moved = z.object({ measure, before: whole, after: whole, currency: z.string() })
export const effect = z.object({ epoch, cells: z.number().int(), moved: z.array(moved) }).openapi('Effect')

export const why = z.object({
  kind: z.enum(WHY_KINDS),
  name: z.string(),
  value: z.number(),
  unit: z.enum(['quantity', 'money', 'rate', 'share', 'count']),
  currency: z.string().optional().openapi({ description: 'Of a rate: the currency it is agreed in.' }),
  actor: z.string().optional(),
  at: moment.optional(),
  reason: z.string().optional(),
  position: position.optional(),
  origins: z.number().int().optional(),
  gain: z.number().int().optional(),
  analogues: z.number().int().optional(),
})

export const cellChange = z.object({
  entry: z.object({
    position,
    actor: z.string(),
    at: moment,
    reason: z.object({ code: z.string(), note: z.string() }),
  }),
  before: z.number(),
  after: z.number(),
})

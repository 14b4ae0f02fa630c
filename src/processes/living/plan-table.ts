import { type Day, firstDayOfMonth, monthOf } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { endOfHorizon, type Horizon } from '../../core/calendar/horizon.js'
import type { Access } from '../../core/edit/access.js'
import type { Grain } from '../../core/plan/plan.js'
import { NO_ROWS } from '../../core/plan/row-set.js'
import type { Epoch } from './epoch.js'
import type { Query, QueryDimension, Table, TableRow } from './living-plan.js'
import { calendarOf } from './table/calendar-columns.js'
import { keptNumbers } from './table/kept-numbers.js'
import { findGroup } from './table/row-groups.js'
import { pastOf, tellSold } from './table/sold-table.js'
import { type Marked, marksOfPage, membersOf } from './table/table-marks.js'
import { isMoney, isOfStock, isSold } from './table/table-measures.js'
import { type Periods, periodsOf } from './table/table-periods.js'
import { type Asked, rowsOfTable, type TableRows } from './table/table-rows.js'
import { type Reading, totalsOf, valuesOfGroups } from './table/table-values.js'
import { GROUP_OF, viewerOf } from './viewer.js'

const LIMIT_MOST = 10_000

/**
 * A table of the plan as one viewer sees it: totals are the totals of what they may see. Quantities are whole
 * thousandths, money whole legal minor units of the currency at plan rates. Which rows there are, and in which order, is
 * known before any number is: numbers are added up for the rows of the page alone.
 *
 * @throws Refusal `living.measure_not_seen`, `living.money_by_month`, `living.sold_by_week`, `living.stock_by_customer`,
 *   `living.calendar_by_week`, `living.money_by_calendar`
 */
export function readTable(asked: Asked, query: Query, access: Access, epoch: Epoch, marked?: Marked): Table {
  const wide = wholeOf(query)
  assertReadable(wide, access)
  const { plan, company } = asked
  const viewer = viewerOf(plan, company, access, query.scope)
  const past = pastOf(asked, wide)
  const periods = periodsOf(plan.horizon, wide, past)
  assertMoneyTold(plan.horizon, wide, periods)
  const reading: Reading = { asked, query, viewer, past, periods }
  const rows = rowsOfTable(asked, wide, access, viewer, past?.sold ?? null)
  const numbers = keptNumbers(asked, query, rows)
  const { nameless } = rows.groups
  const silent = keptNumbers(asked, wide, rows)('silent', nameless.length, () =>
    silentGroups({ ...reading, query: wide }, rows),
  )
  const page = pageOf(query, rows.groups.count, silent)
  const width = query.measures.length * reading.periods.count
  const shown = numbers(`rows ${page.offset} ${page.groups.length}`, page.groups.length * width, () =>
    valuesOfGroups(reading, rows, page.groups),
  )
  return {
    epoch,
    currency: query.currency ?? company.settings.baseCurrency,
    periods: reading.periods.list,
    rows:
      query.marks === true && marked !== undefined
        ? withMarks({ ...reading, query: wide }, access, marked, shown)
        : shown,
    rowCount: page.count,
    ...(past === null ? {} : { sold: tellSold(past, query, viewer, reading.periods) }),
    totals: query.totals === false ? {} : numbers('totals', width, () => totalsOf(reading, rows)),
  }
}

/** The table whose rows these are: several questions about one have the same rows. */
const wholeOf = (query: Query): Query =>
  query.rowsOf === undefined ? query : { ...query, measures: [...new Set([...query.rowsOf, ...query.measures])] }

function assertReadable({ measures, by, period, calendar }: Query, access: Access): void {
  if (calendar !== undefined && (period === 'bucket' || period === 'day'))
    throw new Refusal('living.calendar_by_week', { calendar, period })
  for (const measure of measures) {
    if (!access.measures.has(GROUP_OF[measure])) throw new Refusal('living.measure_not_seen', { measure })
    if (isMoney(measure) || measure === 'actualNetSales') {
      if (period !== 'month' && period !== 'total') throw new Refusal('living.money_by_month', { measure, period })
    } else if (isSold(measure)) {
      if (period === 'bucket' || period === 'day') throw new Refusal('living.sold_by_week', { measure, period })
    } else if (isOfStock(measure) && by.some(isCustomerLevel))
      throw new Refusal('living.stock_by_customer', { measure })
  }
}

/** Money is worked out by calendar month: a period of another calendar has some where it is made of whole ones. */
function assertMoneyTold(horizon: Horizon, query: Query, { list }: Periods): void {
  const { calendar, measures } = query
  if (calendarOf(query) === null) return
  const measure = measures.find((one) => isMoney(one) || one === 'actualNetSales')
  if (measure === undefined) return
  const isBorder = (day: Day): boolean =>
    day === horizon.planDay || day === endOfHorizon(horizon) || day === firstDayOfMonth(monthOf(day))
  if (list.some(({ firstDay, days }) => !isBorder(firstDay) || !isBorder(firstDay + days)))
    throw new Refusal('living.money_by_calendar', { measure, calendar: calendar! })
}

const isCustomerLevel = (dimension: QueryDimension): boolean =>
  dimension === 'channel' || dimension === 'account' || dimension === 'customer'

/** Money that belongs to no item (or customer, …) has a row without a name; where there is none of it, there is no row. */
function silentGroups(reading: Reading, rows: TableRows): readonly number[] {
  const { nameless } = rows.groups
  if (nameless.length === 0) return []
  const isSilent = ({ values }: TableRow): boolean =>
    Object.values(values).every((numbers) => numbers.every((value) => value === 0))
  const found = valuesOfGroups(reading, rows, nameless)
  return Array.from(nameless).filter((_, at) => isSilent(found[at]!))
}

/** Marks are of the demand and the stock under a row, whatever is asked of it. */
function withMarks(reading: Reading, access: Access, marked: Marked, shown: readonly TableRow[]): TableRow[] {
  const { asked, query, viewer, periods } = reading
  const under = (measure: 'consensus' | 'closing', grain: Grain): Int32Array[] => {
    const { groups, members } = rowsOfTable(asked, { ...query, measures: [measure] }, access, viewer, null)
    return shown.map(({ names }) => {
      const group = findGroup(groups, names)
      return group < 0 ? NO_ROWS : membersOf(members[grain]!, group)
    })
  }
  const demand = under('consensus', 'demand')
  const page = { demand, stock: query.measures.some(isOfStock) ? under('closing', 'stock') : demand.map(() => NO_ROWS) }
  const marks = marksOfPage(asked.plan, marked, page, periods, access)
  return shown.map((row, at) => ({ ...row, ...marks[at] }))
}

/** Groups of a page, where some of all the groups are not shown. */
function pageOf({ offset = 0, limit = LIMIT_MOST }: Query, groupCount: number, silent: readonly number[]) {
  const count = groupCount - silent.length
  const end = Math.max(offset, Math.min(count, offset + Math.min(limit, LIMIT_MOST)))
  const groups = new Int32Array(end - offset)
  let group = offset
  let hidden = 0
  // The group that is shown at a place has as many more before it as silent ones are.
  while (hidden < silent.length && silent[hidden]! <= group) {
    hidden++
    group++
  }
  for (let at = 0; at < groups.length; group++) {
    if (silent[hidden] === group) hidden++
    else groups[at++] = group
  }
  return { offset, count, groups }
}

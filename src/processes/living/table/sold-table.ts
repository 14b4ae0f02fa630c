/** What was sold, as tables of one plan tell it. */
import { monthOf } from '../../../core/base/day.js'
import { weekStartOf } from '../../../core/calendar/calendar-periods.js'
import { endOfHorizon } from '../../../core/calendar/horizon.js'
import { deriveSoldHistory, type SoldHistory } from '../../../core/demand/sold-history.js'
import type { SalesFacts } from '../../../core/network/facts.js'
import type { ExchangeRates } from '../../../finance/exchange-rates.js'
import { readSoldMoney, type SoldMoney } from '../../../finance/sold-money.js'
import type { Query, SoldMeasure, SoldTold } from '../living-plan.js'
import type { Viewer } from '../viewer.js'
import { type AskedCalendar, calendarOf } from './calendar-columns.js'
import { isSold } from './table-measures.js'
import type { Past, Periods } from './table-periods.js'
import type { Asked } from './table-rows.js'

interface Known {
  readonly sold: SoldHistory
  /** What else it was made from. */
  readonly from: readonly unknown[]
  /** In the currency that was asked for last. */
  money: { readonly currency: string; readonly exchange: ExchangeRates; readonly read: SoldMoney } | null
}

// Gathered when somebody first asks: the facts of a plan are those of its version, whatever people do. By the plan's own
// calendar, and by the other one that was asked for last.
const everKnown = { own: new WeakMap<SalesFacts, Known>(), other: new WeakMap<SalesFacts, Known>() }

/** Null where nobody asks for it. @throws Refusal `finance.missing_rate` */
export function pastOf(asked: Asked, query: Query): Past | null {
  const { measures, currency } = query
  if (!measures.some(isSold)) return null
  const { company } = asked
  const known = knownOf(asked, calendarOf(query))
  const money = measures.includes('actualNetSales')
    ? moneyIn(asked, known, currency ?? company.settings.baseCurrency)
    : null
  return { sold: known.sold, money, weekStart: company.settings.weekStart }
}

function knownOf({ plan, company, facts }: Asked, calendar: AskedCalendar | null): Known {
  const kept = calendar === null ? everKnown.own : everKnown.other
  const weekStart = calendar === null ? company.settings.weekStart : weekStartOf(calendar.calendar.name)
  const from = [plan.rows, plan.horizon, company.locations, weekStart]
  const before = kept.get(facts.sales)
  if (before?.from.every((each, at) => each === from[at])) return before
  const { horizon, rows } = plan
  const weeksEnd = horizon.firstDay[horizon.atomCount]
  const ownBorders = weeksEnd === undefined ? [horizon.planDay] : [horizon.planDay, weeksEnd]
  const sold = deriveSoldHistory(facts.sales, rows.demand, {
    planDay: horizon.planDay,
    weekStart,
    ownLocation: Uint8Array.from(company.locations, ({ entity }) => (entity === null ? 0 : 1)),
    // Periods of a calendar of weeks end with its weeks, the last one with the plan.
    borders: calendar === null ? ownBorders : [horizon.planDay, endOfHorizon(horizon)],
  })
  const known = { sold, from, money: null }
  kept.set(facts.sales, known)
  return known
}

function moneyIn({ company, facts, money }: Asked, known: Known, currency: string): SoldMoney {
  const { exchange } = money
  const { sold } = known
  if (known.money?.currency !== currency || known.money.exchange !== exchange) {
    const read = readSoldMoney({ company, sales: facts.sales, sold, exchange, currency })
    known.money = { currency, exchange, read }
  }
  return known.money.read
}

/** What was sold at some rows of the history, by period. */
export function sumSold(
  { sold, money }: Past,
  measure: SoldMeasure,
  rows: Int32Array,
  periods: Periods,
): (number | null)[] {
  if (measure === 'actualNetSales') return inMonths(addRows(money!.amounts, money!.months, rows), money!, sold, periods)
  return inPieces(addRows(sold.units, sold.pieces, rows), periods.pieces[measure])
}

function addRows(cells: Int32Array | Float64Array, width: number, rows: Int32Array): Float64Array {
  const sums = new Float64Array(width)
  for (let at = 0; at < rows.length; at++) {
    const first = rows[at]! * width
    for (let cell = 0; cell < width; cell++) sums[cell]! += cells[first + cell]!
  }
  return sums
}

type Pieces = Periods['pieces']['actual']

const inPieces = (sums: Float64Array, pieces: Pieces): (number | null)[] =>
  pieces.map((piece) =>
    piece === null ? null : sums.subarray(piece.from, piece.to).reduce((sum, units) => sum + units, 0),
  )

/** Like the plan's, money is read by whole months: those in which any day of a period lies. */
function inMonths(
  sums: Float64Array,
  { firstMonth }: SoldMoney,
  { firstDay }: SoldHistory,
  { pieces }: Periods,
): number[] {
  const at = (piece: number): number => monthOf(firstDay[piece]!) - firstMonth
  return pieces.actual.map((piece) => {
    if (piece === null || piece.from === piece.to) return 0
    return sums.subarray(at(piece.from), at(piece.to - 1) + 1).reduce((sum, amount) => sum + amount, 0)
  })
}

export function tellSold({ sold, money }: Past, { measures }: Query, viewer: Viewer, periods: Periods): SoldTold {
  const told: SoldTold = {
    from: sold.from,
    until: sold.until,
    ...(money === null ? {} : { hasMoney: money.isTold }),
  }
  if (!viewer.everything || sold.nowhere.every((units) => units === 0)) return told
  const nowhere = measures
    .filter(isSold)
    .map((measure) => [
      measure,
      measure === 'actualNetSales'
        ? inMonths(money!.nowhere, money!, sold, periods)
        : inPieces(sold.nowhere, periods.pieces[measure]),
    ])
  return { ...told, nowhere: Object.fromEntries(nowhere) }
}

/** What was sensed, for programs and people: days as ISO dates, quantities and money as decimals. */
import { type Day, formatDay } from '../../../core/base/day.js'
import { formatScaled } from '../../../core/base/decimal.js'
import { formatQuantity } from '../../../core/base/quantity.js'
import { minorDecimals } from '../../../finance/currency.js'
import type { SensedCompany, Signal } from './sensed-company.js'
import type { BacktestedWeeks } from './sensing-backtest.js'
import type { SensingAlarm } from './told-alarms.js'

/** Where a plan that was held against sales came from. */
export interface PlanSpoken {
  readonly planDay: Day
  /** Empty for a plan that was made again from what was known on its day. */
  readonly version: string
  readonly weeks: number
}

export interface SensedWeek extends SensedCompany {
  readonly version: string
  readonly planDay: Day
  readonly currency: string
  readonly plans: readonly PlanSpoken[]
  /** Days that told how late sales are known; 0 where nothing says when they were. */
  readonly lateDays: number
  /** Share of yesterday's sales that is usually known this morning. */
  readonly knownShare: number
  readonly inputsDigest: string
  readonly program: string
  /** Where the proposal is kept, inside the folder. */
  readonly file: string
}

const DAYS_PER_WEEK = 7

export function showSensed(sensed: SensedWeek) {
  const { morning, currency, planDay, plans, layer, signals, alarms, ...rest } = sensed
  return {
    ...rest,
    morning: formatDay(morning),
    from: formatDay(morning - DAYS_PER_WEEK),
    planDay: formatDay(planDay),
    currency,
    plans: plans.map(({ planDay: made, ...plan }) => ({ planDay: formatDay(made), ...plan })),
    movedCells: layer.cells.value.length,
    alarms: alarms.map((alarm) => showAlarm(alarm, currency)),
    signals: signals.map((signal) => showSignal(signal, currency)),
  }
}

export type ShownSensed = ReturnType<typeof showSensed>

function showSignal(signal: Signal, currency: string) {
  const { sold, planned, units, netSales, margin, intents, ...rest } = signal
  const money = (amount: number): string => formatScaled(amount, minorDecimals(currency))
  return {
    ...rest,
    sold: formatQuantity(sold),
    planned: formatQuantity(planned),
    units: formatQuantity(units),
    netSales: money(netSales),
    margin: money(margin),
    intents: intents.length,
  }
}

function showAlarm({ sold, planned, worth, rows, ...rest }: SensingAlarm, currency: string) {
  return {
    ...rest,
    sold: formatQuantity(sold),
    planned: formatQuantity(planned),
    worth: formatScaled(worth, minorDecimals(currency)),
    rows: rows.map(({ off, ...row }) => ({ ...row, off: formatQuantity(off) })),
  }
}

export function showBacktest({ from, until, ...rest }: BacktestedWeeks) {
  return { ...rest, from: formatDay(from), until: formatDay(until) }
}

export type ShownBacktest = ReturnType<typeof showBacktest>

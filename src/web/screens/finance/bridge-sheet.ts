/** A bridge as whole numbers: every row of it, and the whole, goes from one end to the other (docs/specs/pages.md WB39). */
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import { parseScaled } from '../../../core/base/decimal.js'
import { minorDecimals } from '../../../finance/currency.js'

export type BridgeShown = AnswerOf<Routes['bridge']>

export interface BridgeRow {
  readonly key: string
  readonly from: number
  readonly changes: readonly number[]
  readonly to: number
}

export interface BridgeSheet {
  readonly currency: string
  readonly decimals: number
  /** Bars in which something happened. */
  readonly bars: readonly string[]
  readonly rows: readonly BridgeRow[]
  readonly whole: BridgeRow
  /** Whether every row's ends and bars agree to the last place. */
  readonly isExact: boolean
}

/** A bridge is told four places finer than money is paid, six at most. */
const bridgeDecimals = (currency: string): number => Math.min(6, minorDecimals(currency) + 4)

export function bridgeSheet({ currency, bars, groups }: BridgeShown): BridgeSheet {
  const decimals = bridgeDecimals(currency)
  const read = (text: string): number => parseScaled(text, decimals) ?? 0
  const rows = groups.map(({ key, from, bars: changes, to }) => ({
    key,
    from: read(from),
    changes: changes.map(read),
    to: read(to),
  }))
  const moved = bars.map((_, at) => rows.some(({ changes }) => changes[at] !== 0))
  const kept = <Of>(list: readonly Of[]): Of[] => list.filter((_, at) => moved[at])
  const shown = rows.map((row) => ({ ...row, changes: kept(row.changes) }))
  const sum = (of: (row: BridgeRow) => number): number => shown.reduce((total, row) => total + of(row), 0)
  const whole = {
    key: '',
    from: sum(({ from }) => from),
    changes: kept(bars).map((_, at) => sum(({ changes }) => changes[at]!)),
    to: sum(({ to }) => to),
  }
  return { currency, decimals, bars: kept(bars), rows: shown, whole, isExact: [...shown, whole].every(agrees) }
}

const agrees = ({ from, changes, to }: BridgeRow): boolean =>
  changes.reduce((level, change) => level + change, from) === to

/** Rows in which a bar happened, largest first. */
export const rowsOfBar = ({ rows }: BridgeSheet, bar: number): BridgeRow[] =>
  rows.filter(({ changes }) => changes[bar] !== 0).sort((a, b) => Math.abs(b.changes[bar]!) - Math.abs(a.changes[bar]!))

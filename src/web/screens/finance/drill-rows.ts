/** The rows of the drill: what each has of the number, and what an item of it brings and costs. */
import type { TableShown } from '../../../api/wire/table.js'

export interface DrillRow {
  readonly names: readonly string[]
  readonly units: number
  readonly netSales: number
  readonly standardCost: number | null
  readonly grossMargin: number | null
}

type Values = TableShown['totals']

const rowOf = (names: readonly string[], values: Values): DrillRow => ({
  names,
  units: values.constrained?.[0] ?? values.actual?.[0] ?? 0,
  netSales: values.netSales?.[0] ?? values.actualNetSales?.[0] ?? 0,
  standardCost: values.standardCost?.[0] ?? null,
  grossMargin: values.grossMargin?.[0] ?? null,
})

/** Largest sales first; rows without anything are left out. */
export function drillRows(table: TableShown): { rows: DrillRow[]; total: DrillRow } {
  const rows = table.rows
    .map(({ names, values }) => rowOf(names, values))
    .filter(({ units, netSales, standardCost }) => units !== 0 || netSales !== 0 || (standardCost ?? 0) !== 0)
    .sort((a, b) => b.netSales - a.netSales)
  return { rows, total: rowOf([], table.totals) }
}

/** Money of an item in ten-thousandths of the currency; null where there is no item. */
export const perUnit = (
  money: number | null,
  units: number,
  decimals: { quantity: number; money: number },
): number | null =>
  money === null || units === 0
    ? null
    : (money / 10 ** decimals.money / (units / 10 ** decimals.quantity)) * 10 ** RATE_DECIMALS

export const RATE_DECIMALS = 4

import type { Month } from '../core/base/day.js'

/** An amount of a P&L or balance line, in money atoms of the entity's functional currency. */
export interface LineAmount {
  readonly entity: string
  readonly month: Month
  readonly line: string
  readonly amount: number
}

/** One line of a closed month, tied. */
export interface TiedLine {
  readonly entity: string
  readonly month: Month
  readonly line: string
  readonly ledger: number
  /** Volume of the facts at list prices, terms and standard cost. */
  readonly priced: number
  /** What the facts themselves say was invoiced; null where they carry no amounts. */
  readonly booked: number | null
  /** booked − priced: sold at other prices than the lists say. Null without booked amounts. */
  readonly priceDeviation: number | null
  /** What is left: ledger − booked, or ledger − priced where nothing was booked. */
  readonly unexplained: number
}

export interface ClosedMonths {
  readonly lines: readonly TiedLine[]
  /** Lines of the ledger that volume does not explain by its nature (opex, depreciation): shown, never counted. */
  readonly notFromVolume: readonly LineAmount[]
  /** Σ |unexplained| per entity, in atoms of its currency. */
  readonly unexplainedByEntity: ReadonlyMap<string, number>
}

/**
 * *Truth*: the ledger's closed months against the volume of the facts, by company × line × month. A month is closed for
 * an entity when its ledger has any line of it. Facts that were split from weeks or months are estimates and must be
 * left out by the caller. A line that one side lacks counts as nothing there, so that it shows as unexplained.
 */
export function tieClosedMonths(
  ledger: readonly LineAmount[],
  priced: readonly LineAmount[],
  booked: readonly LineAmount[] = [],
): ClosedMonths {
  const fromVolume = new Set([...priced, ...booked].map((row) => row.line))
  const closed = new Set(ledger.map((row) => `${row.entity}\n${row.month}`))
  const isClosed = (row: LineAmount): boolean => closed.has(`${row.entity}\n${row.month}`)
  const counted = ledger.filter((row) => fromVolume.has(row.line))
  const sums = { ledger: sumLines(counted), priced: sumLines(priced), booked: sumLines(booked) }
  const keys = new Map<string, LineAmount>()
  for (const row of [...counted, ...priced, ...booked]) if (isClosed(row)) keys.set(lineKey(row), row)
  const lines = [...keys].map(([key, row]) =>
    tie(row, sums.ledger.get(key) ?? 0, sums.priced.get(key) ?? 0, sums.booked.get(key) ?? null),
  )
  lines.sort(compareLines)
  const unexplainedByEntity = new Map<string, number>()
  for (const line of lines)
    unexplainedByEntity.set(line.entity, (unexplainedByEntity.get(line.entity) ?? 0) + Math.abs(line.unexplained))
  return { lines, notFromVolume: ledger.filter((row) => !fromVolume.has(row.line)), unexplainedByEntity }
}

function tie(of: LineAmount, ledger: number, priced: number, booked: number | null): TiedLine {
  return {
    entity: of.entity,
    month: of.month,
    line: of.line,
    ledger,
    priced,
    booked,
    priceDeviation: booked === null ? null : booked - priced,
    unexplained: ledger - (booked ?? priced),
  }
}

const lineKey = (row: LineAmount): string => `${row.entity}\n${row.month}\n${row.line}`

function sumLines(rows: readonly LineAmount[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(lineKey(row), (sums.get(lineKey(row)) ?? 0) + row.amount)
  return sums
}

function compareLines(a: TiedLine, b: TiedLine): number {
  if (a.entity !== b.entity) return a.entity < b.entity ? -1 : 1
  if (a.month !== b.month) return a.month - b.month
  return a.line < b.line ? -1 : a.line > b.line ? 1 : 0
}

/** How ledgers call the lines that volume explains; compared without case, accents, spaces and underscores. */
const LINE_NAMES: Readonly<Record<string, readonly string[]>> = {
  grossSales: ['gross sales', 'ventas brutas', 'vendas brutas', 'receita bruta'],
  netSales: [
    'net sales',
    'revenue',
    'net revenue',
    'ventas netas',
    'ingresos netos',
    'receita liquida',
    'vendas liquidas',
  ],
  standardCost: ['standard cost', 'cost of sales', 'cogs', 'costo estandar', 'costo de ventas', 'custo padrao', 'cmv'],
  grossMargin: ['gross margin', 'margen bruto', 'margem bruta'],
  stock: ['stock', 'inventory', 'inventario', 'existencias', 'estoque'],
  receivables: ['receivables', 'accounts receivable', 'cuentas por cobrar', 'contas a receber'],
  payables: ['payables', 'accounts payable', 'cuentas por pagar', 'contas a pagar'],
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase()

const LINE_OF = new Map(
  Object.entries(LINE_NAMES).flatMap(([line, names]) => [line, ...names].map((name) => [plain(name), line] as const)),
)

/** Our name of a ledger line; a line we have no name for keeps its own. */
export function ledgerLine(text: string): string {
  return LINE_OF.get(plain(text)) ?? text
}

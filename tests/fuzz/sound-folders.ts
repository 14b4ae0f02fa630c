import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { initFolder } from '../../src/connectors/folder-template.js'
import { loadFolder } from '../../src/store/company-folder.js'
import { writeParquet } from '../support/parquet.js'
import { type WorkbookCell, writeWorkbook } from '../support/workbook.js'

const MINI = path.resolve(import.meta.dirname, '../../examples/supplier-mini')

export const STOCK_ROWS: readonly (readonly WorkbookCell[])[] = [
  ['date', 'product_id', 'location_id', 'on_hand_units'],
  ['2026-01-05', 'P100', 'DC1', 180],
  ['2026-01-05', 'P900', 'PLANT1', 1250.5],
]

const COSTS = `SELECT * FROM (VALUES ('P100', DATE '2025-01-01', 3450.5, 'CLP'), ('P900', DATE '2025-01-01', 840.0, 'CLP'))
  t(product_id, valid_from, amount, currency)`

/** Tables of the templates that are tried together: few of them, so that many folders can be tried. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  orders: ['companies', 'customers', 'orders', 'stock'],
  prices: ['customers', 'prices', 'costs'],
  buyers: ['customers', 'trade_terms', 'service_terms', 'taxes'],
  lanes: ['customers', 'suppliers', 'lanes', 'policies', 'stock'],
  recipes: ['recipes', 'resources', 'routings', 'costs'],
  capacity: ['suppliers', 'supplier_capacity', 'packs', 'calendars'],
  ranges: ['assortment', 'substitutions', 'stock'],
  money: ['fx', 'budget', 'opex', 'inflation'],
  purchases: ['suppliers', 'purchase_prices', 'payables', 'costs'],
  events: ['customers', 'promotions', 'events', 'plans'],
  receivables: ['companies', 'customers', 'suppliers', 'receivables', 'payments', 'ledger'],
  movements: ['movements', 'supply_orders', 'stock'],
}
const ALWAYS = ['products', 'locations', 'sales']

/** Sound companies to damage, each loaded once: parts of the templates, all of them, and the worked example. */
export async function prepareSoundFolders(root: string): Promise<string[]> {
  const parts = Object.keys(TOGETHER)
  const names = [...parts, 'everything', 'supplier-mini']
  for (const name of names) {
    const folder = path.join(root, name)
    if (name === 'supplier-mini') {
      cpSync(MINI, folder, { recursive: true, filter: (source) => !['.rumbo', 'out'].includes(path.basename(source)) })
    } else await prepareTemplates(folder, TOGETHER[name])
    const report = await loadFolder(folder, { open: openCompanySources, knownAt: '2026-01-05' })
    if (!report.loaded) throw new Error(`${name} is not sound: ${JSON.stringify(report.faults)}`)
  }
  // The large ones take ten times as long: one trial in twenty-six each.
  return [...parts, ...parts, 'everything', 'supplier-mini']
}

/** Some of the templates, or all; stock is a workbook and costs are Parquet. */
async function prepareTemplates(folder: string, tables: readonly string[] | undefined): Promise<void> {
  mkdirSync(folder)
  initFolder(folder)
  const kept = (table: string): boolean => tables?.includes(table) ?? true
  for (const file of readdirSync(folder)) {
    const table = path.basename(file, '.csv')
    if (file === 'company.yaml' || ALWAYS.includes(table)) continue
    if (!kept(table) || table === 'stock' || table === 'costs') rmSync(path.join(folder, file))
  }
  if (tables !== undefined) forgiveBadRows(path.join(folder, 'company.yaml'))
  if (kept('stock')) await writeWorkbook(path.join(folder, 'stock.xlsx'), STOCK_ROWS)
  if (kept('costs')) await writeParquet(path.join(folder, 'costs.parquet'), COSTS)
}

/** In tables of two rows a bad one is half the value: unless that is allowed, hardly anything would ever load. */
function forgiveBadRows(file: string): void {
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('quality:'))
  writeFileSync(file, [...kept, 'quality: { badRowValueShare: 1 }', ''].join('\n'))
}

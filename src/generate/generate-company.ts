import type { ColumnTable } from '../core/base/column-table.js'
import { formatDay } from '../core/base/day.js'
import { seededRandom } from '../core/base/random.js'
import { Refusal } from '../core/base/refusal.js'
import { policiesTable, salesTable, stockTable } from './company/facts.js'
import { buildLayout, COUNTRY, type CompanySize, CURRENCY, type Grain, type Layout } from './company/layout.js'
import { coreTables, furtherTables, ledgerTable } from './company/masters.js'
import { describeTroubles, plantTroubles } from './company/troubles.js'
import type { GeneratedCompany } from './generated-company.js'

export interface GenerateOptions extends CompanySize {
  /** Sales by day, week or month; by default the finest that keeps the file a reasonable size. */
  readonly grain?: Grain
  /** How many troubles of each kind are planted; 1 unless given. */
  readonly troublesPerKind?: number
  /** Only what a plan cannot do without, for benchmarks. */
  readonly minimal?: boolean
}

const MAX_STOCK_ROWS = 5_000_000

/**
 * A company of any size from a seed: the same seed gives the same bytes. Outside the places where trouble is planted it
 * is calm: enough stock, enough capacity, orders on time.
 *
 * @throws Refusal `generate.bad_size` when a number is not a whole one or is too small, `generate.too_large` past five
 * million stock rows.
 */
export function generateCompany(options: GenerateOptions): GeneratedCompany {
  checkSize(options)
  const layout = buildLayout(seededRandom(options.seed), options, options.grain)
  const planted = plantTroubles(layout, options.troublesPerKind ?? 1)
  const minimal = options.minimal ?? false
  const sales = salesTable(layout, planted, !minimal)
  const tables: ColumnTable[] = [...coreTables(layout, planted), sales, stockTable(layout, planted)]
  if (!minimal) {
    const policies = policiesTable(layout, planted)
    tables.push(...furtherTables(layout, planted), ...(policies === null ? [] : [policies]))
    const ledger = layout.grain === 'D' ? ledgerTable(layout, sales) : null
    if (ledger !== null && ledger.count > 0) tables.push(ledger)
  }
  const described = describeTroubles(layout, planted)
  return { companyYaml: yamlOf(layout), planDay: layout.planDay, tables, planted: described, story: storyOf(layout) }
}

function checkSize({ products, locations, weeks, seed, troublesPerKind = 1 }: GenerateOptions): void {
  const least: Readonly<Record<string, readonly [value: number, least: number]>> = {
    products: [products, 1],
    locations: [locations, 1],
    weeks: [weeks, 5],
    seed: [seed, 0],
    troubles: [troublesPerKind, 0],
  }
  for (const [name, [value, smallest]] of Object.entries(least))
    if (!Number.isSafeInteger(value) || value < smallest)
      throw new Refusal('generate.bad_size', { name, value: String(value), least: smallest })
  if (products * locations > MAX_STOCK_ROWS)
    throw new Refusal('generate.too_large', { rows: products * locations, most: MAX_STOCK_ROWS })
}

const yamlOf = ({
  planDay,
  size,
}: Layout): string => `# Generated: ${size.products} products, ${size.locations} locations, ${size.weeks} weeks, seed ${size.seed}.
name: Generated ${size.products} x ${size.locations}
baseCurrency: ${CURRENCY}
countries: [${COUNTRY}]
planDate: ${formatDay(planDay)}
weekStart: monday
language: en
capitalCost: 0.1
`

const storyOf = ({ size, grain }: Layout): string[] => [
  `An invented company: ${size.products} products at ${size.locations} locations, ${size.weeks} weeks of sales (${grain}), seed ${size.seed}.`,
]

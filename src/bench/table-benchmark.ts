/**
 * Pages of a table of a plan: `node dist/bench/table-benchmark.js <size> <workers>` prints one line of JSON: milliseconds
 * of the first page that is asked for at all, of the second, of the first after numbers have moved, and of whole levels
 * of a tree.
 */
import { MEASURE_GROUPS, VERBS } from '../core/edit/access.js'
import { EVERYWHERE, type Scope } from '../core/edit/box.js'
import { MAIN } from '../core/edit/intent.js'
import { openCrew } from '../engine/crew.js'
import type { LivingInput } from '../processes/living/living-input.js'
import type { Query, QueryDimension, QueryMeasure } from '../processes/living/living-plan.js'
import { readTable } from '../processes/living/plan-table.js'
import { measure } from './measurement.js'
import { syntheticInput } from './synthetic-input.js'
import { type SizeName, SYNTHETIC_SIZES } from './synthetic-plan.js'

const VIEWER = { actor: 'bench', scopes: [EVERYWHERE], measures: new Set(MEASURE_GROUPS), may: new Set(VERBS) }
const EPOCH = { scenario: MAIN, numbers: 0, settled: 0 }
const LEAVES: readonly QueryDimension[] = ['item', 'location', 'customer']
const VOLUME: readonly QueryMeasure[] = ['consensus', 'baseline']

export interface TablePages {
  readonly rows: number
  readonly milliseconds: Readonly<Record<string, number>>
}

export async function pagesOf(input: LivingInput): Promise<TablePages> {
  const milliseconds: Record<string, number> = {}
  let rows = 0
  const page = async (name: string, revision: number, of: Partial<Query>): Promise<void> => {
    const query: Query = {
      ...{ scenario: MAIN, measures: VOLUME, by: LEAVES, period: 'bucket', scope: EVERYWHERE, limit: 100 },
      ...of,
    }
    const taken = await measure(name, () => {
      rows = Math.max(rows, readTable({ ...input, revision }, query, VIEWER, EPOCH).rowCount)
    })
    milliseconds[name] = Math.round(taken.seconds * 1e4) / 10
  }
  await page('first page', 1, {})
  await page('the same again', 1, {})
  await page('next page', 1, { offset: 100 })
  await page('a page far on', 1, { offset: 50_000 })
  await page('numbers have moved', 2, {})
  await page('numbers have moved, no totals', 3, { totals: false })
  const money: Partial<Query> = { measures: ['consensus', 'netSales'], period: 'month' }
  await page('with net sales', 3, money)
  await page('with net sales, next page', 3, { ...money, offset: 100 })
  await page('with net sales, moved, no totals', 4, { ...money, totals: false })
  await page('categories', 4, { by: ['category'] })
  await page('categories again', 4, { by: ['category'] })
  await page('categories, moved', 5, { by: ['category'] })
  const category: Scope = { ...EVERYWHERE, product: [input.company.products[0]!.category] }
  await page('families of a category', 5, { by: ['family'], scope: category })
  await page('families of a category, moved', 6, { by: ['family'], scope: category })
  return { rows, milliseconds }
}

if (process.argv[1]?.endsWith('table-benchmark.js')) {
  const [size = 'hundredThousand', workers = '2'] = process.argv.slice(2)
  const crew = openCrew(Number(workers))
  try {
    const input = await syntheticInput(SYNTHETIC_SIZES[size as SizeName], crew.runner())
    console.log(JSON.stringify({ size, buckets: input.plan.horizon.count, ...(await pagesOf(input)) }))
  } finally {
    await crew.close()
  }
}

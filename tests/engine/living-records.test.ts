import { beforeAll, expect, test } from 'vitest'
import { Refusal } from '../../src/core/base/refusal.js'
import { type Entry, type Intent, MAIN, type RecordFields } from '../../src/core/edit/intent.js'
import type { Company, Lane, Location, Price } from '../../src/core/network/company.js'
import { plainLane } from '../../src/core/network/plain-records.js'
import { PRODUCTION } from '../../src/core/network/supply-network.js'
import { allocatePlain } from '../../src/core/plan/plan.js'
import { findStockRow } from '../../src/core/plan/rows.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { LivingBranch } from '../../src/processes/living/living-branch.js'
import { type LivingInput, livingInput } from '../../src/processes/living/living-input.js'
import { springOffer } from '../support/living-people.js'
import { digestsOf } from '../support/plan-digests.js'
import { loadGenerated, planned } from '../support/planned-company.js'

let input: LivingInput
beforeAll(async () => {
  const { company, facts } = await loadGenerated({ products: 12, locations: 6, weeks: 12, seed: 4 })
  const [{ entity }, last] = [company.locations[0]!, company.locations.at(-1)!]
  // The last leaf, where nothing is planned.
  const port: Location = { ...last, id: `${last.id}-port`, kind: 'port', entity, customer: null }
  const settings = { ...company.settings, horizon: { days: 7, weeks: 6, months: 6 } }
  const smaller = { ...company, settings, locations: [...company.locations, port] }
  input = livingInput(await planned({ company: smaller, facts }))
}, 120_000)

const ports = () => ({ runner: inlineRunner(), allocate: allocatePlain, pause: async () => {} })

const entry = (position: number, intents: readonly Intent[], undoes?: number): Entry => ({
  key: `key-${position}`,
  actor: 'ana',
  at: '2026-01-12T10:00:00Z',
  reason: { code: 'promotion', note: '' },
  position,
  scenario: MAIN,
  digest: '',
  intents,
  ...(undoes === undefined ? {} : { undoes }),
})
const insert = (list: string, record: object): Intent => ({
  kind: 'record',
  op: 'insert',
  list,
  record: record as RecordFields,
})

/** The plan of a company that had it from the start; forecast and safety stock are proposals and stay as they were. */
async function fromTheStart(change: Partial<Company>): Promise<Record<string, string>> {
  const company = { ...input.company, ...change }
  const whole = livingInput(await planned({ company, facts: input.facts }))
  expect(whole.plan.columns.baseline).toEqual(input.plan.columns.baseline)
  const network = { ...whole.plan.network, safetyStock: input.plan.network.safetyStock }
  const branch = await LivingBranch.fold({ ...whole, plan: { ...whole.plan, network } }, ports(), [])
  await branch.settle()
  return digestsOf(branch.state)
}

/** Inserted, it is the plan of a company that had it; taken back, the one before it. */
async function expectAsFromTheStart(list: keyof Company, record: object, moves: string): Promise<void> {
  const branch = await LivingBranch.fold(input, ports(), [])
  await branch.settle()
  const before = digestsOf(branch.state)
  await branch.apply(entry(1, [insert(list, record)]))
  await branch.settle()
  const after = digestsOf(branch.state)
  expect(after[moves]).not.toBe(before[moves])
  // Where it stands in its list does not matter.
  expect(after).toEqual(await fromTheStart({ [list]: [...(input.company[list] as object[]), record] }))
  await branch.apply(entry(2, [], 1))
  await branch.settle()
  expect(digestsOf(branch.state)).toEqual(before)
}

test('[LP12] a promotion that is inserted lies under the plan as if it had been there', async () => {
  await expectAsFromTheStart('promotions', springOffer(input.company), 'consensus')
})

test('[LP12] a price that is inserted prices the plan as if it had been there', async () => {
  const { prices, products, customers, settings } = input.company
  const { item, customer } = input.plan.rows.demand
  const product = products[item[0]!]!.id
  const usual = prices.find((price) => price.product === product)!
  const dearer: Price = {
    ...usual,
    customer: customers[customer[0]!]!.id,
    amount: usual.amount * 2,
    validFrom: settings.planDay + 40,
    validTo: null,
  }
  await expectAsFromTheStart('prices', dearer, 'grossSales')
})

/** Lanes for a product that is sold and not made there, from places of ours where the plan does or does not keep it. */
function lanesWhere(isPlanned: boolean): Lane[] {
  const { item, location, count } = input.plan.rows.stock
  const { products, locations } = input.company
  const { sourceStart, sourceKind } = input.plan.network
  const sold = new Set(input.plan.rows.demand.stockRow)
  return Array.from({ length: count }, (_, row) => row).flatMap((row) =>
    locations.flatMap((from, at): Lane[] => {
      const isRow = findStockRow(input.plan.rows.stock, item[row]!, at) >= 0
      const isMade = sourceKind[sourceStart[row]!] === PRODUCTION
      if (isMade || !sold.has(row) || from.entity === null || at === location[row] || isRow !== isPlanned) return []
      const lane = plainLane(from.id, locations[location[row]!]!.id)
      return [{ ...lane, product: products[item[row]!]!.id, leadTimeDays: 11 }]
    }),
  )
}

async function refusalOf(branch: LivingBranch, lane: Lane): Promise<string> {
  try {
    await branch.apply(entry(1, [insert('lanes', lane)]))
    return 'done'
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.code
    throw refusal
  }
}

test('[LP12] [ED86] a lane between rows of the plan replenishes it as if it had been there', async () => {
  const possible: Lane[] = []
  const codes = new Set<string>()
  for (const lane of lanesWhere(true)) {
    const code = await refusalOf(await LivingBranch.open(input, ports()), lane)
    codes.add(code)
    if (code === 'done') possible.push(lane)
    if (possible.length === 1 && codes.has('plan.source_loop')) break
  }
  // The other way round, goods would go in a circle.
  expect(codes).toEqual(new Set(['done', 'plan.source_loop']))
  await expectAsFromTheStart('lanes', possible[0]!, 'receipts')
})

test('[ED86] a lane from where the plan keeps no stock is refused, and nothing has changed', async () => {
  const branch = await LivingBranch.fold(input, ports(), [])
  await branch.settle()
  const before = digestsOf(branch.state)
  const [lane] = lanesWhere(false)
  expect(await refusalOf(branch, lane!)).toBe('edit.new_row')
  expect(branch.entries).toEqual([])
  expect(digestsOf(branch.state)).toEqual(before)
})

import { expect, test } from 'vitest'
import { folderWith, put, SMALLEST } from '../../tests/support/company-folder.js'
import { openCompanySources } from '../connectors/company-sources.js'
import { formatDay, parseDay } from '../core/base/day.js'
import type { Facts } from '../core/network/facts.js'
import { loadFolder, openStore } from './company-folder.js'
import type { FactsOptions } from './fact-query.js'
import { readCompany } from './read-company.js'
import { readFacts } from './read-facts.js'

const load = (folder: string, day: string) =>
  loadFolder(folder, { open: openCompanySources, knownAt: `${day}T06:00:00Z` })

async function factsOf(folder: string, options: FactsOptions = {}): Promise<Facts> {
  const store = await openStore(folder)
  try {
    return await readFacts(store, await readCompany(store), options)
  } finally {
    store.close()
  }
}
const on = (iso: string): FactsOptions => ({ planDay: parseDay(iso)! })
const salesText = ({ sales }: Facts): string[] =>
  Array.from(sales.day, (day, row) => `${formatDay(day)} ${sales.units[row]! / 1000}`)

const TOLD = {
  ...SMALLEST,
  'customers.csv': 'id\nC1\n',
  'sales.csv': 'date,product_id,units\n2026-01-01,P1,10\n2026-01-04,P1,12\n2026-01-05,P1,5\n2026-01-06,P1,7\n',
  'stock.csv':
    'date,product_id,location_id,on_hand_units\n2026-01-04,P1,DC1,100\n2026-01-05,P1,DC1,95\n2026-01-06,P1,DC1,88\n',
  'orders.csv':
    'order_id,line,product_id,customer_id,ordered_units,order_date,requested_date,shipped_units,shipped_date\nA,1,P1,C1,10,2026-01-02,2026-01-05,10,2026-01-05\nB,1,P1,C1,10,2026-01-02,2026-01-06,10,2026-01-06\nC,1,P1,C1,10,2026-01-06,2026-01-09,,\n',
  'supply_orders.csv':
    'order_id,product_id,to,kind,ordered_units,due_date,received_units,received_date\nS,P1,DC1,purchase,50,2026-01-06,50,2026-01-06\n',
}

test('[PV6] a plan made on the morning of a day knows nothing of what happened later', async () => {
  const folder = folderWith(TOLD)
  await load(folder, '2026-01-07')
  const facts = await factsOf(folder, on('2026-01-05'))
  expect(salesText(facts)).toEqual(['2026-01-01 10', '2026-01-04 12'])
  expect(Array.from(facts.stock.onHandUnits)).toEqual([95_000])
  // A left on the day itself, B had not left yet, C had not been placed.
  expect(facts.orders.map(({ order }) => order)).toEqual(['B'])
  expect(facts.supplyOrders.map(({ order, receivedUnits }) => [order, receivedUnits])).toEqual([['S', 0]])
})

test('[PV6] a week counts once its last day is over', async () => {
  const folder = folderWith({ ...SMALLEST, 'sales.csv': 'date,product_id,units,period\n2025-12-29,P1,70,W\n' })
  await load(folder, '2026-01-07')
  expect((await factsOf(folder, on('2026-01-04'))).sales.count).toBe(0)
  expect((await factsOf(folder, on('2026-01-05'))).sales.count).toBe(7)
})

test('[PV9] facts of later days do not change the name of earlier facts; a correction of an earlier day does', async () => {
  const folder = folderWith({ ...SMALLEST })
  await load(folder, '2026-01-05')
  const before = (await factsOf(folder, on('2026-01-05'))).id
  put(folder, { 'sales-new.csv': 'date,product_id,units\n2026-01-05,P1,9\n' })
  await load(folder, '2026-01-06')
  expect((await factsOf(folder, on('2026-01-06'))).id).not.toBe(before)
  expect((await factsOf(folder, on('2026-01-05'))).id).toBe(before)
  put(folder, { 'sales-new.csv': 'date,product_id,units\n2026-01-05,P1,9\n2026-01-04,P1,1\n' })
  await load(folder, '2026-01-07')
  expect((await factsOf(folder, on('2026-01-05'))).id).not.toBe(before)
})

test('[PV10] facts as they stood when a load was done, whatever was told since', async () => {
  const folder = folderWith({ ...SMALLEST })
  await load(folder, '2026-01-05')
  const before = await factsOf(folder, on('2026-01-05'))
  put(folder, { 'sales.csv': SMALLEST['sales.csv']!.replace('P1,12', 'P1,13').replace('2026-01-02,P2,5\n', '') })
  await load(folder, '2026-01-06')
  expect(salesText(await factsOf(folder, on('2026-01-05')))).not.toEqual(salesText(before))
  const replayed = await factsOf(folder, { ...on('2026-01-05'), load: 1 })
  expect(salesText(replayed)).toEqual(salesText(before))
  expect(replayed.id).toBe(before.id)
})

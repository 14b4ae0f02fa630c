import { expect, test } from 'vitest'
import { folderWith, SMALLEST } from '../../tests/support/company-folder.js'
import { openCompanySources } from '../connectors/company-sources.js'
import { loadFolder, openStore } from './company-folder.js'
import { readCompany } from './read-company.js'
import { readTransferFacts } from './read-transfer-facts.js'

const PLACES = {
  'locations.csv':
    'location_id,kind,country,customer_id\nDC1,dc,CL,\nDC2,dc,CL,\nSTORE-A,store,CL,C1\nSTORE-B,store,CL,C1\n',
  'customers.csv': 'id\nC1\n',
}

async function read(files: Readonly<Record<string, string>>) {
  const folder = folderWith({ ...SMALLEST, ...PLACES, ...files })
  const report = await loadFolder(folder, { open: openCompanySources, knownAt: '2026-01-05T06:00:00Z' })
  expect(report.faults).toEqual([])
  const store = await openStore(folder)
  try {
    const company = await readCompany(store)
    const { planDay } = company.settings
    const facts = await readTransferFacts(store, company, { planDay, withinDays: 28 })
    const name = (at: number): string => company.locations[at]!.id
    const shown = facts.transfers.map(
      ({ product, from, to }) => `${company.products[product]!.id} ${name(from)} ${name(to)}`,
    )
    return { ...facts, shown }
  } finally {
    store.close()
  }
}

const HEAD = 'order_id,product_id,to,kind,ordered_units,due_date,from,ship_date,received_units,received_date,status\n'

test('[BA9] transfers under way, done or due within four weeks, whatever became of them but cancelled', async () => {
  const { shown } = await read({
    'supply_orders.csv': `${HEAD}A,P1,DC2,transfer,10,2026-01-08,DC1,2026-01-04,0,,in_transit
B,P2,DC1,transfer,10,2025-12-10,DC2,2025-12-08,10,2025-12-09,closed
C,P2,DC2,transfer,10,2025-11-20,DC1,2025-11-18,10,2025-11-20,closed
D,P1,DC1,transfer,10,2026-01-08,DC2,,0,,cancelled
E,P1,DC1,purchase,10,2026-01-08,,,0,,open
F,P2,DC1,transfer,10,2026-01-20,DC2,,0,,open
`,
  })
  expect(shown).toEqual(['P1 DC1 DC2', 'P2 DC2 DC1'])
})

test('[BA9] a company that has no supply orders moved nothing', async () => {
  expect((await read({})).shown).toEqual([])
})

test('[BA18] what was sold is read only where a lane may move what lies in a customer’s store', async () => {
  const lanes = (rows: string) => ({ 'lanes.csv': `from,to,lead_time_days,use\n${rows}` })
  expect((await read({})).sales).toBeNull()
  expect((await read(lanes('DC1,DC2,1,transfer\n'))).sales).toBeNull()
  expect((await read(lanes('STORE-A,STORE-B,1,transfer\n'))).sales?.count).toBe(3)
})

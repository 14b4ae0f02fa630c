import { expect, test } from 'vitest'
import { folderWith, SMALLEST } from '../../tests/support/company-folder.js'
import { openCompanySources } from '../connectors/company-sources.js'
import { parseDay } from '../core/base/day.js'
import { loadFolder, openStore } from './company-folder.js'
import { newestFactRows } from './fact-rows.js'

const ANYWHERE = { products: [], locations: [], customers: [] }

test('[LP71] [PV6] rows behind a number of a version are those that its plan looked at', async () => {
  const folder = folderWith({
    ...SMALLEST,
    'sales.csv': 'date,product_id,units\n2026-01-03,P1,10\n2026-01-04,P1,12\n2026-01-05,P1,5\n',
    'sales-weekly.csv': 'date,product_id,units,period\n2025-12-22,P1,70,W\n2025-12-30,P1,80,W\n',
    'stock.csv':
      'date,product_id,location_id,on_hand_units\n2026-01-04,P1,DC1,100\n2026-01-05,P1,DC1,95\n2026-01-06,P1,DC1,88\n',
  })
  await loadFolder(folder, { open: openCompanySources, knownAt: '2026-01-07T06:00:00Z' })
  const store = await openStore(folder)
  try {
    const found = async (table: 'sales' | 'stock', planDay: number | null = null) =>
      (await newestFactRows(store, table, ANYWHERE, 20, planDay)).map(({ date, quantity }) => [date, quantity / 1000])
    const morning = parseDay('2026-01-05')
    // The stock of the plan day is what the plan begins with; the week from 30 December is not over.
    expect(await found('stock', morning)).toEqual([
      ['2026-01-05', 95],
      ['2026-01-04', 100],
    ])
    expect(await found('sales', morning)).toEqual([
      ['2026-01-04', 12],
      ['2026-01-03', 10],
      ['2025-12-22', 70],
    ])
    expect([(await found('stock')).length, (await found('sales')).length]).toEqual([3, 5])
  } finally {
    store.close()
  }
})

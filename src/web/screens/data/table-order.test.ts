import { expect, test } from 'vitest'
import type { DataTable } from '../../server/company-data.js'
import { shownTables } from './table-order.js'

const table = (
  name: string,
  state: 'fresh' | 'late',
  waiting: boolean,
  kind: DataTable['kind'] = 'facts',
): DataTable => ({
  table: name,
  kind,
  rows: 1,
  badRows: 0,
  newestDay: null,
  loadedAt: null,
  files: [],
  waiting,
  freshness: { state, behindDays: null, rhythmDays: null },
})

test('[WB50] late tables come first, then those that wait; nothing is lost', () => {
  const tables = [
    table('sales', 'fresh', false),
    table('stock', 'fresh', true),
    table('orders', 'late', false),
    table('ledger', 'late', true),
    table('prices', 'late', true, 'master'),
    table('plans', 'fresh', false),
  ]
  const names = (lateOnly: boolean) => shownTables(tables, 'facts', lateOnly).map((one) => one.table)
  expect(names(false)).toEqual(['ledger', 'orders', 'stock', 'sales', 'plans'])
  expect(names(true)).toEqual(['ledger', 'orders', 'stock'])
})

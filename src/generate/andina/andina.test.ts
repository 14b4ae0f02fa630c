import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ColumnTable } from '../../core/base/column-table.js'
import { formatDay, weekdayOf } from '../../core/base/day.js'
import { contractFaults } from '../contract-faults.js'
import type { GeneratedCompany } from '../generated-company.js'
import { cellAt, rowsOf } from '../table-reading.js'
import { ANDINA_EDITION, generateAndina } from './andina.js'
import { UNEXPLAINED } from './books.js'

const andina = generateAndina()
const read = (name: string): Record<string, string>[] => rowsOf(andina.tables, name)
const tableOf = (name: string, part: string): ColumnTable =>
  andina.tables.find((table) => table.name === name && table.part === part)!
const columnOf = (table: ColumnTable, name: string) => table.columns.find((column) => column.name === name)!
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)

/** Order-dependent digest of every column as it is kept. */
function digest({ companyYaml, tables }: GeneratedCompany): string {
  const hash = createHash('sha256').update(companyYaml)
  for (const { name, part, columns } of tables) {
    hash.update(`${name}/${part ?? ''}`)
    for (const column of columns) {
      const kept = column.kind === 'words' ? column.codes : column.values
      hash.update(`${column.name} ${column.kind} ${column.kind === 'words' ? column.words.join() : ''}`)
      hash.update(ArrayBuffer.isView(kept) ? kept : kept.join('\u0000'))
    }
  }
  return hash.digest('hex')
}

test('[GE1] the same seed gives the same cells, another seed another past', () => {
  const again = digest(generateAndina())
  expect(again).toBe(digest(andina))
  expect(digest(generateAndina(8))).not.toBe(again)
})

test('[GE12] the edition written down is the one that is generated', () => {
  expect(ANDINA_EDITION).toBe(digest(andina).slice(0, 16))
})

test('[GE2] nothing in Andina is unknown to the contract, empty where it must not be, or said twice', () => {
  expect(contractFaults(andina.tables)).toEqual([])
})

test('[GE3] Andina is the company its README describes', () => {
  const products = read('products').filter(({ category }) => category !== 'Materiales')
  const locations = read('locations')
  const ofKind = (kind: string): number => locations.filter((location) => location.kind === kind).length
  expect({
    items: products.length,
    families: new Set(products.map(({ family }) => family)).size,
    core: products.filter(({ core }) => core === 'true').length,
    plants: ofKind('plant'),
    centres: ofKind('dc'),
    stores: ofKind('store'),
    entities: read('companies').length,
    buyers: new Set(read('customers').map(({ id }) => id)).size - 4,
    planWeekday: weekdayOf(andina.planDay),
  }).toEqual({
    items: 60,
    families: 8,
    core: 20,
    plants: 2,
    centres: 6,
    stores: 12,
    entities: 2,
    buyers: 26,
    planWeekday: 1,
  })
  const sales = sum(andina.tables.filter(({ name }) => name === 'sales').map(({ count }) => count))
  expect(sales).toBeGreaterThan(250_000)
  expect(sales).toBeLessThan(450_000)
  const dates = columnOf(tableOf('sales', 'sell-out'), 'date')
  const sold = new Set(dates.kind === 'days' ? dates.values : [])
  expect(sold.size).toBe(728)
})

test('[GE4] the ledger is what the sales add up to, but for one told entry', () => {
  const sum = new Map<string, number>()
  const add = (key: string, amount: number): void => void sum.set(key, (sum.get(key) ?? 0) + amount)
  const ownerOf = new Map(read('locations').map(({ location_id, company_id }) => [location_id!, company_id!]))
  const table = tableOf('sales', 'sell-in')
  const [date, location, gross, net] = ['date', 'location_id', 'gross_amount', 'net_amount'].map((name) =>
    columnOf(table, name),
  )
  for (let row = 0; row < table.count; row++) {
    const month = `${ownerOf.get(cellAt(location!, row))} ${cellAt(date!, row).slice(0, 7)}`
    add(`${month} grossSales`, Number(cellAt(gross!, row)))
    add(`${month} onInvoiceDiscounts`, Number(cellAt(gross!, row)) - Number(cellAt(net!, row)))
  }
  const ledger = new Map<string, number>()
  for (const { company_id, month, line, amount } of read('ledger')) {
    const key = `${company_id} ${month} ${line}`
    ledger.set(key, (ledger.get(key) ?? 0) + Number(amount))
  }
  const unexplained: string[] = []
  let tied = 0
  for (const company of ['AND-CL', 'AND-MX'])
    for (let at = 0; at < 23; at++) {
      const month = `${company} ${2025 + Math.floor((at - 1) / 12)}-${String(((at + 11) % 12) + 1).padStart(2, '0')}`
      const of = (line: string): number => ledger.get(`${month} ${line}`)!
      for (const line of ['grossSales', 'onInvoiceDiscounts']) {
        expect(of(line)).toBeCloseTo(sum.get(`${month} ${line}`)!, 1)
        tied++
      }
      const off = ['onInvoiceDiscounts', 'rebates', 'tradeSpend', 'returns'].reduce((all, line) => all + of(line), 0)
      const difference = of('netSales') - (of('grossSales') - off)
      // Invoices are rounded one by one, the rest once a month.
      if (Math.abs(difference) > 100) unexplained.push(`${month} ${Math.round(difference)}`)
    }
  expect(tied).toBe(2 * 23 * 2)
  expect(unexplained).toEqual([`${UNEXPLAINED.company} ${UNEXPLAINED.month} ${UNEXPLAINED.amount}`])
})

test('[GE5] nothing was shipped from a centre on a day it had nothing', () => {
  const zero = new Set(
    read('stock')
      .filter(({ on_hand_units, location_id }) => on_hand_units === '0' && location_id!.startsWith('DC-'))
      .map(({ date, product_id, location_id }) => `${date} ${product_id} ${location_id}`),
  )
  const table = tableOf('sales', 'sell-in')
  const [date, product, location] = ['date', 'product_id', 'location_id'].map((name) => columnOf(table, name))
  let impossible = 0
  for (let row = 0; row < table.count; row++)
    if (zero.has(`${cellAt(date!, row)} ${cellAt(product!, row)} ${cellAt(location!, row)}`)) impossible++
  expect(zero.size).toBeGreaterThan(5_000)
  expect(impossible).toBe(0)
})

test('[GE3] core items stood at zero on about 15% of the days of the last year', () => {
  const core = new Set(
    read('products')
      .filter((product) => product.core === 'true')
      .map(({ product_id }) => product_id),
  )
  const since = formatDay(andina.planDay - 364)
  const out = read('stock').filter(
    ({ date, product_id, location_id, on_hand_units }) =>
      on_hand_units === '0' && date! >= since && core.has(product_id) && location_id!.startsWith('DC-'),
  )
  const share = out.length / (364 * core.size * 6)
  expect(share).toBeGreaterThan(0.13)
  expect(share).toBeLessThan(0.17)
})

test('[GE9] every currency has a rate of each set for every month of the plan', () => {
  const rates = new Set(read('fx').map(({ rate_set, month, to }) => `${rate_set} ${month} ${to}`))
  const missing: string[] = []
  for (const set of ['PLAN', 'AVG', 'CLOSE', 'BUDGET'])
    for (const currency of ['CLP', 'PEN', 'MXN', 'ARS', 'BRL'])
      for (let month = 2024 * 12 + 10; month <= 2028 * 12 + 11; month++) {
        const key = `${set} ${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')} ${currency}`
        if (!rates.has(key)) missing.push(key)
      }
  expect(missing).toEqual([])
})

test('[GE6] Mexico City has nothing of what Monterrey has too much of', () => {
  const lastNight = formatDay(andina.planDay - 1)
  const stock = read('stock').filter(({ date, product_id }) => date === lastNight && product_id === 'DET-01')
  const at = (place: string): number => Number(stock.find(({ location_id }) => location_id === place)!.on_hand_units)
  expect(at('DC-MEX')).toBe(0)
  expect(at('DC-MTY')).toBeGreaterThan(3 * at('DC-LIM'))
  const late = read('supply_orders').filter(
    ({ due_date, product_id }) => due_date! <= lastNight && product_id === 'M-TEN',
  )
  expect(late.map(({ to, from }) => `${from}>${to}`)).toEqual(['V-TENSO>PL-SCL', 'V-TENSO>PL-SCL'])
})

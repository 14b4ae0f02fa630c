import { expect, test } from 'vitest'
import type { ColumnType } from '../contract/column.js'
import { findColumn, findTable } from '../contract/tables.js'
import { type CompanyList, EDITABLE_LISTS } from '../core/edit/editable-lists.js'
import { decimalsOf, wordOf } from '../core/edit/field-decimals.js'
import { kindsOf } from '../core/edit/record-shapes.js'

/** As the contract says what a column holds. */
const DECIMALS: Partial<Record<ColumnType, number>> = {
  quantity: 3,
  integer: 0,
  price: 6,
  share: 6,
  decimal: 6,
  amount: 6,
  money: 6,
}
const TABLES: Partial<Record<CompanyList, string>> = { entities: 'companies' }
const COLUMNS: Readonly<Record<string, string>> = {
  inFull: 'in_full_share',
  fine: 'fine_share',
  safetyStock: 'safety_stock_units',
  duty: 'duty_share',
}
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

test('[ED66] every number of a record is counted as its column of the company folder says', () => {
  const compared: string[] = []
  for (const list of Object.keys(EDITABLE_LISTS) as CompanyList[]) {
    const table = findTable(TABLES[list] ?? snake(list))
    for (const [field, kind] of Object.entries(kindsOf(list))) {
      const decimals = decimalsOf(list, field, {})
      if (!['whole', 'signed'].includes(wordOf(kind) ?? '')) {
        expect(decimals, `${list}.${field}`).toBeNull()
        continue
      }
      const column = table === null ? null : findColumn(table, COLUMNS[field] ?? snake(field))
      expect(column, `${list}.${field}`).not.toBeNull()
      if (field === 'minimumOrder') continue
      expect([`${list}.${field}`, decimals]).toEqual([`${list}.${field}`, DECIMALS[column!.type]])
      compared.push(field)
    }
  }
  expect(compared.length).toBeGreaterThan(50)
})

test('[ED66] a minimum order counts units or money, as the record says', () => {
  const decimals = (minimumOrderIn?: string) =>
    decimalsOf('purchasePrices', 'minimumOrder', minimumOrderIn === undefined ? {} : { minimumOrderIn })
  expect([decimals('units'), decimals('money'), decimals()]).toEqual([3, 6, null])
})

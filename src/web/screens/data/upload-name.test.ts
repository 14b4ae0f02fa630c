import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tableOfUpload } from '../../../processes/import/upload.js'
import { EXTENSIONS, extensionOf, restOf, tableSaid, uploadName } from './upload-name.js'

const TABLES = ['sales', 'stock', 'supply_orders']

test('[WB52] whatever somebody’s file is called, with a table chosen it has a name that the folder takes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 90 }),
      fc.constantFrom(...TABLES),
      fc.constantFrom(...EXTENSIONS),
      (called, table, extension) => {
        const name = uploadName(table, restOf(`${called}.${extension}`), extension)
        expect(tableOfUpload(name)).toBe(table)
        expect(tableSaid(name, TABLES)).toBe(table)
      },
    ),
  )
})

test('[WB52] a name that says its table is left as it is; others are made from what people call them', () => {
  const said = [
    'sales.csv',
    'sales-2027.csv',
    'supply_orders.xlsx',
    'Sales.csv',
    'ventas.csv',
    'sales-a..b.csv',
    'sales',
  ]
  expect(said.map((file) => tableSaid(file, TABLES))).toEqual([
    'sales',
    'sales',
    'supply_orders',
    null,
    null,
    null,
    null,
  ])
  expect(['Ventas Marzo (final).xlsx', '../../x.csv', '¿?.csv'].map(restOf)).toEqual(['ventas-marzo-final', 'x', ''])
  expect(['a.CSV', 'a.xls', 'a', 'a.parquet'].map(extensionOf)).toEqual(['csv', null, null, 'parquet'])
})

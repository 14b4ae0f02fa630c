import { expect, test } from 'vitest'
import { type CompanyFile, declaredFormat } from './company-file.js'

const declaring = (pattern: string): CompanyFile => ({
  name: 'World',
  baseCurrency: 'CLP',
  countries: ['CL'],
  files: { [pattern]: { decimal: ',' } },
})
const applies = (pattern: string, path: string): boolean => declaredFormat(declaring(pattern), path).decimal === ','

test('[IM5] a declared format applies to the files its pattern names, whatever the case', () => {
  expect(applies('sales.csv', 'Sales.csv')).toBe(true)
  expect(applies('sales-*.csv', 'sales-2025.csv')).toBe(true)
  expect(applies('*', 'sales/2025.csv')).toBe(true)
  expect(applies('s*-*.csv', 'sales-2025-01.csv')).toBe(true)
  expect(applies('sales-*.csv', 'sales.csv')).toBe(false)
  expect(applies('ab*ba', 'aba')).toBe(false)
  expect(applies('sales.csv', 'sales?csv')).toBe(false)
  expect(applies('s.les*', 'sales.csv')).toBe(false)
})

test('a pattern of forty stars is answered at once', () => {
  expect(applies(`${'*a'.repeat(40)}x`, 'a'.repeat(60))).toBe(false)
})

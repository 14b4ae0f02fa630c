import { expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  type CompanyFile,
  companyFileSchema,
  declaredFormat,
  KEY_EXAMPLES,
  parseCompanyFile,
  settingsOf,
} from './company-file.js'

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

const SOUND = { name: 'World', baseCurrency: 'CLP', countries: ['CL'] }
const NAMES: Readonly<Record<string, string>> = { countries: '0', files: 'sales', tolerances: 'netSales' }

/** A sound file with one value put at the place of a pattern. */
function withValue(pattern: string, value: unknown): unknown {
  if (pattern === '') return value
  const [first, ...rest] = pattern.split('.')
  const path = [first!, ...rest.map((name) => (name === '*' ? NAMES[first!]! : name))]
  const inside = path.slice(1).reduceRight((inner: unknown, name) => ({ [name]: inner }), value)
  return { ...SOUND, [first!]: path[1] === '0' ? [(inside as Record<string, unknown>)[0]] : inside }
}

test.each(Object.entries(KEY_EXAMPLES))('the example of "%s" is one: %s', (pattern, example) => {
  const value: unknown = parse(example)
  expect(
    parseCompanyFile(pattern === '' ? { ...SOUND, ...(value as object) } : withValue(pattern, value)),
  ).toHaveProperty('file')
})

test('whatever stands in place of a value is answered in words of the catalogue', () => {
  const free = ['rounding']
  const keys = Object.keys(companyFileSchema.shape).filter((key) => !free.includes(key))
  expect(Object.keys(KEY_EXAMPLES)).toEqual(expect.arrayContaining(keys))
  for (const [pattern, example] of Object.entries(KEY_EXAMPLES)) {
    const parsed = parseCompanyFile(withValue(pattern, Symbol('nonsense')))
    const [fault] = 'faults' in parsed ? parsed.faults : []
    const chosen = fault?.code === 'contract.company_value_choice'
    expect(fault).toMatchObject(chosen ? {} : { code: 'contract.company_value_form', values: { example } })
  }
})

test('a key left out, one too many, and values that are too small, too large or none of the choices', () => {
  const faultsOf = (content: unknown): unknown => {
    const parsed = parseCompanyFile(content)
    return 'faults' in parsed ? parsed.faults.map(({ code, values }) => [code.split('.')[1], values]) : []
  }
  expect(faultsOf(null)).toEqual([
    ['company_key_missing', { key: 'name' }],
    ['company_key_missing', { key: 'baseCurrency' }],
    ['company_key_missing', { key: 'countries' }],
  ])
  const wrong = { ...SOUND, horizon: { days: 0, weeks: 105, years: 1 }, files: { 'a.csv': { delimiter: 'x' } } }
  expect(faultsOf(wrong)).toEqual([
    ['company_value_least', { key: 'horizon.days', least: 1 }],
    ['company_value_most', { key: 'horizon.weeks', most: 104 }],
    ['company_key_unknown', { key: 'horizon.years' }],
    ['company_value_choice', { key: 'files.a.csv.delimiter', choices: '",", ";", "\\t", "|"' }],
  ])
})

test('[AD5] [AD6] tolerances and the order of levels are settings; every level once', () => {
  const read = (more: object) => parseCompanyFile({ ...SOUND, ...more })
  const sound = read({
    tolerances: { adherenceA: 0.02, netSales: 0.01 },
    metrics: { adherenceOrder: ['location', 'item', 'family'] },
  })
  expect(settingsOf((sound as { file: CompanyFile }).file, 0)).toMatchObject({
    adherenceTolerances: { a: 20_000 },
    adherenceOrder: ['location', 'item', 'family'],
  })
  expect(settingsOf(SOUND, 0)).not.toHaveProperty('adherenceTolerances')
  expect(read({ metrics: { adherenceOrder: ['item', 'item', 'family'] } })).toHaveProperty('faults')
  expect(read({ metrics: { adherenceOrder: ['week'] } })).toHaveProperty('faults')
})

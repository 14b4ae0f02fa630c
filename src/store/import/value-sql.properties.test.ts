import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContractColumn } from '../../contract/column.js'
import { parseDay } from '../../core/base/day.js'
import { parseScaled } from '../../core/base/decimal.js'
import { readRows, writeTable } from '../duckdb/columns.js'
import { type Database, openDatabase } from '../duckdb/database.js'
import { VALUE_MACROS, valueSql } from './value-sql.js'

let database: Database
beforeAll(async () => {
  database = await openDatabase(null)
  for (const macro of VALUE_MACROS) await database.connection.run(macro)
})
afterAll(() => database.close())

let tableCount = 0

/** What the database reads from each text, as text. */
async function read(
  column: Pick<ContractColumn, 'type' | 'values'>,
  texts: readonly string[],
  conventions: Parameters<typeof valueSql>[2],
) {
  const name = `given_${tableCount++}`
  await writeTable(database.connection, name, [
    { name: 'n', type: 'INTEGER', values: texts.map((_, at) => at) },
    { name: 'x', type: 'VARCHAR', values: texts },
  ])
  const value = valueSql({ name: 'x', required: false, ...column }, 'x', conventions)
  const rows = await readRows(database.connection, `SELECT CAST(${value} AS VARCHAR) AS v FROM ${name} ORDER BY n`)
  return rows.map((row) => (row.v === null ? null : String(row.v)))
}

const point = { decimal: '.', dates: 'ymd' } as const
const comma = { decimal: ',', dates: 'dmy' } as const

const digits = (from: number, to: number) => fc.stringMatching(new RegExp(`^[0-9]{${from},${to}}$`))

/** A number as people write it, and the plain one it stands for. */
const written = fc
  .record({
    sign: fc.constantFrom('', '-', '+'),
    whole: digits(1, 9),
    fraction: digits(0, 6),
    grouping: fc.constantFrom('none', 'mark', 'blank'),
    trailing: fc.boolean(),
  })
  .map(({ sign, whole, fraction, grouping, trailing }) => {
    const plain = `${sign === '-' ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
    const spell = (mark: string, decimal: string): string => {
      const separator = grouping === 'mark' ? mark : grouping === 'blank' ? ' ' : ''
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, separator)
      const body = `${grouped}${fraction === '' ? '' : `${decimal}${fraction}`}`
      return trailing && sign === '-' ? `${body}-` : `${sign}${body}`
    }
    return { plain, withPoint: spell(',', '.'), withComma: spell('.', ',') }
  })

test('[IM6] a number is read the same whatever its decimal mark and grouping, and rounds as parseScaled does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 200 }), async (numbers) => {
      const expected = numbers.map(({ plain }) => parseScaled(plain, 3)!)
      const scaled = (texts: (string | null)[]): (number | null)[] =>
        texts.map((text) => (text === null ? null : parseScaled(text, 3)))
      expect(
        scaled(
          await read(
            { type: 'quantity' },
            numbers.map((one) => one.withPoint),
            point,
          ),
        ),
      ).toEqual(expected)
      expect(
        scaled(
          await read(
            { type: 'quantity' },
            numbers.map((one) => one.withComma),
            comma,
          ),
        ),
      ).toEqual(expected)
    }),
    { seed: 7, numRuns: 30 },
  )
})

test('[IM6] what is not a number is none: never a guess, never an error', async () => {
  const nothing = [
    'abc',
    '12 units',
    '1,2,3',
    '1.2.3',
    '--1',
    '1-2',
    '',
    '.',
    '-',
    '1e400',
    'NaN',
    'Infinity',
    '12,34,567',
    '$5',
  ]
  expect(await read({ type: 'quantity' }, nothing, point)).toEqual(nothing.map(() => null))
  expect(await read({ type: 'quantity' }, ['1.5', '12.34', '1.2345', '1,000.5'], comma)).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test('[IM6] any text at all gives a value or none', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replaceAll('\0', ' ')),
        { minLength: 1, maxLength: 100 },
      ),
      async (texts) => {
        for (const type of [
          'quantity',
          'price',
          'money',
          'rate',
          'integer',
          'date',
          'month',
          'moment',
          'boolean',
          'currency',
          'country',
        ] as const)
          for (const conventions of [point, comma])
            expect(await read({ type }, texts, conventions)).toHaveLength(texts.length)
      },
    ),
    { seed: 7, numRuns: 15 },
  )
})

test('[IM6] dates are real days of the calendar between 1970 and 2199', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          year: fc.integer({ min: 1960, max: 2210 }),
          month: fc.integer({ min: 0, max: 13 }),
          day: fc.integer({ min: 0, max: 32 }),
        }),
        { minLength: 1, maxLength: 300 },
      ),
      async (dates) => {
        const two = (value: number): string => String(value).padStart(2, '0')
        const expected = dates.map(({ year, month, day }) => {
          const iso = `${year}-${two(month)}-${two(day)}`
          return year < 1970 || year > 2199 || parseDay(iso) === null ? null : iso
        })
        const spelled = (spell: (parts: { year: number; month: number; day: number }) => string): string[] =>
          dates.map(spell)
        expect(
          await read(
            { type: 'date' },
            spelled((d) => `${d.year}-${two(d.month)}-${two(d.day)}`),
            point,
          ),
        ).toEqual(expected)
        expect(
          await read(
            { type: 'date' },
            spelled((d) => `${d.day}/${d.month}/${d.year}`),
            { ...point, dates: 'dmy' },
          ),
        ).toEqual(expected)
        expect(
          await read(
            { type: 'date' },
            spelled((d) => `${two(d.month)}-${two(d.day)}-${d.year} 00:00:00`),
            { ...point, dates: 'mdy' },
          ),
        ).toEqual(expected)
        expect(
          await read(
            { type: 'date' },
            spelled((d) => `${d.year}${two(d.month)}${two(d.day)}`),
            point,
          ),
        ).toEqual(expected)
      },
    ),
    { seed: 7, numRuns: 20 },
  )
})

test('months, moments, booleans, rates and listed values in the ways they are written', async () => {
  expect(await read({ type: 'month' }, ['2026-01', '202601', '01/2026', '2026-01-31', '2026-13'], point)).toEqual([
    '2026-01-01',
    '2026-01-01',
    '2026-01-01',
    '2026-01-01',
    null,
  ])
  expect(
    await read(
      { type: 'moment' },
      ['2026-01-05T06:00:00Z', '2026-01-05 06:00', '2026-01-05', '2026-01-05T06:00:00+03:00'],
      point,
    ),
  ).toEqual(['2026-01-05 06:00:00', '2026-01-05 06:00:00', '2026-01-05 00:00:00', '2026-01-05 03:00:00'])
  expect(await read({ type: 'boolean' }, ['true', 'Sí', 'NÃO', '0', 'maybe'], point)).toEqual([
    'true',
    'true',
    'false',
    'false',
    null,
  ])
  expect(
    await read({ type: 'rate' }, ['950', '0.00105263157894737', '1,5', '0', '-1', '1234567890.1234567'], point),
  ).toEqual(['950', '0.00105263157894737', null, null, null, null])
  expect(
    await read({ type: 'enum', values: ['SELL_IN', 'SELL_OUT'] }, ['sell_in', 'Sell_Out', 'other'], point),
  ).toEqual(['SELL_IN', 'SELL_OUT', null])
  expect(await read({ type: 'integer' }, ['12', '12.0', '12.5', '3000000000'], point)).toEqual(['12', '12', null, null])
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findCycle } from './cycle.js'
import { judge } from './recognition.js'
import { CONTRACT_TABLES, normaliseHeader, tableOfName } from './tables.js'

const spec = readFileSync(new URL('../../docs/specs/import.md', import.meta.url), 'utf8')

test('the natural key and the clock of every table are written in docs/specs/import.md as they are in the contract', () => {
  const expected = CONTRACT_TABLES.map(({ name, key, fact }) => {
    if (fact === null) return `| \`${name}\` | ${key.join(', ')} |`
    const { recordedLagDays: lag, retraction } = fact
    const known = lag === null ? 'at the load' : `event + ${lag} ${lag === 1 ? 'day' : 'days'}`
    const left = { range: 'withdrawn in range', state: 'withdrawn', never: 'kept' }[retraction]
    return `| \`${name}\` | ${key.join(', ')} | ${fact.eventDate.join(', ')} | ${known} | ${left} |`
  })
  expect(expected.filter((line) => !spec.includes(`${line}\n`))).toEqual([])
})

test('[IM3] a file belongs to the table whose name it bears', () => {
  const name = (file: string): string | null => tableOfName(file)?.name ?? null
  expect(['sales', 'Sales-2025', 'supply_orders-chile', 'sales2025', 'sales_2025', 'notes', ''].map(name)).toEqual([
    'sales',
    'sales',
    'supply_orders',
    null,
    null,
    null,
    null,
  ])
  expect(['Product ID', ' product-id', '\uFEFFproduct_id', 'PRODUCT.ID'].map(normaliseHeader)).toEqual(
    Array(4).fill('product_id'),
  )
})

test('[IM5] one kind of evidence decides, none asks only when it matters, and strays are not a mixture', () => {
  expect(judge({ first: 3, second: 0, either: 9 })).toBe('first')
  expect(judge({ first: 0, second: 1, either: 9 })).toBe('second')
  expect(judge({ first: 0, second: 0, either: 1 })).toBe('ambiguous')
  expect(judge({ first: 0, second: 0, either: 0 })).toBe('neither')
  expect(judge({ first: 990, second: 10, either: 0 })).toBe('first')
  expect(judge({ first: 989, second: 11, either: 0 })).toBe('mixed')
})

test('a loop is named by its nodes in order, and a diamond is none', () => {
  expect(
    findCycle([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ]),
  ).toEqual(['b', 'c'])
  expect(
    findCycle([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'd'],
      ['c', 'd'],
    ]),
  ).toBeNull()
  expect(findCycle([['a', 'a']])).toEqual(['a'])
  const chain = Array.from({ length: 200_000 }, (_, at) => [`n${at}`, `n${at + 1}`] as const)
  expect(findCycle(chain)).toBeNull()
})

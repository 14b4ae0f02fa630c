import { expect, test } from 'vitest'
import { buildEditWorld } from '../../../tests/support/edit-world.js'
import { EDITABLE_LISTS } from './editable-lists.js'
import type { MasterIntent } from './intent.js'
import { changeMaster } from './master-change.js'
import { CHOICES_MOST, namesOf, searchRecords } from './record-search.js'

const { company } = buildEditWorld()
const search = (list: 'prices' | 'lanes' | 'products', key: Record<string, string> = {}, offset = 0, limit = 100) =>
  searchRecords(company, { list, key, offset, limit })

test('[AP70] all records of a list, and of them a page', () => {
  const all = search('prices')
  expect(all.count).toBe(company.prices.length)
  expect(all.records).toEqual(company.prices)
  expect(search('prices', {}, 1, 1).records).toEqual(company.prices.slice(1, 2))
})

test('[AP70] what is found is what a change by the same values would reach', () => {
  const { product } = company.prices[0]!
  const { records, count } = search('prices', { product })
  expect(count).toBe(company.prices.filter((price) => price.product === product).length)
  const intent: MasterIntent = {
    kind: 'master',
    list: 'prices',
    key: { product },
    field: 'amount',
    op: 'scale',
    value: 2_000_000,
    from: null,
  }
  const changed = changeMaster(company, intent).company.prices.filter((price, at) => price !== company.prices[at])
  expect(changed.length).toBe(records.length)
})

test('[AP70] a choice narrows the others and not itself', () => {
  const places = new Set(company.lanes.map(({ from }) => from))
  const [from] = [...places]
  const { choices, records } = search('lanes', { from: from! })
  expect(choices.from).toEqual([...places].sort())
  expect(choices.to).toEqual([...new Set(records.map(({ to }) => to))].sort())
  expect(search('lanes', { from: 'nowhere' })).toMatchObject({ count: 0, choices: { to: [] } })
})

test('[AP70] which record is meant is said by names, in every list; days say when it holds', () => {
  for (const list of Object.keys(EDITABLE_LISTS) as (keyof typeof EDITABLE_LISTS)[]) {
    expect(namesOf(list)).not.toEqual([])
    for (const day of ['validFrom', 'start', 'month', 'day']) expect(namesOf(list)).not.toContain(day)
  }
  expect(namesOf('products')).toEqual(['id'])
})

test('[AP70] choices are told up to a number, in their order', () => {
  const many = Array.from({ length: CHOICES_MOST + 50 }, (_, at) => ({ ...company.products[0]!, id: `${9999 - at}` }))
  const { choices, count } = searchRecords(
    { ...company, products: many },
    { list: 'products', key: {}, offset: 0, limit: 1 },
  )
  expect([choices.id!.length, count]).toEqual([CHOICES_MOST, CHOICES_MOST + 50])
  expect(choices.id).toEqual([...choices.id!].sort())
})

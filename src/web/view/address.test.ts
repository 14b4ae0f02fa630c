import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAddress, readView, type View, writeAddress, writeView } from './address.js'

const way = fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 })
const view: fc.Arbitrary<View> = fc.record({
  scenario: fc.constantFrom('main', 'scenario-3'),
  scope: fc.record({ product: way, location: way, customer: way }),
  as: fc.constantFrom('units', 'value'),
  currency: fc.constantFrom(null, 'CLP', 'USD'),
  calendar: fc.constantFrom(null, 'nrf', 'walmart', '4-4-5'),
})

test('[WB2] a view that is written into an address and read again is the same view', () => {
  fc.assert(
    fc.property(view, (seen) => {
      expect(readView(readAddress(writeAddress(writeView(seen))))).toEqual(seen)
    }),
  )
})

test('[WB2] the address says only what is not usual', () => {
  const usual = readView({})
  expect(writeAddress(writeView(usual))).toBe('')
  expect(writeAddress(writeView({ ...usual, scope: { ...usual.scope, location: ['PE', 'Lima'] } }))).toBe(
    '?location=PE%2FLima',
  )
})

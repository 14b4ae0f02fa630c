import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readWay, wayText } from './way-text.js'

test('[WB2] any way of names comes back from an address as it was', () => {
  const name = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', '/', '%', '~', '%2F', 'a/b', 'pão · 12×30 g'))
  const way = fc.array(name, { maxLength: 4 })
  fc.assert(
    fc.property(way, (names) => {
      expect(readWay(wayText(names))).toEqual(names)
    }),
  )
})

test('[WB2] an ordinary way reads like one', () => {
  expect(wayText(['snacks', 'bars', 'oat-bar'])).toBe('snacks/bars/oat-bar')
})

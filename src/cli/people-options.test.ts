import { expect, test } from 'vitest'
import { parseScope, scopeText } from './people-options.js'
import { parsePath } from './plan-places.js'

test('ways to nodes, with strokes in names', () => {
  expect(parsePath('snacks/bars/oat-bar')).toEqual(['snacks', 'bars', 'oat-bar'])
  expect(parsePath('snacks/1\\/2 kg')).toEqual(['snacks', '1/2 kg'])
  expect(parsePath('')).toEqual([])
})

test.each([
  ['all', {}],
  ['supplier=millers', { supplier: 'millers' }],
  ['location=CL/santiago', { location: ['CL', 'santiago'] }],
  ['product=a/1\\/2 kg,customer=CL', { product: ['a', '1/2 kg'], customer: ['CL'] }],
])('a scope as it is written, there and back: %s', (text, scope) => {
  expect(parseScope(text)).toEqual(scope)
  expect(scopeText(parseScope(text))).toBe(text)
})

test.each(['', 'everything', 'location=', 'supplier=', 'supplier=a,location=CL', 'place=CL'])(
  'what is no scope is refused: "%s"',
  (text) => {
    expect(() => parseScope(text)).toThrow('cli.not_an_option')
  },
)

import { expect, test } from 'vitest'
import { digestText } from './digest.js'

test('the published FNV-1a values of 64 bits', () => {
  // Fowler, Noll, Vo: reference vectors of the algorithm's authors.
  expect(digestText('')).toBe('cbf29ce484222325')
  expect(digestText('a')).toBe('af63dc4c8601ec8c')
  expect(digestText('foobar')).toBe('85944171f73967e8')
})

import { expect, test } from 'vitest'
import { namedLevels } from './plan-layout.js'
import { nameInRow, rowNames } from './row-names.js'

const scope = { product: ['snacks'], location: [], customer: [] }
const levels = namedLevels({ depths: { product: 3, location: 0, customer: 2 } }, scope)
const labels = (tree: string, parent: readonly string[], name: string): string | undefined =>
  tree === 'product' && parent.join() === 'snacks,bars' && name === 'oat-bar' ? 'Oat bar 12 × 30 g' : undefined

test('[WB17] a row is called by what people call its product, its place and its customer, one under the other', () => {
  const names = rowNames(['bars', 'oat-bar', 'CL', 'retail'], levels, scope, labels, (tree) => `no ${tree}`)
  expect(names).toEqual({ lines: ['Oat bar 12 × 30 g (oat-bar)', 'retail'], way: 'bars ▸ CL' })
  expect([0, 1, 2, 3].map((row) => nameInRow(names, row, 4))).toEqual([
    'Oat bar 12 × 30 g (oat-bar)',
    'retail',
    'bars ▸ CL',
    '',
  ])
  expect(nameInRow(names, 0, 1)).toBe('Oat bar 12 × 30 g (oat-bar) · retail · bars ▸ CL')
  expect(rowNames(['', '', 'CL', ''], levels, scope, labels, (tree) => `no ${tree}`).lines).toEqual([
    'no product',
    'no customer',
  ])
})

import { expect, test } from 'vitest'
import type { Company } from '../../core/network/company.js'
import { suppliedParts } from './supplied-parts.js'

const lane = (from: string, to: string, product: string | null = null) => ({ from, to, product })
const company = {
  products: [
    { id: 'oats', family: 'grain', category: 'raw' },
    { id: 'salt', family: 'spice', category: 'raw' },
  ],
  locations: [
    { id: 'mill', country: 'CL' },
    { id: 'port', country: 'PE' },
  ],
  suppliers: [{ id: 'farm' }, { id: 'sea' }, { id: 'any' }, { id: 'none' }],
  purchasePrices: [{ supplier: 'sea', product: 'salt' }],
  lanes: [
    lane('farm', 'mill', 'oats'),
    lane('farm', 'port', 'gone'),
    lane('sea', 'port'),
    lane('any', 'mill'),
    lane('mill', 'port', 'oats'),
    lane('farm', 'nowhere', 'oats'),
  ],
} as unknown as Company

test('[AC5] what a supplier delivers and where, from the lanes', () => {
  const parts = suppliedParts(company)
  const at = (location: string[], product: string[]) => ({ product, location, customer: [] })
  expect(parts).toEqual({
    farm: [at(['CL', 'mill'], ['raw', 'grain', 'oats'])],
    sea: [at(['PE', 'port'], ['raw', 'spice', 'salt'])],
    any: [at(['CL', 'mill'], [])],
    none: [],
  })
})

import { expect, test } from 'vitest'
import { ownScope } from './own-scope.js'

const scope = (given: object) => ({ product: [], location: [], customer: [], ...given })
const PERU = scope({ location: ['PE'] })
const MEGA = scope({ customer: ['CL', 'retail', 'mega'] })

test('[WB98] a cell speaks of what of it is the reader’s, where that is one part', () => {
  const snacks = scope({ product: ['snacks'] })
  expect(ownScope([PERU], scope({}))).toEqual(PERU)
  expect(ownScope([PERU], snacks)).toEqual({ ...PERU, product: ['snacks'] })
  expect(ownScope([PERU], scope({ location: ['PE', 'DC-LIM'] }))).toEqual(scope({ location: ['PE', 'DC-LIM'] }))
  expect(ownScope([scope({})], snacks)).toEqual(snacks)
  expect(ownScope([PERU, MEGA], scope({}))).toEqual(scope({}))
  expect(ownScope([PERU, MEGA], scope({ customer: ['CL'], location: ['CL'] }))).toEqual({ ...MEGA, location: ['CL'] })
  expect(ownScope([PERU], scope({ location: ['CL'] }))).toEqual(scope({ location: ['CL'] }))
})

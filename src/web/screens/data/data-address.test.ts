import { expect, test } from 'vitest'
import { readDataAddress } from './data-address.js'

test('[WB53] the address says which rows are seen; what it says wrongly is as if it were not said', () => {
  expect(readDataAddress({})).toEqual({ tab: 'tables', open: null, lateOnly: false, bad: {}, after: 0 })
  expect(
    readDataAddress({ show: 'bad', load: '7', table: 'sales', code: 'contract.bad_date', after: '100' }),
  ).toMatchObject({ tab: 'bad', bad: { load: 7, table: 'sales', code: 'contract.bad_date' }, after: 100 })
  expect(readDataAddress({ show: 'x', load: '-1', after: '1e9', only: 'late' })).toMatchObject({
    tab: 'tables',
    bad: {},
    after: 0,
    lateOnly: true,
  })
})

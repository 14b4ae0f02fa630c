import { expect, test } from 'vitest'
import { numberFormat } from './number-format.js'

test.each([
  ['es-CL', '1.234.568', '−1.234,6', ','],
  ['pt-BR', '1.234.568', '−1.234,6', ','],
  ['es-MX', '1,234,568', '−1,234.6', '.'],
  ['en-US', '1,234,568', '−1,234.6', '.'],
])('[WB4] thousandths of a unit as %s writes them', (locale, units, small, mark) => {
  const format = numberFormat(locale)
  expect(format.whole(1_234_567_890, 3)).toBe(units)
  expect(format.whole(-1_234_567, 3, { fractionDigits: 1 })).toBe(small)
  expect(format.decimalMark).toBe(mark)
})

test('[WB4] zero is a dash, unknown a dot, and more than nothing has its plus where it is asked for', () => {
  const { whole, share } = numberFormat('en-US')
  expect([whole(0, 3), whole(null, 3), whole(undefined, 0), share(null)]).toEqual(['–', '·', '·', '·'])
  expect([whole(5000, 3, { signed: true }), whole(-5000, 3, { signed: true })]).toEqual(['+5', '−5'])
  expect([whole(2_345_000_000, 3, { scale: 'k' }), whole(2_345_000_000, 3, { scale: 'M', fractionDigits: 1 })]).toEqual(
    ['2,345', '2.3'],
  )
})

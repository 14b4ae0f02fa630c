import { expect, test } from 'vitest'
import { byteSize } from './byte-size.js'
import { numberFormat } from './number-format.js'

test('[WB4] the length of a file as people say it', () => {
  const es = numberFormat('es-CL')
  expect([0, 1, 999, 1000, 67_898, 999_000, 7_113_532, 8_731_115_000].map((bytes) => byteSize(bytes, es))).toEqual([
    '0 B',
    '1 B',
    '999 B',
    '1,0 kB',
    '67,9 kB',
    '999 kB',
    '7,1 MB',
    '8,7 GB',
  ])
})

import { expect, test } from 'vitest'
import { verdictOf } from './verdict.js'

test('[WB51] a file with faults of its own cannot be taken; with those of others it is weighed; bad rows are told', () => {
  expect(verdictOf({ ok: true, unusable: false, badRowCount: 0 })).toBe('ok')
  expect(verdictOf({ ok: true, unusable: false, badRowCount: 3 })).toBe('bad')
  expect(verdictOf({ ok: false, unusable: false, badRowCount: 0 })).toBe('faults')
  expect(verdictOf({ ok: false, unusable: true, badRowCount: 3 })).toBe('unusable')
})

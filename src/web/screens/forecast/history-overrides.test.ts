import { expect, test } from 'vitest'
import { EDITABLE_LISTS } from '../../../core/edit/editable-lists.js'
import { isKept, keepIntent, OVERRIDES, withdrawIntent } from './history-overrides.js'

const corrected = { item: 'oat-bar', location: 'lima', customer: 'inka', week: '2026-11-09', reason: 'stockout' }

test('[WB84] a week is left as it was sold by a record of its row, its seven days and its correction', () => {
  expect(EDITABLE_LISTS).toHaveProperty(OVERRIDES)
  const intent = keepIntent(corrected)
  expect(intent).toMatchObject({
    op: 'insert',
    record: { product: 'oat-bar', start: '2026-11-09', end: '2026-11-15', correction: 'stockout', country: null },
  })
  const { record } = intent as { record: Record<string, string | null> }
  expect(isKept([record], corrected)).toBe(true)
  expect(isKept([record], { ...corrected, week: '2026-11-02' })).toBe(false)
  expect(isKept([{ ...record, correction: 'any' }], corrected)).toBe(false)
})

test('[WB84] and corrected again by removing just that record', () => {
  const { key } = withdrawIntent(corrected) as { key: Record<string, string | null> }
  const { record } = keepIntent(corrected) as { record: Record<string, string | null> }
  for (const [field, value] of Object.entries(key)) expect(record[field]).toBe(value)
  expect(key).not.toHaveProperty('end')
})

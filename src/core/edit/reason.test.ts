import { expect, test } from 'vitest'
import { CATALOGUE } from '../../language/catalogue.js'
import { Refusal } from '../base/refusal.js'
import { assertReason, checkReason, NO_REASON, REASON_CODES, reasonNeeded } from './reason.js'

const codeOf = (act: () => void): string => {
  try {
    act()
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.code
    throw refusal
  }
  return 'done'
}

test('[ED90] reasons have codes, and labels in the catalogue', () => {
  for (const code of [...REASON_CODES, NO_REASON.code]) expect(CATALOGUE[`reason.${code}`]).toBeDefined()
  expect(codeOf(() => checkReason(NO_REASON))).toBe('done')
  expect(codeOf(() => checkReason({ code: 'weather', note: '' }))).toBe('done')
  for (const code of ['', 'whim', 'constructor'])
    expect(codeOf(() => checkReason({ code, note: 'x' }))).toBe('edit.unknown_reason')
})

test('[ED91] more money than goes without saying needs a reason, up or down', () => {
  expect([1000, -1000, 1000.01, -1000.01].map((moved) => reasonNeeded(moved, 1000))).toEqual([false, false, true, true])
  const asked = (code: string, moved: number): string => codeOf(() => assertReason({ code, note: '' }, moved, 1000))
  expect([asked('none', 1000), asked('none', 1001), asked('none', -1001)]).toEqual([
    'done',
    'edit.reason_required',
    'edit.reason_required',
  ])
  expect([asked('agreed', -1001), asked('whim', 0)]).toEqual(['done', 'edit.unknown_reason'])
  expect(() => assertReason(NO_REASON, -1001, 1000)).toThrow('"moved":1001,"above":1000')
})

test('[ED92] other says nothing without words', () => {
  expect(codeOf(() => checkReason({ code: 'other', note: '  ' }))).toBe('edit.reason_note')
  expect(codeOf(() => assertReason({ code: 'other', note: '' }, 5, 1))).toBe('edit.reason_note')
  expect(codeOf(() => assertReason({ code: 'other', note: 'A fair.' }, 5, 1))).toBe('done')
})

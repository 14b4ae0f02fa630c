import { formatScaled, parseScaled } from '../base/decimal.js'
import { SHARE_DECIMALS, SHARE_WHOLE } from '../base/quantity.js'
import { Refusal } from '../base/refusal.js'
import { scaleByShare } from '../base/scaled.js'
import type { EditableField } from './editable-lists.js'
import type { FieldValue, MasterIntent } from './intent.js'

type Change = Pick<MasterIntent, 'list' | 'field' | 'op' | 'value'>

/**
 * A field's value after a change. Numbers stay whole in their unit, rounded half away from zero.
 *
 * @throws Refusal `edit.not_a_number` (added to or scaled, and it is none), `edit.bad_value` (the field cannot hold it)
 */
export function changeValue(now: FieldValue, change: Change, { kind }: Pick<EditableField, 'kind'>): FieldValue {
  const mayBeEmpty = typeof kind === 'string' && kind.endsWith('?')
  const word = typeof kind === 'string' ? kind.replace('?', '') : kind
  const bad = (): Refusal =>
    new Refusal('edit.bad_value', { list: change.list, field: change.field, value: String(change.value) })
  if (change.value === null) {
    if (change.op === 'set' && mayBeEmpty) return null
    throw bad()
  }
  const isWord = typeof word === 'string' ? WORDS[word] : (value: FieldValue) => word.includes(value as string)
  if (isWord !== undefined) {
    if (change.op !== 'set') throw notANumber(change, now)
    if (!isWord(change.value)) throw bad()
    return change.value
  }
  const after = word === 'rate' ? changeRate(now, change) : changeNumber(now, change, word === 'decimal')
  if (after === null || (Number(after) < 0 && word !== 'signed' && word !== 'day')) throw bad()
  return after
}

/** What is no number; a text that says nothing is nothing, which is null. */
const WORDS: Readonly<Record<string, (value: FieldValue) => boolean>> = {
  text: (value) => typeof value === 'string' && value !== '',
  flag: (value) => typeof value === 'boolean',
  currency: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value),
  country: (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value),
}

const notANumber = ({ list, field }: Change, now: FieldValue): Refusal =>
  new Refusal('edit.not_a_number', { list, field, value: String(now ?? '') })

/** Null when the result is not a number that is kept exactly. */
function changeNumber(now: FieldValue, change: Change, decimal: boolean): number | null {
  // Decimal fields are counted in millionths while they are changed.
  const read = (value: FieldValue): number | null => {
    if (typeof value !== 'number' && typeof value !== 'string') return null
    const whole = parseScaled(plainText(value), decimal ? SHARE_DECIMALS : 0)
    return whole !== null && (decimal || Number(value) === whole) ? whole : null
  }
  const given = change.op === 'scale' ? wholeNumber(change.value) : read(change.value)
  if (given === null) return null
  let after = given
  if (change.op !== 'set') {
    const before = typeof now === 'number' ? read(now) : null
    if (before === null) throw notANumber(change, now)
    after = change.op === 'add' ? before + given : scaleByShare(before, given)
  }
  if (!Number.isSafeInteger(after)) return null
  return decimal ? after / SHARE_WHOLE : after
}

const plainText = (value: number | string): string =>
  typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : value.toFixed(SHARE_DECIMALS + 6)

const wholeNumber = (value: FieldValue): number | null => (Number.isSafeInteger(value) ? (value as number) : null)

/** Significant digits that a rate keeps. */
const RATE_DIGITS = 15

/** Rates are decimal text of up to fifteen digits: they are changed in the decimals that hold those digits. */
function changeRate(now: FieldValue, change: Change): string | null {
  const before = change.op === 'set' ? '' : String(now)
  const given = String(change.value)
  const decimals = Math.max(0, RATE_DIGITS - Math.max(wholeDigits(before), wholeDigits(given)))
  if (change.op === 'scale') {
    const factor = wholeNumber(change.value)
    const value = parseScaled(before, Math.max(0, RATE_DIGITS - wholeDigits(before)))
    if (factor === null || value === null || factor <= 0) return null
    return formatScaled(scaleByShare(value, factor), Math.max(0, RATE_DIGITS - wholeDigits(before)))
  }
  const added = parseScaled(given, decimals)
  const value = change.op === 'set' ? 0 : parseScaled(before, decimals)
  if (added === null || value === null || value + added <= 0) return null
  return formatScaled(value + added, decimals)
}

const wholeDigits = (text: string): number => text.replace(/^[+-]/, '').split('.')[0]!.replace(/^0+/, '').length

/** Why somebody changes the plan, in one code that can be counted (docs/specs/editing.md, "Reasons"). */
import { Refusal } from '../base/refusal.js'
import type { Reason } from './intent.js'

/** In the order they are offered; `reason.<code>` in the catalogue is what a person reads. */
export const REASON_CODES = [
  'promotion',
  'price',
  'assortment',
  'customer',
  'competition',
  'supply',
  'weather',
  'data',
  'correction',
  'agreed',
  'other',
] as const

/** What is written down where nobody had to say why. */
export const NO_REASON: Reason = { code: 'none', note: '' }

/** A code that says nothing without words. */
export const needsNote = (code: string): boolean => code === 'other'

/** Whether money moved by more than what goes without saying. Both in major units of one currency. */
export const reasonNeeded = (movedMajorUnits: number, aboveMajorUnits: number): boolean =>
  Math.abs(movedMajorUnits) > aboveMajorUnits

/** @throws Refusal `edit.unknown_reason`, `edit.reason_note` */
export function checkReason({ code, note }: Reason): void {
  if (code === NO_REASON.code) return
  if (!(REASON_CODES as readonly string[]).includes(code))
    throw new Refusal('edit.unknown_reason', { code, codes: REASON_CODES.join(', ') })
  if (needsNote(code) && note.trim() === '') throw new Refusal('edit.reason_note', { code })
}

/**
 * That a change which moves this much money says why.
 *
 * @throws Refusal `edit.reason_required`, and those of `checkReason`
 */
export function assertReason(reason: Reason, movedMajorUnits: number, aboveMajorUnits: number): void {
  checkReason(reason)
  if (reason.code !== NO_REASON.code || !reasonNeeded(movedMajorUnits, aboveMajorUnits)) return
  throw new Refusal('edit.reason_required', {
    moved: Math.abs(movedMajorUnits),
    above: aboveMajorUnits,
    codes: REASON_CODES.join(', '),
  })
}

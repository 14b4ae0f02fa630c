/** The last seven days of a row against its plan: the same days on both sides. */
import { COMPLETENESS_MIN } from './completeness.js'

/** Less of a week's plan than this and nobody knows what the week would have sold (as for cleaning, DM9). */
const SHARE_MIN = 0.35

export interface SevenDays {
  /** By day, thousandths. */
  readonly sold: ArrayLike<number>
  readonly planned: ArrayLike<number>
  /** 1 where the shelf was empty and customers do not wait, or the place was closed. */
  readonly shut: ArrayLike<number>
  /** By day: the share of its sales that is known. */
  readonly known: ArrayLike<number>
}

/** Sold and planned of the days that say something, whole thousandths; null where they are too few. */
export function weighSevenDays({ sold, planned, shut, known }: SevenDays): { sold: number; planned: number } | null {
  let whole = 0
  let plan = 0
  let units = 0
  for (let day = 0; day < planned.length; day++) {
    whole += planned[day]!
    if (shut[day] === 1 || known[day]! < COMPLETENESS_MIN) continue
    plan += planned[day]!
    units += sold[day]! / known[day]!
  }
  if (plan < SHARE_MIN * whole || plan <= 0) return null
  return { sold: Math.round(units), planned: Math.round(plan) }
}

/**
 * Moving holidays in the demand rows: what they do to the weeks around them, so that the season can be learnt without
 * them and the forecast puts them where they will be.
 *
 * Learnt from totals: first the country's, then what each group (family × country) does beyond its country. A row follows
 * its group to the full: one row's two or three Easters say nothing. Where the company lists an event with an uplift on
 * the days of a holiday, the event speaks for it, in the past and in the future, and this holiday is left out for the rows
 * in its scope (DM13).
 */
import type { Day } from '../../base/day.js'
import type { MovingHoliday } from '../../calendar/moving-holidays.js'
import type { CommercialEvent } from '../../network/company.js'
import type { Rows } from '../../plan/plan.js'
import type { CleaningInput } from '../cleaning/cleaning.js'
import { openScopes, parseScope, type ScopeCompany } from '../demand-scope.js'
import { DAYS_PER_WEEK, type DemandHistory } from '../history.js'
import { slotsOfWeeks } from '../seasonality.js'
import {
  type ComparedWeeks,
  compareWeeks,
  type Effect,
  type HolidayWeeks,
  learnEffects,
  NO_EFFECT,
  OFFSETS,
  takeOut,
} from './holiday-effect.js'
import type { HolidayFactors } from './holiday-factors.js'

export interface HolidayInput {
  readonly history: Pick<DemandHistory, 'rowCount' | 'weekCount' | 'firstDay' | 'units'>
  /** The day after the last week that is forecast, or a later one of its week. */
  readonly end: Day
  readonly rowGroup: Int32Array
  /** By group: its country's code. */
  readonly countryOfGroup: readonly string[]
  readonly holidays: readonly MovingHoliday[]
  /** Known lifts of the history, as cleaning takes them out. */
  readonly lifts?: CleaningInput['lifts']
  readonly company: ScopeCompany
  readonly events: readonly CommercialEvent[]
  readonly rows: Rows
}

/** A holiday is a quarter of a plain week at the least, and four at most. */
const FACTOR_MAX = 4

/** Null when no holiday is believed: then nothing is to be changed anywhere. */
export function deriveHolidayFactors(input: HolidayInput): HolidayFactors | null {
  if (input.holidays.length === 0) return null
  const spoken = eventsOnHolidays(input)
  const effects = learnGroups(input, spoken)
  if (effects.every((group) => group.every((effect) => effect === NO_EFFECT))) return null
  const { rowPattern, patterns } = patternsOf(input, spoken, effects)
  const { firstDay } = input.history
  const weekCount = Math.ceil((input.end - firstDay) / DAYS_PER_WEEK)
  const factor = new Float64Array(patterns.length * weekCount).fill(1)
  patterns.forEach(({ group, left }, pattern) => {
    const line = factor.subarray(pattern * weekCount, (pattern + 1) * weekCount)
    input.holidays.forEach(({ years }, holiday) => {
      const effect = effects[group]![holiday]!
      if (effect === NO_EFFECT) return
      years.forEach(({ last }, year) => {
        if (!left.has(keyOf(holiday, year))) multiply(line, weekOf(last, firstDay), effect)
      })
    })
  })
  return { weekCount, rowPattern, factor }
}

const weekOf = (day: Day, firstDay: Day): number => Math.floor((day - firstDay) / DAYS_PER_WEEK)
const keyOf = (holiday: number, year: number): number => holiday * 0x1000 + year

function multiply(line: Float64Array, own: number, effect: Effect): void {
  OFFSETS.forEach((apart, offset) => {
    const week = own + apart
    if (week < 0 || week >= line.length) return
    line[week] = Math.min(FACTOR_MAX, Math.max(1 / FACTOR_MAX, line[week]! * Math.exp(effect[offset]!)))
  })
}

/** An event that speaks for one year's holiday, and the rows it speaks of; those of other countries do not have it. */
interface Spoken {
  readonly holiday: number
  readonly year: number
  readonly rows: Int32Array
}

function eventsOnHolidays(input: HolidayInput): Spoken[] {
  const scopes = openScopes(input.company, input.rows)
  const spoken: Spoken[] = []
  for (const event of input.events) {
    if (event.uplift === null || event.uplift === 0) continue
    input.holidays.forEach(({ years }, holiday) => {
      years.forEach(({ first, last }, year) => {
        if (event.start > last || event.end < first) return
        const scope = parseScope(event.scope, input.company)
        if (scope !== null) spoken.push({ holiday, year, rows: scopes.rowsIn(scope) })
      })
    })
  }
  return spoken
}

/** By group and holiday. A group does what its country does, and what it is seen to do beyond that. */
function learnGroups(input: HolidayInput, spoken: readonly Spoken[]): Effect[][] {
  const { history, countryOfGroup, holidays } = input
  const { weekCount, firstDay } = history
  const totals = groupTotals(input)
  const slots = slotsOfWeeks(firstDay, weekCount)
  const effects = countryOfGroup.map(() => holidays.map(() => NO_EFFECT))
  const weeksOf = (of: readonly number[]): HolidayWeeks[] =>
    of.map((holiday) => holidays[holiday]!.years.map(({ last }) => weekOf(last, firstDay)))
  for (const country of new Set(countryOfGroup)) {
    const own = [...holidays.keys()].filter((holiday) => holidays[holiday]!.country === country)
    if (own.length === 0) continue
    const groups = [...countryOfGroup.keys()].filter((group) => countryOfGroup[group] === country)
    const weeks = weeksOf(own)
    const compare = (of: readonly number[]): ComparedWeeks => {
      const total = new Float64Array(weekCount)
      for (const group of of) for (let week = 0; week < weekCount; week++) total[week]! += totals[group]![week]!
      const compared = compareWeeks(total, slots)
      silence(compared, input, spoken, of)
      return compared
    }
    const together = learnEffects(compare(groups), weeks)
    for (const group of groups) {
      const compared = compare([group])
      together.forEach((effect, at) => {
        if (effect !== NO_EFFECT) takeOut(compared, weeks[at]!, effect)
      })
      learnEffects(compared, weeks).forEach((beyond, at) => {
        effects[group]![own[at]!] = add(together[at]!, beyond)
      })
    }
  }
  return effects
}

const add = (a: Effect, b: Effect): Effect =>
  b === NO_EFFECT ? a : a === NO_EFFECT ? b : a.map((value, offset) => value + b[offset]!)

function groupTotals({ history, rowGroup, countryOfGroup, lifts }: HolidayInput): Float64Array[] {
  const { rowCount, weekCount, units } = history
  const totals = countryOfGroup.map(() => new Float64Array(weekCount))
  for (let row = 0; row < rowCount; row++) {
    const total = totals[rowGroup[row]!]!
    for (let week = 0; week < weekCount; week++) total[week]! += units[row * weekCount + week]!
    if (lifts === undefined) continue
    for (let entry = lifts.start[row]!; entry < lifts.start[row + 1]!; entry++) {
      const sold = units[row * weekCount + lifts.week[entry]!]!
      total[lifts.week[entry]!]! -= sold - sold / lifts.factor[entry]!
    }
  }
  return totals
}

/** Where events speak for most of the rows, a year's holiday says nothing about the groups. */
function silence(
  { ratio }: ComparedWeeks,
  { history, holidays, rowGroup }: HolidayInput,
  spoken: readonly Spoken[],
  groups: readonly number[],
): void {
  if (spoken.length === 0) return
  const within = new Set(groups)
  const rows = rowGroup.reduce((count, group) => count + (within.has(group) ? 1 : 0), 0)
  for (const { holiday, year, rows: theirs } of spoken) {
    const here = theirs.reduce((count, row) => count + (within.has(rowGroup[row]!) ? 1 : 0), 0)
    if (2 * here <= rows) continue
    const own = weekOf(holidays[holiday]!.years[year]!.last, history.firstDay)
    for (const apart of OFFSETS) if (own + apart >= 0 && own + apart < ratio.length) ratio[own + apart] = Number.NaN
  }
}

interface Pattern {
  readonly group: number
  /** Holidays that an event speaks for. */
  readonly left: ReadonlySet<number>
}

/** Group g is pattern g; rows of an event have patterns of their own. */
function patternsOf(
  { rowGroup, countryOfGroup }: HolidayInput,
  spoken: readonly Spoken[],
  effects: readonly Effect[][],
): { rowPattern: Int32Array; patterns: Pattern[] } {
  const rowPattern = rowGroup.slice()
  const patterns: Pattern[] = countryOfGroup.map((_, group) => ({ group, left: new Set() }))
  for (const { holiday, year, rows } of spoken) {
    const without = new Map<number, number>()
    for (const row of rows) {
      const before = rowPattern[row]!
      const { group, left } = patterns[before]!
      if (effects[group]![holiday] === NO_EFFECT || left.has(keyOf(holiday, year))) continue
      const known = without.get(before) ?? patterns.push({ group, left: new Set([...left, keyOf(holiday, year)]) }) - 1
      without.set(before, known)
      rowPattern[row] = known
    }
  }
  return { rowPattern, patterns }
}

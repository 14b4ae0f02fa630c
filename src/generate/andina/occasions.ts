import type { Cell } from '../../core/base/column-table.js'
import { type Day, dayOf, formatDay, weekdayOf } from '../../core/base/day.js'
import { FAMILIES } from './goods.js'
import { easterOf, LAST_DAY, PLAN_DAY } from './timeline.js'

export interface Occasion {
  readonly id: string
  readonly kind: 'holiday' | 'closure' | 'commercial'
  readonly country: string
  readonly start: Day
  readonly end: Day
  /** Of a shop's demand: 0.2 is a fifth more, −1 is closed doors. */
  readonly uplift: number
  /** Families it moves; all when absent. */
  readonly families?: readonly string[]
}

type Rule = readonly [
  id: string,
  kind: Occasion['kind'],
  country: string,
  span: (year: number) => readonly [Day, Day],
  uplift: number,
  families?: readonly string[],
]

const on =
  (month: number, first: number, last = first) =>
  (year: number): readonly [Day, Day] => [dayOf(year, month, first), dayOf(year, month, last)]

/** The nth weekday of a month, and `length` days from it. */
const nth =
  (month: number, weekday: number, count: number, shift = 0, length = 1) =>
  (year: number): readonly [Day, Day] => {
    const first = dayOf(year, month, 1)
    const start = first + ((weekday - weekdayOf(first) + 7) % 7) + (count - 1) * 7 + shift
    return [start, start + length - 1]
  }

const beforeEaster =
  (from: number, to: number) =>
  (year: number): readonly [Day, Day] => [easterOf(year) + from, easterOf(year) + to]

const FOOD = ['GAL', 'JUG', 'CAF']

/** DOMAIN §7.8: announced yearly, so dates past the plan day are estimates. Chilean closing days: Law 19.973. */
const RULES: readonly Rule[] = [
  ['ano-nuevo', 'closure', 'CL', on(1, 1), -1],
  ['viernes-santo', 'holiday', 'CL', beforeEaster(-2, -2), -0.2],
  ['trabajo', 'closure', 'CL', on(5, 1), -1],
  ['cyberday', 'commercial', 'CL', nth(6, 1, 1, 0, 3), 0.12],
  ['fiestas-patrias-compras', 'commercial', 'CL', on(9, 8, 17), 0.3, FOOD],
  ['fiestas-patrias', 'closure', 'CL', on(9, 18, 19), -1],
  ['navidad', 'closure', 'CL', on(12, 25), -1],
  ['fiestas-patrias-compras', 'commercial', 'PE', on(7, 20, 27), 0.25, FOOD],
  ['fiestas-patrias', 'holiday', 'PE', on(7, 28, 29), -0.25],
  ['cyber-wow', 'commercial', 'PE', nth(11, 1, 1, 0, 4), 0.12],
  ['navidad', 'holiday', 'PE', on(12, 25), -0.6],
  ['hot-sale', 'commercial', 'MX', nth(5, 1, 4, 0, 9), 0.15],
  ['independencia', 'holiday', 'MX', on(9, 16), -0.2],
  ['buen-fin', 'commercial', 'MX', nth(11, 1, 3, -3, 5), 0.22],
  ['navidad', 'holiday', 'MX', on(12, 25), -0.6],
  ['hot-sale', 'commercial', 'AR', nth(5, 1, 2, 0, 3), 0.15],
  ['cybermonday', 'commercial', 'AR', nth(11, 1, 1, 0, 3), 0.15],
  ['navidad', 'holiday', 'AR', on(12, 25), -0.7],
  ['dia-das-maes', 'commercial', 'BR', nth(5, 7, 2, -7, 8), 0.14, ['CHA', 'JAB']],
  ['black-friday', 'commercial', 'BR', nth(11, 4, 4, 1, 3), 0.2],
  ['natal', 'holiday', 'BR', on(12, 25), -0.7],
]

export const OCCASIONS: readonly Occasion[] = [2024, 2025, 2026, 2027, 2028]
  .flatMap((year) =>
    RULES.map(([id, kind, country, span, uplift, families]) => {
      const [start, end] = span(year)
      return {
        id: `${country}-${id}-${year}`,
        kind,
        country,
        start,
        end,
        uplift,
        ...(families === undefined ? {} : { families }),
      }
    }),
  )
  .filter((occasion) => occasion.start <= LAST_DAY)

/** One row a family where only some are moved. Closed days say so by their kind, not by an uplift. */
export function eventRows(): Record<string, Cell>[] {
  return OCCASIONS.flatMap(({ id, kind, country, start, end, uplift, families }) =>
    (families ?? ['']).map((code) => ({
      event_id: id,
      kind,
      scope: code === '' ? `country=${country}` : `country=${country};family=${familyName(code)}`,
      start: formatDay(start),
      end: formatDay(end),
      uplift: kind === 'commercial' ? uplift : null,
      status: start <= PLAN_DAY + 60 ? 'announced' : 'estimated',
    })),
  )
}

const familyName = (code: string): string => FAMILIES.find((family) => family.code === code)!.name

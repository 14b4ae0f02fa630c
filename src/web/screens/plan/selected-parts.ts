/** What is selected, as parts of the plan: for one change over all of them, and for what is said about them. */
import type { GridSelection, Rectangle } from '@glideapps/glide-data-grid'
import type { Scope } from '../../../core/edit/box.js'
import { PLAN_TREES } from '../../../processes/living/living-plan.js'
import { placeOfRow, rowOfPlace, stretchOf, TOTAL } from './grid-shape.js'
import { NAME_COLUMNS } from './plan-columns.js'
import type { PlanSheet } from './plan-sheet.js'
import { isPlanned } from './selected-cells.js'
import { rangesOf } from './selected-ranges.js'

/** A part of the plan over a stretch of days; `until` is not in it. */
export interface Part {
  readonly scope: Scope
  readonly from: string
  readonly until: string
}

/**
 * The groups of the rows that are selected, over the stretches of the columns that are. What lies in another part that
 * is selected is left out: nothing is changed twice. Null while the names of one are on their way.
 */
export function selectedParts(sheet: PlanSheet, selection: GridSelection): readonly Part[] | null {
  const columnsOf = new Map<number, Set<number>>()
  for (const range of rangesOf(selection)) {
    const planned = plannedIn(sheet, range)
    for (const group of groupsIn(sheet, range)) {
      const columns = columnsOf.get(group) ?? new Set<number>()
      columnsOf.set(group, columns)
      for (const at of planned) columns.add(at)
    }
  }
  const ofTotal = columnsOf.get(TOTAL) ?? new Set<number>()
  const parts: Part[] = []
  for (const [group, columns] of columnsOf) {
    const scope = sheet.scopeOf(rowOfPlace(sheet.shape, group, sheet.shape.figures[0]!))
    if (scope === undefined) return null
    const own = [...columns].filter((at) => group === TOTAL || !ofTotal.has(at)).sort((a, b) => a - b)
    for (const stretch of stretchesOf(own))
      parts.push({ scope, ...stretchOf(stretch.map((at) => sheet.shape.periods[at]!)) })
  }
  return parts
}

/** Periods of the plan that a range goes over. */
const plannedIn = ({ shape: { periods }, planDay }: PlanSheet, { x, width }: Rectangle): number[] =>
  periods.flatMap(({ firstDay }, at) =>
    firstDay >= planDay && at >= x - NAME_COLUMNS && at < x + width - NAME_COLUMNS ? [at] : [],
  )

/** Groups of which a range holds a row of the plan. */
function groupsIn({ shape }: PlanSheet, { y, height }: Rectangle): Set<number> {
  const groups = new Set<number>()
  for (let row = y; row < y + height; row++) {
    const { group, figure } = placeOfRow(shape, row)
    if (isPlanned(figure.measure)) groups.add(group)
  }
  return groups
}

/** Numbers that follow each other, together. */
function stretchesOf(numbers: readonly number[]): number[][] {
  const stretches: number[][] = []
  for (const number of numbers) {
    const last = stretches.at(-1)
    if (last?.at(-1) === number - 1) last.push(number)
    else stretches.push([number])
  }
  return stretches
}

/** The parts over other days than their own, where somebody says so: then each scope is there once. */
export function partsBetween(parts: readonly Part[], from: string | null, until: string | null): readonly Part[] {
  if (from === null && until === null) return parts
  const byScope = new Map<string, Part>()
  for (const part of parts) {
    const key = JSON.stringify(part.scope)
    const known = byScope.get(key) ?? part
    byScope.set(key, {
      scope: part.scope,
      from: from ?? earlier(known.from, part.from),
      until: until ?? later(known.until, part.until),
    })
  }
  return [...byScope.values()]
}

const earlier = (a: string, b: string): string => (a < b ? a : b)
const later = (a: string, b: string): string => (a > b ? a : b)

/** The least part of the plan that all of them lie in; null for none. */
export function partAround(parts: readonly Part[]): Part | null {
  return parts.reduce<Part | null>((around, part) => {
    if (around === null) return part
    const scope = Object.fromEntries(
      PLAN_TREES.map((tree) => [tree, commonWay(around.scope[tree], part.scope[tree])]),
    ) as unknown as Scope
    return { scope, from: earlier(around.from, part.from), until: later(around.until, part.until) }
  }, null)
}

function commonWay(a: readonly string[], b: readonly string[]): readonly string[] {
  const end = a.findIndex((name, at) => name !== b[at])
  return end < 0 ? a : a.slice(0, end)
}

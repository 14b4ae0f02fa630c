/** What is selected, as parts of the plan: for one change over all of them, and for what is said about them. */
import type { GridSelection, Item, Rectangle } from '@glideapps/glide-data-grid'
import type { Scope } from '../../../core/edit/box.js'
import { PLAN_TREES } from '../../../processes/living/living-plan.js'
import { stretchOf, TOTAL } from './grid-shape.js'
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
  const selected = new Map<number, { readonly scope: Scope | undefined; readonly periods: Set<number> }>()
  for (const range of rangesOf(selection)) {
    const { groups, periods } = blockIn(sheet, range)
    for (const [group, [column, row]] of groups) {
      const known = selected.get(group) ?? { scope: sheet.scopeOf(row, column), periods: new Set<number>() }
      selected.set(group, known)
      for (const at of periods) known.periods.add(at)
    }
  }
  const ofTotal = selected.get(TOTAL)?.periods ?? new Set<number>()
  const parts: Part[] = []
  for (const [group, { scope, periods }] of selected) {
    if (scope === undefined) return null
    const own = [...periods].filter((at) => group === TOTAL || !ofTotal.has(at)).sort((a, b) => a - b)
    for (const stretch of stretchesOf(own))
      parts.push({ scope, ...stretchOf(stretch.map((at) => sheet.shape.periods[at]!)) })
  }
  return parts
}

interface Block {
  /** Each with a cell of it. */
  readonly groups: Map<number, Item>
  readonly periods: Set<number>
}

/** A range is a block: groups stand along one side of it and periods of the plan along the other, whichever way time runs. */
function blockIn(sheet: PlanSheet, { x, y, width, height }: Rectangle): Block {
  const block: Block = { groups: new Map(), periods: new Set() }
  const first = Math.max(x, NAME_COLUMNS)
  const take = (cell: Item, isGroup: boolean): void => {
    const place = sheet.placeAt(...cell)
    if (place === null || !isPlanned(place.figure.measure)) return
    if (isGroup) block.groups.set(place.group, cell)
    else if (sheet.shape.periods[place.at]!.firstDay >= sheet.planDay) block.periods.add(place.at)
  }
  const rows = Array.from({ length: height }, (_, at) => y + at)
  for (const row of rows) take([first, row], sheet.time === 'columns')
  // A figure that is planned stands in one of the rows, or nothing was taken of them.
  const row = rows.find((each) => isPlannedAt(sheet, first, each))
  if (row === undefined) return block
  for (let column = first; column < x + width; column++) take([column, row], sheet.time === 'rows')
  return block
}

function isPlannedAt(sheet: PlanSheet, column: number, row: number): boolean {
  const place = sheet.placeAt(column, row)
  return place !== null && isPlanned(place.figure.measure)
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

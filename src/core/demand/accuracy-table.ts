/** Accuracy by any names that cells have: lag, class, family, country and what else is asked. */
import type { AccuracyCells } from './accuracy-cells.js'
import { type AccuracySums, addCell, addSums, emptySums } from './accuracy-sums.js'

export interface AccuracyGroup {
  /** One name per thing asked for. */
  readonly names: readonly string[]
  readonly sums: AccuracySums
}

export interface AccuracyTable {
  /** In the order of their names; numbers by size. */
  readonly groups: readonly AccuracyGroup[]
  readonly total: AccuracySums
}

/** Gathers cells of several cycles; the total is the sum of the groups and of nothing else. */
export class AccuracyTableBuilder {
  private readonly found = new Map<string, AccuracyGroup>()

  /** `namesOf` gives the names of a cell's group, or null where it is not looked at. */
  add(cells: AccuracyCells, namesOf: (cell: number) => readonly string[] | null): void {
    for (let cell = 0; cell < cells.count; cell++) {
      const names = namesOf(cell)
      if (names !== null) addCell(this.groupOf(names).sums, cells, cell)
    }
  }

  finish(): AccuracyTable {
    const groups = [...this.found.values()].sort((a, b) => compareNames(a.names, b.names))
    const total = emptySums()
    for (const { sums } of groups) addSums(total, sums)
    return { groups, total }
  }

  private groupOf(names: readonly string[]): AccuracyGroup {
    const key = names.join('\u0001')
    let group = this.found.get(key)
    if (group === undefined) {
      group = { names, sums: emptySums() }
      this.found.set(key, group)
    }
    return group
  }
}

function compareNames(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < a.length; at++) {
    if (a[at] === b[at]) continue
    const size = Number(a[at]) - Number(b[at])
    if (size < 0 || size > 0) return size
    return a[at]! < b[at]! ? -1 : 1
  }
  return 0
}

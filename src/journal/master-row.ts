/**
 * Scenarios and bases as rows of a database. They are in no chain, because a scenario changes when it is closed: each has
 * a digest of its own, so that one that was damaged is not taken for another.
 */
import { hash } from 'node:crypto'
import { Refusal } from '../core/base/refusal.js'
import { MAIN } from '../core/edit/intent.js'
import type { Base, Scenario } from '../core/edit/journal.js'
import { canonicalJson } from './canonical-json.js'

/** A database may give whole numbers as text. */
type Whole = number | string

export interface ScenarioRow {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly parent: string | null
  readonly position: Whole
  readonly opened_at: string
  readonly closed_as: 'merged' | 'dropped' | null
  readonly closed_position: Whole | null
  readonly digest: string
}

export interface BaseRow {
  readonly version: string
  readonly position: Whole
  readonly digest: string
}

export const SCENARIO_COLUMNS = [
  'id',
  'name',
  'owner',
  'parent',
  'position',
  'opened_at',
  'closed_as',
  'closed_position',
  'digest',
] as const
export const BASE_COLUMNS = ['version', 'position', 'digest'] as const

/** The plan itself, which every journal has from its first day. */
export const MAIN_SCENARIO: Scenario = {
  id: MAIN,
  name: '',
  owner: '',
  parent: null,
  position: 0,
  openedAt: '',
  closed: null,
}

export function digestOfMaster(master: Scenario | Base): string {
  return hash('sha256', canonicalJson(master))
}

/** @throws Refusal `journal.unreadable` naming the file, when it is not what was written */
export function scenarioOf(row: ScenarioRow, file: string): Scenario {
  const { id, name, owner, parent, opened_at: openedAt, closed_as: as, closed_position: closedAt } = row
  const closed = as === null ? null : { as, position: Number(closedAt) }
  const scenario = { id, name, owner, parent, position: Number(row.position), openedAt, closed }
  return undamaged(scenario, row.digest, { file, detail: `scenario ${id}` })
}

/** @throws Refusal `journal.unreadable` naming the file, when it is not what was written */
export function baseOf(row: BaseRow, file: string): Base {
  const base = { version: row.version, position: Number(row.position) }
  return undamaged(base, row.digest, { file, detail: `base ${base.version}` })
}

function undamaged<Master extends Scenario | Base>(
  master: Master,
  digest: string,
  values: { file: string; detail: string },
): Master {
  if (digestOfMaster(master) !== digest) throw new Refusal('journal.unreadable', values)
  return master
}

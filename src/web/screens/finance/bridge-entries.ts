/** Whose changes lie between the two ends of a bridge, and which of them are about a part of it. */
import type { EntryShown } from '../../../api/wire/edit.js'
import { MAIN } from '../../../core/edit/intent.js'
import type { BridgeGroup } from '../../../processes/report/bridge-report.js'
import type { ScenarioShown } from '../../server/company.js'
import type { EntrySpan } from '../../server/entries.js'
import { LEVELS } from '../../view/levels.js'
import { LIVE, type VersionShown } from './plan-names.js'

export interface PlansKnown {
  readonly versions: readonly Pick<VersionShown, 'id' | 'position'>[]
  readonly scenarios: readonly Pick<ScenarioShown, 'id' | 'parent' | 'position'>[]
}

/** What one of two plans has of people's changes and the other has not; null where a plan is not known. */
export function entriesBetween(from: string, to: string, plans: PlansKnown): readonly EntrySpan[] | null {
  const [start, end] = [journalsOf(from, plans), journalsOf(to, plans)]
  if (start === null || end === null) return null
  return [...new Set([...start.keys(), ...end.keys()])].flatMap((scenario): EntrySpan[] => {
    const [one, other] = [start.get(scenario) ?? 0, end.get(scenario) ?? 0]
    return one === other ? [] : [{ scenario, after: Math.min(one, other), until: Math.max(one, other) }]
  })
}

/** Up to which position a plan has the entries of each journal: a scenario has those of its parent as it was. */
function journalsOf(plan: string, plans: PlansKnown, until = Number.POSITIVE_INFINITY): Map<string, number> | null {
  if (plan === LIVE || plan === MAIN) return new Map([[MAIN, until]])
  const version = plans.versions.find(({ id }) => id === plan)
  if (version !== undefined) return new Map([[MAIN, version.position]])
  const scenario = plans.scenarios.find(({ id }) => id === plan)
  if (scenario === undefined) return null
  return journalsOf(scenario.parent ?? MAIN, plans, scenario.position)?.set(plan, until) ?? null
}

type ChangeShown = EntryShown['intents'][number]

/** Whether a change may have moved a group: its box does not name another one at that level. */
export function touches(intent: ChangeShown, by: BridgeGroup, key: string | null): boolean {
  const { box } = intent
  if (key === null || box === undefined) return true
  const ways = waysOf(by, box)
  return ways.every(({ way, level }) => way.length <= level || way[level] === key)
}

function waysOf(
  by: BridgeGroup,
  { product, location, customer }: NonNullable<ChangeShown['box']>,
): { way: readonly string[]; level: number }[] {
  switch (by) {
    case 'family':
    case 'item':
      return [{ way: product, level: LEVELS.product.indexOf(by) }]
    case 'country':
      return [
        { way: location, level: 0 },
        { way: customer, level: 0 },
      ]
    case 'customer':
      return [{ way: customer, level: LEVELS.customer.indexOf('customer') }]
    default:
      return []
  }
}

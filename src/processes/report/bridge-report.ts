import { formatScaled } from '../../core/base/decimal.js'
import { type BridgeEnd, type BridgeLeafPlace, bridgePlans, groupPlanBridge } from '../../finance/bridge-plans.js'
import { type PlanSnapshot, sharedMonths } from '../versions/plan-snapshot.js'

export const BRIDGE_GROUPS = ['total', 'country', 'family', 'customer', 'item', 'company'] as const
export type BridgeGroup = (typeof BRIDGE_GROUPS)[number]

/** The group of a kind that a leaf is in. */
export const nameInBridge = (place: BridgeLeafPlace, by: BridgeGroup): string => (by === 'total' ? '' : place[by])

/** From one version to another in money, bar by bar: amounts are decimal strings in major units. */
export interface BridgeReport {
  readonly from: string
  readonly to: string
  readonly end: BridgeEnd
  readonly currency: string
  readonly bars: readonly string[]
  readonly groups: readonly {
    readonly key: string
    readonly from: string
    readonly bars: readonly string[]
    readonly to: string
  }[]
}

export function buildBridge(
  from: { id: string; snapshot: PlanSnapshot },
  to: { id: string; snapshot: PlanSnapshot },
  query: { end: BridgeEnd; by: BridgeGroup },
): BridgeReport {
  const months = sharedMonths(from.snapshot, to.snapshot)
  const whole = bridgePlans(from.snapshot, to.snapshot, { end: query.end, months })
  const { names, bridge } = groupPlanBridge(whole, (place) => nameInBridge(place, query.by))
  const print = (amount: number): string => formatScaled(amount, whole.decimals)
  const width = bridge.bars.length
  return {
    from: from.id,
    to: to.id,
    end: query.end,
    currency: whole.currency,
    bars: bridge.bars,
    groups: names.map((key, row) => ({
      key,
      from: print(bridge.from[row]!),
      bars: Array.from(bridge.cells.subarray(row * width, (row + 1) * width), print),
      to: print(bridge.to[row]!),
    })),
  }
}

import type { CheckResult } from '../../core/plan/proof.js'
import { bridgePlans } from '../../finance/bridge-plans.js'
import { type PlanSnapshot, sharedMonths } from '../versions/plan-snapshot.js'

/**
 * The bridge from the plan of record to the live plan, leaf by leaf: where one starts, plus every bar, is where the
 * other ends. Added up here from the bars, not asked of the bridge.
 */
export function proveBridge(record: PlanSnapshot, live: PlanSnapshot): CheckResult {
  const { bridge, leaves, currency } = bridgePlans(record, live, { end: 'ebit', months: sharedMonths(record, live) })
  const width = bridge.bars.length
  const offBy = (row: number): number =>
    bridge.cells.subarray(row * width, (row + 1) * width).reduce((sum, bar) => sum + bar, bridge.from[row]!) -
    bridge.to[row]!
  const broken = leaves.map((_, row) => row).filter((row) => offBy(row) !== 0)
  const [first] = broken
  return {
    name: 'bridge from the plan of record',
    compared: leaves.length,
    mismatches: broken.length,
    first: first === undefined ? null : { ...leaves[first]!, currency, offBy: String(offBy(first)) },
  }
}

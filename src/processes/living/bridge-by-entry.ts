/**
 * A bridge told by entries: what each one moved in every bar, so that entries and the rest add up to the bar exactly
 * (docs/specs/bridge.md BE1–BE4). Entries are folded one after the other as the journal has them, the plan is settled
 * behind each, and what the bridge to it has more than the bridge before is that entry's.
 */
import { openEdits, replayEntry } from '../../core/edit/fold.js'
import type { Entry } from '../../core/edit/intent.js'
import { type BridgeEnd, bridgePlans } from '../../finance/bridge-plans.js'
import { type BridgeGroup, nameInBridge } from '../report/bridge-report.js'
import { type PlanSnapshot, sharedMonths } from '../versions/plan-snapshot.js'
import { editBaseOf, LivingBranch } from './living-branch.js'
import type { LivingInput } from './living-input.js'
import type { LivingPorts } from './living-state.js'
import { snapshotOfBranch } from './shown-branch.js'

/** A plan that is bridged, and what people did over the base; null where it stands on something else. */
export interface BridgedPlan {
  readonly snapshot: PlanSnapshot
  readonly entries: readonly Entry[] | null
}

export interface BridgeByEntryGiven {
  /** The base that entries stand on. */
  readonly input: LivingInput
  readonly ports: () => LivingPorts
  readonly from: BridgedPlan
  readonly to: BridgedPlan
}

export interface BridgeAsked {
  readonly end: BridgeEnd
  readonly by: BridgeGroup
  /** A group of the kind; null: all of it. */
  readonly key: string | null
}

/** One entry, several that are told together, or what is no entry: facts, prices, rates, the run. */
export interface BridgePart {
  readonly kind: 'entry' | 'earlier' | 'other'
  readonly entries: readonly Entry[]
  /** Only the plan one starts at has them: they count the other way round. */
  readonly isTakenOff: boolean
  readonly amounts: Float64Array
}

export interface BridgeByEntry {
  readonly currency: string
  readonly decimals: number
  readonly bars: readonly string[]
  readonly whole: Float64Array
  readonly parts: readonly BridgePart[]
}

/** So many of the newest are told each for itself. */
export const ENTRIES_MOST = 20

export async function bridgeByEntry(
  given: BridgeByEntryGiven,
  asked: BridgeAsked,
  report: (fraction: number) => void = () => undefined,
): Promise<BridgeByEntry> {
  const { input, from, to } = given
  const { bars, currency, decimals, measure } = bridgeMeter(from.snapshot, to.snapshot, asked)
  const whole = measure(to.snapshot)
  const [here, there] = [inForce(input, from.entries ?? []), inForce(input, to.entries ?? [])]
  const common = there.filter(({ position }) => here.some((entry) => entry.position === position))
  const isOwn = ({ position }: Entry): boolean => !common.some((entry) => entry.position === position)
  const [gone, come] = [here.filter(isOwn), there.filter(isOwn)]
  const steps = stepsOf(gone).length + stepsOf(come).length
  let done = 0
  const told = (): void => report(++done / Math.max(1, steps))
  const parts = [
    ...(await chainParts(given, common, gone, measure, told)).map((part) => negated(part)),
    ...(await chainParts(given, common, come, measure, told)),
  ]
  const other = whole.map((amount, bar) => parts.reduce((rest, { amounts }) => rest - amounts[bar]!, amount))
  return {
    currency,
    decimals,
    bars,
    whole,
    parts: [...parts, { kind: 'other', entries: [], isTakenOff: false, amounts: other }],
  }
}

/** The bars from one plan to others, of a group or all, in the months that both ends have. */
function bridgeMeter(from: PlanSnapshot, last: PlanSnapshot, { end, by, key }: BridgeAsked) {
  const months = sharedMonths(from, last)
  const bridgeTo = (to: PlanSnapshot) => bridgePlans(from, to, { end, months })
  const { currency, decimals, bridge } = bridgeTo(from)
  const measure = (to: PlanSnapshot): Float64Array => {
    const { leaves, bridge: found } = bridgeTo(to)
    const width = found.bars.length
    const sums = new Float64Array(width)
    leaves.forEach((place, leaf) => {
      if (key !== null && nameInBridge(place, by) !== key) return
      for (let bar = 0; bar < width; bar++) sums[bar]! += found.cells[leaf * width + bar]!
    })
    return sums
  }
  return { currency, decimals, bars: bridge.bars, measure }
}

/** Entries that count in the end, in their order: what was taken back is as if it had never been (LP11). */
function inForce(input: LivingInput, entries: readonly Entry[]): readonly Entry[] {
  const edits = openEdits(editBaseOf(input))
  for (const entry of entries) replayEntry(edits, entry)
  return edits.log
    .filter(({ entry, undoers, refused }) => undoers === 0 && refused === null && entry.intents.length > 0)
    .map(({ entry }) => entry)
}

/** The oldest together, where there are many; the others each for itself. */
function stepsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const first = Math.max(0, entries.length - ENTRIES_MOST)
  const each = entries.slice(first).map((entry) => [entry])
  return first === 0 ? each : [entries.slice(0, first), ...each]
}

async function chainParts(
  { input, ports }: BridgeByEntryGiven,
  common: readonly Entry[],
  own: readonly Entry[],
  measure: (plan: PlanSnapshot) => Float64Array,
  told: () => void,
): Promise<BridgePart[]> {
  if (own.length === 0) return []
  const branch = await LivingBranch.fold(input, ports(), common)
  try {
    await branch.settle()
    let before = measure(snapshotOfBranch(branch))
    const parts: BridgePart[] = []
    for (const entries of stepsOf(own)) {
      await branch.replay(entries)
      await branch.settle()
      const after = measure(snapshotOfBranch(branch))
      const from = before
      parts.push({
        kind: entries.length === 1 ? 'entry' : 'earlier',
        entries,
        isTakenOff: false,
        amounts: after.map((amount, bar) => amount - from[bar]!),
      })
      before = after
      told()
    }
    return parts
  } finally {
    await branch.close()
  }
}

const negated = (part: BridgePart): BridgePart => ({
  ...part,
  isTakenOff: true,
  amounts: part.amounts.map((amount) => 0 - amount),
})

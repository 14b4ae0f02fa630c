/** Figures of a group of cells as they are shown: shares in whole millionths, amounts in minor units. */
import { SHARE_WHOLE, type Share } from '../../../core/base/quantity.js'
import { scaleByShare } from '../../../core/base/scaled.js'
import {
  type AdherenceCell,
  AdherenceSums,
  coverageOf,
  indexOf,
  isSuppressed,
} from '../../../finance/adherence/adherence.js'
import { fraction, inParts, partsOfWhole } from '../../../finance/adherence/fraction.js'
import { type AdherenceCells, WEIGHT_OF_FAMILY } from './adherence-measurement.js'
import { atomsOf } from './daily-money.js'

/** What is held against what (AD13). */
export const CORNERS = ['translation', 'execution', 'total'] as const
export type Corner = (typeof CORNERS)[number]

/** Shares that add up to one million: what was kept, and what was lost to what. */
export interface AdherenceParts {
  readonly index: Share
  readonly demandShort: Share
  readonly supplyShort: Share
  readonly executionShort: Share
  readonly untold: Share
  readonly over: Share
  readonly unplanned: Share
  readonly negative: Share
}

export interface AdherenceFigures {
  readonly cells: number
  /** Planned cells of which nobody told what was done. */
  readonly missing: number
  /** Cells that weigh by the family's average, and cells whose data contradict each other. */
  readonly estimated: number
  readonly contradicted: number
  /** Minor units; null for those who see no margins. */
  readonly planned: number | null
  readonly executed: number | null
  readonly coverage: Share | null
  /** Too little is known: no figures. */
  readonly suppressed: boolean
  readonly parts: AdherenceParts | null
  readonly under: Share | null
  readonly tolerant: Share | null
  readonly hitCells: Share | null
  readonly hitValue: Share | null
  readonly controllable: Share | null
  readonly attainment: Share | null
  readonly nettingIllusion: Share | null
}

/** A cell of one corner; null where that corner has none. */
export function cellAt(cells: AdherenceCells, at: number, corner: Corner): AdherenceCell | null {
  const record = cells.record[at]!
  if (corner !== 'execution' && record < 0) return null
  const planned = corner === 'execution' ? cells.committed[at]! : record
  const done = corner === 'translation' ? cells.committed[at]! : cells.told[at] === 1 ? cells.actual[at]! : null
  const asked = cells.asked[at]!
  const available = cells.available[at]!
  const isExplained = corner === 'execution' && asked >= 0
  return {
    planned,
    actual: done,
    weight: cells.weight[at]!,
    tolerance: Math.max(cells.toleranceLeast[at]!, scaleByShare(planned, cells.toleranceShare[at]!)),
    asked: isExplained ? { demand: asked, available: available < 0 ? null : available } : null,
  }
}

/** The sums of one group of cells at one corner. */
export class CornerSums {
  readonly sums = new AdherenceSums()
  estimated = 0

  add(cells: AdherenceCells, at: number, corner: Corner): void {
    const cell = cellAt(cells, at, corner)
    if (cell === null) return
    this.sums.add(cell)
    if ((cells.flags[at]! & WEIGHT_OF_FAMILY) !== 0) this.estimated += 1
  }
}

export function figuresOf({ sums, estimated }: CornerSums, money: { decimals: number } | null): AdherenceFigures {
  const suppressed = isSuppressed(sums)
  const index = suppressed ? null : indexOf(sums)
  const coverage = coverageOf(sums)
  const amount = (value: bigint): number | null => (money === null ? null : atomsOf(value, money.decimals))
  const share = (of: Parameters<typeof inParts>[0] | null): Share | null =>
    of === null ? null : inParts(of, SHARE_WHOLE)
  const parts = index === null ? null : partsOf(sums)
  return {
    cells: sums.cells,
    missing: sums.missing,
    estimated,
    contradicted: sums.surplusCells,
    planned: amount(sums.planned.total),
    executed: amount(sums.executed.total),
    coverage: share(coverage),
    suppressed,
    parts,
    under: parts === null ? null : parts.demandShort + parts.supplyShort + parts.executionShort + parts.untold,
    tolerant: share(index?.tolerant ?? null),
    hitCells: share(index?.hitCells ?? null),
    hitValue: share(index?.hitValue ?? null),
    controllable: parts === null ? null : parts.index + parts.demandShort,
    attainment: share(index?.attainment ?? null),
    nettingIllusion: share(index?.nettingIllusion ?? null),
  }
}

function partsOf(sums: AdherenceSums): AdherenceParts {
  const { denominator } = sums
  const names = [
    'kept',
    'demandShort',
    'supplyShort',
    'executionShort',
    'untold',
    'over',
    'unplanned',
    'negative',
  ] as const
  const shares = partsOfWhole(
    names.map((name) => fraction(sums[name].total, denominator)),
    SHARE_WHOLE,
  )
  const [index, demandShort, supplyShort, executionShort, untold, over, unplanned, negative] = shares as [
    Share, Share, Share, Share, Share, Share, Share, Share,
  ] // biome-ignore format: a list
  return { index, demandShort, supplyShort, executionShort, untold, over, unplanned, negative }
}

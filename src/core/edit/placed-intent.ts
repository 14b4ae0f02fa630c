import { Refusal } from '../base/refusal.js'
import { boxesMeet, leafNamed, type PlacedBox, type PlanTrees, placeBox } from './box.js'
import type { CompanyList } from './editable-lists.js'
import { type CompanyIntent, type Intent, isOfCompany, type LockIntent, type QuantityIntent } from './intent.js'
import { checkNames } from './master-change.js'
import { type CopySource, placeCopy, placeShift, type ShiftPlaces } from './moving.js'
import { checkOpen } from './record-change.js'
import { listsPricedWith } from './record-currencies.js'
import { listsNamedWith } from './record-names.js'
import { listsJudgedWith } from './rows-needed.js'
import type { TotalIntent } from './spreading.js'

/** An intent on one plan: what it does, where it writes, and what else it reads. */
export type PlacedIntent =
  | { readonly kind: 'total'; readonly intent: TotalIntent; readonly box: PlacedBox; readonly touches: Touches }
  | { readonly kind: 'fill'; readonly intent: QuantityOf<'fill'>; readonly box: PlacedBox; readonly touches: Touches }
  | {
      readonly kind: 'copy'
      readonly intent: QuantityOf<'copy'>
      readonly box: PlacedBox
      readonly source: CopySource
      readonly touches: Touches
    }
  | {
      readonly kind: 'shift'
      readonly intent: QuantityOf<'shift'>
      readonly box: PlacedBox
      readonly places: ShiftPlaces
      readonly touches: Touches
    }
  | { readonly kind: 'lock'; readonly intent: LockIntent; readonly box: PlacedBox; readonly touches: Touches }
  | { readonly kind: 'company'; readonly intent: CompanyIntent; readonly touches: Touches }

type QuantityOf<Op extends QuantityIntent['op']> = Extract<QuantityIntent, { op: Op }>

/** What a change depends on and what depends on it: cells (values and locks alike), or lists of the company. */
export interface Touches {
  readonly writes: PlacedBox | null
  readonly reads: PlacedBox | null
  readonly list: CompanyList | null
  /** Other lists that say whether it can be done. */
  readonly consults: readonly CompanyList[]
}

/**
 * Where an intent falls on a plan. Depends on the plan's trees and horizon only, not on what others did.
 *
 * @throws Refusal `edit.unknown_node`, `edit.cuts_bucket`, `edit.outside_horizon`, `edit.unknown_list`,
 *   `edit.closed_list`, `edit.unknown_field`, `edit.not_dated`
 */
export function placeIntent(plan: PlanTrees, intent: Intent): PlacedIntent {
  if (isOfCompany(intent)) {
    const { list } = intent.kind === 'master' ? checkNames(intent) : checkOpen(intent)
    return {
      kind: 'company',
      intent,
      touches: { writes: null, reads: null, list, consults: consultedBy(intent, list) },
    }
  }
  const box = placeBox(plan, intent.box)
  const touches: Touches = { writes: box, reads: null, list: null, consults: [] }
  if (intent.kind !== 'quantity') return { kind: 'lock', intent, box, touches }
  switch (intent.op) {
    case 'fill':
      return { kind: 'fill', intent, box, touches }
    case 'copy':
      return placeCopyIntent(plan, intent, box)
    case 'shift': {
      const places = placeShift(plan.horizon, box, intent.days)
      return { kind: 'shift', intent, box, places, touches: { ...touches, writes: { ...box, ...ends(places) } } }
    }
    default:
      return { kind: 'total', intent, box, touches }
  }
}

/** A new record names others and one that goes may be named, in rates too; lanes and recipes make rows together. */
function consultedBy(intent: CompanyIntent, list: CompanyList): readonly CompanyList[] {
  const judged = listsJudgedWith(list)
  return intent.kind === 'master' ? judged : [...judged, ...listsNamedWith(list), ...listsPricedWith(list)]
}

const ends = ({ from, to }: { from: number; to: number }): { from: number; to: number } => ({ from, to })

function placeCopyIntent(plan: PlanTrees, intent: QuantityOf<'copy'>, box: PlacedBox): PlacedIntent {
  const product = intent.product === undefined ? -1 : leafNamed(plan.product, intent.product)
  if (intent.product !== undefined && product < 0)
    throw new Refusal('edit.unknown_node', { node: intent.product, tree: plan.product.levels.slice(1).join(', ') })
  const source = placeCopy(plan.horizon, box, intent.fromDay - intent.box.from, product)
  const reads = {
    ...box,
    ...ends(source),
    ...(product < 0 ? {} : { firstProduct: product, endProduct: product + 1 }),
  }
  return { kind: 'copy', intent, box, source, touches: { writes: box, reads, list: null, consults: [] } }
}

/** Whether the order of two changes may matter: one writes what the other writes or reads. */
export function touchesMeet(a: Touches, b: Touches): boolean {
  if (a.list !== null && b.list !== null)
    return a.list === b.list || a.consults.includes(b.list) || b.consults.includes(a.list)
  if (a.list !== null || b.list !== null) return false
  return meet(a.writes, b.writes) || meet(a.writes, b.reads) || meet(a.reads, b.writes)
}

const meet = (a: PlacedBox | null, b: PlacedBox | null): boolean => a !== null && b !== null && boxesMeet(a, b)

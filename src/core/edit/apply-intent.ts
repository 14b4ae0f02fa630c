import type { LayerKind } from '../demand/layer.js'
import type { Company } from '../network/company.js'
import { rowsInBox } from './box-rows.js'
import { type CellsBefore, type EditCells, type EditPlan, restoreCells } from './edit-plan.js'
import type { CompanyList, PlanPart } from './editable-lists.js'
import type { CompanyIntent, QuantityIntent } from './intent.js'
import { type LockWords, restoreLocks, setLocks } from './lock-set.js'
import { changeMaster } from './master-change.js'
import { copyInto, fillBox, shiftBox } from './moving.js'
import type { PlacedIntent } from './placed-intent.js'
import { changeRecords } from './record-change.js'
import { assertRowsSuffice } from './rows-needed.js'
import { changeTotal, rowsToEdit } from './spreading.js'

/** What one intent changed, as what was there before it. */
export type Done =
  | { readonly kind: 'cells'; readonly layer: LayerKind; readonly before: CellsBefore }
  | { readonly kind: 'locks'; readonly before: LockWords }
  | {
      readonly kind: 'company'
      readonly list: CompanyList
      readonly parts: readonly PlanPart[]
      readonly before: Company[CompanyList]
    }

/** What intents change. */
export interface EditInputs extends EditCells {
  company: Company
}

/** Does one intent, in place. @throws Refusal; the inputs are then what they were */
export function applyPlaced(plan: EditPlan, inputs: EditInputs, placed: PlacedIntent): Done {
  if (placed.kind === 'company') return changeCompany(plan, inputs, placed.intent)
  if (placed.kind === 'lock') {
    const { box, intent } = placed
    const { locks, before } = setLocks(inputs.locks, rowsToEdit(plan, box), box.from, box.to, intent.kind === 'lock')
    inputs.locks = locks
    return { kind: 'locks', before }
  }
  return { kind: 'cells', layer: placed.intent.layer, before: changeCells(plan, inputs, placed) }
}

function changeCompany(plan: EditPlan, inputs: EditInputs, intent: CompanyIntent): Done {
  const before = inputs.company
  const list = intent.list as CompanyList
  const { company, parts } = intent.kind === 'master' ? changeMaster(before, intent) : changeRecords(before, intent)
  assertRowsSuffice(plan, before, company, { list, parts })
  inputs.company = company
  return { kind: 'company', list, parts, before: before[list] }
}

type PlacedQuantity = Extract<PlacedIntent, { intent: QuantityIntent }>

function changeCells(plan: EditPlan, cells: EditCells, placed: PlacedQuantity): CellsBefore {
  switch (placed.kind) {
    case 'total':
      return changeTotal(plan, cells, placed.box, placed.intent)
    case 'fill':
      return fillBox(plan, cells, placed.box, placed.intent.quantity)
    case 'copy':
      return copyInto(plan, cells, placed.box, placed.source, placed.intent.factor)
    case 'shift':
      return shiftBox(plan, cells, placed.box, placed.places)
  }
}

/** Puts back what was there before. */
export function revert(plan: EditPlan, inputs: EditInputs, done: Done): void {
  if (done.kind === 'cells') restoreCells(inputs.consensus, plan.horizon.count, done.before)
  else if (done.kind === 'locks') inputs.locks = restoreLocks(inputs.locks, done.before)
  else inputs.company = { ...inputs.company, [done.list]: done.before }
}

/** Old values that are kept, lock words included. */
export function cellsIn(done: readonly Done[]): number {
  let cells = 0
  for (const one of done)
    cells += one.kind === 'cells' ? one.before.values.length : one.kind === 'locks' ? one.before.words.length : 0
  return cells
}

/** Puts everything inside a box back to what it was at first, unlocked; gives the box's rows. */
export function restoreBox(
  plan: EditPlan,
  cells: EditCells,
  first: Float64Array,
  box: NonNullable<PlacedIntent['touches']['writes']>,
): Int32Array {
  const rows = rowsInBox(plan.rows, box)
  const count = plan.horizon.count
  for (const row of rows)
    for (let cell = row * count + box.from; cell < row * count + box.to; cell++) cells.consensus[cell] = first[cell]!
  cells.locks = setLocks(cells.locks, rows, box.from, box.to, false).locks
  return rows
}

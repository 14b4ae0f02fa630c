/** Where two people changed the same cells without having seen each other (docs/specs/editing.md, "Conflicts"). */
import { Refusal } from '../base/refusal.js'
import { endOfHorizon } from '../calendar/horizon.js'
import { type Box, meetingOf, type NodePath, type PlacedBox, type PlanTrees } from './box.js'
import type { CompanyList } from './editable-lists.js'
import { type EditState, takenBack } from './fold.js'
import type { CompanyIntent, Draft, Entry, FieldValue, QuantityIntent, RecordFields } from './intent.js'
import { type PlacedIntent, placeIntent } from './placed-intent.js'
import { kindsOf, RECORD_SHAPES } from './record-shapes.js'

/** Where two changes clash: a part of the plan, or a list of master data; `field` is null where it is whole records. */
export type Clash =
  | { readonly kind: 'cells'; readonly box: Box }
  | { readonly kind: 'master'; readonly list: string; readonly field: string | null }

/** An entry that a draft clashes with. */
export interface Conflict {
  readonly entry: Entry
  readonly clash: Clash
}

/**
 * The first entry after position `seen`, by somebody else and still in force, that the draft would write over unseen, or
 * null. An undo stands for what it takes back. A draft without intents (an undo, a comment) never conflicts.
 */
export function findConflict(state: EditState, draft: Draft, seen: number): Conflict | null {
  const mine = placeAll(state.base, draft)
  for (const { entry, placed } of changesAfter(state, seen)) {
    if (entry.actor === draft.actor) continue
    for (const one of mine)
      for (const other of placed) {
        const clash = clashOf(state.base, one, other)
        if (clash !== null) return { entry, clash }
      }
  }
  return null
}

/** A pair of entries, one of each branch, and every place where they clash. */
export interface MergeConflict {
  readonly here: Entry
  readonly there: Entry
  readonly clashes: readonly Clash[]
}

/** What two branches changed since position `fork` in ways that do not go together, in the order of `there`. */
export function mergeConflicts(here: EditState, there: EditState, fork: number): readonly MergeConflict[] {
  const ours = changesAfter(here, fork)
  return changesAfter(there, fork).flatMap((theirs) =>
    ours.flatMap((own): MergeConflict[] => {
      const clashes = theirs.placed.flatMap((one) =>
        own.placed.flatMap((other) => clashOf(here.base, one, other) ?? clashOf(here.base, other, one) ?? []),
      )
      return clashes.length === 0 ? [] : [{ here: own.entry, there: theirs.entry, clashes }]
    }),
  )
}

interface Changes {
  readonly entry: Entry
  readonly placed: readonly PlacedIntent[]
}

/** Entries in force after a position with what each did to the plan as it was there. */
function changesAfter(state: EditState, position: number): Changes[] {
  return state.log.flatMap((logged): Changes[] => {
    if (logged.entry.position <= position || logged.undoers > 0) return []
    const target = takenBack(state, logged)
    // What came and went since is nobody's change.
    if (target !== logged && target.entry.position > position) return []
    if (logged.entry.undoes !== undefined && logged.entry.undoes > position) return []
    return target.placed === null || target.placed.length === 0 ? [] : [{ entry: logged.entry, placed: target.placed }]
  })
}

/** Intents that have no place on the plan are refused by whoever applies them. */
function placeAll(plan: PlanTrees, draft: Draft): PlacedIntent[] {
  return draft.intents.flatMap((intent) => {
    try {
      return [placeIntent(plan, intent)]
    } catch (refusal) {
      if (refusal instanceof Refusal) return []
      throw refusal
    }
  })
}

const WRITES_OVER: ReadonlySet<QuantityIntent['op']> = new Set(['set', 'fill', 'copy'])

/** Where `one`, written without having seen `other`, clashes with it. */
function clashOf(plan: PlanTrees, one: PlacedIntent, other: PlacedIntent): Clash | null {
  if (one.kind === 'company' || other.kind === 'company')
    return one.kind === 'company' && other.kind === 'company' ? companyClash(one.intent, other.intent) : null
  if (!goAgainst(one.intent, other.intent)) return null
  const meeting = meetingOf(one.touches.writes!, other.touches.writes!)
  if (meeting === null) return null
  return { kind: 'cells', box: nameMeeting(plan, meeting, one.intent.box, other.intent.box) }
}

type CellIntent = Exclude<PlacedIntent, { kind: 'company' }>['intent']

function goAgainst(one: CellIntent, other: CellIntent): boolean {
  if (one.kind === 'quantity' && other.kind === 'quantity') return WRITES_OVER.has(one.op) || WRITES_OVER.has(other.op)
  if (one.kind === 'quantity') return false
  return other.kind === 'quantity' ? one.kind === 'lock' : one.kind !== other.kind
}

/** A new record sets every field that it has; one that goes takes every field with it. */
function companyClash(one: CompanyIntent, other: CompanyIntent): Clash | null {
  if (one.list !== other.list || !mayMeanTheSame(one, other)) return null
  const clash = (field: string | null): Clash => ({ kind: 'master', list: one.list, field })
  if (one.kind === 'master' && other.kind === 'master')
    return one.field === other.field && (one.op === 'set' || other.op === 'set') ? clash(one.field) : null
  if (one.kind === 'master') return clash(one.field)
  if (other.kind === 'master') return clash(other.field)
  // Who wants a record gone that is gone has what they want.
  return one.op === 'remove' && other.op === 'remove' ? null : clash(null)
}

/** Whether one record can be meant by both: no field that both name has two values, of new records those of the key. */
function mayMeanTheSame(one: CompanyIntent, other: CompanyIntent): boolean {
  const [mine, theirs] = [valuesNamed(one), valuesNamed(other)]
  const bothNew = one.kind === 'record' && other.kind === 'record' && one.op === 'insert' && other.op === 'insert'
  const names = bothNew ? RECORD_SHAPES[one.list as CompanyList]!.key : Object.keys(mine)
  return names.every((name) => {
    const [value, rival] = [mine[name], theirs[name]]
    return value === undefined || rival === undefined || value === rival
  })
}

/** What an intent says of the records it means; a new one says that what it leaves out is nothing, or as usual. */
function valuesNamed(intent: CompanyIntent): Readonly<Record<string, FieldValue | undefined>> {
  if (intent.kind === 'master' || intent.op === 'remove') return intent.key
  const list = intent.list as CompanyList
  return Object.fromEntries(Object.keys(kindsOf(list)).map((name) => [name, knownValue(list, intent.record, name)]))
}

/** Undefined where only the company can tell. */
function knownValue(list: CompanyList, record: RecordFields, field: string): FieldValue | undefined {
  const usual = RECORD_SHAPES[list]!.defaults[field] ?? null
  return record[field] ?? (typeof usual === 'function' ? undefined : usual)
}

/** Two nodes of a tree that meet lie one in the other, so the longer path names what they have in common. */
function nameMeeting({ horizon }: PlanTrees, meeting: PlacedBox, one: Box, other: Box): Box {
  const deeper = (a: NodePath, b: NodePath): NodePath => (a.length >= b.length ? a : b)
  return {
    product: deeper(one.product, other.product),
    location: deeper(one.location, other.location),
    customer: deeper(one.customer, other.customer),
    from: horizon.firstDay[meeting.from]!,
    until: meeting.to < horizon.count ? horizon.firstDay[meeting.to]! : endOfHorizon(horizon),
  }
}

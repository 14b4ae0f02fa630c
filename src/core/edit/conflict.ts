/** Where two people changed the same cells without having seen each other (docs/specs/editing.md, "Conflicts"). */
import { Refusal } from '../base/refusal.js'
import { endOfHorizon } from '../calendar/horizon.js'
import { type Box, meetingOf, type NodePath, type PlacedBox, type PlanTrees } from './box.js'
import { type EditState, takenBack } from './fold.js'
import type { Draft, Entry, MasterIntent, QuantityIntent } from './intent.js'
import { type PlacedIntent, placeIntent } from './placed-intent.js'

/** Where two changes clash: a part of the plan, or a field of a list of master data. */
export type Clash =
  | { readonly kind: 'cells'; readonly box: Box }
  | { readonly kind: 'master'; readonly list: string; readonly field: string }

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
  if (one.kind === 'master' || other.kind === 'master')
    return one.kind === 'master' && other.kind === 'master' ? masterClash(one.intent, other.intent) : null
  if (!goAgainst(one.intent, other.intent)) return null
  const meeting = meetingOf(one.touches.writes!, other.touches.writes!)
  if (meeting === null) return null
  return { kind: 'cells', box: nameMeeting(plan, meeting, one.intent.box, other.intent.box) }
}

type CellIntent = Exclude<PlacedIntent, { kind: 'master' }>['intent']

function goAgainst(one: CellIntent, other: CellIntent): boolean {
  if (one.kind === 'quantity' && other.kind === 'quantity') return WRITES_OVER.has(one.op) || WRITES_OVER.has(other.op)
  if (one.kind === 'quantity') return false
  return other.kind === 'quantity' ? one.kind === 'lock' : one.kind !== other.kind
}

function masterClash(one: MasterIntent, other: MasterIntent): Clash | null {
  if (one.list !== other.list || one.field !== other.field) return null
  if (one.op !== 'set' && other.op !== 'set') return null
  const apart = Object.entries(one.key).some(([name, value]) => name in other.key && other.key[name] !== value)
  return apart ? null : { kind: 'master', list: one.list, field: one.field }
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

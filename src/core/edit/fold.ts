/**
 * Plan inputs = fold(base, entries not undone), in the order of their positions (SPINE 3). The fold is kept up to date
 * entry by entry; taking one back puts the later ones it meets aside, and applies them again without it. `foldAll` is
 * the same from scratch.
 */
import { Refusal } from '../base/refusal.js'
import { applyPlaced, cellsIn, type Done, type EditInputs, restoreBox, revert } from './apply-intent.js'
import { uniteSorted } from './box-rows.js'
import type { EditPlan } from './edit-plan.js'
import type { PlanPart } from './editable-lists.js'
import type { ActorId, Entry, Intent } from './intent.js'
import { noLocks } from './lock-set.js'
import { partsOf } from './master-change.js'
import { type PlacedIntent, placeIntent, touchesMeet } from './placed-intent.js'

/** What entries are applied to. None of it is written. */
export interface EditBase extends EditPlan {
  /** Consensus demand before any entry, at [row * horizon.count + bucket]. */
  readonly consensus: Float64Array
}

export interface LoggedEntry {
  /** As it was applied; in the end as the journal has it. */
  entry: Entry
  /** Null where it has no place on this plan. */
  readonly placed: readonly PlacedIntent[] | null
  /** How many entries in force take it back. */
  undoers: number
  /** Why it has no effect although nobody took it back. */
  refused: Refusal | null
  /** What it changed; null when it has no effect now, or when it was forgotten. */
  done: readonly Done[] | null
  forgotten: boolean
}

/** The fold so far; `company` has every master change in force. */
export interface EditState extends EditInputs {
  readonly base: EditBase
  readonly log: LoggedEntry[]
  readonly byPosition: Map<number, LoggedEntry>
}

/** What a change of the fold moved. */
export interface Settled {
  /** Demand rows whose consensus may have changed, sorted. */
  readonly rows: Int32Array
  /** No bucket before `from`, and none from `to` on, has changed. */
  readonly from: number
  readonly to: number
  /** Parts of the plan that changed master data touch. */
  readonly parts: ReadonlySet<PlanPart>
  /** Entries that had an effect before and can have none now. */
  readonly impossible: readonly LoggedEntry[]
  /** Entries that were applied for it. */
  readonly applied: number
}

/** A fold without entries. `consensus` is written from now on; it starts with the base's values. */
export function openEdits(base: EditBase, consensus: Float64Array = base.consensus.slice()): EditState {
  const locks = noLocks(base.rows.count, base.horizon.count)
  return { base, consensus, locks, company: base.company, log: [], byPosition: new Map() }
}

/**
 * Applies the next entry, all of it or nothing.
 *
 * @throws Refusal of the first intent that cannot be done, `edit.unknown_entry`, `edit.already_undone`; the state is
 *   then what it was
 */
export function applyEntry(state: EditState, entry: Entry): Settled {
  if (entry.undoes !== undefined) {
    const target = state.byPosition.get(entry.undoes)
    if (target === undefined) throw new Refusal('edit.unknown_entry', { position: entry.undoes })
    if (target.undoers > 0) throw new Refusal('edit.already_undone', { position: entry.undoes })
    return takeBack(state, entry)
  }
  const placed = entry.intents.map((intent) => placeIntent(state.base, intent))
  const done = applyAll(state, placed)
  log(state, { entry, placed, undoers: 0, refused: null, done, forgotten: false })
  return settledOf(state, changesOf(done), [], 1)
}

/**
 * Does these intents, lets somebody look, and takes them back: what they would move.
 *
 * @throws Refusal as `applyEntry`
 */
export function tryIntents<Seen>(state: EditState, intents: readonly Intent[], look: (settled: Settled) => Seen): Seen {
  const done = applyAll(
    state,
    intents.map((intent) => placeIntent(state.base, intent)),
  )
  try {
    return look(settledOf(state, changesOf(done), [], 1))
  } finally {
    revertAll(state, done)
  }
}

/** The entries that taking back (or doing again) the one at this position would apply again: how long it will take. */
export function entriesToApplyAgain(state: EditState, position: number): readonly LoggedEntry[] {
  const logged = state.byPosition.get(position)
  const target = logged?.entry.undoes === undefined ? logged : takenBack(state, logged)
  return target === undefined ? [] : affectedBy(state, new Set([target]), false).filter((one) => one !== target)
}

/** The entry with intents that an undo, or the undo of an undo, speaks of; any other entry itself. */
export function takenBack(state: EditState, logged: LoggedEntry): LoggedEntry {
  let target = logged
  while (target.entry.undoes !== undefined) {
    const next = state.byPosition.get(target.entry.undoes)
    if (next === undefined) return target
    target = next
  }
  return target
}

/** Applies an entry that the journal holds already: where it cannot be done it is logged with the reason. */
export function replayEntry(state: EditState, entry: Entry): Settled {
  if (entry.undoes !== undefined) return takeBack(state, entry)
  const logged = placeLogged(state.base, entry)
  applyLogged(state, logged)
  log(state, logged)
  return settledOf(state, changesOf(logged.done ?? []), [], 1)
}

/** The fold from scratch. */
export function foldAll(base: EditBase, entries: readonly Entry[]): EditState {
  const state = openEdits(base)
  const undoers = new Map<number, number>()
  for (const { position, undoes } of [...entries].reverse())
    if (undoes !== undefined && !undoers.has(position)) undoers.set(undoes, (undoers.get(undoes) ?? 0) + 1)
  for (const entry of entries) {
    const logged = placeLogged(base, entry)
    logged.undoers = undoers.get(entry.position) ?? 0
    if (logged.undoers === 0) applyLogged(state, logged)
    log(state, logged)
  }
  return state
}

/** The entry that this person's next undo takes back, or null: their last one that changed something. */
export function nextUndo(state: EditState, actor: ActorId): number | null {
  const last = state.log.findLast(
    ({ entry, undoers }) => entry.actor === actor && undoers === 0 && entry.intents.length > 0,
  )
  return last?.entry.position ?? null
}

/** The undo that this person's next redo takes back, or null: only as long as they changed nothing since. */
export function nextRedo(state: EditState, actor: ActorId): number | null {
  for (let at = state.log.length - 1; at >= 0; at--) {
    const { entry, undoers } = state.log[at]!
    if (entry.actor !== actor) continue
    if (entry.intents.length > 0) return null
    const target = entry.undoes === undefined ? undefined : state.byPosition.get(entry.undoes)
    if (target !== undefined && undoers === 0 && target.entry.undoes === undefined) return entry.position
  }
  return null
}

/** Entries that nobody took back and that have no effect, because something before them changed. */
export function impossibleEntries(state: EditState): readonly LoggedEntry[] {
  return state.log.filter(({ refused, undoers }) => refused !== null && undoers === 0)
}

/**
 * Drops what the oldest entries changed, so that not more than about `cells` old values are kept. Taking back an entry
 * that meets a forgotten one starts from the base, as far as those that meet reach.
 */
export function forgetOldest(state: EditState, cells: number): void {
  let kept = 0
  for (const logged of [...state.log].reverse()) {
    if (logged.done === null) continue
    kept += cellsIn(logged.done)
    if (kept <= cells) continue
    logged.done = null
    logged.forgotten = true
  }
}

function placeLogged(base: EditBase, entry: Entry): LoggedEntry {
  const logged = { entry, undoers: 0, done: null, forgotten: false }
  try {
    return { ...logged, placed: entry.intents.map((intent) => placeIntent(base, intent)), refused: null }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return { ...logged, placed: null, refused: refusal }
  }
}

function log(state: EditState, logged: LoggedEntry): void {
  state.log.push(logged)
  state.byPosition.set(logged.entry.position, logged)
}

/** All or nothing. */
function applyAll(state: EditState, placed: readonly PlacedIntent[]): Done[] {
  const done: Done[] = []
  try {
    for (const intent of placed) done.push(applyPlaced(state.base, state, intent))
    return done
  } catch (refusal) {
    revertAll(state, done)
    throw refusal
  }
}

function revertAll(state: EditState, done: readonly Done[]): void {
  for (let at = done.length - 1; at >= 0; at--) revert(state.base, state, done[at]!)
}

function applyLogged(state: EditState, logged: LoggedEntry): void {
  if (logged.placed === null) return
  logged.forgotten = false
  logged.refused = null
  try {
    logged.done = applyAll(state, logged.placed)
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    logged.done = null
    logged.refused = refusal
  }
}

/** Logs an undo (or a redo: the undo of an undo) and folds again what it concerns. */
function takeBack(state: EditState, entry: Entry): Settled {
  const logged = placeLogged(state.base, entry)
  if (!state.byPosition.has(entry.undoes!))
    logged.refused = new Refusal('edit.unknown_entry', { position: entry.undoes! })
  const steps = takeBackInSteps(state, entry.undoes!)
  let step = steps.next()
  while (!step.done) step = steps.next()
  log(state, logged)
  return step.value
}

/**
 * Takes the entry at a position back without an undo in the log, and stops after each entry that was put aside or
 * applied again: whoever has a state of their own may do something else then. `logUndo` ends it.
 */
export function* takeBackInSteps(state: EditState, position: number): Generator<FoldStep, Settled> {
  return yield* foldAgain(state, toggle(state, position))
}

/** How many of so many entries have been applied again. */
export interface FoldStep {
  readonly applied: number
  readonly count: number
}

/** Logs the undo whose effect is there already. */
export function logUndo(state: EditState, entry: Entry): void {
  log(state, placeLogged(state.base, entry))
}

/** The same fold in a column of its own: what is done to one of the two is not done to the other. */
export function copyEdits(state: EditState, consensus: Float64Array): EditState {
  const copy = openEdits(state.base, consensus)
  copy.locks = state.locks
  copy.company = state.company
  for (const logged of state.log) log(copy, { ...logged })
  return copy
}

/** The entries that come into force or go out of it with the one at this position, counted as the undo will have it. */
function toggle(state: EditState, position: number): ReadonlySet<LoggedEntry> {
  const toggled = new Set<LoggedEntry>()
  for (let target = state.byPosition.get(position), change = 1; target !== undefined; ) {
    const was = target.undoers
    target.undoers += change
    // An undo that goes out of force gives back what it took; one that comes into force takes it.
    if (was > 0 === target.undoers > 0) break
    toggled.add(target)
    const next: number | undefined = target.entry.undoes
    target = next === undefined ? undefined : state.byPosition.get(next)
    change = -change
  }
  return toggled
}

function* foldAgain(state: EditState, toggled: ReadonlySet<LoggedEntry>): Generator<FoldStep, Settled> {
  let affected = affectedBy(state, toggled, false)
  const fromBase = affected.some(({ forgotten }) => forgotten)
  if (fromBase) affected = affectedBy(state, toggled, true)
  const worked = new Set(affected.filter(hasEffect))
  const count = affected.length
  const changes = fromBase ? restoreBase(state, affected) : yield* setAside(state, affected)
  const impossible: LoggedEntry[] = []
  let applied = 0
  for (const logged of affected) {
    logged.done = null
    logged.forgotten = false
    logged.refused = null
    if (logged.undoers > 0) continue
    applied++
    applyLogged(state, logged)
    if (logged.refused !== null && (worked.has(logged) || toggled.has(logged))) impossible.push(logged)
    changes.push(...changesOf(logged.done ?? []))
    yield { applied, count }
  }
  return settledOf(state, changes, impossible, applied)
}

const hasEffect = ({ done, forgotten }: LoggedEntry): boolean => done !== null || forgotten

/**
 * Entries whose effect may change with the toggled ones, in order: those that meet one of them, or another affected one,
 * from the first toggled on; or, `earlier` ones too, every entry that is linked to them at all.
 */
function affectedBy(state: EditState, toggled: ReadonlySet<LoggedEntry>, earlier: boolean): LoggedEntry[] {
  const affected = new Set([...toggled].filter(({ placed }) => placed !== null && placed.length > 0))
  if (affected.size === 0) return []
  const first = Math.min(...[...affected].map(({ entry }) => entry.position))
  const start = earlier ? 0 : state.log.findLastIndex(({ entry }) => entry.position <= first)
  const candidates = state.log
    .slice(start)
    .filter(({ placed, undoers }) => placed !== null && placed.length > 0 && undoers === 0)
  for (let grew = true; grew; ) {
    grew = false
    for (const logged of candidates) {
      if (affected.has(logged)) continue
      for (const other of affected) {
        if (!earlier && other.entry.position > logged.entry.position) continue
        if (!entriesMeet(logged, other)) continue
        affected.add(logged)
        grew = earlier
        break
      }
    }
  }
  return [...affected].sort((a, b) => a.entry.position - b.entry.position)
}

const entriesMeet = (a: LoggedEntry, b: LoggedEntry): boolean =>
  a.placed!.some((mine) => b.placed!.some((other) => touchesMeet(mine.touches, other.touches)))

/** One piece of what moved. */
type Change =
  | { readonly rows: Int32Array; readonly from: number; readonly to: number }
  | { readonly parts: readonly PlanPart[] }

function changesOf(done: readonly Done[]): Change[] {
  return done.flatMap((one): Change[] => {
    if (one.kind === 'company') return [{ parts: one.parts }]
    return one.kind === 'cells' ? [one.before] : []
  })
}

/** Takes the effects of these entries back, the last one first. */
function* setAside(state: EditState, affected: readonly LoggedEntry[]): Generator<FoldStep, Change[]> {
  const changes: Change[] = []
  for (const { done } of [...affected].reverse()) {
    if (done === null) continue
    revertAll(state, done)
    changes.push(...changesOf(done))
    yield { applied: 0, count: affected.length }
  }
  return changes
}

/** Puts everything that these entries can write back to what the base says. */
function restoreBase(state: EditState, affected: readonly LoggedEntry[]): Change[] {
  const { base } = state
  const touches = affected.flatMap(({ placed }) => placed!.map((intent) => intent.touches))
  return touches.map(({ writes, list }) => {
    if (list !== null) {
      state.company = { ...state.company, [list]: base.company[list] }
      return { parts: partsOf(list) }
    }
    return { rows: restoreBox(base, state, base.consensus, writes!), from: writes!.from, to: writes!.to }
  })
}

function settledOf(
  state: EditState,
  changes: readonly Change[],
  impossible: readonly LoggedEntry[],
  applied: number,
): Settled {
  const rows: Int32Array[] = []
  const parts = new Set<PlanPart>()
  let from = state.base.horizon.count
  let to = 0
  for (const change of changes) {
    if ('parts' in change) for (const part of change.parts) parts.add(part)
    else if (change.rows.length > 0) {
      rows.push(change.rows)
      from = Math.min(from, change.from)
      to = Math.max(to, change.to)
    }
  }
  return { rows: uniteSorted(rows), from, to, parts, impossible, applied }
}

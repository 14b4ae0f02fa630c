import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anyIntent,
  buildEditWorld,
  entryMaker,
  insert,
  lock,
  PLAN_DAY,
  quantity,
} from '../../../tests/support/edit-world.js'
import { Refusal } from '../base/refusal.js'
import type { Company } from '../network/company.js'
import { type CompanyList, EDITABLE_LISTS } from './editable-lists.js'
import {
  applyEntry,
  type EditState,
  foldAll,
  forgetOldest,
  impossibleEntries,
  nextRedo,
  nextUndo,
  openEdits,
  replayEntry,
  type Settled,
} from './fold.js'
import type { Entry, Intent } from './intent.js'
import { isLocked } from './lock-set.js'
import { partsOf } from './master-change.js'

// Little is planned, so that taking away needs what somebody added.
const base = buildEditWorld(4)

const locksOf = (state: EditState): string =>
  Array.from(state.consensus, (_, cell) =>
    isLocked(state.locks, Math.floor(cell / base.horizon.count), cell % base.horizon.count) ? '1' : '0',
  ).join('')

const all = (state: EditState): unknown => ({
  consensus: state.consensus.join(),
  locks: locksOf(state),
  company: JSON.stringify(state.company),
  impossible: impossibleEntries(state).map(({ entry, refused }) => [entry.position, refused!.code]),
})

// What one person adds another takes away, so that undoing the first makes the second impossible.
const bars = { product: ['food', 'bars', 'oat-bar'], until: PLAN_DAY + 3 }
const change = (units: number): Intent => quantity({ op: 'add', quantity: units }, bars)
// A record that another one names.
const line = insert('resources', { id: 'line', location: 'plant', hoursPerWeek: 80 })
const onLine = insert('routings', { product: 'nut-bar', resource: 'line', hoursPerUnit: 1 })

/** What is applied or undone, and by whom: an undo takes the actor's own last entry, or any. */
const step = fc.record({
  actor: fc.constantFrom('ana', 'beto', 'carla'),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.array(anyIntent, { minLength: 1, maxLength: 3 }) },
    {
      weight: 4,
      arbitrary: fc.constantFrom([change(100_000)], [change(-60_000)], [lock(bars)], [lock(bars, 'unlock')]),
    },
    { weight: 5, arbitrary: fc.constantFrom([line], [onLine]) },
    { weight: 3, arbitrary: fc.constant('undo' as const) },
    { weight: 2, arbitrary: fc.constant('redo' as const) },
    { weight: 2, arbitrary: fc.record({ undoes: fc.nat() }) },
  ),
})

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function entryOf(state: EditState, make: ReturnType<typeof entryMaker>, { actor, what }: Step): Entry | null {
  if (typeof what === 'object' && !('undoes' in what)) return make(what, { actor })
  const target =
    typeof what === 'object'
      ? (state.log[what.undoes % Math.max(state.log.length, 1)]?.entry.position ?? null)
      : what === 'undo'
        ? nextUndo(state, actor)
        : nextRedo(state, actor)
  return target === null ? null : make([], { actor, undoes: target })
}

const hasRecord = ({ entry }: { entry: Entry }): boolean => entry.intents.some(({ kind }) => kind === 'record')

/** The rows and the first bucket in which two columns differ lie inside what is said to have moved. */
function expectCovered(before: Float64Array, after: Float64Array, { rows, from }: Settled): void {
  const { count } = base.horizon
  const touched = new Set(rows)
  after.forEach((value, cell) => {
    if (value === before[cell]) return
    expect(touched.has(Math.floor(cell / count)) && cell % count >= from).toBe(true)
  })
}

/** A list that is another one moves a part of the plan that hangs on it. */
function expectPartsTold(before: Company, after: Company, { parts }: Settled): void {
  for (const list of Object.keys(EDITABLE_LISTS) as CompanyList[])
    if (before[list] !== after[list] && JSON.stringify(before[list]) !== JSON.stringify(after[list]))
      expect(partsOf(list).some((part) => parts.has(part))).toBe(true)
}

for (const forgets of [false, true])
  test(`[ED30] [ED31] [ED32] after every edit, undo and redo of several people the plan is what a fold from scratch gives${forgets ? ', also when old values are dropped' : ''}`, () => {
    let refused = 0
    let impossible = 0
    let accepted = 0
    const records = { done: 0, impossible: 0 }
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20, size: 'max' }), (steps) => {
        const state = openEdits(base)
        const make = entryMaker()
        const entries: Entry[] = []
        for (const one of steps) {
          const entry = entryOf(state, make, one)
          if (entry === null) continue
          const before = all(state)
          const consensus = state.consensus.slice()
          const { company } = state
          try {
            const settled = applyEntry(state, entry)
            expectCovered(consensus, state.consensus, settled)
            expectPartsTold(company, state.company, settled)
            impossible += settled.impossible.length
            records.impossible += settled.impossible.filter(hasRecord).length
            records.done += hasRecord({ entry }) ? 1 : 0
            entries.push(entry)
            accepted++
          } catch (refusal) {
            if (!(refusal instanceof Refusal)) throw refusal
            refused++
            expect(all(state)).toEqual(before)
          }
          expect(all(state)).toEqual(all(foldAll(base, entries)))
          if (forgets) forgetOldest(state, 60)
        }
        const replayed = openEdits(base)
        for (const entry of entries) replayEntry(replayed, entry)
        expect(all(replayed)).toEqual(all(state))
      }),
      { seed: 7, numRuns: 300 },
    )
    // The sequences are worth something only when they refuse some and make others impossible.
    expect(Math.min(refused, impossible, accepted, records.done, records.impossible)).toBeGreaterThan(8)
  })

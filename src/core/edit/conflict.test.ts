import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyQuantity,
  boxOf,
  buildEditWorld,
  entryMaker,
  insert,
  lock,
  master,
  PLAN_DAY,
  quantity,
  remove,
  TREES,
} from '../../../tests/support/edit-world.js'
import { type Box, nodeAt } from './box.js'
import { type Clash, findConflict, mergeConflicts } from './conflict.js'
import { openEdits, replayEntry } from './fold.js'
import type { Entry, Intent, RecordFields } from './intent.js'

const base = buildEditWorld()
const bars: Partial<Box> = { product: ['food', 'bars', 'oat-bar'], until: PLAN_DAY + 1 }
const set = (box = bars) => quantity({ op: 'set', quantity: 900_000 }, box)
const add = (box = bars) => quantity({ op: 'add', quantity: 1_000 }, box)

const stateOf = (...entries: Entry[]) => {
  const state = openEdits(base)
  for (const entry of entries) replayEntry(state, entry)
  return state
}

/** What Ana's draft clashes with when Beto did this and she had not seen it. */
function clashWith(beto: readonly Intent[], ana: readonly Intent[]): Clash | null {
  const make = entryMaker()
  const first = make(beto, { actor: 'beto' })
  const draft = make(ana)
  const found = findConflict(stateOf(first), draft, 0)
  expect(findConflict(stateOf(first), draft, first.position)).toBeNull()
  expect(findConflict(stateOf(first), { ...draft, actor: 'beto' }, 0)).toBeNull()
  if (found !== null) expect(found.entry).toBe(first)
  return found?.clash ?? null
}

describe('what somebody else did unseen', () => {
  it('[ED40] conflicts in common cells when either writes over what is there; in the box they have in common', () => {
    const country: Partial<Box> = { location: ['CL'], until: PLAN_DAY + 10 }
    const common = boxOf({ product: ['food', 'bars', 'oat-bar'], location: ['CL'], until: PLAN_DAY + 1 })
    expect(clashWith([set()], [add(country)])).toEqual({ kind: 'cells', box: common })
    expect(clashWith([add()], [set(country)])).toEqual({ kind: 'cells', box: common })
    expect(clashWith([quantity({ op: 'fill', quantity: 0 }, country)], [add()])).toEqual({ kind: 'cells', box: common })
    expect(clashWith([add()], [add(country)])).toBeNull()
    expect(clashWith([add()], [quantity({ op: 'scale', factor: 2_000_000 }, country)])).toBeNull()
    expect(clashWith([set()], [set({ ...bars, from: PLAN_DAY + 1, until: PLAN_DAY + 2 })])).toBeNull()
  })

  it('[ED40] the place is a box whose cells are those of both', () => {
    const leaves = (box: Box): number[] =>
      (['product', 'location', 'customer'] as const).flatMap((tree) => {
        const node = nodeAt(TREES[tree], box[tree])
        return [TREES[tree].firstLeaf[node]!, TREES[tree].endLeaf[node]!]
      })
    fc.assert(
      fc.property(anyQuantity, anyQuantity, (one, other) => {
        if (one.op === 'shift' || other.op === 'shift') return
        const clash = clashWith([one], [{ ...other, op: 'set', quantity: 1 } as Intent])
        if (clash?.kind !== 'cells') return
        const [a, b, both] = [leaves(one.box), leaves(other.box), leaves(clash.box)]
        for (let at = 0; at < 6; at += 2)
          expect([both[at], both[at + 1]]).toEqual([Math.max(a[at]!, b[at]!), Math.min(a[at + 1]!, b[at + 1]!)])
        expect([clash.box.from, clash.box.until]).toEqual([
          Math.max(one.box.from, other.box.from),
          Math.min(one.box.until, other.box.until),
        ])
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('[ED41] locks conflict with the opposite lock, and with a quantity their writer never saw', () => {
    expect(clashWith([lock(bars)], [lock(bars, 'unlock')])?.kind).toBe('cells')
    expect(clashWith([lock(bars)], [lock(bars)])).toBeNull()
    expect(clashWith([add()], [lock(bars)])?.kind).toBe('cells')
    expect(clashWith([add()], [lock(bars, 'unlock')])).toBeNull()
    expect(clashWith([lock(bars)], [set()])).toBeNull()
  })

  it('[ED42] master data conflict in the same field of records that both keys can name', () => {
    const price = (product: string, op: 'set' | 'scale' = 'set') => [master({ key: { product }, op, value: 5 })]
    expect(clashWith(price('oat-bar'), price('oat-bar'))).toEqual({ kind: 'master', list: 'prices', field: 'amount' })
    expect(clashWith(price('oat-bar'), price('nut-bar'))).toBeNull()
    expect(clashWith(price('oat-bar', 'scale'), price('oat-bar', 'scale'))).toBeNull()
    expect(clashWith(price('oat-bar', 'scale'), [master({ value: 7 })])).not.toBeNull()
    expect(clashWith(price('oat-bar'), [master({ list: 'lanes', field: 'leadTimeDays', value: 1 })])).toBeNull()
    expect(clashWith(price('oat-bar'), [set()])).toBeNull()
  })

  it('[ED45] new records conflict by their key, and with what means them; removals go together', () => {
    const price = (more: RecordFields = {}) => [
      insert('prices', { product: 'oat-bar', validFrom: PLAN_DAY, amount: 5, currency: 'CLP', ...more }),
    ]
    const whole = { kind: 'master', list: 'prices', field: null }
    const amount = { ...whole, field: 'amount' }
    expect(clashWith(price(), price({ amount: 9, country: null }))).toEqual(whole)
    expect(clashWith(price(), price({ validFrom: PLAN_DAY + 1 }))).toBeNull()
    expect(clashWith(price(), price({ customer: 'big-1' }))).toBeNull()
    // Only the company can tell which use a lane has that does not say.
    const lane = (more: RecordFields) => [insert('lanes', { from: 'plant', to: 'south', leadTimeDays: 1, ...more })]
    expect(clashWith(lane({}), lane({ use: 'source' }))).not.toBeNull()
    expect(clashWith(lane({ use: 'transfer' }), lane({ use: 'source' }))).toBeNull()

    const scaled = (key: RecordFields) => [master({ key, op: 'scale', value: 2 })]
    expect(clashWith(price(), scaled({ product: 'oat-bar' }))).toEqual(amount)
    expect(clashWith(scaled({ customer: null }), price())).toEqual(amount)
    expect(clashWith(price(), scaled({ product: 'nut-bar' }))).toBeNull()
    expect(clashWith(price(), scaled({ customer: 'big-1' }))).toBeNull()

    const gone = (key: RecordFields) => [remove('prices', key)]
    expect(clashWith(gone({ product: 'oat-bar' }), price())).toEqual(whole)
    expect(clashWith(price(), gone({ validFrom: PLAN_DAY }))).toEqual(whole)
    expect(clashWith(price(), gone({ validFrom: PLAN_DAY + 1 }))).toBeNull()
    expect(clashWith(gone({ product: 'oat-bar' }), scaled({}))).toEqual(amount)
    expect(clashWith(scaled({ product: 'oat-bar' }), gone({ country: null }))).toEqual(amount)
    expect(clashWith(scaled({ product: 'nut-bar' }), gone({ product: 'oat-bar' }))).toBeNull()
    expect(clashWith(gone({ product: 'oat-bar' }), gone({ country: null }))).toBeNull()
    expect(clashWith(price(), [remove('lanes', { from: 'plant' })])).toBeNull()
    expect(clashWith(price(), [set()])).toBeNull()
  })

  it('[ED43] an undo stands for what it takes back; what came and went since does not count', () => {
    const make = entryMaker()
    const old = make([set()], { actor: 'beto' })
    const undo = make([], { actor: 'beto', undoes: old.position })
    const redo = make([], { actor: 'beto', undoes: undo.position })
    const draft = make([add()])
    expect(findConflict(stateOf(old, undo), draft, old.position)?.entry).toBe(undo)
    expect(findConflict(stateOf(old, undo), draft, 0)).toBeNull()
    expect(findConflict(stateOf(old, undo, redo), draft, old.position)).toBeNull()
    expect(findConflict(stateOf(old, undo, redo), draft, undo.position)?.entry).toBe(redo)
    expect(findConflict(stateOf(old, undo, redo), draft, 0)?.entry).toBe(old)
  })
})

it('[ED44] two branches conflict per pair of entries since they parted, with every place', () => {
  const make = entryMaker()
  const before = make([set()])
  const here = make([add(), set({ product: ['home'], until: PLAN_DAY + 1 })], { actor: 'ana' })
  const aside = make([set({ product: ['food', 'flakes'] })], { actor: 'ana' })
  const there = make([set(), add({ product: ['home'], until: PLAN_DAY + 2 })], { actor: 'ana', scenario: 'what-if' })
  const locked = make([lock(bars)], { scenario: 'what-if' })
  const conflicts = mergeConflicts(stateOf(before, here, aside), stateOf(before, there, locked), before.position)
  const [one, other] = [remove('lanes', { from: 'plant' }), master({ list: 'lanes', field: 'minimum', value: 1 })]
  const records = mergeConflicts(stateOf(before, make([one])), stateOf(before, make([other])), before.position)
  expect(records.map(({ clashes }) => clashes)).toEqual([[{ kind: 'master', list: 'lanes', field: 'minimum' }]])
  expect(conflicts).toEqual([
    {
      here,
      there,
      clashes: [
        { kind: 'cells', box: boxOf(bars) },
        { kind: 'cells', box: boxOf({ product: ['home'], until: PLAN_DAY + 1 }) },
      ],
    },
    { here, there: locked, clashes: [{ kind: 'cells', box: boxOf(bars) }] },
  ])
})

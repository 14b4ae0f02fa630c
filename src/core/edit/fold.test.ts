import { describe, expect, it } from 'vitest'
import {
  buildEditWorld,
  entryMaker,
  insert,
  lock,
  master,
  PLAN_DAY,
  quantity,
  remove,
} from '../../../tests/support/edit-world.js'
import { monthOf } from '../base/day.js'
import type { Refusal } from '../base/refusal.js'
import {
  applyEntry,
  entriesToApplyAgain,
  foldAll,
  forgetOldest,
  impossibleEntries,
  nextRedo,
  nextUndo,
  openEdits,
  replayEntry,
  tryIntents,
} from './fold.js'
import type { Entry, Intent } from './intent.js'

const base = buildEditWorld()
const bars = { product: ['food', 'bars', 'oat-bar'], until: PLAN_DAY + 1 }
const soap = { product: ['home'], until: PLAN_DAY + 1 }
const set = (units: number, box = bars) => quantity({ op: 'set', quantity: units * 1000 }, box)
const add = (units: number, box = bars) => quantity({ op: 'add', quantity: units * 1000 }, box)

const priceFrom = (validFrom: number) => ({ product: 'oat-bar', validFrom, amount: 1, currency: 'CLP' })

const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (refusal) {
    return (refusal as Refusal).code
  }
  return 'done'
}

describe('a fold of entries', () => {
  it('[ED30] a refusal in the third of five intents leaves no trace of the first two', () => {
    const state = openEdits(base)
    const make = entryMaker()
    const company = state.company
    const batch = [master({ value: 5 }), lock(soap), set(10, soap), set(10), add(1)]
    expect(codeOf(() => applyEntry(state, make(batch)))).toBe('edit.all_locked')
    expect([state.consensus, state.company, state.log]).toEqual([base.consensus, company, []])
    expect(codeOf(() => applyEntry(state, make([lock(bars), lock(bars, 'unlock'), set(3)])))).toBe('done')
  })

  it('[ED30] what intents would do can be looked at: the plan is then what it was', () => {
    const state = openEdits(base)
    const total = (): number => state.consensus.reduce((sum, value) => sum + value, 0)
    const [before, rows] = [total(), state.consensus.slice()]
    const moved = tryIntents(state, [lock(soap), add(500)], (settled) => {
      const changed = [...settled.rows].filter(
        (row) => state.consensus[row * base.horizon.count] !== rows[row * base.horizon.count],
      )
      return { by: total() - before, all: changed.length === settled.rows.length }
    })
    expect(moved).toEqual({ by: 500_000, all: true })
    expect(state.consensus).toEqual(base.consensus)
    expect(codeOf(() => tryIntents(state, [set(500), add(-501)], () => null))).toBe('edit.negative')
    expect([state.consensus, state.log]).toEqual([base.consensus, []])
    expect(codeOf(() => applyEntry(state, entryMaker()([set(5, soap)])))).toBe('done')
  })

  it('[ED32] says which rows, from which bucket, and which parts of the plan moved', () => {
    const state = openEdits(base)
    const make = entryMaker()
    const later = { product: ['food', 'bars', 'oat-bar'], customer: ['PE'], from: PLAN_DAY + 2, until: PLAN_DAY + 3 }
    const settled = applyEntry(state, make([set(500, later), master({ value: 5 })]))
    expect([...settled.rows].every((row) => base.rows.item[row] === 1 && base.rows.customer[row] === 2)).toBe(true)
    expect([settled.from, [...settled.parts]]).toEqual([2, ['prices']])
    const nothing = applyEntry(state, make([lock(later)]))
    expect([nothing.rows.length, nothing.from]).toEqual([0, base.horizon.count])
  })

  it('[ED33] taking an entry back applies only those again that meet it, or each other', () => {
    const state = openEdits(base)
    const make = entryMaker()
    const first = make([set(100)])
    applyEntry(state, first)
    applyEntry(state, make([set(7, soap)]))
    applyEntry(state, make([add(5)]))
    applyEntry(state, make([master({ value: 5 })]))
    // It meets the third and not the first: one applies it again because the third is.
    applyEntry(state, make([add(1, { product: ['food'], until: PLAN_DAY + 1 })]))
    expect(entriesToApplyAgain(state, first.position).map(({ entry }) => entry.position)).toEqual([3, 5])
    expect(applyEntry(state, make([], { undoes: first.position })).applied).toBe(2)
    const last = make([set(9, soap)])
    applyEntry(state, last)
    expect(applyEntry(state, make([], { undoes: last.position })).applied).toBe(0)
  })

  it('[ED33] a copy is applied again when what it copied changes', () => {
    const state = openEdits(base)
    const make = entryMaker()
    const source = make([set(100, { ...bars, product: ['food', 'bars', 'nut-bar'] })])
    applyEntry(state, source)
    applyEntry(state, make([quantity({ op: 'copy', fromDay: PLAN_DAY, product: 'nut-bar', factor: 1_000_000 }, bars)]))
    expect(applyEntry(state, make([], { undoes: source.position })).applied).toBe(1)
  })

  it('[ED34] an entry that has become impossible is listed with the reason, and works again when the reason is gone', () => {
    const state = openEdits(base)
    const make = entryMaker()
    const entries: Entry[] = []
    const apply = (entry: Entry) => {
      entries.push(entry)
      return applyEntry(state, entry)
    }
    const big = make([set(1_000)])
    apply(big)
    apply(make([add(-900)], { actor: 'beto' }))
    const undo = make([], { undoes: big.position })
    const { impossible } = apply(undo)
    expect(impossible.map(({ entry, refused }) => [entry.position, refused?.code])).toEqual([[2, 'edit.negative']])
    expect(impossibleEntries(state).map(({ entry }) => entry.position)).toEqual([2])
    expect(foldAll(base, entries).consensus).toEqual(state.consensus)
    apply(make([], { undoes: undo.position }))
    expect(impossibleEntries(state)).toEqual([])
    expect(foldAll(base, entries).consensus).toEqual(state.consensus)
  })

  it('[ED34] an entry of the journal that this plan has no place for has no effect, and is listed', () => {
    const state = openEdits(base)
    const make = entryMaker()
    replayEntry(state, make([set(5), set(5, { product: ['food', 'gone'], until: PLAN_DAY + 1 })]))
    expect(state.consensus).toEqual(base.consensus)
    expect(impossibleEntries(state).map(({ refused }) => refused!.code)).toEqual(['edit.unknown_node'])
  })

  it('[ED33] [ED34] what needs a record is applied again, and impossible without it', () => {
    const month = monthOf(PLAN_DAY)
    const needs: [first: Intent, second: Intent, code: string][] = [
      [
        insert('resources', { id: 'line', location: 'plant', hoursPerWeek: 80 }),
        insert('routings', { product: 'oat-bar', resource: 'line', hoursPerUnit: 1 }),
        'edit.unknown_name',
      ],
      [
        insert('fx', { rateSet: 'PLAN', month, from: 'USD', to: 'CLP', rate: '950' }),
        insert('prices', { product: 'oat-bar', validFrom: PLAN_DAY, amount: 1, currency: 'USD' }),
        'edit.no_rate',
      ],
      [
        remove('lanes', { from: 'plant' }),
        insert('lanes', { from: 'north', to: 'plant', leadTimeDays: 1 }),
        'plan.source_loop',
      ],
      [remove('prices', { product: 'oat-bar' }), insert('prices', priceFrom(PLAN_DAY - 100)), 'edit.record_exists'],
    ]
    for (const [first, second, code] of needs)
      for (const forgets of [false, true]) {
        const state = openEdits(base)
        const make = entryMaker()
        const one = make([first])
        applyEntry(state, one)
        applyEntry(state, make([second, add(5)]))
        const both = state.company
        if (forgets) forgetOldest(state, 0)
        const undo = make([], { undoes: one.position })
        const { impossible } = applyEntry(state, undo)
        expect(impossible.map(({ refused }) => refused?.code)).toEqual([code])
        expect(state.company).toEqual(base.company)
        expect(state.consensus).toEqual(base.consensus)
        applyEntry(state, make([], { undoes: undo.position }))
        expect(state.company).toEqual(both)
      }
  })

  it('[ED35] what is taken back already, or is not there, cannot be taken back', () => {
    const state = openEdits(base)
    const make = entryMaker()
    const entry = make([set(5)])
    applyEntry(state, entry)
    applyEntry(state, make([], { undoes: entry.position }))
    expect(codeOf(() => applyEntry(state, make([], { undoes: entry.position })))).toBe('edit.already_undone')
    expect(codeOf(() => applyEntry(state, make([], { undoes: 99 })))).toBe('edit.unknown_entry')
  })

  it('[ED36] undo takes one’s own last entry, redo one’s own last undo, until one changes something', () => {
    const state = openEdits(base)
    const make = entryMaker()
    const apply = (entry: Entry): number => {
      applyEntry(state, entry)
      return entry.position
    }
    const one = apply(make([set(5)]))
    const two = apply(make([set(6)]))
    apply(make([set(7)], { actor: 'beto' }))
    expect(nextUndo(state, 'ana')).toBe(two)
    const undoTwo = apply(make([], { undoes: two }))
    expect(nextUndo(state, 'ana')).toBe(one)
    const undoOne = apply(make([], { undoes: one }))
    expect([nextUndo(state, 'ana'), nextRedo(state, 'ana')]).toEqual([null, undoOne])
    apply(make([], { undoes: undoOne }))
    expect([nextUndo(state, 'ana'), nextRedo(state, 'ana')]).toEqual([one, undoTwo])
    apply(make([set(8)]))
    expect(nextRedo(state, 'ana')).toBeNull()
    expect(nextRedo(state, 'carla')).toBeNull()
  })
})

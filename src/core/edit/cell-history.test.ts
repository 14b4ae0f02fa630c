import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyBox,
  anyIntent,
  boxOf,
  buildEditWorld,
  entryMaker,
  insert,
  PLAN_DAY,
  quantity,
} from '../../../tests/support/edit-world.js'
import { type Box, placeBox } from './box.js'
import { rowsInBox } from './box-rows.js'
import { cellHistory, deltasByLayer } from './cell-history.js'
import { applyEntry, foldAll, forgetOldest, openEdits, replayEntry } from './fold.js'
import type { Entry } from './intent.js'

const base = buildEditWorld()
const { count } = base.horizon

function totalIn(consensus: Float64Array, box: Box): number {
  const { from, to, ...placed } = placeBox(base, box)
  let total = 0
  for (const row of rowsInBox(base.rows, { ...placed, from, to }))
    for (let bucket = from; bucket < to; bucket++) total += consensus[row * count + bucket]!
  return total
}

describe('the history of a number', () => {
  it('[ED50] names every entry that moved it, with before and after, and leaves out those taken back', () => {
    const state = openEdits(base)
    const make = entryMaker()
    const bars = boxOf({ product: ['food', 'bars', 'oat-bar'], until: PLAN_DAY + 1 })
    const first = make([quantity({ op: 'set', quantity: 80_000 }, bars, { layer: 'sales' })])
    const wrong = make([quantity({ op: 'add', quantity: 9_000 }, bars)])
    const both = make(
      [
        quantity({ op: 'add', quantity: 6_000 }, bars, { layer: 'marketing' }),
        quantity({ op: 'add', quantity: -1_000 }, bars, { layer: 'sales' }),
      ],
      { actor: 'beto' },
    )
    for (const entry of [first, wrong, both, make([], { undoes: wrong.position })]) applyEntry(state, entry)
    const before = totalIn(base.consensus, bars)
    const history = cellHistory(state, bars)
    expect(history).toEqual([
      { entry: first, before, after: 80_000, layers: { sales: 80_000 - before } },
      { entry: both, before: 80_000, after: 85_000, layers: { marketing: 6_000, sales: -1_000 } },
    ])
    expect(deltasByLayer(history)).toEqual(
      new Map([
        ['sales', 79_000 - before],
        ['marketing', 6_000],
      ]),
    )
  })

  it('[ED50] an entry with a record that needed another one is the same one after old values were dropped', () => {
    const make = entryMaker()
    const bars = boxOf({ product: ['food', 'bars', 'oat-bar'], until: PLAN_DAY + 1 })
    const line = make([insert('resources', { id: 'line', location: 'plant', hoursPerWeek: 80 })])
    const onLine = insert('routings', { product: 'oat-bar', resource: 'line', hoursPerUnit: 1 })
    const routed = make([onLine, quantity({ op: 'set', quantity: 80_000 }, bars)])
    const state = openEdits(base)
    for (const entry of [line, routed]) applyEntry(state, entry)
    forgetOldest(state, 0)
    const [change] = cellHistory(state, bars)
    expect(change!.entry).toBe(routed)
    expect(change!.after).toBe(80_000)
  })

  for (const forgets of [false, true])
    it(`[ED50] [ED51] is what folding the entries one by one says${forgets ? ', also when old values were dropped' : ''}`, () => {
      fc.assert(
        fc.property(
          fc.array(fc.array(anyIntent, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8, size: 'max' }),
          anyBox,
          fc.nat(8),
          (batches, box, undone) => {
            const make = entryMaker()
            const entries: Entry[] = batches.map((intents) => make(intents))
            if (entries[undone] !== undefined) entries.push(make([], { undoes: entries[undone].position }))
            const state = openEdits(base)
            for (const entry of entries) replayEntry(state, entry)
            if (forgets) forgetOldest(state, 0)
            const history = cellHistory(state, box)

            // One fold from scratch for every number of entries, without the one taken back.
            const inForce = entries.filter((entry, at) => at !== undone && entry.undoes === undefined)
            const totals = inForce.map((_, at) => totalIn(foldAll(base, inForce.slice(0, at + 1)).consensus, box))
            const moves = inForce.flatMap(({ position }, at) => {
              const before = at === 0 ? totalIn(base.consensus, box) : totals[at - 1]!
              return before === totals[at] ? [] : [[position, before, totals[at]]]
            })
            expect(
              history
                .filter(({ before, after }) => before !== after)
                .map(({ entry, before, after }) => [entry.position, before, after]),
            ).toEqual(moves)

            const deltas = [...deltasByLayer(history).values()].reduce((sum, delta) => sum + delta, 0)
            expect(totalIn(base.consensus, box) + deltas).toBe(totalIn(state.consensus, box))
          },
        ),
        { seed: 7, numRuns: 150 },
      )
    })
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyBox, anyQuantity, buildEditWorld } from '../../../tests/support/edit-world.js'
import { editNaively } from '../../../tests/support/naive/editing.js'
import { Refusal } from '../base/refusal.js'
import { applyPlaced, type Done } from './apply-intent.js'
import { type Box, placeBox } from './box.js'
import { rowsInBox } from './box-rows.js'
import { restoreCells } from './edit-plan.js'
import { isLocked, noLocks, setLocks } from './lock-set.js'
import { placeIntent } from './placed-intent.js'

const world = buildEditWorld()
const { count } = world.horizon

const lockedCells = (boxes: readonly Box[]) =>
  boxes.reduce(
    (locks, box) => {
      const placed = placeBox(world, box)
      return setLocks(locks, rowsInBox(world.rows, placed), placed.from, placed.to, true).locks
    },
    noLocks(world.rows.count, count),
  )

test('[ED5] [ED6] [ED7] [ED8] [ED10] [ED11] [ED12] [ED13] [ED14] [ED15] [ED16] every edit is what it is by hand, cell by cell; what it changed can be put back', () => {
  const outcomes = new Map<string, number>()
  fc.assert(
    fc.property(anyQuantity, fc.array(anyBox, { maxLength: 2 }), (intent, lockedBoxes) => {
      const locks = lockedCells(lockedBoxes)
      const byHand = editNaively(world, intent, (row, bucket) => isLocked(locks, row, bucket))
      const inputs = { consensus: world.consensus.slice(), locks, company: world.company }
      let done: Done | null = null
      let outcome = 'done'
      try {
        done = applyPlaced(world, inputs, placeIntent(world, intent))
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal
        outcome = refusal.code
      }
      const key = `${intent.op} ${outcome}`
      outcomes.set(key, (outcomes.get(key) ?? 0) + 1)
      expect(typeof byHand === 'string' ? byHand : 'done').toBe(outcome)
      expect(inputs.consensus).toEqual(typeof byHand === 'string' ? world.consensus : byHand)
      if (done?.kind === 'cells') restoreCells(inputs.consensus, count, done.before)
      expect(inputs.consensus).toEqual(world.consensus)
    }),
    { seed: 7, numRuns: 1_000 },
  )
  for (const op of ['set', 'add', 'scale', 'fill', 'copy', 'shift'])
    expect(Math.min(outcomes.get(`${op} done`) ?? 0, outcomes.get(`${op} edit.all_locked`) ?? 0)).toBeGreaterThan(0)
  for (const code of [
    'add edit.negative',
    'set edit.below_locked',
    'shift edit.lands_on_lock',
    'copy edit.outside_horizon',
  ])
    expect(outcomes.get(code) ?? 0).toBeGreaterThan(0)
})

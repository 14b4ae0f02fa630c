/** Scenarios of a living plan: LP30 to LP34, LP38. */
import { describe, expect, test } from 'vitest'
import { MAIN } from '../../src/core/edit/intent.js'
import {
  ana,
  committed,
  consensus,
  digests,
  firstWeek,
  firstWeekTo,
  inWorld,
  luis,
  raise,
  set,
  total,
} from '../support/engine-world.js'

describe('scenarios', () => {
  test('[LP30] one is what its parent was when it was opened, whoever goes on', () =>
    inWorld(async (world) => {
      const first = await total(world)
      const opened = await world.engine.open(MAIN, 'more', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('luis', [raise()]))
      expect(await total(world, consensus(opened.id))).toBe(first)
      await committed(world, world.draft('ana', [set(1_000_000)]), opened.id)
      const main = await total(world)
      const branch = await total(world, consensus(opened.id))
      expect(branch).not.toBe(first)
      expect(await total(world)).toBe(main)
      expect((await world.engine.epoch(opened.id)).numbers).toBe(2)
      expect((await world.engine.epoch(MAIN)).numbers).toBe(1)
    }))

  test('[LP31] merged, its changes are the parent’s, by those who made them, sent by who promoted', () =>
    inWorld(async (world) => {
      const opened = await world.engine.open(MAIN, 'more', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('luis', [raise()]), opened.id)
      const taken = await committed(world, world.draft('luis', [set(3_000)]), opened.id)
      await committed(world, world.draft('luis', [], { undoes: taken.position }), opened.id)
      const branch = await total(world, consensus(opened.id))
      const merged = await world.engine.merge(opened.id, [], ana)
      expect(merged).toMatchObject({ moved: expect.anything() })
      expect(await total(world)).toBe(branch)
      const entries = await world.engine.entries(MAIN, 0, 10)
      expect(entries).toHaveLength(1)
      expect(entries[0]).toMatchObject({ actor: 'luis', sentBy: 'ana', cause: { kind: 'merge' } })
      expect(await world.engine.scenarios()).toEqual([])
    }))

  test('[LP32] what clashes is shown with both numbers, and merged as chosen', () =>
    inWorld(async (world) => {
      const opened = await world.engine.open(MAIN, 'other', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('luis', [set(8_000)]))
      const there = await committed(world, world.draft('ana', [set(6_000)]), opened.id)
      const asked = await world.engine.merge(opened.id, [], ana)
      if (!('conflicts' in asked)) throw new Error('no conflict')
      expect(asked.conflicts).toHaveLength(1)
      expect(asked.conflicts[0]).toMatchObject({
        positions: { here: 1, there: there.position },
        clash: { kind: 'cells', here: 8_000, there: 6_000 },
      })
      expect(await world.engine.scenarios()).toHaveLength(1)
      await world.engine.merge(opened.id, [{ position: there.position, take: 'there' }], ana)
      const { until, ...scope } = firstWeek()
      expect(await total(world, consensus(MAIN, { scope, until }))).toBe(6_000)
    }))

  test('[LP31] a merge that was stopped before its scenario was closed is done once', () =>
    inWorld(async (world) => {
      const opened = await world.engine.open(MAIN, 'more', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('luis', [raise()]), opened.id)
      const { closeScenario } = world.journal
      world.journal.closeScenario = async () => {
        throw new Error('stopped')
      }
      await expect(world.engine.merge(opened.id, [], ana)).rejects.toThrow('stopped')
      const merged = await digests(world.engine, MAIN)
      world.journal.closeScenario = closeScenario
      await committed(world, world.draft('ana', [set(2_000)]), opened.id)
      await world.engine.merge(opened.id, [], ana)
      expect(await world.engine.entries(MAIN, 0, 10)).toHaveLength(2)
      expect(await digests(world.engine, MAIN)).not.toEqual(merged)
      expect(await world.engine.scenarios()).toEqual([])
    }))

  test('[LP33] a merge of which anything is refused changes nothing', () =>
    inWorld(async (world) => {
      const opened = await world.engine.open(MAIN, 'less', ana)
      if ('refused' in opened) throw new Error('refused')
      await committed(world, world.draft('ana', [raise()]), opened.id)
      await committed(world, world.draft('ana', [firstWeekTo({ op: 'add', quantity: -1_000 })]), opened.id)
      await committed(world, world.draft('luis', [raise(0)]))
      const before = await digests(world.engine, MAIN)
      expect(await world.engine.merge(opened.id, [], ana)).toMatchObject({ refused: { code: 'edit.negative' } })
      expect(await digests(world.engine, MAIN)).toEqual(before)
      expect(await world.engine.scenarios()).toHaveLength(1)
    }))

  test('[LP34] what is not in memory any more is made again', () =>
    inWorld(async (world) => {
      const sums = new Map<string, number>()
      for (let at = 0; at < 6; at++) {
        const opened = await world.engine.open(MAIN, `s${at}`, ana)
        if ('refused' in opened) throw new Error('refused')
        await committed(world, world.draft('ana', [raise(1_100_000 + at * 100_000)]), opened.id)
        sums.set(opened.id, await total(world, consensus(opened.id)))
      }
      for (const [id, sum] of sums) expect(await total(world, consensus(id))).toBe(sum)
    }))
})

test('[LP38] everybody is told what happens to a scenario as a whole, by whom, once the journal has it', () =>
  inWorld(async (world) => {
    const told: string[] = []
    world.engine.watch((changed) => {
      told.push('scenario' in changed ? `${changed.by} ${changed.kind} ${changed.scenario.id}` : changed.kind)
    })
    const outer = await world.engine.open(MAIN, 'outer', ana)
    if ('refused' in outer) throw new Error(outer.refused.code)
    const inner = await world.engine.open(outer.id, 'inner', luis)
    if ('refused' in inner) throw new Error(inner.refused.code)
    await world.engine.merge(inner.id, [], ana)
    await world.engine.merge(outer.id, [], luis)
    const last = await world.engine.open(MAIN, 'last', ana)
    if ('refused' in last) throw new Error(last.refused.code)
    await world.engine.drop(last.id, luis)
    expect(await world.engine.drop(last.id, luis)).toMatchObject({ refused: { code: 'access.no_scenario' } })
    expect(told.filter((kind) => kind !== 'settled')).toEqual([
      `ana opened ${outer.id}`,
      `luis opened ${inner.id}`,
      `ana merged ${inner.id}`,
      `luis promoted ${outer.id}`,
      `ana opened ${last.id}`,
      `luis dropped ${last.id}`,
    ])
  }))

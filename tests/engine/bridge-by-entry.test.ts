import { beforeAll, expect, test } from 'vitest'
import { firstDayOfMonth } from '../../src/core/base/day.js'
import type { Entry, Intent, ScenarioId } from '../../src/core/edit/intent.js'
import { MAIN } from '../../src/core/edit/intent.js'
import type { Version } from '../../src/core/plan/version.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { bridgePlans } from '../../src/finance/bridge-plans.js'
import { entriesOfVersion } from '../../src/house/bridge-entries.js'
import { readChronicle } from '../../src/house/living/base-version.js'
import {
  type BridgeAsked,
  type BridgeByEntry,
  type BridgedPlan,
  bridgeByEntry,
  ENTRIES_MOST,
} from '../../src/processes/living/bridge-by-entry.js'
import type { LivingEngine } from '../../src/processes/living/living-engine.js'
import type { LivingInput } from '../../src/processes/living/living-input.js'
import type { LivingPorts } from '../../src/processes/living/living-state.js'
import { snapshotOfBranch } from '../../src/processes/living/shown-branch.js'
import { buildBridge, nameInBridge } from '../../src/processes/report/bridge-report.js'
import { sharedMonths } from '../../src/processes/versions/plan-snapshot.js'
import {
  allocate,
  everything,
  type LivingWorld,
  openLivingWorld,
  ownCopy,
  smallInput,
} from '../support/living-world.js'

let input: LivingInput
beforeAll(async () => {
  input = await smallInput(7, 12)
}, 120_000)

const ports = (): LivingPorts => ({ runner: inlineRunner(), allocate, pause: async () => undefined })
/** First day of a month after the open one. */
const monthFrom = (after: number): number => firstDayOfMonth(input.money.firstMonth + after)

/** Demand of three months times so much, in millionths. */
const scaled = (factor: number, location: readonly string[] = [], month = 1): Intent => ({
  kind: 'quantity',
  op: 'scale',
  factor,
  layer: 'override',
  profile: 'current',
  inPacks: false,
  box: { product: [], location, customer: [], from: monthFrom(month), until: monthFrom(month + 3) },
})

async function said(world: LivingWorld, actor: string, intent: Intent, scenario: ScenarioId = MAIN): Promise<Entry> {
  const done = await world.engine.commit(scenario, world.draft(actor, [intent]), 1e9, everything(actor))
  if ('refused' in done) throw new Error(done.refused.code)
  return done.entry
}

/** In arrays of its own: what goes on in the plan does not go on in it. */
const planOf = (engine: LivingEngine, scenario: ScenarioId): Promise<BridgedPlan> =>
  engine.withSettled([scenario], ({ branch }) => {
    const { company, plan, money, layers, statements } = snapshotOfBranch(branch)
    const kept = ownCopy({ plan, money, layers, statements })
    return { snapshot: { ...input, company, ...kept }, entries: branch.entries }
  })

const BASE = (): BridgedPlan => ({ snapshot: input, entries: [] })
const ALL: BridgeAsked = { end: 'ebit', by: 'total', key: null }

function assertAddsUp({ bars, whole, parts }: BridgeByEntry): void {
  bars.forEach((bar, at) => {
    expect([bar, parts.reduce((sum, { amounts }) => sum + amounts[at]!, 0)]).toEqual([bar, whole[at]])
  })
}
const sizeOf = (amounts: Float64Array): number => amounts.reduce((sum, amount) => sum + Math.abs(amount), 0)

async function lived(work: (world: LivingWorld) => Promise<void>): Promise<void> {
  const world = await openLivingWorld(ownCopy(input))
  try {
    await work(world)
  } finally {
    await world.close()
  }
}

test('[BE1] [BE2] two people, one undone: what each moved adds up to every bar, and nothing is left over', () =>
  lived(async (world) => {
    const [country] = input.company.settings.countries
    const first = await said(world, 'ana', scaled(1_200_000))
    const undone = await said(world, 'luis', scaled(500_000, [country!]))
    const second = await said(world, 'luis', scaled(800_000, [], 2))
    await world.engine.commit(MAIN, world.draft('luis', [], { undoes: undone.position }), 1e9, everything('luis'))
    const to = await planOf(world.engine, MAIN)
    const told = await bridgeByEntry({ input, ports, from: BASE(), to }, ALL)
    assertAddsUp(told)
    expect(told.parts.map(({ kind, entries }) => [kind, entries.map(({ position }) => position)])).toEqual([
      ['entry', [first.position]],
      ['entry', [second.position]],
      ['other', []],
    ])
    const [one, other, rest] = told.parts
    expect([sizeOf(one!.amounts) > 0, sizeOf(other!.amounts) > 0, sizeOf(rest!.amounts)]).toEqual([true, true, 0])
    // Ana asked for more, Luis for less.
    const volume = told.bars.indexOf('volume')
    expect([Math.sign(one!.amounts[volume]!), Math.sign(other!.amounts[volume]!)]).toEqual([1, -1])
    const shown = buildBridge(
      { id: 'a', snapshot: input },
      { id: 'b', snapshot: to.snapshot },
      { end: 'ebit', by: 'total' },
    )
    expect(shown.groups[0]!.bars.map(Number)).toEqual(
      Array.from(told.whole, (amount) => expect.closeTo(amount / 10 ** told.decimals, 6)),
    )
  }))

test('[BE1] groups of a bar are told by entries as exactly as all of it, and add up to that', () =>
  lived(async (world) => {
    await said(world, 'ana', scaled(1_300_000))
    await said(world, 'luis', scaled(700_000, [input.company.settings.countries[0]!]))
    const to = await planOf(world.engine, MAIN)
    const asked = { end: 'grossMargin', by: 'family' } as const
    const months = sharedMonths(input, to.snapshot)
    const { leaves } = bridgePlans(input, to.snapshot, { end: asked.end, months })
    const families = [...new Set(leaves.map((place) => nameInBridge(place, 'family')))]
    const all = await bridgeByEntry({ input, ports, from: BASE(), to }, { ...asked, key: null })
    const sums = all.parts.map(() => new Float64Array(all.bars.length))
    for (const key of families) {
      const told = await bridgeByEntry({ input, ports, from: BASE(), to }, { ...asked, key })
      assertAddsUp(told)
      told.parts.forEach(({ amounts }, part) => {
        amounts.forEach((amount, bar) => {
          sums[part]![bar]! += amount
        })
      })
    }
    expect(sums).toEqual(all.parts.map(({ amounts }) => amounts))
  }))

test('[BE1] from a scenario to the plan: what only the scenario has counts the other way round', () =>
  lived(async (world) => {
    const common = await said(world, 'ana', scaled(1_100_000))
    const { id } = (await world.engine.open(MAIN, 'less', everything('ana'))) as { id: string }
    const there = await said(world, 'luis', scaled(600_000), id)
    const here = await said(world, 'ana', scaled(1_400_000, [], 3))
    const [from, to] = [await planOf(world.engine, id), await planOf(world.engine, MAIN)]
    const told = await bridgeByEntry({ input, ports, from, to }, ALL)
    assertAddsUp(told)
    expect(told.parts.map(({ isTakenOff, entries }) => [isTakenOff, entries[0]?.position])).toEqual([
      [true, there.position],
      [false, here.position],
      [false, undefined],
    ])
    expect(told.parts.flatMap(({ entries }) => entries)).not.toContainEqual(common)
    const volume = told.bars.indexOf('volume')
    expect(told.parts[0]!.amounts[volume]).toBeGreaterThan(0)
  }))

test(
  '[BE3] the newest are told each for itself, those before them together',
  () =>
    lived(async (world) => {
      const [country] = input.company.settings.countries
      for (let at = 0; at < ENTRIES_MOST + 3; at++)
        await said(world, at % 2 === 0 ? 'ana' : 'luis', scaled(1_000_000 + 10_000 * (at + 1), [country!]))
      const to = await planOf(world.engine, MAIN)
      const told = await bridgeByEntry({ input, ports, from: BASE(), to }, { end: 'netSales', by: 'total', key: null })
      assertAddsUp(told)
      expect(told.parts).toHaveLength(1 + ENTRIES_MOST + 1)
      expect([told.parts[0]!.kind, told.parts[0]!.entries.length, sizeOf(told.parts.at(-1)!.amounts)]).toEqual([
        'earlier',
        3,
        0,
      ])
    }),
  120_000,
)

test('[BE4] a plan on another base has no entry of this one: what it differs by is no entry', () =>
  lived(async (world) => {
    await said(world, 'ana', scaled(1_200_000))
    const to = await planOf(world.engine, MAIN)
    const other = { snapshot: to.snapshot, entries: null }
    const back = await bridgeByEntry({ input, ports, from: other, to: BASE() }, ALL)
    assertAddsUp(back)
    expect(back.parts.map(({ kind }) => kind)).toEqual(['other'])
    const same = await bridgeByEntry({ input, ports, from: other, to }, ALL)
    assertAddsUp(same)
    expect([sizeOf(same.whole), same.parts.map(({ kind }) => kind)]).toEqual([0, ['entry', 'other']])
  }))

test('[BE1] a change in months that only one of the two plans has moved nothing between them', () =>
  lived(async (world) => {
    const near = await said(world, 'ana', scaled(1_200_000))
    await said(world, 'luis', scaled(1_500_000, [], 6))
    const from = await planOf(world.engine, MAIN)
    // The other one ends before what Luis changed.
    const short = { ...input, money: { ...input.money, monthCount: 5 } }
    const told = await bridgeByEntry({ input, ports, from, to: { snapshot: short, entries: null } }, ALL)
    assertAddsUp(told)
    const moved = told.parts.map(({ entries, amounts }) => [entries[0]?.position ?? null, sizeOf(amounts) > 0])
    expect([moved[0], moved[1]![1], moved[2]]).toEqual([[near.position, true], false, [null, false]])
  }))

test('[BE1] [BE4] a version has the entries of the plan or the scenario that it was frozen from', () =>
  lived(async (world) => {
    const common = await said(world, 'ana', scaled(1_100_000))
    const { id } = (await world.engine.open(MAIN, 'less', everything('ana'))) as { id: string }
    const here = await said(world, 'ana', scaled(1_400_000, [], 3))
    const there = await said(world, 'luis', scaled(600_000), id)
    const chronicle = await readChronicle(world.journal)
    const positions = (position: number, more: Partial<Pick<Version, 'id' | 'kind'>> = {}) =>
      entriesOfVersion({ id: '0002-cycle', kind: 'cycle', position, ...more }, chronicle)?.map((of) => of.position)
    expect(positions(common.position)).toEqual([common.position])
    expect(positions(here.position)).toEqual([common.position, here.position])
    expect(positions(there.position)).toEqual([common.position, there.position])
    expect(positions(there.position, { kind: 'week' })).toBeUndefined()
    expect([positions(0), positions(0, { id: 'first' })]).toEqual([undefined, []])
  }))

/** Andina's commitments of seven Mondays against what was done: what is kept, the same by SQL, and in money. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/cli.js'
import { formatDay, parseDay } from '../../src/core/base/day.js'
import { MEASURE_GROUPS } from '../../src/core/edit/access.js'
import { EVERYWHERE } from '../../src/core/edit/box.js'
import { type Fraction, fraction, inParts } from '../../src/finance/adherence/fraction.js'
import { measureAdherence } from '../../src/house/adherence.js'
import { type PlannedFolder, planFolder } from '../../src/house/planning.js'
import { verifyPlace } from '../../src/house/verifying.js'
import { signVersion, versionsOf } from '../../src/house/versions.js'
import { runJob } from '../../src/jobs/job.js'
import type { AdherenceFigures } from '../../src/processes/soe/adherence/adherence-figures.js'
import type { AdherenceMeasurement } from '../../src/processes/soe/adherence/adherence-measurement.js'
import { type AdherenceReport, buildAdherence } from '../../src/processes/soe/adherence/adherence-report.js'
import { atomsOf } from '../../src/processes/soe/adherence/daily-money.js'
import type { AdherenceQuery } from '../../src/processes/soe/adherence/seen-cells.js'
import {
  adherenceBySql,
  type FlowWeek,
  marginBySql,
  stockMoneyDaysBySql,
  trappedBySql,
} from '../support/naive/adherence.js'
import { morningOf as morning, planMornings } from '../support/planned-mornings.js'
import { andinaFrom, type RollingWorld } from '../support/rolling-world.js'

const FIRST = parseDay('2026-09-28')!
const MONDAYS = Array.from({ length: 7 }, (_, week) => FIRST + week * 7)
const ALL = { scopes: [EVERYWHERE], measures: new Set(MEASURE_GROUPS) }
const WEEKS = MONDAYS.slice(0, -1)

let world: RollingWorld
const plans: PlannedFolder[] = []
const kept: (readonly AdherenceMeasurement[])[] = []

beforeAll(async () => {
  world = await andinaFrom(FIRST, 60, 4)
  for await (const plan of planMornings(world, MONDAYS, 0)) {
    plans.push(plan)
    if (plans.length === 1) await signVersion(world.folder, { by: 'ceo', reason: 'cycle' })
    if (plans.length === 1) continue
    const { measurements } = await measureAdherence(world.folder, { now: morning(plan.version.planDay) })
    kept.push(measurements)
  }
}, 600_000)
afterAll(() => world.remove())
afterEach(() => vi.restoreAllMocks())

const measured = async (restated = false) =>
  (await measureAdherence(world.folder, { now: morning(MONDAYS.at(-1)! + 1), restated })).measurements
const report = async (query: Partial<AdherenceQuery> = {}, restated = false): Promise<AdherenceReport> =>
  buildAdherence(await measured(restated), { by: [], ...query }, ALL)
const share = (value: Fraction): number => inParts(value, 1_000_000)

/** What the figures of one flow and week must be, by SQL. */
function expected({ kept: same, under, over, unplanned, negative, planned }: FlowWeek) {
  const den = same + under + over + unplanned + negative
  return {
    planned: atomsOf(planned, 2),
    index: share(fraction(same, den)),
    under: share(fraction(under, den)),
    over: share(fraction(over, den)),
    unplanned: share(fraction(unplanned, den)),
    negative: share(fraction(negative, den)),
  }
}

/** Parts are rounded so that they add up to one: each may be a millionth off its own rounding. */
function expectSame({ planned, parts, under }: AdherenceFigures, sql: FlowWeek): void {
  const wanted = expected(sql)
  expect(planned).toBe(wanted.planned)
  const found = { ...parts!, under: under! }
  for (const name of ['index', 'under', 'over', 'unplanned', 'negative'] as const)
    expect(Math.abs(found[name] - wanted[name])).toBeLessThanOrEqual(name === 'under' ? 4 : 1)
}

test('[AD1] [AD2] [AD11] [AD12] [AD14] SQL over the frozen weeks and the facts says the same, week by week and lag by lag', async () => {
  const weeks = (await versionsOf(world.folder).list()).filter(({ kind }) => kind === 'week')
  expect(weeks.map(({ planDay }) => planDay)).toEqual(WEEKS)
  let compared = 0
  for (const { id, planDay } of weeks)
    for (let lag = 0; planDay + lag * 7 <= WEEKS.at(-1)! && lag < 4; lag++) {
      const week = planDay + lag * 7
      const bySql = await adherenceBySql(world.folder, id, week)
      const { rows } = await report({ week, lag, by: ['week'] })
      expect(rows.map(({ flow }) => flow)).toEqual(bySql.map(({ flow }) => flow))
      for (const [at, row] of rows.entries()) expectSame(row.corners.execution, bySql[at]!)
      compared += rows.length
    }
  expect(compared).toBe(18 * 3)
})

test('[AD2] the parts of every flow, and of every group of it, add up to one', async () => {
  const { flows, rows } = await report({ by: ['family', 'location', 'owner'] })
  let told = 0
  for (const { corners } of [...flows, ...rows])
    for (const { parts } of Object.values(corners)) {
      if (parts === null) continue
      told += 1
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(1_000_000)
    }
  expect(told).toBeGreaterThan(100)
})

test('[AD5] what was lost level by level adds up to the loss of every flow; only a whole window tells late from elsewhere', async () => {
  const { chains, flows } = await report()
  expect(chains.map(({ flow }) => flow)).toEqual(['SHIP', 'PRODUCE', 'RECEIVE'])
  chains.forEach(({ causes }, at) => {
    expect(causes.map(({ cause }) => cause)).toEqual([
      'index', 'volume', 'family', 'item', 'location', 'locationOrTiming', 'timing', 'negative',
    ]) // biome-ignore format: a list
    expect(causes.reduce((sum, cause) => sum + cause.share, 0)).toBe(1_000_000)
    expect(Math.abs(causes[0]!.share - flows[at]!.corners.execution.parts!.index)).toBeLessThanOrEqual(1)
  })
  const single = (await report({ week: FIRST })).chains[0]!.causes
  expect(single.find(({ cause }) => cause === 'timing')!.share).toBe(0)
  expect(single.find(({ cause }) => cause === 'locationOrTiming')!.share).toBeGreaterThan(0)
})

test('[AD9] [AD10] the headline weighs three flows; planning again is told apart, over weeks that have both', async () => {
  const { headline, flows, planningAgain } = await report()
  const planned = flows.map(({ corners }) => corners.execution.planned!)
  const weighted = flows.reduce((sum, { corners }, at) => sum + corners.execution.parts!.index * planned[at]!, 0)
  expect(headline.execution).toBeCloseTo(weighted / planned.reduce((sum, value) => sum + value, 0), -1)
  // The first week has one commitment only.
  expect(planningAgain).toMatchObject({ weeks: 5 })
  expect(planningAgain!.gain).toBe(planningAgain!.latest - planningAgain!.original)
})

test('[AD13] the triangle: translation, execution and total against the version that was signed', async () => {
  const first = plans[0]!.version.id
  expect(new Set((await measured()).flatMap(({ record }) => record))).toEqual(new Set([first]))
  const { flows } = await report({ week: FIRST })
  // In its own week the plan of record is what was committed to.
  for (const { corners } of flows) {
    expect(corners.translation.parts!.index).toBe(1_000_000)
    expect(corners.total.parts).toMatchObject({ index: corners.execution.parts!.index })
  }
  const later = (await report({ week: WEEKS[3]! })).flows.find(({ flow }) => flow === 'PRODUCE')!.corners
  expect(later.translation.parts!.index).toBeLessThan(1_000_000)
  // Total at four weeks is what the first commitments say at lag three: they are the plan that was signed.
  const asCommitted = (await report({ week: WEEKS[3]!, lag: 3 })).flows.find(({ flow }) => flow === 'SHIP')!.corners
  const total = (await report({ week: WEEKS[3]! })).flows.find(({ flow }) => flow === 'SHIP')!.corners.total
  expect(total.cells).toBe(asCommitted.execution.cells)
})

test('[AD18] owners are those whom responsibilities name for the place', async () => {
  const { rows } = await report({ by: ['owner', 'location'], flow: 'SHIP' })
  expect(rows.length).toBeGreaterThan(2)
  for (const { names } of rows) expect(names[0]).toBe(`soe-${names[1]!.slice(3).toLowerCase()}`)
})

test('[AD21] the margin of every month, day by day by SQL; its causes add up', async () => {
  const sums = new Map<string, bigint>()
  for (const { id, planDay } of (await versionsOf(world.folder).list()).filter(({ kind }) => kind === 'week'))
    for (const [month, margin] of await marginBySql(world.folder, id, planDay))
      sums.set(month, (sums.get(month) ?? 0n) + margin)
  const { margin } = await report()
  expect(margin!.map(({ month }) => month)).toEqual(['2026-09', '2026-10', '2026-11'])
  for (const { month, net, ...causes } of margin!) {
    expect(Object.values(causes).reduce((sum, cause) => sum + cause, 0)).toBe(net)
    // Each of five causes is rounded once.
    expect(Math.abs(net - atomsOf(sums.get(month)!, 2))).toBeLessThanOrEqual(3)
  }
})

test('[AD20] [AD22] cash as executed: stock moved by what SQL says, six groups and no residual', async () => {
  const { cash } = await report()
  const { version, stock, receivables, payables, cycle, from, days, decimals } = cash!
  expect(days).toBe(28)
  const until = from + days
  const { rolledFrom } = (await versionsOf(world.folder).find(version))!
  const sql = await stockMoneyDaysBySql(world.folder, { version, cycle: rolledFrom }, { planDay: from, until })
  const of = (...causes: string[]): number =>
    stock!.terms.filter(({ cause }) => causes.includes(cause)).reduce((sum, term) => sum + term.moneyDays, 0)
  const shipped = of('demandShort', 'supplyShort', 'executionShort', 'underShipment', 'overShipment')
  // Of each day every cause is rounded once, and stands for up to 28 days.
  expect(Math.abs(shipped - atomsOf(sql, decimals))).toBeLessThanOrEqual(5 * 28 * 28)
  for (const balance of [stock, receivables, payables]) {
    const sum = balance!.terms.reduce((total, { days: own }) => total + own, 0)
    expect(sum).toBeCloseTo(balance!.daysActual - balance!.daysPlan, 9)
  }
  const groups = Object.values(cycle!.byGroup).reduce((sum, own) => sum + own, 0)
  expect(groups).toBeCloseTo(cycle!.actual - cycle!.plan, 9)
  expect(cycle!.asExecuted).toBeCloseTo(cycle!.plan + cycle!.byGroup.adherence, 12)
  expect(cash!.trapped).toBe(atomsOf(await trappedBySql(world.folder, version, until), 2))
  expect(cash!.assumed).toEqual(['collections', 'payments'])
})

test('[AD23] totals are those of what the viewer may see, amounts for those who see them', async () => {
  const measurements = await measured()
  const lima = { ...EVERYWHERE, location: ['PE', 'DC-LIM'] }
  const own = buildAdherence(measurements, { by: [] }, { scopes: [lima], measures: new Set(['volume', 'cash']) })
  const whole = await report({ by: ['location'] })
  for (const { flow, corners } of own.flows) {
    const row = whole.rows.find((one) => one.flow === flow && one.names[0] === 'DC-LIM')!
    expect(corners.execution.parts).toEqual(row.corners.execution.parts)
    expect([corners.execution.planned, corners.execution.executed]).toEqual([null, null])
  }
  expect([own.margin, own.cash]).toEqual([null, null])
  expect(() => buildAdherence(measurements, { by: [] }, { scopes: [EVERYWHERE], measures: new Set() })).toThrow()
})

test('[AD24] the command tells it in three languages, and its JSON is the report', async () => {
  let said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text
    return true
  })
  expect(await main(['soe', 'adherence', world.folder, '--json', '--by', 'week', '--flow', 'SHIP'])).toBe(0)
  expect(JSON.parse(said)).toEqual(JSON.parse(JSON.stringify(await report({ by: ['week'], flow: 'SHIP' }))))
  for (const [language, word] of [
    ['es', 'Índice de cumplimiento'],
    ['pt', 'Índice de cumprimento'],
    ['en', 'Plan adherence index'],
  ]) {
    said = ''
    expect(await main(['soe', 'adherence', world.folder, '--language', language!, '--by', 'week,owner'])).toBe(0)
    expect(said).toContain(word)
    expect(said).not.toMatch(/adherence\.\w|undefined|NaN/)
  }
})

test('[AD11] frozen weeks are verified with everything they hold', async () => {
  const { faults, notes } = await runJob('verify', {}, (job) => verifyPlace(world.folder, job))
  expect([faults, notes]).toEqual([[], []])
})

test('[AD19] measured Monday by Monday it is what it would have been in the end', async () => {
  expect(kept.map((measurements) => measurements.length)).toEqual([1, 3, 6, 10, 14, 18])
  for (const by of [
    ['week', 'lag'],
    ['family', 'owner'],
  ] as const) {
    const { flows, rows } = await report({ by })
    const again = await report({ by }, true)
    expect([again.flows, again.rows]).toEqual([flows, rows])
  }
})

test('[AD19] facts that are restated, and another signature, change nothing that was measured', async () => {
  const before = await report({ by: ['week'] })
  await signVersion(world.folder, { versionId: plans[2]!.version.id, by: 'ceo', reason: 'again' })
  const file = path.join(world.folder, `sales-${formatDay(WEEKS[1]!)}.csv`)
  const [header, ...lines] = fs.readFileSync(file, 'utf8').trimEnd().split('\n')
  const units = header!.split(',').indexOf('units')
  const halved = lines.map((line) => {
    const cells = line.split(',')
    cells[units] = String(Math.floor(Number(cells[units]) / 2))
    return cells.join(',')
  })
  fs.writeFileSync(file, `${[header, ...halved].join('\n')}\n`)
  await runJob('plan', {}, (job) => planFolder(world.folder, job, { workers: 0, now: morning(MONDAYS.at(-1)! + 1) }))
  expect(await report({ by: ['week'] })).toEqual(before)
  const restated = await report({ by: ['week'] }, true)
  const executed = ({ rows }: AdherenceReport): (number | null)[] =>
    rows.filter(({ flow }) => flow === 'SHIP').map(({ corners }) => corners.execution.executed)
  expect(executed(restated)[1]!).toBeLessThan(executed(before)[1]! * 0.6)
  expect(executed(restated)[0]).toBe(executed(before)[0])
  const record = (await measured(true)).flatMap(({ record: own }) => own)
  expect(new Set(record)).toEqual(new Set([plans[0]!.version.id, plans[2]!.version.id]))
  // What was measured anew was not kept.
  expect(await report({ by: ['week'] })).toEqual(before)
}, 120_000)

/** Eight Mondays of Andina: SPINE 4, played with what its buyers really bought and what Rumbo itself proposed. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatDay, parseDay } from '../../src/core/base/day.js'
import { parseScaled } from '../../src/core/base/decimal.js'
import type { SupplyProposal } from '../../src/core/plan/proposal.js'
import { checkFeasibility } from '../../src/core/supply/feasibility.js'
import { type PlannedFolder, planFolder, type RolledFolder, replayVersion } from '../../src/house/planning.js'
import { proveFolder } from '../../src/house/proving.js'
import { versionsOf } from '../../src/house/versions.js'
import { type Job, runJob } from '../../src/jobs/job.js'
import { buildReport, type Report } from '../../src/processes/report/report.js'
import { snapshotOf } from '../../src/processes/versions/plan-snapshot.js'
import { morningOf as morning, planMornings } from '../support/planned-mornings.js'
import { andinaFrom, type RollingWorld } from '../support/rolling-world.js'

const FIRST = parseDay('2026-09-28')!
const MONDAYS = Array.from({ length: 9 }, (_, week) => FIRST + week * 7)

const asJob = <Of>(work: (job: Job) => Promise<Of>): Promise<Of> => runJob('roll', {}, work)

let world: RollingWorld
const plans: (PlannedFolder | RolledFolder)[] = []

beforeAll(async () => {
  world = await andinaFrom(FIRST, 54, 4)
  for await (const plan of planMornings(world, MONDAYS, 0)) plans.push(plan)
}, 600_000)
afterAll(() => world.remove())

const reportOf = ({ planned, version }: PlannedFolder): Report =>
  buildReport(snapshotOf(planned), { id: version.id, planDay: formatDay(version.planDay) }, {})

test('[PV7] each plan begins on its Monday, with the days that had been weeks and months open', () => {
  for (const [week, { planned }] of plans.entries()) {
    const { horizon } = planned.plan
    expect(horizon.planDay).toBe(MONDAYS[week])
    expect(Array.from(horizon.days.subarray(0, 28))).toEqual(new Array(28).fill(1))
  }
})

test('[PV4] [PV8] each roll continues the plan before it and freezes its commitments', async () => {
  const rolls = plans.slice(1) as RolledFolder[]
  expect(rolls.map(({ version }) => version.rolledFrom)).toEqual(plans.slice(0, -1).map(({ version }) => version.id))
  expect(rolls.map(({ commitments }) => commitments?.planDay)).toEqual(MONDAYS.slice(0, -1))
  const live = await versionsOf(world.folder).live()
  expect(live?.id).toBe(plans.at(-1)!.version.id)
})

test('the constrained plan of every Monday can happen', () => {
  expect(plans.flatMap(({ planned }) => checkFeasibility(planned.plan))).toEqual([])
})

test('the identity of every Monday holds by the second road', async () => {
  for (const { version } of [plans[1]!, plans[8]!]) {
    const proof = await proveFolder(world.folder, version.id)
    expect(proof.checks.filter(({ mismatches }) => mismatches > 0)).toEqual([])
    expect(proof.cells).toBeGreaterThan(100_000)
  }
})

test('[PV12] every landing is what was sold and the rest of the plan', () => {
  for (const plan of plans) {
    const { landing, units, lines } = reportOf(plan)
    const cents = (text: string | null): number => parseScaled(text!, 2)!
    expect(landing.restOfPlan).toEqual({ units: units[0], netSales: lines.netSales[0] })
    expect(cents(landing.landing.netSales)).toBe(
      cents(landing.actualToDate.netSales) + cents(landing.restOfPlan.netSales),
    )
  }
  // The same month seen from its Mondays: what was sold grows, what is left shrinks.
  const october = plans.map(reportOf).filter(({ landing }) => landing.month === '2026-10')
  const sold = october.map(({ landing }) => Number(landing.actualToDate.units))
  expect(sold).toEqual([...sold].sort((a, b) => a - b))
  expect(october.length).toBe(4)
})

test('[PV10] a Monday of weeks ago can be made again, and is the same to the byte', async () => {
  const { version } = plans[3]!
  const replayed = await asJob((job) => replayVersion(world.folder, version.id, job, { workers: 0 }))
  expect(replayed.hash).toBe(version.hash)
})

test('[PP11] planning a Monday again writes the same files and no other version', async () => {
  const out = path.join(world.folder, 'out')
  const read = (): string[] => fs.readdirSync(out).map((name) => fs.readFileSync(path.join(out, name), 'utf8'))
  const before = read()
  const last = plans.at(-1)!
  const again = await asJob((job) => planFolder(world.folder, job, { workers: 0, now: morning(last.version.planDay) }))
  expect('refused' in again ? null : again.version.id).toBe(last.version.id)
  expect(read()).toEqual(before)
})

test('[PP4] orders that did not change keep their names from Monday to Monday', () => {
  const lane = ({ kind, product, from, to, dueDay }: SupplyProposal): string => [kind, product, from, to, dueDay].join()
  let kept = 0
  for (let week = 1; week < plans.length; week++) {
    const before = new Map(plans[week - 1]!.proposals.map((proposal) => [lane(proposal), proposal.id]))
    for (const proposal of plans[week]!.proposals) {
      const id = before.get(lane(proposal))
      if (id === undefined || proposal.status !== 'proposed') continue
      expect(proposal.id).toBe(id)
      kept++
    }
  }
  expect(kept).toBeGreaterThan(100)
})

/** SupplyGraph, a maker of consumer goods: production and issue of 41 items against the plan, and the same by SQL from its files. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatDay, parseDay } from '../../src/core/base/day.js'
import { MEASURE_GROUPS } from '../../src/core/edit/access.js'
import { EVERYWHERE } from '../../src/core/edit/box.js'
import { AdherenceSums, indexOf } from '../../src/finance/adherence/adherence.js'
import { type Fraction, fraction, inParts, isEqual } from '../../src/finance/adherence/fraction.js'
import { measureAdherence } from '../../src/house/adherence.js'
import { planFolder, rollFolder } from '../../src/house/planning.js'
import { versionsOf } from '../../src/house/versions.js'
import { runJob } from '../../src/jobs/job.js'
import { type AdherenceReport, buildAdherence } from '../../src/processes/soe/adherence/adherence-report.js'
import { readRows } from '../../src/store/duckdb/columns.js'
import { openDatabase } from '../../src/store/duckdb/database.js'
import { morningOf } from '../support/planned-mornings.js'
import { readTable, SUPPLYGRAPH, supplygraphFolder } from '../support/supplygraph-company.js'
import { isHere } from './adapted-company.js'

const FIRST = parseDay('2023-05-01')!
const MONDAYS = Array.from({ length: 9 }, (_, week) => FIRST + week * 7)
const WEEKS = MONDAYS.slice(0, -1)

/** A file of the set as rows of item, day and units; SQL reads it itself. */
const daily = (name: string): string =>
  `(UNPIVOT (SELECT CAST("Date" AS DATE) AS day, * EXCLUDE ("Date") FROM read_csv('${path.join(SUPPLYGRAPH, `${name}.csv`)}', all_varchar = true))
     ON * EXCLUDE (day) INTO NAME item VALUE units)`
const thousandths = (units: string): string => `CAST(round(CAST(${units} AS DOUBLE) * 1000) AS HUGEINT)`

interface Parts {
  readonly kept: bigint
  readonly under: bigint
  readonly over: bigint
  readonly unplanned: bigint
  readonly negative: bigint
}

/** `cells` has item, week, p, a and v. */
async function partsBySql(cells: string): Promise<Parts> {
  const database = await openDatabase(null)
  try {
    const part = (value: string): string => `CAST(coalesce(sum(CAST(v AS HUGEINT) * (${value})), 0) AS VARCHAR)`
    const [row] = (await readRows(
      database.connection,
      `SELECT ${part('least(p, greatest(a, 0))')} AS kept, ${part('greatest(p - greatest(a, 0), 0)')} AS under,
         ${part('CASE WHEN p > 0 THEN greatest(a - p, 0) ELSE 0 END')} AS over,
         ${part('CASE WHEN p = 0 THEN greatest(a, 0) ELSE 0 END')} AS unplanned, ${part('greatest(-a, 0)')} AS negative
       FROM (${cells})`,
    )) as Record<keyof Parts, string>[]
    return Object.fromEntries(Object.entries(row!).map(([name, value]) => [name, BigInt(value)])) as unknown as Parts
  } finally {
    database.close()
  }
}

const total = (parts: Parts): bigint => Object.values(parts).reduce((sum, part) => sum + part, 0n)
const millionths = (value: Fraction): number => inParts(value, 1_000_000)

describe.skipIf(!isHere('supplygraph-fmcg'))('SupplyGraph: 41 items, 181 days', () => {
  test.each(['unit__production', 'unit__factory_issue'])(
    '[AD1] [AD2] %s of each week against what was ordered, unit by unit',
    async (name) => {
      const planned = readTable('unit__sales_order')
      const done = readTable(name)
      const sums = new AdherenceSums()
      const weekOf = (day: string): number => Math.floor((parseDay(day)! - parseDay('2023-01-02')!) / 7)
      planned.items.forEach((_, item) => {
        const weeks = new Map<number, { planned: number; actual: number }>()
        planned.days.forEach((day, row) => {
          const cell = weeks.get(weekOf(day)) ?? { planned: 0, actual: 0 }
          weeks.set(weekOf(day), cell)
          cell.planned += Math.round(planned.units[row]![item]! * 1000)
          cell.actual += Math.round(done.units[row]![item]! * 1000)
        })
        for (const cell of weeks.values()) sums.add({ ...cell, weight: 1, tolerance: 0 })
      })
      const sql = await partsBySql(
        `SELECT item, date_trunc('week', day) AS week, sum(p) AS p, sum(a) AS a, 1 AS v FROM (
           SELECT item, day, ${thousandths('units')} AS p, 0 AS a FROM ${daily('unit__sales_order')}
           UNION ALL SELECT item, day, 0, ${thousandths('units')} FROM ${daily(name)}) GROUP BY ALL`,
      )
      const { index, losses } = indexOf(sums)!
      expect(isEqual(index, fraction(sql.kept, total(sql)))).toBe(true)
      for (const part of ['under', 'over', 'unplanned', 'negative'] as const)
        expect(isEqual(losses[part], fraction(sql[part], total(sql)))).toBe(true)
      // Nothing in this set is below zero; everything else happens.
      expect([sql.under, sql.over].every((part) => part > 0n)).toBe(true)
      expect(sql.negative).toBe(0n)
    },
  )

  describe('planned by Rumbo on nine Mondays, executed by the plant', () => {
    let folder: string
    let report: AdherenceReport
    beforeAll(async () => {
      folder = supplygraphFolder(formatDay(FIRST))
      for (const [at, monday] of MONDAYS.entries())
        await runJob('roll', {}, async (job) => {
          const options = { now: morningOf(monday), workers: 0 }
          const made =
            at === 0 ? await planFolder(folder, job, options) : await rollFolder(folder, monday, job, options)
          if ('refused' in made) throw new Error(JSON.stringify(made.refused))
        })
      const { measurements } = await measureAdherence(folder, { now: morningOf(MONDAYS.at(-1)!) })
      report = buildAdherence(
        measurements,
        { by: ['week'] },
        { scopes: [EVERYWHERE], measures: new Set(MEASURE_GROUPS) },
      )
    }, 600_000)
    afterAll(() => folder !== undefined && fs.rmSync(folder, { recursive: true, force: true }))

    test('[AD14] [AD16] production and issue of every week, from the frozen files and the files of the set', async () => {
      const frozen = (await versionsOf(folder).list()).filter(({ kind }) => kind === 'week')
      expect(frozen.map(({ planDay }) => planDay)).toEqual(WEEKS)
      const flows = [
        ['PRODUCE', 'production', 'unit__production', 'stock_rows'],
        ['SHIP', 'shipments', 'unit__factory_issue', 'demand_rows'],
      ] as const
      const seen = { unplanned: 0n, over: 0n, under: 0n }
      for (const { id, planDay } of frozen)
        for (const [flow, planned, done, rows] of flows) {
          const file = (name: string): string =>
            `read_parquet('${path.join(folder, '.rumbo', 'versions', id, `${name}.parquet`)}')`
          const inWeek = (day: string): string =>
            `${day} >= DATE '${formatDay(planDay)}' AND ${day} < DATE '${formatDay(planDay + 7)}'`
          const sql = await partsBySql(
            `SELECT c.p, c.a, w.weight AS v FROM (
               SELECT item, sum(p) AS p, sum(a) AS a FROM (
                 SELECT product_id AS item, CAST(quantity AS HUGEINT) AS p, 0 AS a FROM ${file(planned)} WHERE ${inWeek('first_day')}
                 UNION ALL SELECT item, 0, ${thousandths('units')} FROM ${daily(done)} WHERE ${inWeek('day')}) GROUP BY ALL) c
             JOIN ${file(rows)} r ON r.product_id = c.item
             JOIN ${file('adherence_weights')} w ON w.flow = '${flow}' AND w.row = r.row AND w.first_day = DATE '${formatDay(planDay)}'`,
          )
          const row = report.rows.find((one) => one.flow === flow && one.names[0] === formatDay(planDay))!
          const { parts, under } = row.corners.execution
          const off = (found: number, part: bigint): number => Math.abs(found - millionths(fraction(part, total(sql))))
          expect(off(parts!.index, sql.kept)).toBeLessThanOrEqual(1)
          expect(off(under!, sql.under)).toBeLessThanOrEqual(4)
          expect(off(parts!.over, sql.over)).toBeLessThanOrEqual(1)
          expect(off(parts!.unplanned, sql.unplanned)).toBeLessThanOrEqual(1)
          expect(off(parts!.negative, sql.negative)).toBeLessThanOrEqual(1)
          for (const part of ['unplanned', 'over', 'under'] as const) seen[part] += sql[part]
        }
      expect(Object.values(seen).every((part) => part > 0n)).toBe(true)
    })

    test('[AD4] [AD16] everything is told, and issues that were missed are told apart by reason', () => {
      const ship = report.flows.find(({ flow }) => flow === 'SHIP')!.corners.execution
      expect(ship.coverage).toBe(1_000_000)
      expect(ship.parts!.untold).toBe(0)
      expect(ship.parts!.demandShort).toBeGreaterThan(0)
      expect(ship.controllable).toBe(ship.parts!.index + ship.parts!.demandShort)
      console.info(
        `SupplyGraph, eight weeks: ${report.flows.map(({ flow, corners }) => `${flow} ${JSON.stringify(corners.execution.parts)}`).join('; ')}`,
      )
    })
  })
})

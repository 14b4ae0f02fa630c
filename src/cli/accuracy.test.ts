import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { copyOfExample } from '../../tests/examples/rumbo-command.js'
import { formatDay, parseDay } from '../core/base/day.js'
import { planFolder, rollFolder } from '../house/planning.js'
import { type Job, runJob } from '../jobs/job.js'
import type { AccuracyReport } from '../processes/accuracy/accuracy-report.js'
import { main } from './cli.js'

/** supplier-mini: what its README says is sold every day, and in the first fortnight of December twice as much jam. */
const PLAN_DAY = parseDay('2026-12-01')!
const NEXT = parseDay('2026-12-14')!
const SALES = 'date,product_id,units,location_id,customer_id,gross_amount,net_amount,currency'

let folder: string
let said: string
const asJob = <Of>(work: (job: Job) => Promise<Of>): Promise<Of> => runJob('plan', {}, work)

beforeAll(async () => {
  folder = copyOfExample('supplier-mini')
  await asJob((job) => planFolder(folder, job, { workers: 0, now: '2026-12-01T06:00:00.000Z' }))
})
afterAll(() => fs.rmSync(folder, { recursive: true }))
beforeEach(() => {
  said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += text
      return true
    })
})
afterEach(() => vi.restoreAllMocks())

const accuracy = async (...args: string[]): Promise<number> => {
  said = ''
  return main(['accuracy', folder, ...args])
}

test.each([
  ['es', 'Nada que comparar todavía: hay un solo plan, el del 2026-12-01'],
  ['pt', 'Nada a comparar ainda: há um só plano, o de 2026-12-01'],
  ['en', 'Nothing to compare yet: there is only one plan, of 2026-12-01'],
])('[AK12] one plan and nothing after it: %s says so and what to do', async (language, sentence) => {
  expect(await accuracy('--language', language)).toBe(0)
  expect(said).toContain(sentence)
  expect(said).toContain('rumbo roll')
  expect(said).toContain('--to')
})

test('[AK12] [AK10] a fortnight later its week is measured, and stays as it was measured', async () => {
  const days = Array.from({ length: NEXT - PLAN_DAY }, (_, at) => formatDay(PLAN_DAY + at))
  const write = (jam: number): void =>
    fs.writeFileSync(
      path.join(folder, 'sales-december.csv'),
      [
        SALES,
        ...days.flatMap((day) => [
          `${day},MERMELADA,${jam},BODEGA-SCL,SUPER,10000,9000,CLP`,
          `${day},MIEL,2,BODEGA-SCL,SUPER,10000,9000,CLP`,
          `${day},MERMELADA,5,BODEGA-SCL,ALMACEN,4500,4500,CLP`,
        ]),
      ].join('\n'),
    )
  write(20)
  await asJob((job) => rollFolder(folder, NEXT, job, { workers: 0, now: '2026-12-14T06:00:00.000Z' }))
  expect(await accuracy('--json', '--by', 'item')).toBe(0)
  const report = JSON.parse(said) as AccuracyReport
  // The week of Monday 7 December, planned on Tuesday the first: ten a day were forecast and twenty sold.
  expect(report.cycles).toMatchObject([{ version: '0001-cycle', periods: 1, until: '2026-12-14' }])
  const jam = { actual: 175_000, forecast: 105_000, error: 70_000, bias: -0.4, wmape: 0.4, valueAdded: 0 }
  expect(report.rows.map(({ names, layers }) => [names, layers[3]])).toMatchObject([
    // Both customers wait for their orders: nothing is lost.
    [['MERMELADA'], { ...jam, underCost: 0, overCost: 0, valueOverNaive: null }],
    [['MIEL'], { actual: 14_000, forecast: 14_000, error: 0 }],
  ])
  expect(await accuracy('--language', 'en', '--by', 'class,layer')).toBe(0)
  expect(said).toMatch(/\+ people = consensus +189 +119 +37\.0 +−37\.0/)
  expect(said).toContain('Accuracy by week: cycles 1, plans of 2026-12-01 to 2026-12-01')

  // Half of it comes back as a mistake of the till.
  write(10)
  await asJob((job) => planFolder(folder, job, { workers: 0, now: '2026-12-15T06:00:00.000Z' }))
  await accuracy('--json', '--by', 'item')
  expect((JSON.parse(said) as AccuracyReport).rows).toEqual(report.rows)
  await accuracy('--json', '--restated')
  expect((JSON.parse(said) as AccuracyReport).total.layers[3]).toMatchObject({ actual: 119_000, error: 0 })
  await accuracy('--json', '--by', 'item')
  expect((JSON.parse(said) as AccuracyReport).rows).toEqual(report.rows)
})

test('[AK12] as CSV, a line for each group and layer', async () => {
  expect(await accuracy('--csv', '--by', 'country')).toBe(0)
  const [header, ...lines] = said.trimEnd().split('\n')
  expect(header).toMatch(/^country,layer,cells,demand,forecast,error,wmape,bias,mase,rmsse,value_added/)
  expect(lines.map((line) => line.split(',').slice(0, 2))).toEqual([
    ['CL', 'naive'],
    ['CL', 'statistical'],
    ['CL', 'events'],
    ['CL', 'consensus'],
  ])
})

test('[AK2] a version that is no cycle, and a name that is none, are refused with a remedy', async () => {
  expect(await accuracy('--version-id', '0002-week', '--language', 'en')).toBe(2)
  expect(said).toContain('is not the plan that its day was worked with')
  expect(await accuracy('--by', 'colour', '--language', 'en')).toBe(2)
  expect(said).toContain('"colour" is not a value for --by.')
})

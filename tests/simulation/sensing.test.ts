/** A small grocer whose oats sell more from one Monday on: what is sensed, accepted, sensed again, and played back. */
import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/cli.js'
import { withCompany } from '../../src/cli/company-connection.js'
import { type Day, formatDay, parseDay, weekdayOf } from '../../src/core/base/day.js'
import { normalAt, seededRandom } from '../../src/core/base/random.js'
import type { QuantityIntent } from '../../src/core/edit/intent.js'
import { openPlanThread } from '../../src/house/living/plan-thread.js'
import { planFolder } from '../../src/house/planning.js'
import { backtestFolder, type SensingOptions, senseFolder } from '../../src/house/sensing.js'
import { runJob } from '../../src/jobs/job.js'
import { type ShownBacktest, type ShownSensed, showSensed } from '../../src/processes/soe/sensing/shown-sensing.js'
import { rumbo, rumboJson } from '../examples/rumbo-command.js'
import { folderWith, put } from '../support/company-folder.js'

const PLAN_DAY = parseDay('2026-06-01')!
const FIRST_DAY = PLAN_DAY - 7 * 60
const STORES = ['NORTH', 'SOUTH', 'EAST']
const ITEMS = ['OATS', 'RICE', 'TEA', 'SALT']
type Adding = Extract<QuantityIntent, { op: 'add' }>
const WEEKDAY = [0, 0.8, 0.8, 0.9, 1, 1.3, 1.4, 0.8]
const random = seededRandom(7)

interface Told {
  /** Mornings after the day on which it is told; where absent, nobody says. */
  readonly lag?: (day: Day, store: number) => number
}

/** What the shops sold on the days [from, until): 60 a day or so, and a third more oats from the plan day on. */
function sales(from: Day, until: Day, told: Told = {}): string {
  const lines = [`date,product_id,units,location_id${told.lag === undefined ? '' : ',recorded_at'}`]
  for (let day = from; day < until; day++)
    for (const [at, item] of ITEMS.entries())
      for (const [store, name] of STORES.entries()) {
        const level = 60 * WEEKDAY[weekdayOf(day)]! * (item === 'OATS' && day >= PLAN_DAY ? 1.33 : 1)
        const units = Math.round(level * (1 + 0.08 * normalAt(random, 1, at * 3 + store, day)))
        // Nothing is told by a file before it is known.
        if (until === PLAN_DAY && told.lag !== undefined && day + told.lag(day, store) > PLAN_DAY) continue
        const moment = told.lag === undefined ? '' : `,${formatDay(day + told.lag(day, store))}T08:00:00Z`
        lines.push(`${formatDay(day)},${item},${units},${name}${moment}`)
      }
  return `${lines.join('\n')}\n`
}

const grocer = (told?: Told): string =>
  folderWith({
    'company.yaml': `name: Grocer\nbaseCurrency: CLP\ncountries: [CL]\nplanDate: ${formatDay(PLAN_DAY)}\nhorizon: { days: 28, weeks: 13, months: 6 }\n`,
    'products.csv': `product_id,family\n${ITEMS.map((item, at) => `${item},${at < 2 ? 'grains' : 'pantry'}`).join('\n')}\n`,
    'locations.csv': `location_id,kind,country\n${STORES.map((name) => `${name},store,CL`).join('\n')}\n`,
    'prices.csv': `product_id,valid_from,amount,currency\n${ITEMS.map((item) => `${item},2025-01-01,1000,CLP`).join('\n')}\n`,
    'costs.csv': `product_id,valid_from,amount,currency\n${ITEMS.map((item) => `${item},2025-01-01,600,CLP`).join('\n')}\n`,
    'sales.csv': sales(FIRST_DAY, PLAN_DAY, told),
  })

const run = async <Of>(work: Parameters<typeof runJob<Of>>[2]): Promise<Of> => runJob('sensing', {}, work)

async function senseNow(folder: string, options: SensingOptions = {}) {
  const sensed = await run((job) => senseFolder(folder, job, { workers: 0, weeks: 16, ...options }))
  if ('refused' in sensed) throw new Error(JSON.stringify(sensed.refused.faults[0]))
  return sensed
}

describe('two weeks into a plan', () => {
  let folder: string
  let first: Awaited<ReturnType<typeof senseNow>>
  beforeAll(async () => {
    folder = grocer()
    await run((job) => planFolder(folder, job, { workers: 0 }))
    put(folder, { 'sales-june.csv': sales(PLAN_DAY, PLAN_DAY + 14) })
    first = await senseNow(folder)
  })

  test('[SE1] [SE2] the last week is held against the frozen plan, those before it against plans made again', () => {
    expect(first.morning).toBe(PLAN_DAY + 14)
    expect(first.plans.filter(({ version }) => version === '0001-cycle')).toMatchObject([{ weeks: 2 }])
    expect(first.plans.filter(({ version }) => version === '').map(({ weeks }) => weeks)).toEqual([2, 4, 4, 4])
    const oats = first.signals.find(({ item }) => item === 'OATS')!
    expect(oats.sold / oats.planned).toBeGreaterThan(1.25)
    expect(oats.sold / oats.planned).toBeLessThan(1.42)
    const sold = soldBy(folder, 'OATS', PLAN_DAY + 7, PLAN_DAY + 14)
    expect(oats.sold).toBe(sold * 1000)
  })

  test('[SE14] the oats would move the weeks to come the most, priced; ranked by margin', () => {
    const [oats, next] = first.signals
    expect(oats).toMatchObject({ id: 'OATS@CL', isOff: false, rows: 3 })
    expect(oats!.units).toBeGreaterThan(0)
    expect(Math.abs(next!.margin)).toBeLessThan(oats!.margin / 3)
    // A unit costs 600 and brings 1000, in whole pesos.
    expect(oats!.margin).toBe(Math.round((oats!.units / 1000) * 400))
    expect(oats!.netSales).toBe(Math.round((oats!.units / 1000) * 1000))
  })

  test('[SE10] [SE11] no day moves beyond 30 %, none beyond six weeks, and the later the less', () => {
    const [oats] = first.signals
    const weekly = new Map<number, number>()
    for (const { box, quantity } of oats!.intents as Adding[]) {
      expect(box.from).toBeGreaterThanOrEqual(first.morning)
      expect(box.until).toBeLessThanOrEqual(first.morning + 42)
      if (box.until - box.from === 7) weekly.set(box.from, (weekly.get(box.from) ?? 0) + quantity)
    }
    const byWeek = [...weekly].sort(([a], [b]) => a - b).map(([, quantity]) => quantity)
    expect(byWeek.length).toBeGreaterThanOrEqual(2)
    for (let at = 1; at < byWeek.length; at++) expect(byWeek[at]!).toBeLessThan(byWeek[at - 1]!)
    expect(byWeek[0]! / oats!.planned).toBeLessThan(0.31)
  })

  test('[SE14] intents, cells of the layer and the units shown are the same whole thousandths', () => {
    const cells = first.layer.cells.value.reduce((sum, units) => sum + units, 0)
    const units = first.signals.reduce((sum, signal) => sum + signal.units, 0)
    const intents = first.signals.flatMap((signal) => signal.intents as Adding[])
    expect(cells).toBe(units)
    expect(intents.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(units)
    for (const { quantity, layer, op } of intents) {
      expect(Number.isInteger(quantity)).toBe(true)
      expect({ layer, op }).toEqual({ layer: 'sensing', op: 'add' })
    }
  })

  test('[SE13] the oats are the one alarm, and say which shops carry it', () => {
    const shown = showSensed(first)
    expect(shown.alarms.map(({ item }) => item)).toEqual(['OATS'])
    expect(shown.alarms[0]!.rows.map(({ location }) => location).sort()).toEqual([...STORES].sort())
    expect(Number(shown.alarms[0]!.worth)).toBeGreaterThan(0)
  })

  test('[SE15] it is kept with its digest, and sensed again it is the same to the byte', async () => {
    const kept = fs.readFileSync(path.join(folder, first.file), 'utf8')
    expect(JSON.parse(kept)).toMatchObject({ inputsDigest: first.inputsDigest, version: '0001-cycle' })
    await senseNow(folder, { workers: 2 })
    expect(fs.readFileSync(path.join(folder, first.file), 'utf8')).toBe(kept)
  })

  test('[SE14] what was accepted is asked for no second time', async () => {
    const [oats] = first.signals
    const intents = (oats!.intents as Adding[]).map((intent) => ({
      ...intent,
      box: {
        product: [...intent.box.product],
        location: [...intent.box.location],
        customer: [...intent.box.customer],
        from: formatDay(intent.box.from),
        until: formatDay(intent.box.until),
      },
    }))
    const answer = await withCompany(folder, { openPlan: openPlanThread, language: 'en' }, ({ client }) =>
      client('commit', {
        params: { scenario: 'main' },
        body: { key: 'sensing-oats', seen: 0, reason: { code: 'customer', note: 'sensed' }, intents },
      }),
    )
    expect(answer).toMatchObject({ entry: { position: 1 } })
    const again = await senseNow(folder)
    expect(again.inputsDigest).not.toBe(first.inputsDigest)
    const still = again.signals.find(({ id }) => id === 'OATS@CL')!
    // Shares of what was added are rounded day by day.
    expect(Math.abs(still.units)).toBeLessThan(1000)
    expect(still.sold).toBe(oats!.sold)
    expect(still.planned).toBe(oats!.planned)
  })

  test('[SE8] where people themselves moved the weeks to come, nothing is added to it', async () => {
    const days = ['--from', formatDay(PLAN_DAY + 14), '--until', formatDay(PLAN_DAY + 28)]
    const box = ['--product', 'TEA', ...days]
    expect(await main(['edit', folder, ...box, '--scale', '1.1', '--reason', 'customer'])).toBe(0)
    const again = await senseNow(folder)
    const tea = again.signals.find(({ id }) => id === 'TEA@CL')!
    expect(tea.knownShare).toBe(1)
    expect(again.signals.find(({ id }) => id === 'SALT@CL')!.knownShare).toBe(0)
  })
})

describe('at the command line', () => {
  let folder: string
  beforeAll(async () => {
    folder = grocer()
    await run((job) => planFolder(folder, job, { workers: 0 }))
    put(folder, { 'sales-june.csv': sales(PLAN_DAY, PLAN_DAY + 14, { lag: () => 1 }) })
  })
  const few = ['--weeks', '8', '--workers', '0']

  test('[SE13] [SE14] sense tells alarms and signals in the language of the reader, and to programs', () => {
    const es = rumbo('soe', 'sense', folder, ...few, '--language', 'es')
    expect(es.out).toContain('Alarmas nuevas: 1')
    expect(es.out).toContain('.rumbo/sensing/2026-06-15.json')
    expect(es.code).toBe(1)
    const shown = rumboJson<ShownSensed>('soe', 'sense', folder, ...few)
    expect(shown).toMatchObject({ morning: '2026-06-15', from: '2026-06-08', currency: 'CLP' })
    expect(shown.signals[0]).toMatchObject({ id: 'OATS@CL', country: 'CL', family: 'grains' })
    expect(Number(shown.signals[0]!.units)).toBeGreaterThan(0)
  })

  test('[SE17] backtest tells error, interval and value added by level', () => {
    const { out, code } = rumbo('soe', 'backtest', folder, ...few, '--language', 'en')
    expect(code).toBe(0)
    expect(out).toMatch(/item and country +4 /)
    expect(out).toMatch(/95% interval: .+ drawing series, .+ drawing weeks/)
    const shown = rumboJson<ShownBacktest>('soe', 'backtest', folder, ...few)
    expect(shown).toMatchObject({ until: '2026-06-15', judgedWeeks: 8, rows: 12 })
    // Oats sold a third more in the last two weeks, of which the plan of the last cycle knows nothing.
    expect(shown.sensed!).toBeLessThan(shown.unsensed!)
  })
})

test('[SE8] a plan made this morning knows last week: there is an answer, and nothing to add', async () => {
  const folder = grocer()
  await run((job) => planFolder(folder, job, { workers: 0 }))
  const sensed = await senseNow(folder)
  expect(sensed.morning).toBe(PLAN_DAY)
  expect(sensed.signals).toHaveLength(ITEMS.length)
  for (const { units, knownShare } of sensed.signals) expect({ units, knownShare }).toEqual({ units: 0, knownShare: 1 })
})

describe('played back', () => {
  /** The tills of one shop report three days late. */
  const lateShop: Told = { lag: (_, store) => (store === 0 ? 3 : 1) }

  const played = async (folder: string, options: SensingOptions = {}) => {
    const result = await run((job) => backtestFolder(folder, job, { workers: 0, weeks: 8, ...options }))
    if ('refused' in result) throw new Error(JSON.stringify(result.refused.faults[0]))
    return result
  }

  test('[SE3] how late the tills are is learnt from the two clocks, and corrected for', async () => {
    const folder = grocer(lateShop)
    await run((job) => planFolder(folder, job, { workers: 0 }))
    const sensed = await senseNow(folder, { now: `${formatDay(PLAN_DAY)}T10:00:00.000Z` })
    expect(sensed.lateDays).toBeGreaterThan(300)
    expect(sensed.knownShare).toBeGreaterThan(0.6)
    expect(sensed.knownShare).toBeLessThan(0.72)
    // The shop that is late lacks three days, the others none: nobody is corrected for another's tills.
    const rice = sensed.signals.find(({ item }) => item === 'RICE')!
    expect(Math.abs(rice.sold / rice.planned - 1)).toBeLessThan(0.1)
    expect(rice.sold).toBe(soldBy(folder, 'RICE', PLAN_DAY - 7, PLAN_DAY) * 1000)
  })

  test('[SE16] what was restated later is judged by, and was not known then', async () => {
    const folder = grocer({ lag: () => 1 })
    const before = await played(folder)
    expect(before).toMatchObject({ judgedWeeks: 8, learningWeeks: 8, cycleWeeks: 4 })
    // A file of long after says that half of the second judged week was never sold.
    const from = before.from + 7
    const restated = sales(from, from + 7, { lag: (day) => PLAN_DAY + 30 - day })
      .split('\n')
      .map((line) => {
        const [date, item, units, ...rest] = line.split(',')
        return Number(units) > 0 ? [date, item, Math.round(Number(units) / 2), ...rest].join(',') : line
      })
    put(folder, { 'sales-restated.csv': restated.join('\n') })
    const after = await played(folder, { now: `${formatDay(PLAN_DAY + 40)}T06:00:00.000Z` })
    expect(after.from).toBe(before.from)
    expect(after.settings).toEqual(before.settings)
    expect(after.unsensed!).toBeGreaterThan(before.unsensed!)
    // The alarms follow what was known then.
    expect(after.alarms).toEqual(before.alarms)
  })

  test('[SE16] too short a past is refused, with what is needed', async () => {
    const folder = grocer()
    put(folder, { 'sales.csv': sales(PLAN_DAY - 70, PLAN_DAY) })
    await expect(run((job) => backtestFolder(folder, job, { workers: 0 }))).rejects.toMatchObject({
      code: 'sensing.too_little_history',
    })
  })
})

/** Units of an item in files of sales, read line by line. */
function soldBy(folder: string, item: string, from: Day, until: Day): number {
  let sum = 0
  for (const file of fs.readdirSync(folder).filter((name) => name.startsWith('sales')))
    for (const line of fs.readFileSync(path.join(folder, file), 'utf8').split('\n')) {
      const [date, product, units] = line.split(',')
      const day = parseDay(date!)
      if (product === item && day !== null && day >= from && day < until) sum += Number(units)
    }
  return sum
}

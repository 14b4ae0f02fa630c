/** A week of examples/supplier-mini, worked out with a pencil, and the edges of what may be told of it. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { copyOfExample } from '../../tests/examples/rumbo-command.js'
import { main } from '../cli/cli.js'
import { type Day, formatDay, parseDay } from '../core/base/day.js'
import { MEASURE_GROUPS } from '../core/edit/access.js'
import { EVERYWHERE } from '../core/edit/box.js'
import type { Company } from '../core/network/company.js'
import type { ExecutedFacts } from '../core/network/executed.js'
import { runJob } from '../jobs/job.js'
import { commitmentOrigin, commitmentTables } from '../processes/rolling/commitments.js'
import type { AdherenceFigures } from '../processes/soe/adherence/adherence-figures.js'
import { type AdherenceReport, buildAdherence } from '../processes/soe/adherence/adherence-report.js'
import { measureCommitments } from '../processes/soe/adherence/measure-commitments.js'
import { readRows } from '../store/duckdb/columns.js'
import { openDatabase } from '../store/duckdb/database.js'
import { measureAdherence, weeksKnownUntil } from './adherence.js'
import { planFolder, rollFolder } from './planning.js'
import { verifyPlace } from './verifying.js'
import { type OpenedVersion, openVersion, signVersion, versionsOf } from './versions.js'

const MONDAY = parseDay('2026-11-30')!
const NEXT = MONDAY + 7
const ALL = { scopes: [EVERYWHERE], measures: new Set(MEASURE_GROUPS) }

let folder: string
let opened: OpenedVersion
const morning = (day: Day): string => `${formatDay(day)}T06:00:00.000Z`

beforeAll(async () => {
  folder = copyOfExample('supplier-mini')
  const yaml = path.join(folder, 'company.yaml')
  fs.writeFileSync(yaml, fs.readFileSync(yaml, 'utf8').replace('planDate: 2026-12-01', 'planDate: 2026-11-30'))
  await runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0, now: morning(MONDAY) }))
  opened = await openVersion(folder)
})
afterAll(() => fs.rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

async function said(...args: string[]): Promise<[number, string]> {
  let text = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((part) => {
      text += part
      return true
    })
  return [await main(['soe', 'adherence', folder, ...args]), text]
}

test.each([
  ['es', 'No hay ninguna semana comprometida'],
  ['pt', 'Não há nenhuma semana comprometida'],
  ['en', 'There is no committed week'],
])('[AD24] where no week was frozen the command is refused, in %s, with what to do', async (language, sentence) => {
  const [code, text] = await said('--language', language)
  expect(code).toBe(2)
  expect(text).toContain(sentence)
  expect(text).toContain('rumbo roll')
})

test('[AD14] what comes late is waited for, what was given up is not', () => {
  const until = (...days: Day[]): number =>
    weeksKnownUntil(
      days.map((day) => ({ day })),
      NEXT,
    ) - MONDAY
  expect(until(NEXT - 1)).toBe(7)
  // Nothing was told of the weekend; of a whole week and more.
  expect(until(NEXT - 3)).toBe(7)
  expect(until(NEXT - 1, MONDAY - 2)).toBe(0)
  expect(until(MONDAY - 2, NEXT - 1)).toBe(0)
  expect(until(NEXT - 1, MONDAY - 40)).toBe(7)
  expect(until(NEXT + 2)).toBe(10)
  expect(until()).toBe(7)
})

/** Facts of the week in the positions of the snapshot's company; nothing told but what is given. */
function factsOf(company: Company, told: readonly Told[], more: Partial<ExecutedFacts> = {}): ExecutedFacts {
  const at = (list: readonly { id: string }[], id: string): number => list.findIndex((one) => one.id === id)
  const place = (rows: readonly Told[]) => ({
    product: Int32Array.from(rows, ({ product }) => at(company.products, product)),
    location: Int32Array.from(rows, ({ location = 'BODEGA-SCL' }) => at(company.locations, location)),
    customer: Int32Array.from(rows, ({ customer }) => at(company.customers, customer)),
    day: Int32Array.from(rows, ({ day = MONDAY }) => day),
  })
  const none = place([])
  const units = (rows: readonly Told[]): Float64Array => Float64Array.from(rows, (row) => row.units * 1000)
  const sold = told.filter((row) => row.units >= 0)
  const taken = told.filter((row) => row.units < 0)
  const nothing = new Float64Array(sold.length)
  const bytes = new Uint8Array(sold.length)
  const sales = {
    ...place(sold),
    count: sold.length,
    flow: bytes,
    units: units(sold),
    returnedUnits: nothing,
    grossAmount: nothing,
    netAmount: nothing,
    estimated: bytes,
  }
  return {
    sales,
    corrections: { ...place(taken), units: units(taken).map((one) => 0 - one) },
    spans: { ...none, endDay: new Int32Array(0) },
    tells: { made: true, received: true },
    inbound: { ...none, kind: new Uint8Array(0), units: new Float64Array(0) },
    asked: null,
    payments: [],
    stock: { ...none, onHand: new Float64Array(0), free: new Float64Array(0) },
    heard: { location: place(told).location, day: place(told).day },
    ...more,
  }
}

interface Told {
  readonly product: string
  readonly customer: string
  readonly units: number
  readonly location?: string
  readonly day?: Day
}

const PLANNED: readonly Told[] = [
  { product: 'MERMELADA', customer: 'SUPER', units: 70 },
  { product: 'MIEL', customer: 'SUPER', units: 14 },
  { product: 'MERMELADA', customer: 'ALMACEN', units: 35 },
]

function measure(facts: (company: Company) => ExecutedFacts, change: (company: Company) => Company = (of) => of) {
  const { version, snapshot } = opened
  const company = change(snapshot.company)
  return measureCommitments({
    version,
    snapshot: { ...snapshot, company },
    notes: null,
    recordOf: () => null,
    company,
    facts: facts(company),
    from: MONDAY,
    until: NEXT,
    measuredAt: morning(NEXT),
  })
}

const reported = (
  facts: (company: Company) => ExecutedFacts,
  change?: (company: Company) => Company,
): AdherenceReport => buildAdherence([measure(facts, change)], { by: ['item', 'customer'] }, ALL)
const shipping = ({ flows }: AdherenceReport): AdherenceFigures =>
  flows.find(({ flow }) => flow === 'SHIP')!.corners.execution

describe('what may be told of a week', () => {
  test('[AD1] all of it done: one', () => {
    expect(shipping(reported((company) => factsOf(company, PLANNED)))).toMatchObject({
      cells: 3,
      parts: { index: 1_000_000 },
      planned: 150_500,
    })
  })

  test('[AD15] a place that tells nothing is not known to have done nothing', () => {
    const report = reported((company) => factsOf(company, []))
    expect(shipping(report)).toMatchObject({ missing: 3, coverage: 0, suppressed: true, parts: null, hitCells: null })
    const heard = (company: Company) => factsOf(company, [{ product: 'MIEL', customer: 'ALMACEN', units: 0 }])
    expect(shipping(reported(heard))).toMatchObject({ missing: 0, coverage: 1_000_000, parts: { index: 0 } })
  })

  test('[AD14] corrections take back with their sign; where they are all there is, that is R', () => {
    const mistake = { product: 'MIEL', customer: 'SUPER', units: -2 }
    const { parts } = shipping(reported((company) => factsOf(company, [...PLANNED, mistake])))!
    // 2 of 14 at 4,250 were not done, of 150,500.
    expect(parts).toMatchObject({ index: 943_522, negative: 0 })
    const only = [PLANNED[0]!, PLANNED[2]!, mistake]
    // Planned 150,500 and 2 × 4,250 below zero: 8,500 of 159,000.
    expect(shipping(reported((company) => factsOf(company, only))).parts!.negative).toBe(
      Math.round(8_500_000_000 / 159_000),
    )
  })

  test('[AD14] a monthly sale says nothing of a week, a weekly one of its own', () => {
    const spanned = (endDay: Day) =>
      shipping(
        reported((company) => {
          const facts = factsOf(company, PLANNED)
          const { product, location, customer, day } = facts.sales
          const first = { product, location, customer, day }
          return { ...facts, spans: { ...first, endDay: Int32Array.of(endDay, MONDAY + 1, MONDAY + 1) } }
        }),
      )
    expect(spanned(NEXT)).toMatchObject({ missing: 0, coverage: 1_000_000 })
    expect(spanned(NEXT + 1)).toMatchObject({ missing: 1, suppressed: true })
  })

  test('[AD12] what nobody planned weighs as its family does, and is flagged', () => {
    const cheese = { product: 'MIEL', customer: 'ALMACEN', units: 10 }
    const report = reported((company) => factsOf(company, [...PLANNED, cheese]))
    const row = report.rows.find(({ names }) => names.join() === 'MIEL,ALMACEN')!.corners.execution
    expect(row).toMatchObject({ estimated: 1, parts: { index: 0, unplanned: 1_000_000 }, attainment: null })
    // Honey is planned at 4,250 a unit.
    expect(row.executed).toBe(42_500)
  })

  test('[AD17] from its launch a successor and its predecessor are one item', () => {
    const succeeding =
      (launchDay: Day) =>
      (company: Company): Company => ({
        ...company,
        products: company.products.map((product) =>
          product.id === 'MIEL' ? { ...product, successorOf: 'MERMELADA', launchDay } : product,
        ),
      })
    // All the honey of SUPER was delivered as jam.
    const told = [{ ...PLANNED[0]!, units: 84 }, PLANNED[2]!, { ...PLANNED[1]!, units: 0 }]
    const facts = (company: Company) => factsOf(company, told)
    expect(shipping(reported(facts, succeeding(NEXT - 1))).parts!.index).toBe(1_000_000)
    expect(shipping(reported(facts, succeeding(NEXT))).parts!.index).toBeLessThan(1_000_000)
  })

  test('[AD16] orders say what was asked, the shelf what was there', () => {
    const told = [{ ...PLANNED[0]!, units: 50 }, PLANNED[1]!, PLANNED[2]!]
    const figures = (company: Company): ExecutedFacts => {
      const facts = factsOf(company, told)
      const { product, location, customer, day } = factsOf(company, [PLANNED[0]!]).sales
      const key = { product, location, day: day.map((first) => first + 3) }
      return {
        ...facts,
        asked: { product, location, customer, day, units: Float64Array.of(65_000) },
        stock: { ...key, onHand: Float64Array.of(9000), free: Float64Array.of(4000) },
      }
    }
    // Jam of SUPER: 70 planned, 65 asked for, 50 shipped and 4 left on the shelf: 5, 11 and 4 at 850 of 150,500.
    const { parts, controllable } = shipping(reported(figures))
    expect(parts).toMatchObject({ demandShort: 28_239, supplyShort: 62_126, executionShort: 22_592, untold: 0 })
    expect(controllable).toBe(parts!.index + parts!.demandShort)
  })

  test('[AD22] what customers paid beside the terms is late payment, what they took off a deduction', () => {
    const { statements, money } = opened.snapshot
    const planned = statements.books[0]!.receivables.settled.subarray(0, 7)
    const payment = { from: 'customer' as const, currency: 'CLP', isDeduction: false }
    const payments = [
      { ...payment, day: MONDAY + 1, amount: 1000e6 },
      { ...payment, day: MONDAY + 1, amount: 200e6, isDeduction: true },
      { ...payment, day: NEXT, amount: 5e9 },
    ]
    const { cash } = measure((company) => factsOf(company, PLANNED, { payments }))
    const atoms = 10 ** money.currencies[0]!.atomDecimals
    const term = (cause: string): number => cash!.receivables!.terms.find((one) => one.cause === cause)!.moneyDays
    // The second day stands for six.
    expect(term('deductions')).toBe(-200 * 6 * atoms)
    const due = planned.reduce((sum, settled, day) => sum + settled * (7 - day), 0)
    expect(term('latePayment')).toBe(due - 1000 * 6 * atoms)
    expect(due).toBeGreaterThan(0)
    expect(cash!.assumed).toEqual(['stock', 'payments'])
  })

  test('[AD20] [AD22] stock that is counted: what no flow explains is an adjustment, what is too much in its place is trapped', () => {
    const { plan } = opened.snapshot
    const counted = (jam: number, honey: number) =>
      measure((company) => {
        const facts = factsOf(company, PLANNED)
        const rows = [PLANNED[0]!, PLANNED[1]!].map((row) => ({ ...row, day: NEXT - 1 }))
        const { product, location, day } = factsOf(company, rows).sales
        const closing = (item: string): number => {
          const row = plan.rows.stock.item.findIndex((at) => company.products[at]!.id === item)
          return plan.columns.closing[row * plan.horizon.count + 6]!
        }
        const onHand = Float64Array.of(closing('MERMELADA') + jam * 1000, closing('MIEL') + honey * 1000)
        return { ...facts, stock: { product, location, day, onHand, free: onHand } }
      }).cash!
    // The facts have the whole week on its first day and nothing received: the flows alone do not lead to this count.
    const exact = counted(0, 0)
    expect(exact.trapped).toBe(0)
    expect(exact.stock!.terms.find(({ cause }) => cause === 'adjustments')!.moneyDays).not.toBe(0)
    const moved = counted(5, -2)
    // 5 × 600 of jam too much; the two of honey that are missing make up for nothing.
    expect(moved.trapped).toBe(3000)
    const adjustments = (cash: typeof exact): number =>
      cash.stock!.terms.find(({ cause }) => cause === 'adjustments')!.moneyDays / 10 ** cash.decimals
    expect(adjustments(moved) - adjustments(exact)).toBe(5 * 600 - 2 * 3000)
  })

  test('[AD6] tolerances are the company’s, by class and case', () => {
    const told = [{ ...PLANNED[0]!, units: 65 }, PLANNED[1]!, PLANNED[2]!]
    const facts = (company: Company) => factsOf(company, told)
    const classed =
      (abc: string | null, units = 0) =>
      (company: Company): Company => ({
        ...company,
        products: company.products.map((product) => ({ ...product, abc })),
        packs:
          units === 0
            ? []
            : [
                {
                  product: 'MERMELADA',
                  level: 'case',
                  units,
                  gtin: null,
                  weightKg: null,
                  volumeM3: null,
                  validFrom: null,
                },
              ],
      })
    const hits = (change: (company: Company) => Company): number => shipping(reported(facts, change)).hitCells!
    // Five of seventy are missing: 10 % are allowed to class B, 5 % to class A, and one case to everybody.
    expect(hits(classed(null))).toBe(1_000_000)
    expect(hits(classed('a'))).toBe(666_667)
    expect(hits(classed('A', 6000))).toBe(1_000_000)
    const strict = (company: Company): Company => ({
      ...company,
      settings: { ...company.settings, adherenceTolerances: { b: 0 } },
    })
    expect(hits(strict)).toBe(666_667)
  })

  test('[AD18] the scope with most conditions, then products for tills and places for the rest', () => {
    const named = (company: Company): Company => ({
      ...company,
      responsibilities: [
        { scope: 'family=miel', owner: 'demand', deputy: null },
        { scope: 'location=BODEGA-SCL', owner: 'store', deputy: null },
        { scope: 'location=BODEGA-SCL; customer=ALMACEN', owner: 'both', deputy: null },
        { scope: '', owner: 'nobody', deputy: null },
      ],
    })
    const { places } = measure((company) => factsOf(company, PLANNED), named)
    const owners = Object.fromEntries(
      places.map(({ product, customer, owners: own }) => [`${product[2]} ${customer[3]}`, own]),
    )
    // SALES_OUT, SHIP, PRODUCE, RECEIVE.
    expect(owners['MIEL SUPER']).toEqual(['demand', 'store', 'store', 'store'])
    expect(owners['MERMELADA ALMACEN']).toEqual(['both', 'both', 'both', 'both'])
  })
})

describe('the week with a pencil', () => {
  // Every day 8 of jam for SUPER instead of 10, nothing missing on the shelf; 3 of honey instead of 2; ALMACEN as planned.
  beforeAll(async () => {
    const lines = Array.from({ length: 7 }, (_, at) => formatDay(MONDAY + at)).flatMap((day) => [
      `${day},MERMELADA,8,BODEGA-SCL,SUPER,8000,7200,CLP`,
      `${day},MIEL,3,BODEGA-SCL,SUPER,15000,13500,CLP`,
      `${day},MERMELADA,5,BODEGA-SCL,ALMACEN,4500,4500,CLP`,
    ])
    const header = 'date,product_id,units,location_id,customer_id,gross_amount,net_amount,currency'
    fs.writeFileSync(path.join(folder, 'sales-week.csv'), `${[header, ...lines].join('\n')}\n`)
    await runJob('roll', {}, (job) => rollFolder(folder, NEXT, job, { workers: 0, now: morning(NEXT) }))
  })

  const report = async (): Promise<AdherenceReport> =>
    buildAdherence((await measureAdherence(folder, { now: morning(NEXT) })).measurements, { by: ['item'] }, ALL)

  test('[AD1] [AD7] [AD12] [AD16] shipping: 70 × 850, 14 × 4,250 and 35 × 900 planned', async () => {
    const figures = shipping(await report())
    expect(figures).toMatchObject({ planned: 150_500, executed: 168_350, cells: 3, coverage: 1_000_000 })
    // Kept 138,600, under 11,900 (nobody asked for it), over 29,750: of 180,250.
    expect(figures.parts).toEqual({
      index: 768_932,
      demandShort: 66_019,
      supplyShort: 0,
      executionShort: 0,
      untold: 0,
      over: 165_049,
      unplanned: 0,
      negative: 0,
    })
    expect(figures).toMatchObject({ attainment: 1_118_605, controllable: 834_951, hitCells: 333_333 })
    expect(figures.nettingIllusion).toBe(1_000_000 - 118_605 - 768_932)
  })

  test('[AD14] nobody tells what is received, so that flow is not known, and the cash cycle says what it takes as planned', async () => {
    const { flows, cash } = await report()
    const received = flows.find(({ flow }) => flow === 'RECEIVE')!.corners.execution
    expect(received).toMatchObject({ suppressed: true, parts: null, coverage: 0 })
    expect(cash!.assumed).toEqual(['made', 'received', 'stock', 'collections', 'payments'])
  })

  test('[AD21] margin by month: one day of November, six of December', async () => {
    // Jam earns 250 and honey 1,250 a unit.
    const causes = { supplyShort: 0, executionShort: 0, untold: 0 }
    expect((await report()).margin).toEqual([
      { month: '2026-11', net: 750, demandShort: -500, gained: 1250, ...causes },
      { month: '2026-12', net: 4500, demandShort: -3000, gained: 7500, ...causes },
    ])
  })

  test('[AD22] cash: 1,200 of jam a day stay, 3,000 of honey go, 3,213 more are billed', async () => {
    const { cash } = await report()
    const atoms = 10 ** cash!.decimals
    const of = (side: 'stock' | 'receivables', cause: string): number =>
      cash![side]!.terms.find((term) => term.cause === cause)!.moneyDays / atoms
    // Seven days stand for 7, 6, … 1 days: 28.
    expect(of('stock', 'demandShort')).toBe(28 * 1200)
    expect(of('stock', 'overShipment')).toBe(28 * -3000)
    expect(of('stock', 'adjustments')).toBe(0)
    expect(of('receivables', 'quantity')).toBe(28 * 3213)
    expect(of('receivables', 'notBilled')).toBe(0)
    expect(of('receivables', 'price')).toBe(0)
    // Seven days cost 15,000 each, and bill 20,000 × 0.9 + 4,500 and tax: 26,775.
    const adherence = (28 * (1200 - 3000)) / (7 * 15_000) + (28 * 3213) / (7 * 26_775)
    // Receipts are taken as planned.
    expect(cash!.payables!.daysActual).toBe(cash!.payables!.daysPlan)
    expect(cash!.cycle!.byGroup.adherence).toBeCloseTo(adherence, 12)
    expect(cash!.cycle!.asExecuted).toBeCloseTo(cash!.cycle!.plan + adherence, 12)
    // On average 4 × (1,200 − 3,000 + 3,213) are tied up, at 12 % a year for seven days.
    expect(cash!.cycle!.cashTrapped).toBe(4 * 1413 * atoms)
    expect(cash!.cycle!.carry).toBe(Math.round((4 * 1413 * atoms * 0.12 * 7) / 365))
  })

  test('[AD11] a week frozen with fewer tables is opened, measured and verified like another', async () => {
    const { version, snapshot } = opened
    const week = (await versionsOf(folder).list()).find(({ kind }) => kind === 'week')!
    const added = ['production', 'inbound', 'adherence_weights']
    expect(week.tables.map(({ name }) => name)).toEqual(expect.arrayContaining(added))
    const file = (name: string): string => path.join(versionsOf(folder).folderOf(week.id), `${name}.parquet`)
    const database = await openDatabase(null)
    const rows = await readRows(
      database.connection,
      `SELECT w.flow, r.product_id, w.weight FROM '${file('adherence_weights')}' w JOIN '${file('stock_rows')}' r USING (row)
       WHERE w.flow = 'RECEIVE' ORDER BY ALL`,
    )
    database.close()
    expect(rows.map((row) => [row.product_id, Number(row.weight)])).toEqual([
      ['MERMELADA', 600_000_000],
      ['MIEL', 3_000_000_000],
    ])
    const before = await report()
    fs.rmSync(versionsOf(folder).folderOf(week.id), { recursive: true })
    const tables = commitmentTables(snapshot).filter(({ name }) => !added.includes(name))
    const old = await versionsOf(folder).freeze(commitmentOrigin(version), tables, morning(NEXT))
    expect(old.hash).not.toBe(week.hash)
    // What was measured of the one that is gone stands, and is told once.
    expect((await report()).flows).toEqual(before.flows)
    fs.rmSync(path.join(folder, '.rumbo', 'adherence'), { recursive: true })
    expect((await report()).flows).toEqual(before.flows)
    const { faults } = await runJob('verify', {}, (job) => verifyPlace(folder, job))
    expect(faults).toEqual([])
  })

  test('[AD13] without a signed plan there is no translation; who signed last before the week counts, and is remembered', async () => {
    expect((await report()).headline).toMatchObject({ translation: null, total: null })
    const store = versionsOf(folder)
    const [first, second] = (await store.list()).filter(({ kind }) => kind === 'cycle').map(({ id }) => id)
    await signVersion(folder, { versionId: first!, by: 'ana', reason: 'cycle' })
    await signVersion(folder, { versionId: second!, by: 'luis', reason: 'cycle' })
    expect((await store.record())!.version).toBe(second)
    expect((await store.signed()).map(({ version, signedBy }) => [version, signedBy])).toEqual([
      [second, 'luis'],
      [first, 'ana'],
    ])
    const { measurements } = await measureAdherence(folder, { restated: true })
    // The second plan begins after the week.
    expect(measurements.map(({ record }) => record)).toEqual([[first]])
    expect(await store.record()).not.toHaveProperty('earlier')
  })

  test('[AD24] a week that is not measured is refused with those that are', async () => {
    const [code, text] = await said('--week', '2026-12-20', '--language', 'en')
    expect(code).toBe(2)
    expect(text).toContain('Weeks from 2026-11-30 to 2026-11-30 are measured')
    expect((await said('--week', 'monday'))[0]).toBe(2)
    expect((await said('--by', 'colour'))[0]).toBe(2)
  })
})

test('[AD9] [AD12] what shops sell is held against the consensus, and stands beside the headline', async () => {
  const shops = copyOfExample('retailer-mini')
  const yaml = path.join(shops, 'company.yaml')
  fs.writeFileSync(yaml, fs.readFileSync(yaml, 'utf8').replace('planDate: 2026-12-01', 'planDate: 2026-11-30'))
  await runJob('plan', {}, (job) => planFolder(shops, job, { workers: 0, now: morning(MONDAY) }))
  // Rice in Miraflores: 5 a day instead of 10; the rest as planned.
  const lines = Array.from({ length: 7 }, (_, at) => formatDay(MONDAY + at)).flatMap((day) => [
    `${day},ARROZ,5,MIRAFLORES,22.50,22.50,PEN`,
    `${day},ARROZ,20,SURCO,90.00,90.00,PEN`,
    `${day},CAFE,4,MIRAFLORES,80.00,80.00,PEN`,
    `${day},CAFE,6,SURCO,120.00,120.00,PEN`,
  ])
  const header = 'date,product_id,units,location_id,gross_amount,net_amount,currency'
  fs.writeFileSync(path.join(shops, 'sales-week.csv'), `${[header, ...lines].join('\n')}\n`)
  await runJob('roll', {}, (job) => rollFolder(shops, NEXT, job, { workers: 0, now: morning(NEXT) }))
  const { measurements } = await measureAdherence(shops, { now: morning(NEXT) })
  fs.rmSync(shops, { recursive: true })
  const { flows, headline } = buildAdherence(measurements, { by: [] }, ALL)
  expect(flows.map(({ flow }) => flow)).toEqual(['SALES_OUT', 'RECEIVE'])
  // 7 × (10 × 4.50 + 4 × 20 + 20 × 4.50 + 6 × 20) planned, 35 × 4.50 of it not sold.
  const { planned, parts } = flows[0]!.corners.execution
  expect([planned, parts!.index, parts!.demandShort]).toEqual([234_500, 932_836, 67_164])
  expect(headline.execution).toBeNull()
})

/** supplier-mini with one wild week: what is corrected, what a person says of it, and the plans that follow. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { AnswerOf } from '../../src/api/declaration.js'
import type { Routes } from '../../src/api/declarations.js'
import { main } from '../../src/cli/cli.js'
import { parseDay } from '../../src/core/base/day.js'
import { CORRECTION_REASONS } from '../../src/core/demand/cleaning/corrections.js'
import { MAIN } from '../../src/core/edit/intent.js'
import { openOwnEngine } from '../../src/house/living/own-engine.js'
import { type PlannedFolder, planFolder, replayVersion, rollFolder } from '../../src/house/planning.js'
import type { OpenPlan } from '../../src/house/serving/open-plan.js'
import { openVersion, versionsOf } from '../../src/house/versions.js'
import { type Job, runJob } from '../../src/jobs/job.js'
import type { PlanSnapshot } from '../../src/processes/versions/plan-snapshot.js'
import { loadCorrections } from '../../src/store/versions/history-corrections.js'
import { loadSnapshot, saveSnapshot } from '../../src/store/versions/snapshot.js'
import { copyOfExample } from '../examples/rumbo-command.js'

type Answer = AnswerOf<Routes['corrections']>

/** Weeks are counted back from Tuesday the first of December: this one is the seven days from 8 September. */
const WEEK = '2026-09-08'
const AFTER = '2026-09-15'
const JAM = ['--product', 'MERMELADA', '--customer', 'SUPER', '--from', WEEK]

let folder: string
let [out, error] = ['', '']
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    error += text
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

/** The plan on this thread: sooner there than on its own. */
const openHere: OpenPlan = async (inside, opening) => {
  const { engine: plan, versions } = await openOwnEngine(inside, { ...opening, workers: 0 })
  const never = new Promise<never>(() => undefined)
  return { plan, versions, isStandby: false, writing: Promise.resolve(), alive: never }
}

async function rumbo(command: string, ...args: string[]) {
  out = error = ''
  const code = await main([command, folder, ...args, '--language', 'en'], openHere)
  return { code, out, error }
}
const asked = async (...args: string[]): Promise<Answer> =>
  JSON.parse((await rumbo('corrections', '--json', ...args)).out) as Answer

const inJob = <Of>(work: (job: Job) => Promise<Of>): Promise<Of> => runJob('test', {}, work)
async function planned() {
  const made = await inJob((job) => planFolder(folder, job, IN_LINE))
  if ('refused' in made) throw new Error('it does not load')
  return made
}
const IN_LINE = { workers: 0 }
const baselineOf = ({ planned: { plan } }: PlannedFolder): number[] => [...plan.columns.baseline]

beforeAll(async () => {
  folder = copyOfExample('supplier-mini')
  const file = path.join(folder, 'sales.csv')
  const lines = fs.readFileSync(file, 'utf8').split('\n')
  const wild = lines.map((line) => {
    const [day, product, units, place, customer, ...money] = line.split(',')
    const isWild = product === 'MERMELADA' && customer === 'SUPER' && day! >= WEEK && day! < AFTER
    return isWild ? [day, product, Number(units) * 7, place, customer, ...money].join(',') : line
  })
  fs.writeFileSync(file, wild.join('\n'))
  await planned()
}, 120_000)
afterAll(() => fs.rmSync(folder, { recursive: true }))

test.each([
  ['es', /MERMELADA +BODEGA-SCL +SUPER +2026-09-08 +490 +70 +semana atípica/, 'Correcciones de la historia del plan'],
  ['pt', /MERMELADA +BODEGA-SCL +SUPER +2026-09-08 +490 +70 +semana atípica/, 'Correções do histórico do plano'],
  ['en', /MERMELADA +BODEGA-SCL +SUPER +2026-09-08 +490 +70 +outlier week/, 'Corrections of the history of plan'],
])('[HC2] [HC5] what was sold, what it was taken as, and why: %s', async (language, row, title) => {
  out = ''
  // As it is served: the plan on a thread of its own.
  expect(await main(['corrections', folder, '--language', language])).toBe(0)
  expect(out).toContain(`${title} 0001-cycle (2026-12-01): 1`)
  expect(out).toMatch(row)
})

test('[HC2] [HC4] what is asked for; as CSV and as a file', async () => {
  expect((await asked('--product', 'mermeladas', '--location', 'CL', '--reason', 'outlier')).count).toBe(1)
  expect((await rumbo('corrections', '--until', WEEK)).out).toContain('No correction of the history')
  const line = ',mermeladas,MERMELADA,CL,BODEGA-SCL,SUPER,2026-09-08,490,70,70,outlier,false'
  expect((await rumbo('corrections', '--csv')).out.split('\r\n')[1]).toBe(line)
  const file = path.join(folder, 'all.csv.parquet')
  expect((await rumbo('corrections', '--output', file)).code).toBe(0)
  expect(fs.readFileSync(file).subarray(0, 4).toString()).toBe('PAR1')
  fs.rmSync(file)
})

test('[HC12] why a forecast is what it is says how many weeks behind it were corrected', async () => {
  const december = ['--from', '2026-12-01', '--until', '2027-01-01']
  const why = async (measure: string, product: string): Promise<string> =>
    (await rumbo('why', '--measure', measure, '--product', product, ...december)).out
  expect(await why('baseline', 'MERMELADA')).toMatch(/weeks corrected +outlier week +1/)
  expect(await why('consensus', 'MERMELADA')).toMatch(/weeks corrected +outlier week +1/)
  expect(await why('baseline', 'MIEL')).not.toContain('weeks corrected')
  expect(await why('netSales', 'MERMELADA')).not.toContain('weeks corrected')
})

test('[HC6] [HC8] [HC9] overridden, the next plan has the sales as they were sold; withdrawn, as it was before', async () => {
  const first = (await planned()).version
  const keep = await rumbo('corrections', '--keep', ...JAM, '--until', AFTER, '--note', 'tender')
  expect([keep.code, keep.error]).toEqual([0, expect.stringContaining('sales stand as they are')])
  expect((await rumbo('log')).out).toMatch(/insert +historyOverrides correction=any customer=SUPER.*data: tender/)
  // Nothing moves yet: the forecast is made with the next plan.
  expect((await asked()).total).toMatchObject({ count: 1, overridden: 0 })

  const told = await planned()
  expect(told.version.hash).not.toBe(first.hash)
  const { total, overrides, corrections } = await asked()
  expect(total).toMatchObject({ count: 0, overridden: 1 })
  expect(overrides).toMatchObject([{ product: 'MERMELADA', customer: 'SUPER', start: WEEK, end: '2026-09-14' }])
  expect(corrections).toMatchObject([{ week: WEEK, before: 490_000, after: 70_000, overridden: true }])
  expect((await rumbo('corrections')).out).toMatch(/490 +490 +outlier week \(as sold\)/)
  // What people said goes on over the new plan, which can be made again from what it was told.
  expect((await rumbo('log')).out).toContain('historyOverrides')
  expect(await inJob((job) => replayVersion(folder, told.version.id, job, IN_LINE))).toMatchObject({ same: true })
  expect((await planned()).version.id).toBe(told.version.id)

  const back = await rumbo('corrections', '--withdraw', ...JAM)
  expect([back.code, back.error]).toEqual([0, expect.stringContaining('withdrawn')])
  const restored = await planned()
  expect(restored.version.hash).toBe(first.hash)
  expect(baselineOf(restored)).not.toEqual(baselineOf(told))
  expect(await asked()).toMatchObject({ total: { count: 1, overridden: 0 }, overrides: [] })
}, 240_000)

test('[HC8] it is the same plan where the company’s own files say it; an undo takes it back as any other change', async () => {
  const before = (await planned()).version.hash
  await rumbo('corrections', '--keep', ...JAM, '--until', AFTER)
  const told = await planned()
  expect((await rumbo('undo')).code).toBe(0)
  expect((await planned()).version.hash).toBe(before)
  const file = path.join(folder, 'history_overrides.csv')
  fs.writeFileSync(file, `start,end,product_id,customer_id\n${WEEK},2026-09-14,MERMELADA,SUPER\n`)
  const filed = await planned()
  fs.rmSync(file)
  expect(baselineOf(filed)).toEqual(baselineOf(told))
}, 240_000)

test('[HC10] a rolled plan takes the new forecast of a row that people say something else of', async () => {
  const day = parseDay('2026-12-02')!
  await planned()
  const rolled = await inJob((job) => rollFolder(folder, day, job, IN_LINE))
  if ('refused' in rolled) throw new Error('it does not load')
  await rumbo('corrections', '--keep', ...JAM, '--until', AFTER)
  const told = await planned()
  expect(told.version.planDay).toBe(day)
  expect(baselineOf(told)).not.toEqual(baselineOf(rolled))
  await rumbo('corrections', '--withdraw', ...JAM)
}, 240_000)

test.each([
  ['no day', ['--keep', '--product', 'MIEL', '--until', AFTER], '--from'],
  ['no end', ['--keep', ...JAM], '--until'],
  ['both at once', ['--keep', '--withdraw', ...JAM, '--until', AFTER], '--withdraw'],
  ['days that run backwards', ['--keep', ...JAM, '--until', '2026-09-01'], 'before it begins'],
  ['a part that no override names', ['--keep', '--location', 'CL', '--from', WEEK, '--until', AFTER], '"CL" names no'],
  ['a reason that is none', ['--keep', ...JAM, '--until', AFTER, '--reason', 'mood'], '"mood" is not a value'],
  ['nothing to withdraw', ['--withdraw', '--product', 'MIEL', '--from', WEEK], 'historyOverrides'],
  ['a file of another kind', ['--output', 'x.txt'], '.parquet'],
  ['a version that there is not', ['--version-id', '0099-cycle'], '0099-cycle'],
])('[HC6] refused with a remedy: %s', async (_, args, sentence) => {
  const said = await rumbo('corrections', ...args)
  expect([said.code, said.error]).toEqual([2, expect.stringContaining(sentence)])
})

test('[HC1] a plan that people have changed has, frozen, the corrections of the version it stands on', async () => {
  await rumbo(
    'edit',
    '--product',
    'MIEL',
    '--from',
    '2027-01-01',
    '--until',
    '2027-02-01',
    '--add',
    '5',
    '--reason',
    'data',
  )
  const { id } = (await openVersion(folder)).version
  const { engine } = await openOwnEngine(folder, {
    journal: { kind: 'sqlite' },
    workers: 0,
    reasonRequiredAbove: null,
  })
  const frozen = await engine.freeze(MAIN, 'cycle')
  await engine.close()
  if ('refused' in frozen) throw new Error(frozen.refused.code)
  expect(frozen.id).not.toBe(id)
  const versions = versionsOf(folder)
  const kept = await loadCorrections(versions.folderOf(id))
  expect(kept).not.toBeNull()
  expect(await loadCorrections(versions.folderOf(frozen.id))).toEqual(kept)
})

test('[HC1] a version that was frozen before corrections were kept says so, and is opened as ever', async () => {
  const inside = path.join(folder, '.rumbo', 'versions', '0001-cycle')
  expect(await loadCorrections(inside)).toMatchObject({ reasons: [...CORRECTION_REASONS] })
  fs.rmSync(path.join(inside, 'corrections'), { recursive: true })
  const { overrides, company, ...rest } = (await loadSnapshot<PlanSnapshot>(path.join(inside, 'snapshot')))!
  const { historyOverrides, ...then } = company
  await saveSnapshot(path.join(inside, 'snapshot'), { ...rest, company: then })
  expect([overrides, historyOverrides]).toEqual([[], []])
  const said = await rumbo('corrections', '--version-id', '0001-cycle')
  expect([said.code, said.error]).toEqual([2, expect.stringContaining('before they were kept')])
  expect((await rumbo('report', '--version-id', '0001-cycle')).code).toBe(0)
  const opened = (await openVersion(folder, '0001-cycle')).snapshot
  expect([opened.overrides, opened.company.historyOverrides]).toEqual([[], []])
})

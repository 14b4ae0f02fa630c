import fs from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { copyOfExample } from '../../tests/examples/rumbo-command.js'
import { planFolder } from '../house/planning.js'
import { runJob } from '../jobs/job.js'
import type { BalancingReport } from '../processes/soe/balancing/balancing-report.js'
import { main } from './cli.js'

let folder: string
let unplanned: string
let said: string

/** Rice lies in Surco and lacks in Miraflores, which is fed in ten days; from Surco it is one. */
function tear(company: string): void {
  const put = (name: string, change: (text: string) => string): void =>
    fs.writeFileSync(path.join(company, name), change(fs.readFileSync(path.join(company, name), 'utf8')))
  put('lanes.csv', (text) =>
    text
      .replace('CD-LIMA,MIRAFLORES,transfer,,1', 'CD-LIMA,MIRAFLORES,source,,10')
      .replace('CD-LIMA,SURCO,transfer,,1', 'CD-LIMA,SURCO,source,,10\nSURCO,MIRAFLORES,transfer,,1'),
  )
  put('stock.csv', (text) =>
    text.replace('ARROZ,MIRAFLORES,30', 'ARROZ,MIRAFLORES,0').replace('ARROZ,SURCO,60', 'ARROZ,SURCO,900'),
  )
}

beforeAll(async () => {
  folder = copyOfExample('retailer-mini')
  unplanned = copyOfExample('retailer-mini')
  tear(folder)
  await runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0, now: '2026-12-01T06:00:00.000Z' }))
})
afterAll(() => {
  for (const one of [folder, unplanned]) fs.rmSync(one, { recursive: true })
})
beforeEach(() => {
  said = ''
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said += text
      return true
    })
})
afterEach(() => vi.restoreAllMocks())

const soe = async (...args: string[]): Promise<number> => {
  said = ''
  return main(['soe', ...args])
}
const report = async (...args: string[]): Promise<BalancingReport> => {
  await soe('balance', folder, '--json', ...args)
  return JSON.parse(said)
}

test('[BA17] what to move, its worth and its alternatives; exit 1 when there is something', async () => {
  expect(await soe('balance', folder, '--language', 'en')).toBe(1)
  expect(said).toMatch(/1 +[\d,.]+ +ARROZ +SURCO +MIRAFLORES/)
  const { moves, currency, lossOfNothing, lossAfter, benefit, freight } = await report()
  expect(currency).toBe('PEN')
  expect(moves.map(({ product, from, to }) => [product, from, to])).toEqual([['ARROZ', 'SURCO', 'MIRAFLORES']])
  expect(Number(lossOfNothing) - Number(lossAfter) - Number(freight)).toBeCloseTo(Number(benefit), 9)
})

test('[BA17] asking changes nothing: the same answer again, and no file is written', async () => {
  const files = (): string[] => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const before = files()
  expect(await report()).toEqual(await report())
  expect(files()).toEqual(before)
})

test.each(['es', 'pt', 'en'])('[BA17] in %s every sentence is there', async (language) => {
  for (const budget of ['0', '100000']) {
    await soe('balance', folder, '--language', language, '--budget', budget)
    expect(said).not.toMatch(/soe\.|\{/)
  }
  await soe('allocate', folder, '--language', language)
  expect(said).not.toMatch(/soe\.|\{/)
})

test('[BA25] allocation says who is cut; what is given adds up to what the plan ships', async () => {
  await soe('allocate', folder, '--json')
  const { lines } = JSON.parse(said) as { lines: { planned: string; given: string }[] }
  expect(lines.length).toBeGreaterThan(0)
  const sum = (of: 'planned' | 'given'): number => lines.reduce((total, line) => total + Number(line[of]), 0)
  expect(sum('given')).toBeCloseTo(sum('planned'), 9)
})

test('[BA17] a folder without a plan, a budget that is none and a mode nobody knows are refused', async () => {
  expect(await soe('balance', unplanned)).toBe(2)
  expect(await soe('balance', folder, '--budget', 'much')).toBe(2)
  expect(await soe('balance', folder, '--budget', '9'.repeat(400))).toBe(2)
  expect(await soe('allocate', folder, '--mode', 'luck')).toBe(2)
})

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from './cli.js'

let folder: string
let said: string
let printed: string

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-test-'))
  said = printed = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text
    return true
  })
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  fs.rmSync(folder, { recursive: true, force: true })
})

const MONTHS = ['2025-10-31', '2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']
const SOUND = MONTHS.map((day, at) => `milk,${day},${100 + at}`)

function forecast(rows: readonly string[], ...options: string[]): Promise<number> {
  fs.writeFileSync(path.join(folder, 'in.csv'), `unique_id,ds,y\n${rows.join('\n')}\n`)
  return main([
    'forecast',
    ...['--input', path.join(folder, 'in.csv'), '--freq', 'M', '--horizon', '2'],
    ...['--output', path.join(folder, 'out.csv'), '--workers', '1', ...options],
  ])
}
const lines = (name = 'out.csv'): string[] => fs.readFileSync(path.join(folder, name), 'utf8').trim().split('\n')

test('[FF3] [FF5] rumbo forecast: a file in, a file out; who has no forecast is named with the reason and the remedy', async () => {
  expect(await forecast([...SOUND, 'water,2026-01-31,much', 'wine,2026-01-15,1', 'wine,2026-01-31,2'])).toBe(0)
  const [header, first, second] = lines()
  expect(header).toBe('unique_id,ds,mean,q05,q10,q25,q50,q75,q90,q95')
  expect(first).toMatch(/^milk,2026-05-31,\d/)
  expect(second).toMatch(/^milk,2026-06-30,\d/)
  expect(said).toContain('1 of 3 series forecast')
  expect(said).toContain('water: in row 9, y says "much". → ds is a date')
  expect(said).toContain('wine: two rows for the same step, 2026-01-31. →')
})

test('[CF6] with --voices the methods and their shares; with --quantiles the ones that are asked for', async () => {
  const voices = path.join(folder, 'voices.csv')
  expect(await forecast(SOUND, '--voices', voices, '--quantiles', '0.9,0.1', '--json')).toBe(0)
  expect(lines()[0]).toBe('unique_id,ds,mean,q10,q90')
  expect(lines('voices.csv')[0]).toBe('unique_id,method,share,origins')
  expect(JSON.parse(printed)).toMatchObject({ series: 1, forecast: 1, seasons: [], refused: [] })
})

test('[FF3] nothing that can be forecast is an exit code of its own, in the language of the reader', async () => {
  fs.writeFileSync(path.join(folder, 'out.csv'), 'what stood there before')
  expect(await forecast(['agua,2026-01-31,'], '--language', 'es')).toBe(1)
  expect(lines()).toEqual(['what stood there before'])
  expect(said).toContain('Ninguna de las 1 series de')
  expect(said).toContain('agua: ningún valor. → Dé al menos un y numérico.')
})

test.each([
  [['--quantiles', '1.5'], '"1.5" is not a value for --quantiles.'],
  [['--seasons', 'often'], '"often" is not a value for --seasons.'],
  [['--output', '/nowhere/at/all/out.csv'], 'The folder of /nowhere/at/all/out.csv does not exist.'],
  [['--freq', 'fortnight'], '"fortnight" is not a value for --freq.'],
])('[FF3] rumbo forecast %j is refused before anything is read', async (options, sentence) => {
  expect(await forecast(SOUND, ...options)).toBe(2)
  expect(said).toContain(sentence)
  expect(fs.existsSync(path.join(folder, 'out.csv'))).toBe(false)
})

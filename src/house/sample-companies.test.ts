import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { prepareDemo } from './sample-companies.js'

const place = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-demo-'))
afterAll(() => fs.rmSync(place, { recursive: true }))

const folder = path.join(place, 'data')
const inside = (...parts: string[]): string => path.join(folder, ...parts)

test('[GE12] the demo is written where a writing was cut short, and then kept, changed or not', async () => {
  fs.mkdirSync(folder)
  fs.writeFileSync(inside('.generated'), 'another')
  fs.writeFileSync(inside('ledger.csv'), 'half of a l')
  expect(await prepareDemo(folder)).toEqual({ written: true, movedTo: null })
  fs.appendFileSync(inside('company.yaml'), '# tried something\n')
  expect(await prepareDemo(folder)).toEqual({ written: false, movedTo: null })
  expect(fs.readFileSync(inside('company.yaml'), 'utf8')).toContain('# tried something')
})

test.each([
  ['of another edition', 'data-earlier-1', () => fs.writeFileSync(inside('.generated'), 'another')],
  ['of somebody else', 'data-earlier-2', () => fs.rmSync(inside('.generated'))],
])('[GE12] a demo %s is moved aside whole, plans included, and written anew', async (_, aside, age) => {
  fs.writeFileSync(inside('ledger.csv'), 'stale\n')
  fs.mkdirSync(inside('.rumbo'))
  fs.writeFileSync(inside('.rumbo', 'live.json'), 'a plan of it')
  age()
  expect(await prepareDemo(folder)).toEqual({ written: true, movedTo: path.join(place, aside) })
  expect(fs.readFileSync(path.join(place, aside, 'ledger.csv'), 'utf8')).toBe('stale\n')
  expect(fs.readFileSync(path.join(place, aside, '.rumbo', 'live.json'), 'utf8')).toBe('a plan of it')
  expect(fs.existsSync(inside('.rumbo'))).toBe(false)
  expect(fs.readFileSync(inside('ledger.csv'), 'utf8')).not.toBe('stale\n')
  expect(await prepareDemo(folder)).toEqual({ written: false, movedTo: null })
})

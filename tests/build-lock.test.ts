//! Commands of a fresh clone that are started at once, and one that is interrupted while it builds.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const LOCK = path.resolve(import.meta.dirname, '../scripts/build-lock.js')
const BUILD = `
const { alone } = await import(${JSON.stringify(LOCK)})
const { appendFileSync } = await import('node:fs')
const [folder, name, pause] = process.argv.slice(1)
const tell = (what) => appendFileSync(folder + '/told', name + ' ' + what + '\\n')
await alone(folder + '/dist/.building', async () => {
  tell('begins')
  await new Promise((resolve) => setTimeout(resolve, Number(pause)))
  tell('ends')
})`

let folder: string
const builds: ChildProcess[] = []
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-lock-'))
})
afterEach(() => {
  for (const build of builds.splice(0)) build.kill('SIGKILL')
  fs.rmSync(folder, { recursive: true })
})

function build(name: string, pause: number): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', BUILD, folder, name, String(pause)])
  builds.push(child)
  return child
}
const told = (): string[] =>
  fs.existsSync(path.join(folder, 'told')) ? fs.readFileSync(path.join(folder, 'told'), 'utf8').trim().split('\n') : []

test('two commands that are started at once build one after the other', async () => {
  await Promise.all(['a', 'b', 'c'].map((name) => once(build(name, 100), 'exit')))
  const names = told()
    .filter((_, at) => at % 2 === 0)
    .map((line) => line[0]!)
  expect([...names].sort()).toEqual(['a', 'b', 'c'])
  expect(told()).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]))
  expect(fs.readdirSync(path.join(folder, 'dist'))).toEqual([])
})

test.each(['SIGINT', 'SIGKILL'] as const)('a build that ended by %s stands in nobody’s way', async (signal) => {
  const interrupted = build('first', 600_000)
  await expect.poll(told, { timeout: 20_000 }).toEqual(['first begins'])
  interrupted.kill(signal)
  await once(interrupted, 'exit')
  expect(fs.existsSync(path.join(folder, 'dist/.building'))).toBe(true)
  await once(build('second', 0), 'exit')
  expect(told()).toEqual(['first begins', 'second begins', 'second ends'])
})

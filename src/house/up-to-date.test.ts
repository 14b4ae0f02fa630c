import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyOfExample } from '../../tests/examples/rumbo-command.js'
import { runJob } from '../jobs/job.js'
import { planFolder } from './planning.js'
import { plannedAsItIs } from './up-to-date.js'

let folder: string
const inside = (file: string): string => path.join(folder, file)
const plan = () => runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0 }))

beforeEach(() => {
  folder = copyOfExample('supplier-mini')
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

test('[RS22] a plan is as the folder is until a file of it, or its company.yaml, is another, new or gone', async () => {
  expect(await plannedAsItIs(folder)).toBeNull()
  const { version } = (await plan()) as { version: { id: string } }
  const isAsItIs = async (): Promise<boolean> => (await plannedAsItIs(folder)) === version.id
  expect(await isAsItIs()).toBe(true)
  for (const file of ['sales.csv', 'company.yaml']) {
    const before = fs.readFileSync(inside(file))
    fs.appendFileSync(inside(file), '\n')
    expect([file, await isAsItIs()]).toEqual([file, false])
    fs.rmSync(inside(file))
    expect([file, await isAsItIs()]).toEqual([file, false])
    fs.writeFileSync(inside(file), before)
    expect([file, await isAsItIs()]).toEqual([file, true])
  }
  fs.copyFileSync(inside('prices.csv'), inside('prices-2028.csv'))
  expect(await isAsItIs()).toBe(false)
})

test('[RS22] what was loaded and not planned is in no plan', async () => {
  await plan()
  const lines = fs.readFileSync(inside('sales.csv'), 'utf8').trimEnd().split('\n')
  fs.writeFileSync(inside('sales.csv'), `${lines.slice(0, -1).join('\n')}\n`)
  const stopped = new AbortController()
  const onProgress = ({ step }: { step: string }): void => {
    if (step === 'propose' || step === 'load') stopped.abort()
  }
  const run = runJob('plan', { signal: stopped.signal, onProgress }, (job) => planFolder(folder, job, { workers: 0 }))
  await expect(run).rejects.toThrow('job.cancelled')
  expect(await plannedAsItIs(folder)).toBeNull()
  await plan()
  expect(await plannedAsItIs(folder)).not.toBeNull()
})

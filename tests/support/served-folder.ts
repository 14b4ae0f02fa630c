/**
 * A company folder that is served in this process, its plan in memory: a new one for every test of the file that imports
 * this one.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { SILENT } from '../../src/api/request-log.js'
import { main } from '../../src/cli/cli.js'
import { readConfiguration } from '../../src/house/configuration/configuration.js'
import { planFolder } from '../../src/house/planning.js'
import { readServerFile } from '../../src/house/serving/server-file.js'
import { type Serving, type ServingTold, serveFolder } from '../../src/house/serving/serving.js'
import { runJob } from '../../src/jobs/job.js'
import { copyOfExample } from '../examples/rumbo-command.js'
import { memoryPlans } from './memory-open-plan.js'

let planned: string
beforeAll(async () => {
  planned = copyOfExample('supplier-mini')
  await runJob('plan', {}, (job) => planFolder(planned, job, { workers: 0 }))
})
afterAll(() => fs.rmSync(planned, { recursive: true }))

export let folder: string
export let plans: ReturnType<typeof memoryPlans>
const running: Started[] = []
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-serving-'))
  fs.cpSync(planned, folder, { recursive: true })
  plans = memoryPlans()
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const { stop } of running.splice(0)) await stop().catch(() => undefined)
  fs.rmSync(folder, { recursive: true })
})

export interface Started {
  readonly told: ServingTold[]
  readonly url: string
  stop(): Promise<void>
  /** Resolves when it has told of this phase. */
  until(phase: ServingTold['phase']): Promise<ServingTold>
}

/** Starts a server; resolves when it listens, or refuses as it does. */
export async function start(
  given: Partial<Serving> & { environment?: NodeJS.ProcessEnv; mostSeconds?: number } = {},
): Promise<Started> {
  const controller = new AbortController()
  const told: ServingTold[] = []
  const waiting: (() => void)[] = []
  const { settings } = readConfiguration(folder, { environment: { RUMBO_PORT: '0', ...given.environment } })
  const ended = serveFolder(folder, {
    settings: { ...settings, 'stopping.mostSeconds': given.mostSeconds ?? settings['stopping.mostSeconds'] },
    openPlan: plans.open,
    log: SILENT,
    standby: false,
    signal: controller.signal,
    told(event) {
      told.push(event)
      for (const wake of waiting.splice(0)) wake()
    },
    ...given,
  })
  const until = async (phase: ServingTold['phase']): Promise<ServingTold> => {
    for (;;) {
      const found = told.find((event) => event.phase === phase)
      if (found !== undefined) return found
      await Promise.race([ended, new Promise<void>((resolve) => waiting.push(resolve))])
    }
  }
  await until('opening')
  if (given.standby) await until('standby')
  const started: Started = {
    told,
    url: (told[0] as { url: string }).url,
    until,
    stop() {
      controller.abort()
      return ended
    },
  }
  running.push(started)
  return started
}

export async function startReady(given: Parameters<typeof start>[0] = {}): Promise<Started> {
  const started = await start(given)
  await started.until('ready')
  return started
}

export const get = async (url: string, address: string): Promise<[number, unknown]> => {
  const response = await fetch(url + address)
  return [response.status, await response.json()]
}

export const asConsole = (): Record<string, string> => ({ authorization: `Bearer ${readServerFile(folder)!.key}` })

/** One command line in this process: its exit code and what it said. */
export async function rumbo(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.out += text
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.err += text
    return true
  })
  try {
    const [verb, ...rest] = args as [string, ...string[]]
    const nested = ['user', 'scenario'].includes(verb) ? [rest.shift()!] : []
    const exit = await main([verb, ...nested, folder, ...rest, '--language', 'en'], plans.open)
    return { exit, ...said }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

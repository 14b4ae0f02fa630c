import { expect, test } from 'vitest'
import { Fault } from '../core/base/assert.js'
import { Refusal } from '../core/base/refusal.js'
import type { Gauges } from './gauges.js'
import { type Job, type Progress, runJob } from './job.js'

/** A machine whose time and memory move only when the test says so. */
function stillMachine() {
  const state = { milliseconds: 0, residentBytes: 100, processPeakBytes: 500 }
  const gauges: Gauges = {
    milliseconds: () => state.milliseconds,
    residentBytes: () => state.residentBytes,
    processPeakBytes: () => state.processPeakBytes,
  }
  return { state, gauges }
}

test('[JB1] a job is named steps, one after another, each timed', async () => {
  const { state, gauges } = stillMachine()
  const timings = await runJob('plan', { gauges }, async (job) => {
    const loaded = await job.step('load', () => {
      state.milliseconds += 40
      return 7
    })
    expect(loaded).toBe(7)
    await job.step('net', async () => {
      state.milliseconds += 2
    })
    return job.timings
  })
  expect(timings.map(({ step, milliseconds }) => [step, milliseconds])).toEqual([
    ['load', 40],
    ['net', 2],
  ])
})

test('[JB1] a step inside a step is a fault of ours', async () => {
  const nested = (job: Job) => job.step('outer', () => job.step('inner', () => 1))
  await expect(runJob('plan', {}, nested)).rejects.toThrow(Fault)
})

test('[JB2] progress tells the start, every report and the end; a fraction never goes back', async () => {
  const seen: Progress[] = []
  await runJob('plan', { onProgress: (progress) => seen.push(progress) }, async (job) => {
    await job.step('net', (report) => {
      report(0.5)
      report(0.25)
      report(7)
    })
  })
  expect(seen.map(({ state, fraction }) => `${state} ${fraction}`)).toEqual([
    'running 0',
    'running 0.5',
    'running 0.5',
    'running 1',
    'done 1',
  ])
})

test('[JB3] cancelling stops at the next report, is a refusal, and no later step runs', async () => {
  const cancel = new AbortController()
  const ran: string[] = []
  const seen: string[] = []
  const options = { signal: cancel.signal, onProgress: ({ step, state }: Progress) => seen.push(`${step} ${state}`) }
  const cancelled = runJob('plan', options, async (job) => {
    await job.step('net', (report) => {
      cancel.abort()
      ran.push('net until its report')
      report(0.5)
      ran.push('net after its report')
    })
    await job.step('value', () => ran.push('value'))
  })
  await expect(cancelled).rejects.toEqual(new Refusal('job.cancelled', { job: 'plan', step: 'net' }))
  expect(ran).toEqual(['net until its report'])
  expect(seen).toEqual(['net running', 'net cancelled'])
})

test('[JB3] a signal from outside is heard between two steps that never wait', async () => {
  const cancel = new AbortController()
  setImmediate(() => cancel.abort())
  const ran: string[] = []
  const cancelled = runJob('plan', { signal: cancel.signal }, async (job) => {
    for (const step of ['a', 'b', 'c']) await job.step(step, () => ran.push(step))
  })
  await expect(cancelled).rejects.toThrow(Refusal)
  expect(ran.length).toBeLessThan(3)
})

test('[JB4] an error of a step is told as failed, timed, and passed on unchanged', async () => {
  const seen: string[] = []
  const error = new Error('disk full')
  let failed: Job | undefined
  const job = runJob('plan', { onProgress: ({ state }) => seen.push(state) }, async (running) => {
    failed = running
    await running.step('freeze', () => {
      throw error
    })
  })
  await expect(job).rejects.toBe(error)
  expect(seen).toEqual(['running', 'failed'])
  expect(failed!.timings).toHaveLength(1)
})

test('[JB5] the peak of a step is the high-water mark where the step raised it, else the most that was sampled', async () => {
  const { state, gauges } = stillMachine()
  const timings = await runJob('plan', { gauges }, async (job) => {
    await job.step('below an earlier peak', (report) => {
      state.residentBytes = 300
      report(0.5)
      state.residentBytes = 200
    })
    await job.step('raises it unseen', () => {
      state.processPeakBytes = 900
    })
    return job.timings
  })
  expect(timings.map((timing) => timing.peakBytes)).toEqual([300, 900])
})

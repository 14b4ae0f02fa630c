import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { ThreadCalls } from './thread-calls.js'

interface Asked {
  answer(): Promise<number>
}

test('a thread that dies fails those who wait and those who ask later, and nobody waits for ever', async () => {
  const worker = new Worker(
    `require('node:worker_threads').parentPort.on('message', () => { throw new Error('broken') })`,
    {
      eval: true,
    },
  )
  const calls = new ThreadCalls(worker, () => undefined)
  const asked = calls.object<Asked>('anything')
  await expect(asked.answer()).rejects.toMatchObject({ code: 'living.plan_ended' })
  await expect(calls.ended).rejects.toThrow('broken')
  await expect(asked.answer()).rejects.toMatchObject({ code: 'living.plan_ended' })
})

import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type { Order } from './child.js'
import type { Trial } from './trial.js'

const STARTER = path.resolve(import.meta.dirname, '../support/typescript-child.js')
const CHILD = path.resolve(import.meta.dirname, 'child.ts')

export interface Failure {
  readonly seed: number
  readonly what: string
}

export interface Findings {
  readonly trials: Trial[]
  readonly failures: Failure[]
  /** Milliseconds of each trial, by seed. */
  readonly times: Map<number, number>
}

/** A process that tried this many folders is replaced: what it leaks, if it does, is not what is asked here. */
const TRIALS_PER_PROCESS = 1000
const SECONDS_TO_START = 120

/**
 * Tries seeds in processes of their own. One that ends by itself has crashed on the seed it had, one that does not
 * answer in time hangs on it and is killed; either way the next seeds go to a new one.
 */
export async function tryInCrew(
  seeds: Iterable<number>,
  order: Omit<Order, 'seed'>,
  limits: { processes: number; secondsPerTrial: number; failures: number },
): Promise<Findings> {
  const findings: Findings = { trials: [], failures: [], times: new Map() }
  const waiting = seeds[Symbol.iterator]()
  const next = (): number | null => {
    if (findings.failures.length >= limits.failures) return null
    const taken = waiting.next()
    return taken.done ? null : taken.value
  }
  const work = async (): Promise<void> => {
    for (let ended = false; !ended; ) ended = await workThrough(next, order, limits.secondsPerTrial, findings)
  }
  await Promise.all(Array.from({ length: limits.processes }, work))
  return findings
}

type Answer = { ready: true } | { trial: Trial } | { seed: number; failure: string }

/** The life of one process; true when there are no more seeds. */
function workThrough(
  next: () => number | null,
  order: Omit<Order, 'seed'>,
  secondsPerTrial: number,
  { trials, failures, times }: Findings,
): Promise<boolean> {
  const child = fork(STARTER, [CHILD], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let lastWords = ''
  child.stderr!.on('data', (text: Buffer) => (lastWords = (lastWords + text.toString()).slice(-2000)))
  return new Promise((resolve) => {
    let seed: number | null = null
    let started = 0
    let tried = 0
    let finished = false
    let hanging = false
    const clock = limit(SECONDS_TO_START)
    function limit(seconds: number): NodeJS.Timeout {
      return setTimeout(() => {
        hanging = true
        child.kill('SIGKILL')
      }, seconds * 1000)
    }
    let timer = clock
    const give = (): void => {
      clearTimeout(timer)
      seed = tried < TRIALS_PER_PROCESS ? next() : null
      finished = seed === null && tried < TRIALS_PER_PROCESS
      if (seed === null) {
        child.disconnect()
        return
      }
      tried += 1
      started = performance.now()
      timer = limit(secondsPerTrial)
      send(child, { ...order, seed })
    }
    child.on('message', (answer: Answer) => {
      if (seed !== null) times.set(seed, performance.now() - started)
      if ('trial' in answer) trials.push(answer.trial)
      if ('failure' in answer) failures.push({ seed: answer.seed, what: answer.failure })
      give()
    })
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      if (seed !== null) {
        const how = hanging ? `no answer within ${secondsPerTrial} s` : `crashed (${signal ?? `exit ${code}`})`
        failures.push({ seed, what: `${how}\n${lastWords}` })
      } else if (tried === 0 && !finished) {
        failures.push({ seed: -1, what: `the process did not start: ${lastWords}` })
        finished = true
      }
      resolve(finished)
    })
  })
}

const send = (child: ChildProcess, order: Order): void => void child.send(order)

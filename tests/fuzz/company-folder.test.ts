//! Damaged company folders: bytes flipped, rows cut, columns swapped, huge numbers, other encodings, absurd dates, odd
//! workbooks and Parquet files, company files that say something else. Whatever comes, check and load answer with a
//! report or a refusal, in time, and leave either the facts they found or all of the new ones (docs/robustness.md).
//! RUMBO_FUZZ and RUMBO_FUZZ_SEED choose how many and which; a failure prints its seed, and
//! `RUMBO_FUZZ=1 RUMBO_FUZZ_SEED=<seed> npm run fuzz` tries that one again.
import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Findings, tryInCrew } from './crew.js'
import { prepareSoundFolders } from './sound-folders.js'
import type { Trial } from './trial.js'

const count = Number(process.env.RUMBO_FUZZ ?? 1000)
const firstSeed = Number(process.env.RUMBO_FUZZ_SEED ?? 1)
const SECONDS_PER_TRIAL = 60
/** Enough to see a pattern; the first one is what matters. */
const FAILURES_SHOWN = 20

/** In memory where the system has such a place with room: what is asked here is not how fast a disk is. */
const MEMORY = '/dev/shm'
const LEAST_ROOM = 1 << 30
const ROOM = existsSync(MEMORY) && roomIn(MEMORY) > LEAST_ROOM ? MEMORY : tmpdir()

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

let root: string
let names: string[]
beforeAll(async () => {
  root = mkdtempSync(join(ROOM, 'rumbo-fuzz-'))
  names = await prepareSoundFolders(root)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function* seeds(): Generator<number> {
  for (let seed = firstSeed; seed < firstSeed + count; seed++) yield seed
}

test(`${count} damaged folders from seed ${firstSeed}: no crash, no hang, no partial load`, {
  timeout: 24 * 3_600_000,
}, async () => {
  const started = performance.now()
  const limits = { processes: 2, secondsPerTrial: SECONDS_PER_TRIAL, failures: FAILURES_SHOWN }
  const findings = await tryInCrew(seeds(), { root, names }, limits)
  console.info(figuresOf(findings, performance.now() - started))
  expect(findings.failures.map(({ seed, what }) => `seed ${seed}: ${what}`)).toEqual([])
  expect(findings.trials.length).toBe(count)
  // Each of the endings happens, or the damage is not what it should be.
  if (count >= 1000)
    for (const ending of ['refused', 'loaded', 'planned'])
      expect(findings.trials.filter((trial) => trial.ending === ending).length).toBeGreaterThan(count / 50)
})

function figuresOf({ trials, times }: Findings, milliseconds: number): string {
  const slowest = [...times].reduce((worst, time) => (time[1] > worst[1] ? time : worst), [0, 0])
  const counted = (of: (trial: Trial) => readonly string[]): string => {
    const counts = new Map<string, number>()
    for (const trial of trials) for (const name of new Set(of(trial))) counts.set(name, (counts.get(name) ?? 0) + 1)
    return [...counts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([name, times]) => `${name} ${times}`)
      .join(', ')
  }
  return [
    `${trials.length} trials in ${(milliseconds / 1000).toFixed(0)} s; slowest: seed ${slowest[0]}, ${(slowest[1] / 1000).toFixed(1)} s`,
    `endings: ${counted(({ ending }) => [ending])}`,
    `loaded with bad rows: ${trials.filter(({ ending, badRows }) => ending !== 'refused' && badRows > 0).length}`,
    `blows: ${counted(({ blows }) => blows.map((blow) => blow.replace(/^.*: /, '')))}`,
    `refused for: ${counted(({ codes }) => codes)}`,
  ].join('\n')
}

//! `rumbo plan` really killed, at random moments of loading, planning, freezing and writing out: whatever is found
//! afterwards is whole, and the next run ends where the killed one would have. [IM17] [PV2]
//! RUMBO_CRASH says how many, RUMBO_CRASH_SEED which.
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/core/base/random.js'
import { generateFolder } from '../../src/house/sample-companies.js'
import { openVersion, versionsOf } from '../../src/house/versions.js'
import { openStore } from '../../src/store/company-folder.js'
import { readRows } from '../../src/store/duckdb/columns.js'
import { proveIdentity } from '../../src/store/proof/version-proof.js'
import { copyOfExample, rumbo } from '../examples/rumbo-command.js'
import { folderWith } from '../support/company-folder.js'
import { type Course, killCommand, timeCommand } from './killed-command.js'

const kills = Math.ceil(Number(process.env.RUMBO_CRASH ?? 40) / 2)
const random = seededRandom(Number(process.env.RUMBO_CRASH_SEED ?? 1))

/** Checking and loading are the first two steps; after these, freezing and writing out are the last two. */
const LOADING = 2
const FREEZING = 2

interface Known {
  /** Hash of the plan in force, and what the facts hold. */
  readonly hash: string
  readonly facts: string
}

describe.each([
  ['supplier-mini', async () => copyOfExample('supplier-mini')],
  ['a generated company', generated],
])('%s', (_name, make) => {
  let folder: string
  let before: Known
  let after: Known
  let course: Course
  beforeAll(async () => {
    folder = await make()
    await timeCommand('plan', folder)
    before = await knownOf(folder)
    const reference = copyOf(folder)
    restate(reference)
    course = await timeCommand('plan', reference)
    after = await knownOf(reference)
    expect(after.hash).not.toBe(before.hash)
    expect(after.facts).not.toBe(before.facts)
    fs.rmSync(reference, { recursive: true })
  })
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

  test(`${kills} plans killed: what is there is whole, and the next plan is the one that was killed`, async () => {
    const seen = { killed: 0, factsBefore: 0, factsAfter: 0, planBefore: 0, planAfter: 0 }
    for (let kill = 0; kill < kills; kill++) {
      const trial = copyOf(folder)
      restate(trial)
      const moment = momentOf(kill, course)
      const told = `kill ${kill}, ${moment.milliseconds.toFixed(0)} ms after step ${moment.steps}`
      if (await killCommand(moment, 'plan', trial)) seen.killed += 1
      const found = await knownOf(trial)
      expect([before.facts, after.facts], told).toContain(found.facts)
      expect([before.hash, after.hash], told).toContain(found.hash)
      // A plan never stands on facts that were not kept.
      if (found.hash === after.hash) expect(found.facts, told).toBe(after.facts)
      seen[found.facts === before.facts ? 'factsBefore' : 'factsAfter'] += 1
      seen[found.hash === before.hash ? 'planBefore' : 'planAfter'] += 1
      await expectWholeVersions(trial, told)
      // What counts every time; every command each fourth time.
      expectGoesOn(trial, kill % 4 === 0 ? ['versions', 'check', 'plan', 'prove'] : ['plan', 'prove'], told)
      expect(await knownOf(trial), told).toEqual(after)
      expectNothingLeft(trial, told)
      fs.rmSync(trial, { recursive: true })
    }
    console.info(`${_name}: ${JSON.stringify(seen)}`)
    if (kills >= 10) {
      expect(seen.killed).toBeGreaterThan(kills / 2)
      expect(Math.min(seen.factsBefore, seen.factsAfter, seen.planBefore)).toBeGreaterThan(0)
    }
  })
})

async function generated(): Promise<string> {
  const folder = folderWith({})
  await generateFolder(folder, { products: 40, locations: 6, weeks: 52, seed: 5 })
  return folder
}

function copyOf(folder: string): string {
  const copy = folderWith({})
  fs.cpSync(folder, copy, { recursive: true })
  return copy
}

/** One more unit of everything that is on hand: facts to restate and another plan. */
function restate(folder: string): void {
  const file = path.join(folder, 'stock.csv')
  const [header, ...rows] = fs.readFileSync(file, 'utf8').trimEnd().split('\n')
  const at = header!.split(',').indexOf('on_hand_units')
  const restated = rows.map((row) =>
    row
      .split(',')
      .map((cell, column) => (column === at ? String(Number(cell) + 1) : cell))
      .join(','),
  )
  fs.writeFileSync(file, `${[header, ...restated].join('\n')}\n`)
}

/** A third of the kills while loading, a third while planning, a third while freezing and writing out. */
function momentOf(kill: number, course: Course): { steps: number; milliseconds: number } {
  const steps = course.length - 1
  const part = [
    [0, LOADING],
    [LOADING, steps - FREEZING],
    [steps - FREEZING, steps + 1],
  ][kill % 3]!
  const chosen = part[0]! + Math.floor(random.at(1, kill, 0) * (part[1]! - part[0]!))
  const lasted = course[chosen]! - (course[chosen - 1] ?? 0)
  return { steps: chosen, milliseconds: random.at(1, kill, 1) * lasted }
}

async function knownOf(folder: string): Promise<Known> {
  const store = await openStore(folder)
  try {
    const [row] = await readRows(
      store.connection,
      `SELECT (SELECT CAST(count(*) AS INTEGER) FROM loads) AS loads, (SELECT CAST(sum(on_hand_units) AS VARCHAR) FROM stock WHERE known_to IS NULL) AS on_hand,
        (SELECT CAST(count(*) AS INTEGER) FROM sales WHERE known_to IS NULL) AS sales, (SELECT CAST(count(*) AS INTEGER) FROM stock) AS told`,
    )
    return { hash: (await versionsOf(folder).live())?.hash ?? '', facts: JSON.stringify(row) }
  } finally {
    store.close()
  }
}

/** Every version that is listed opens, and is proved from its own files; the one in force is among them. */
async function expectWholeVersions(folder: string, told: string): Promise<void> {
  const store = versionsOf(folder)
  const versions = await store.list()
  expect(versions.map(({ id }) => id)).toContain((await store.live())?.id)
  for (const version of versions) {
    await openVersion(folder, version.id)
    const checks = await proveIdentity(store.folderOf(version.id), version)
    expect(
      checks.filter(({ mismatches }) => mismatches > 0).map(({ name }) => `${told}: ${version.id}: ${name}`),
    ).toEqual([])
  }
}

function expectGoesOn(folder: string, commands: readonly string[], told: string): void {
  for (const command of commands) {
    const ran = rumbo(command, folder)
    if (ran.code !== 0) throw new Error(`${told}: rumbo ${command} exited ${ran.code}\n${ran.out}\n${ran.error}`)
  }
}

/** The stray of a killed freeze is taken away by the next one. */
function expectNothingLeft(folder: string, told: string): void {
  const left = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('.freezing-') || name.endsWith('.new') || name.endsWith('.wal'))
  expect(left, told).toEqual([])
}

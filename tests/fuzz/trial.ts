import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import type { CheckReport, Finding } from '../../src/contract/import-report.js'
import { CONTRACT_TABLES } from '../../src/contract/tables.js'
import { Refusal } from '../../src/core/base/refusal.js'
import { allocatePlain } from '../../src/core/plan/plan.js'
import { inlineRunner } from '../../src/engine/inline-runner.js'
import { CATALOGUE } from '../../src/language/catalogue.js'
import { runPlanning } from '../../src/processes/planning/planning-run.js'
import { checkFolder, loadFolder, openStore } from '../../src/store/company-folder.js'
import { readRows } from '../../src/store/duckdb/columns.js'
import { factsPath } from '../../src/store/duckdb/database.js'
import { readCompany } from '../../src/store/read-company.js'
import { readFacts } from '../../src/store/read-facts.js'
import { BYTE_BLOWS, type Dice, diceOf, TEXT_BLOWS } from './damage.js'
import { oddCompanyFile } from './odd-company-file.js'
import { oddParquet, oddWorkbook } from './odd-files.js'
import { STOCK_ROWS } from './sound-folders.js'

export type Ending = 'refused' | 'loaded' | 'planned' | 'plan refused'

export interface Trial {
  readonly seed: number
  readonly sound: string
  readonly blows: readonly string[]
  readonly ending: Ending
  /** Codes of the faults, or of the refusal. */
  readonly codes: readonly string[]
  readonly badRows: number
}

/** Of the folders that load after all, one in so many is planned too. */
const PLANNED_ONE_IN = 3
/** One in so many is checked before it is loaded; one in so many has never been loaded before. */
const CHECKED_ONE_IN = 4
const FRESH_ONE_IN = 5

/**
 * One damaged folder: what becomes of it. Whatever is neither an answer nor a refusal is thrown, with the blows in it.
 */
export async function tryDamaged(seed: number, root: string, names: readonly string[]): Promise<Trial> {
  const dice = diceOf(seed)
  const sound = dice.pick(names)
  const folder = path.join(root, `trial-${seed}`)
  const blows: string[] = []
  try {
    cpSync(path.join(root, sound), folder, { recursive: true })
    const fresh = dice.below(FRESH_ONE_IN) === 0
    if (fresh) rmSync(path.join(folder, '.rumbo'), { recursive: true })
    for (let blow = dice.below(3); blow >= 0; blow--) blows.push(await strike(folder, dice))
    const checked = dice.below(CHECKED_ONE_IN) === 0 ? await checkFolder(folder, { open: openCompanySources }) : null
    if (checked !== null) assertSayable(checked)
    const answer = await loadDamaged(folder, fresh, checked, dice.below(PLANNED_ONE_IN) === 0)
    return { seed, sound, blows, ...answer }
  } catch (error) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    throw new Error(`${sound}: ${blows.join(', ')}: ${told}`, { cause: error })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One blow of a kind the dice choose; says which, and where. */
async function strike(folder: string, dice: Dice): Promise<string> {
  const files = readdirSync(folder).filter((name) => name.includes('.') && !name.startsWith('.'))
  const others = files.filter((name) => /\.(xlsx|parquet)$/.test(name))
  const file = dice.pick((dice.below(3) === 0 && others.length > 0 ? others : files).sort())
  const target = path.join(folder, file)
  if (statSync(target).isDirectory()) return `${file}: left, a folder now`
  const way = dice.below(20)
  if (way === 0) return moveAround(folder, file, dice)
  if (file === 'company.yaml' && way < 12) {
    writeFileSync(target, oddCompanyFile(readFileSync(target, 'utf8'), dice))
    return `${file}: said otherwise`
  }
  if (file.endsWith('.xlsx') && way < 12) {
    await oddWorkbook(target, STOCK_ROWS, dice)
    return `${file}: odd cells`
  }
  if (file.endsWith('.parquet') && way < 14) {
    await oddParquet(target, dice)
    return `${file}: odd types`
  }
  const blows = file.endsWith('.csv') && way < 16 ? TEXT_BLOWS : BYTE_BLOWS
  const name = dice.pick(Object.keys(blows))
  writeFileSync(target, blows[name]!(readFileSync(target), dice))
  return `${file}: ${name}`
}

/** Files under other names, twice, gone, or turned into folders. */
function moveAround(folder: string, file: string, dice: Dice): string {
  const target = path.join(folder, file)
  const extension = path.extname(file)
  const stem = path.basename(file, extension)
  const way = dice.below(6)
  if (way === 0) rmSync(target)
  else if (way === 1) cpSync(target, path.join(folder, `${stem}-2${extension}`))
  else if (way === 2) renameSync(target, path.join(folder, `${dice.pick(CONTRACT_TABLES).name}${extension}`))
  else if (way === 3)
    renameSync(target, path.join(folder, `${stem}${dice.pick(['.xlsx', '.parquet', '.csv', '.TXT'])}`))
  else if (way === 4) {
    rmSync(target)
    mkdirSync(path.join(target, 'deep', 'er'), { recursive: true })
  } else {
    mkdirSync(path.join(folder, stem), { recursive: true })
    cpSync(target, path.join(folder, stem, `'odd" name%20${extension}`))
  }
  return `${file}: moved around (${way})`
}

type Answer = Pick<Trial, 'ending' | 'codes' | 'badRows'>

async function loadDamaged(
  folder: string,
  fresh: boolean,
  checked: CheckReport | null,
  plan: boolean,
): Promise<Answer> {
  const before = fresh ? null : await stateOf(folder)
  try {
    const report = await loadFolder(folder, { open: openCompanySources, knownAt: '2026-01-12' })
    assertSayable(report)
    if (report.loaded !== (report.faults.length === 0)) throw new Error('loaded with faults, or refused without')
    if (checked !== null && checked.ok !== report.loaded) throw new Error('the check says otherwise than the load')
    if (!report.loaded) {
      await assertUnchanged(folder, before)
      return { ending: 'refused', codes: report.faults.map(({ code }) => code), badRows: report.badRowCount }
    }
    return { ...(await readEverything(folder, plan)), badRows: report.badRowCount }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    assertSaid(error.code, error.values)
    await assertUnchanged(folder, before)
    return { ending: 'refused', codes: [error.code], badRows: 0 }
  }
}

async function assertUnchanged(folder: string, before: State | null): Promise<void> {
  if (before === null) {
    if (existsSync(factsPath(folder))) throw new Error('refused, and a store was left behind')
    return
  }
  if (bytesOfStore(folder) === before.bytes) return
  const after = await stateOf(folder)
  if (after.content !== before.content)
    throw new Error(`a refused load changed the facts:\n${before.content}\n${after.content}`)
}

interface State {
  readonly bytes: string
  readonly content: string
}

const sounded = new Map<string, State>()

/** Everything that is kept, as digests: of the file, and of the rows of each table. */
async function stateOf(folder: string): Promise<State> {
  const bytes = bytesOfStore(folder)
  const known = sounded.get(bytes)
  if (known !== undefined) return known
  const store = await openStore(folder)
  try {
    const tables = await readRows(
      store.connection,
      'SELECT table_name AS name FROM information_schema.tables ORDER BY name',
    )
    const sums = tables.map(
      ({ name }) =>
        `SELECT '${name}' AS name, CAST(count(*) AS VARCHAR) AS n, CAST(bit_xor(hash(t)) AS VARCHAR) AS digest FROM "${name}" t`,
    )
    const state = { bytes, content: JSON.stringify(await readRows(store.connection, sums.join(' UNION ALL '))) }
    sounded.set(bytes, state)
    return state
  } finally {
    store.close()
  }
}

const bytesOfStore = (folder: string): string =>
  createHash('sha256')
    .update(readFileSync(factsPath(folder)))
    .digest('hex')

/** What was loaded can be read, holds no number that is none, and is planned or refused, never failed on. */
async function readEverything(folder: string, plan: boolean): Promise<Pick<Trial, 'ending' | 'codes'>> {
  const store = await openStore(folder)
  try {
    const company = await readCompany(store)
    const facts = await readFacts(store, company)
    const { sales, stock } = facts
    for (const units of [sales.units, sales.returnedUnits, stock.onHandUnits])
      if (!units.every((value) => Number.isSafeInteger(value) && value >= 0))
        throw new Error('units that are no number')
    for (const [positions, least, count] of [
      [sales.product, 0, company.products.length],
      // What left from no place of ours is kept, and planned nowhere.
      [sales.location, -1, company.locations.length],
      [sales.customer, 0, company.customers.length],
    ] as const)
      if (!positions.every((at) => at >= least && at < count)) throw new Error('a sale of nothing known')
    if (!plan) return { ending: 'loaded', codes: [] }
    const job = { step: async <T>(_: string, work: () => Promise<T> | T): Promise<T> => work() }
    await runPlanning(company, facts, { job, runner: inlineRunner(), allocate: allocatePlain })
    return { ending: 'planned', codes: [] }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    assertSaid(error.code, error.values)
    return { ending: 'plan refused', codes: [error.code] }
  } finally {
    store.close()
  }
}

function assertSayable(report: CheckReport): void {
  for (const finding of [...report.faults, ...report.badRows, ...report.notices] as Finding[])
    assertSaid(finding.code, finding.values)
}

/** The catalogue knows the code, and every placeholder of its sentences is filled. */
function assertSaid(code: string, values: Readonly<Record<string, unknown>>): void {
  const message = CATALOGUE[code]
  if (message === undefined) throw new Error(`nobody wrote ${code}`)
  for (const sentence of [message.text.en, message.remedy?.en ?? ''])
    for (const [, name] of sentence.matchAll(/\{(\w+)\}/g))
      if (!(name! in values)) throw new Error(`${code} is not told {${name}}`)
}

//! Files of `.rumbo/` cut short, emptied or overwritten, as bad disks and half-finished copies leave them: every command
//! goes on, or refuses and says what to do, and doing that helps. Never a stack trace, never a crash, never a plan that
//! is not proved.
import fs from 'node:fs'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyOfExample, rumbo } from '../examples/rumbo-command.js'
import { folderWith } from '../support/company-folder.js'

const LIVE = '.rumbo/live.json'
const FACTS = '.rumbo/facts.duckdb'
const VERSION = '.rumbo/versions/0001-cycle'

let planned: string
beforeAll(async () => {
  planned = copyOfExample('supplier-mini')
  expect(rumbo('plan', planned).code).toBe(0)
  expect(rumbo('sign', planned, '--by', 'ceo', '--reason', 'cycle').code).toBe(0)
  await leaveWriteAheadLog(path.join(planned, FACTS))
})
afterAll(() => fs.rmSync(planned, { recursive: true, force: true }))

/** What a kill between a commit and its checkpoint leaves: a log that still has to be taken into the file. */
async function leaveWriteAheadLog(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  await connection.run('PRAGMA disable_checkpoint_on_shutdown')
  await connection.run(`CREATE TABLE afterwards AS SELECT range AS n FROM range(5000)`)
  connection.closeSync()
  instance.closeSync()
  expect(fs.existsSync(`${file}.wal`)).toBe(true)
}

type Cut = (content: Buffer) => Buffer
const CUTS: Readonly<Record<string, Cut>> = {
  emptied: () => Buffer.alloc(0),
  'cut in the middle': (content) => content.subarray(0, content.length >> 1),
  'without its last byte': (content) => content.subarray(0, -1),
  'zeroes in the middle': (content) =>
    Buffer.from(content).fill(0, content.length >> 1, Math.min(content.length, (content.length >> 1) + 64)),
}

const FILES = [
  FACTS,
  `${FACTS}.wal`,
  LIVE,
  '.rumbo/record.json',
  '.rumbo/proposals.json',
  `${VERSION}/version.json`,
  `${VERSION}/inputs.json`,
  `${VERSION}/shipments.parquet`,
  `${VERSION}/money.parquet`,
  `${VERSION}/snapshot/state.bin`,
  `${VERSION}/snapshot/columns.bin`,
]

const REFUSED = 2

/** In this order: what only reads first, before planning has mended what it can. */
const COMMANDS = ['report', 'exceptions', 'prove', 'plan']

test.each(FILES)('%s cut short: every command goes on or says what to do', (file) => {
  for (const [name, cut] of Object.entries(CUTS)) {
    const folder = folderWith({})
    fs.cpSync(planned, folder, { recursive: true })
    const place = path.join(folder, file)
    fs.writeFileSync(place, cut(fs.readFileSync(place)))
    const told = `${file} ${name}`
    for (const command of COMMANDS)
      if (expectAnswer(told, command, folder) === REFUSED) expectRemedy(told, command, folder)
  }
})

test.each([LIVE, `${VERSION}/version.json`, FACTS])('%s gone: planning again mends it', (file) => {
  const folder = folderWith({})
  fs.cpSync(planned, folder, { recursive: true })
  fs.rmSync(path.join(folder, file))
  fs.rmSync(path.join(folder, `${FACTS}.wal`))
  // Proving is left out: where the signed version is gone, there is nothing to agree with, and `prove` says so.
  for (const command of ['versions', 'plan', 'report'])
    if (expectAnswer(`${file} gone`, command, folder) !== 0) throw new Error(`${command} does not go on`)
})

test('a pointer that cannot be read says which file, and deleting it and planning again mends it', () => {
  const folder = folderWith({})
  fs.cpSync(planned, folder, { recursive: true })
  fs.writeFileSync(path.join(folder, LIVE), '{"version": "0001-')
  const refused = rumbo('report', folder, '--language', 'en')
  expect(refused.code).toBe(2)
  expect(refused.error).toContain('live.json cannot be read')
  expect(refused.error).toContain('delete it and plan again')
  fs.rmSync(path.join(folder, LIVE))
  expect(rumbo('plan', folder).code).toBe(0)
  expect(rumbo('report', folder).code).toBe(0)
})

interface Refused {
  readonly code: string
  readonly remedy: string
  readonly file?: string
  readonly version?: string
}

/** A command that refuses goes on once its reader has done what it says, as often as it says something. */
function expectRemedy(told: string, command: string, folder: string): void {
  const done: string[] = []
  for (;;) {
    const refused = refusalOf(command, folder)
    if (refused === null) return
    if (done.length > 4) throw new Error(`${told}: ${command} still refuses after\n${done.join('\n')}`)
    const again = done.some((remedy) => remedy.startsWith(refused.code))
    follow(refused, again, folder)
    done.push(`${refused.code}: ${refused.remedy}`)
  }
}

function refusalOf(command: string, folder: string): Refused | null {
  const { code, out } = rumbo(command, folder, '--json', '--language', 'en')
  return code === REFUSED ? (JSON.parse(out) as { refused: Refused }).refused : null
}

/** What each remedy asks of its reader, no more. `again` when it was asked before. */
function follow({ code, remedy, file, version }: Refused, again: boolean, folder: string): void {
  const steps: Readonly<Record<string, readonly [words: string, step: () => void]>> = {
    'plan.unreadable_file': ['delete it and plan again', () => fs.rmSync(file!)],
    'plan.unreadable_version': [
      'Plan again with "rumbo plan"; if it stays so, delete the folder',
      () => again && fs.rmSync(path.join(folder, '.rumbo', 'versions', version!), { recursive: true }),
    ],
    'plan.record_gone': ['sign another', () => rumbo('sign', folder, '--by', 'ceo', '--reason', 'once more')],
    'plan.no_plan': ['Run "rumbo plan', () => undefined],
    'contract.store_unreadable': ['move', () => fs.renameSync(file!, `${file}.away`)],
  }
  const [words, step] = steps[code] ?? []
  if (words === undefined || !remedy.includes(words)) throw new Error(`${code} says something new: ${remedy}`)
  step!()
  if (code !== 'plan.record_gone') rumbo('plan', folder)
}

/** 0 or 1: it went on. 2: it refused, with words and a remedy. Anything else is a crash. */
function expectAnswer(told: string, command: string, folder: string): number {
  const { code, out, error } = rumbo(command, folder)
  const context = `${told}: rumbo ${command} exited ${code}\n${out.slice(0, 500)}\n${error.slice(0, 2000)}`
  if (code !== 0 && code !== 1 && code !== 2) throw new Error(context)
  if (/^\s+at .*:\d+/m.test(error)) throw new Error(`a stack trace\n${context}`)
  if (code === 2 && !error.includes('→')) throw new Error(`a refusal without a remedy\n${context}`)
  // `exceptions` finds trouble of the business; `prove` finds fault with a plan, and must not find any here.
  if (code === 1 && command === 'prove') throw new Error(`a broken plan was shown\n${context}`)
  return code
}

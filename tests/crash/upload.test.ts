//! A file confirmed into the company folder while its process is killed: the folder has the old one or the new one, whole. [AP35]
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { seededRandom } from '../../src/core/base/random.js'
import { UploadShelf } from '../../src/house/data/upload-shelf.js'
import { folderWith, SMALLEST } from '../support/company-folder.js'

const kills = Number(process.env.RUMBO_CRASH ?? 25)
const random = seededRandom(11)
const SHELF = path.resolve(import.meta.dirname, '../../dist/house/data/upload-shelf.js')

/** Confirms edition after edition of one file for as long as it lives, and says when it begins. */
const CHILD = `
const { UploadShelf } = await import(${JSON.stringify(SHELF)})
const shelf = new UploadShelf(process.argv[1], Date.now)
// What one that was killed had received whole would wait for a day, and ten of those are all that may wait.
for (const { id } of await shelf.list()) await shelf.discard(id)
const report = { ok: true, faults: [], badRows: [], badRowCount: 0, notices: [], coverage: [], files: [] }
for (let edition = Number(process.argv[2]); ; edition++) {
  async function* body() { yield Buffer.from(('edition ' + edition + '\\n').repeat(50000)) }
  const { id } = await shelf.receive({ file: 'sales.csv', body: body(), by: 'boss', most: 1e9 })
  await shelf.checked(id, report)
  await shelf.confirm(id, { despiteFaults: false, free() {} })
  process.stdout.write('done ' + edition + '\\n')
}`

/** The edition of a file that is all of one edition; null otherwise. */
function editionOf(file: string): number | null {
  const lines = new Set(fs.readFileSync(file, 'utf8').split('\n'))
  const [line] = lines
  return lines.size === 2 && lines.has('') && /^edition \d+$/.test(line!) ? Number(line!.slice(8)) : null
}

async function confirmAndKill(folder: string, from: number, milliseconds: number): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD, folder, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = from - 1
  let fuse: NodeJS.Timeout | undefined
  child.stdout.on('data', (text: Buffer) => {
    for (const [, edition] of text.toString().matchAll(/done (\d+)/g)) told = Number(edition)
    fuse ??= setTimeout(() => child.kill('SIGKILL'), milliseconds)
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...how) => resolve(how)),
  )
  clearTimeout(fuse)
  expect([code, signal]).toEqual([null, 'SIGKILL'])
  return told
}

test(`[AP35] ${kills} confirmations killed at random moments leave the folder whole, and lose nothing`, async () => {
  const folder = folderWith(SMALLEST)
  const file = path.join(folder, 'sales.csv')
  const replaced = path.join(folder, '.rumbo/replaced')
  fs.writeFileSync(file, 'edition 0\n'.repeat(50_000))
  let next = 1
  for (let kill = 0; kill < kills; kill++) {
    const told = await confirmAndKill(folder, next, random.at(1, kill, 0) * 60)
    const standing = editionOf(file)
    expect(standing).not.toBeNull()
    // What was told is there; at most one more had begun.
    expect([told, told + 1]).toContain(standing)
    const kept = new Set(fs.readdirSync(replaced).map((name) => editionOf(path.join(replaced, name))))
    for (let before = 0; before < standing!; before++) expect(kept).toContain(before)
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('.upload'))).toEqual([])
    next = standing! + 1
    for (const name of fs.readdirSync(replaced)) if (kill % 5 === 0) expect(name).toMatch(/^\d{4,}-sales\.csv$/)
  }
  // What a killed one left half received waits for nobody for ever.
  const later = new UploadShelf(folder, () => Date.now() + 25 * 3600_000)
  expect(await later.list()).toEqual([])
  expect(fs.readdirSync(path.join(folder, '.rumbo/uploads'))).toEqual([])
  fs.rmSync(folder, { recursive: true })
})

import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { folderWith } from '../../../tests/support/company-folder.js'
import { digestOf, piecesIn } from '../file-pieces.js'
import { type Manifest, manifestText } from './manifest.js'
import { FILES, faultyFiles, openBackup, packBackup, unpackBackup } from './stored-backup.js'

/** Names and sizes where archives have their corners: nothing, one block, and what no header has room for. */
const CONTENT: Readonly<Record<string, string>> = {
  'company.yaml': 'name: Small\n',
  'empty.csv': '',
  'block.csv': 'x'.repeat(512),
  'manifest.json': '{"of": "the company"}',
  [`${'a folder with a long name '.repeat(7)}/${'ñandú '.repeat(20)}.csv`]: 'a,b\n1,2\n',
}

let folder: string
let packed: string
let manifest: Manifest

beforeAll(async () => {
  folder = folderWith(Object.fromEntries(Object.entries(CONTENT).map(([name, text]) => [`${FILES}/${name}`, text])))
  const files = Object.entries(CONTENT).map(async ([file, text]) => ({ file, ...(await digestOf(piecesIn(text))) }))
  manifest = {
    format: 1,
    program: '0.1.0',
    folder: 'small',
    takenAt: '2027-03-03T00:00:00.000Z',
    journal: null,
    versions: [],
    live: null,
    record: null,
    facts: null,
    users: null,
    leftOut: [],
    files: await Promise.all(files),
  }
  packed = path.join(folder, 'packed.tar')
  await packBackup(folder, manifest, packed, () => undefined)
})

const faultsOf = async (place: string): Promise<number | string> =>
  openBackup(place).then(
    async (backup) => (await faultyFiles(backup, () => undefined)).length,
    (error) => error.code as string,
  )

test('[BK1] what is packed is unpacked, by us and by tar', async () => {
  expect(await faultsOf(packed)).toBe(0)
  const ours = folderWith({})
  await unpackBackup(await openBackup(packed), ours, () => undefined)
  const theirs = folderWith({})
  expect(spawnSync('tar', ['-xf', packed, '-C', theirs]).status).toBe(0)
  for (const [name, text] of Object.entries(CONTENT)) {
    expect(fs.readFileSync(path.join(ours, name), 'utf8')).toBe(text)
    expect(fs.readFileSync(path.join(theirs, FILES, name), 'utf8')).toBe(text)
  }
  expect(fs.readFileSync(path.join(theirs, 'manifest.json'), 'utf8')).toBe(manifestText(manifest))
})

test('[BK10] every byte of a backup in one file counts: contents, headers, padding and end', async () => {
  const content = fs.readFileSync(packed)
  const trial = path.join(folder, 'trial.tar')
  const named = (found: number | string): boolean =>
    found === 1 || found === 'backup.damaged' || found === 'backup.no_backup'
  for (let at = 0; at < content.length; at += 97) {
    const other = Buffer.from(content)
    other[at]! ^= 1 << (at % 8)
    fs.writeFileSync(trial, other)
    expect(await faultsOf(trial), `byte ${at}`).toSatisfy(named)
  }
  for (const cut of [0, 100, 512, content.length >> 1, content.length - 1]) {
    fs.writeFileSync(trial, content.subarray(0, cut))
    expect(await faultsOf(trial), `cut at ${cut}`).not.toBe(0)
  }
  fs.writeFileSync(trial, Buffer.concat([content, Buffer.alloc(512)]))
  expect(await faultsOf(trial)).toBe(1)
})

test('[BK10] every byte of a manifest counts', async () => {
  const text = Buffer.from(manifestText(manifest))
  const place = folderWith({})
  for (let at = 0; at < text.length; at += 11) {
    const other = Buffer.from(text)
    other[at]! ^= 1 << (at % 8)
    fs.writeFileSync(path.join(place, 'manifest.json'), other)
    expect(await faultsOf(place), `byte ${at}`).toMatch(/^backup\.(damaged|no_backup)$/)
  }
})

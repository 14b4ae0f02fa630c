//! Every message about a company folder, provoked by the smallest folder that does: what a folder here holds is laid
//! over the smallest company, and expected.txt is what `rumbo check` prints. `npm run accept` writes it anew; the
//! difference is for a person to read. The gallery is the user's manual of errors.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { openCompanySources } from '../../src/connectors/company-sources.js'
import { CATALOGUE } from '../../src/language/catalogue.js'
import { checkReportText } from '../../src/processes/import/check-report-text.js'
import { checkFolder } from '../../src/store/company-folder.js'
import { folderWith, SMALLEST } from '../support/company-folder.js'

const gallery = import.meta.dirname
const names = readdirSync(gallery, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()

/** Notes for this test, not files of the company. */
const NOTES = ['expected.txt', 'remove.txt', 'options.txt']

function filesOf(name: string): Record<string, Uint8Array | string> {
  const files: Record<string, Uint8Array | string> = { ...SMALLEST }
  const folder = join(gallery, name)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const file = relative(folder, path)
    if (entry.isFile() && !NOTES.includes(file)) files[file] = readFileSync(path)
  }
  for (const file of notes(name, 'remove.txt')) delete files[file]
  return files
}

const notes = (name: string, note: string): string[] =>
  existsSync(join(gallery, name, note))
    ? readFileSync(join(gallery, name, note), 'utf8')
        .split('\n')
        .filter(Boolean)
    : []

const seen = new Set<string>()

test.each(names)('%s says exactly what is wrong and what to do', async (name) => {
  const strict = notes(name, 'options.txt').includes('strict')
  const report = await checkFolder(folderWith(filesOf(name)), { open: openCompanySources, strict })
  for (const { code } of [...report.faults, ...report.badRows, ...report.notices]) seen.add(code)
  const absent = (code: string): boolean => code.startsWith('contract.off_') || code === 'contract.table_absent'
  const printed = { ...report, notices: report.notices.filter(({ code }) => !absent(code)) }
  const text = (['es', 'pt', 'en'] as const).map((language) => checkReportText(printed, language)).join('\n\n')
  await expect(`${text}\n`).toMatchFileSnapshot(join(gallery, name, 'expected.txt'))
})

test('every message about files and rows is in the gallery', () => {
  // Said by commands, not by a check.
  const elsewhere = [
    'contract.folder_in_use',
    'contract.store_unreadable',
    'contract.not_loaded',
    'contract.folder_taken',
  ]
  const codes = Object.keys(CATALOGUE).filter((code) => code.startsWith('contract.'))
  const missing = codes.filter(
    (code) => !seen.has(code) && !elsewhere.includes(code) && !/\.(label_|off_|more_|table_absent)/.test(code),
  )
  expect(missing).toEqual([])
})

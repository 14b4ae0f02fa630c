import { createHash } from 'node:crypto'
import { createReadStream, type Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { ContractTable } from '../contract/column.js'
import { declaredFormat, type FileFormat } from '../contract/company-file.js'
import type { OpenSources, SourceFault, SourceFolder, SourceTable } from '../contract/source-table.js'
import { tableOfName } from '../contract/tables.js'
import { openCompanyFile } from './company-file-reader.js'
import { openCsv } from './csv/csv-source.js'
import { openXlsx } from './xlsx/xlsx-source.js'

const EXTENSIONS = ['.csv', '.tsv', '.txt', '.parquet', '.xlsx']
/** Folders that hold what Rumbo writes. */
const OWN_FOLDERS = ['.rumbo', 'out']

/** A file that may hold a table; which one is told by its name, or (null) by what is in it. */
export interface FoundFile {
  readonly file: string
  readonly path: string
  readonly table: ContractTable | null
}

/** Reads company.yaml and opens every table of a company folder: CSV, Parquet and XLSX, in the order of their paths. */
export const openCompanySources: OpenSources = async (folder) => openSources(folder, await findFiles(folder))

/** The same folder as it would be if a file lay in it that lies elsewhere. */
export const sourcesWith =
  (file: string, elsewhere: string): OpenSources =>
  async (folder) => {
    const others = (await findFiles(folder)).filter((found) => found.file !== file)
    const added = { file, path: elsewhere, table: tableOfFile(file) }
    const entryOf = (found: FoundFile): string => found.file.split('/')[0]!
    return openSources(
      folder,
      [...others, added].sort((a, b) => (entryOf(a) < entryOf(b) ? -1 : entryOf(a) > entryOf(b) ? 1 : 0)),
    )
  }

async function openSources(folder: string, files: readonly FoundFile[]): Promise<SourceFolder> {
  const { company, text, faults } = await openCompanyFile(folder)
  const tables: SourceTable[] = []
  const unknown: string[] = []
  for (const file of files) {
    const opened = await openFile(file, company === null ? {} : declaredFormat(company, file.file))
    if (opened.length === 0) unknown.push(file.file)
    for (const one of opened) 'code' in one ? faults.push(one) : tables.push(one)
  }
  return { company, companyText: text, tables, faults, unknown }
}

/** Files of the folder, and of folders named after a table (`sales/2025-01.parquet`). Hidden files are nobody's. */
export async function findFiles(folder: string): Promise<FoundFile[]> {
  const found: FoundFile[] = []
  for (const entry of await sortedEntries(folder)) {
    if (entry.name.startsWith('.') || entry.name.startsWith('~') || OWN_FOLDERS.includes(entry.name)) continue
    if (entry.isDirectory()) {
      const table = tableOfName(entry.name)
      if (table === null) continue
      for (const inner of await sortedEntries(join(folder, entry.name)))
        if (inner.isFile() && !inner.name.startsWith('.') && isTableFile(inner.name))
          found.push({ file: `${entry.name}/${inner.name}`, path: join(folder, entry.name, inner.name), table })
    } else if (entry.isFile() && isTableFile(entry.name)) {
      found.push({ file: entry.name, path: join(folder, entry.name), table: tableOfFile(entry.name) })
    }
  }
  return found
}

const tableOfFile = (file: string): ContractTable | null => tableOfName(file.slice(0, -extname(file).length))

async function sortedEntries(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

const isTableFile = (name: string): boolean => EXTENSIONS.includes(extname(name).toLowerCase())

/** Nothing when the file is none of our tables. A file that cannot be opened is a fault, whatever the reason. */
async function openFile(found: FoundFile, declared: FileFormat): Promise<(SourceTable | SourceFault)[]> {
  const { file, path, table } = found
  try {
    const extension = extname(file).toLowerCase()
    if (extension === '.xlsx') return await openXlsx(table, file, path, declared)
    if (table === null) return []
    if (extension === '.parquet') return [await openParquet(table, file, path, declared)]
    return [await openCsv(table, file, path, declared)]
  } catch {
    return [{ code: 'contract.unreadable_file', table: table?.name ?? '', file, sheet: '', values: { file } }]
  }
}

/** Parquet carries its own columns and types; the database reads it where it lies. */
async function openParquet(
  table: ContractTable,
  file: string,
  path: string,
  declared: FileFormat,
): Promise<SourceTable> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    hash.update(chunk)
  return {
    table: table.name,
    file,
    sheet: '',
    path,
    format: 'parquet',
    digest: hash.digest('hex'),
    encoding: '',
    delimiter: '',
    declared,
    headers: null,
    plain: true,
    batches: null,
  }
}

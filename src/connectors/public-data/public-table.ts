import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Refusal } from '../../core/base/refusal.js'
import { RecordSplitter } from '../csv/records.js'

/** A table of a public data set: comma separated, UTF-8, with a header. */
export interface PublicTable {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Where a column stands. @throws Refusal `adapt.column_missing` */
  column(name: string): number
}

/**
 * Reads `<stem>.csv` of a folder, packed with gzip or not.
 *
 * @throws Refusal `adapt.file_missing`, `adapt.file_unreadable`
 */
export function readPublicTable(folder: string, stem: string): PublicTable {
  const name = [`${stem}.csv`, `${stem}.csv.gz`].find((candidate) => existsSync(join(folder, candidate)))
  if (name === undefined) throw new Refusal('adapt.file_missing', { file: `${stem}.csv`, folder })
  const splitter = new RecordSplitter(',')
  const cells: string[][] = []
  for (const record of splitter.push(textOf(join(folder, name), name))) cells.push(record.cells)
  for (const record of splitter.end()) cells.push(record.cells)
  const [headers = [], ...rows] = cells
  return {
    headers,
    rows,
    column(wanted) {
      const at = headers.indexOf(wanted)
      if (at < 0) throw new Refusal('adapt.column_missing', { file: name, column: wanted })
      return at
    },
  }
}

function textOf(path: string, name: string): string {
  const content = readFileSync(path)
  if (!name.endsWith('.gz')) return content.toString('utf8')
  try {
    return gunzipSync(content).toString('utf8')
  } catch {
    throw new Refusal('adapt.file_unreadable', { file: name })
  }
}

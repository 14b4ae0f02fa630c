import type { ContractTable } from '../../contract/column.js'
import type { FileFormat } from '../../contract/company-file.js'
import type { BrokenRow, RowBatch, SourceFault, SourceTable } from '../../contract/source-table.js'
import { findColumn, normaliseHeader } from '../../contract/tables.js'
import { inspectText, readText, type TextFile } from '../text-encoding.js'
import { headerOf, recogniseDelimiter } from './delimiter.js'
import { PlainTextCheck } from './plain-text.js'
import { RecordSplitter, type TextRecord } from './records.js'

/** What is known of a delimited file once it has been opened; without headers it is empty. */
export type DelimitedFile = Pick<SourceTable, 'path' | 'digest' | 'encoding' | 'delimiter' | 'plain'> & {
  readonly headers: readonly string[]
  batches(): AsyncIterable<RowBatch>
}

const BATCH_ROWS = 20_480
const EXCERPT_CHARACTERS = 80

/** Opens a delimited text file of a table, its dialect recognised unless declared. */
export async function openCsv(
  table: ContractTable,
  file: string,
  path: string,
  declared: FileFormat,
): Promise<SourceTable | SourceFault> {
  const opened = await openDelimited(path, knownIn(table), declared)
  if (opened.headers.length === 0)
    return { code: 'contract.empty_file', table: table.name, file, sheet: '', values: { file, table: table.name } }
  return { table: table.name, file, sheet: '', format: 'csv', declared, ...opened }
}

export const knownIn =
  (table: ContractTable) =>
  (header: string): boolean =>
    findColumn(table, normaliseHeader(header)) !== null

/** Any delimited text file, with the dialect in which its header names most columns that are known, unless declared. */
export async function openDelimited(
  path: string,
  isKnown: (header: string) => boolean,
  declared: Pick<FileFormat, 'encoding' | 'delimiter'> = {},
): Promise<DelimitedFile> {
  const delimiterIn = (start: string): string => declared.delimiter ?? recogniseDelimiter(start, isKnown)
  const text = await inspectText(path, declared.encoding, (start) => new PlainTextCheck(delimiterIn(start)))
  const { digest, encoding, plain } = text
  const delimiter = delimiterIn(text.sample)
  const headers = headerOf(text.sample, delimiter)
  const batches = (): AsyncGenerator<RowBatch> => readBatches(path, encoding, delimiter, headers.length)
  return { path, digest, encoding, delimiter, headers, plain, batches }
}

async function* readBatches(
  path: string,
  encoding: TextFile['encoding'],
  delimiter: string,
  width: number,
): AsyncGenerator<RowBatch> {
  const splitter = new RecordSplitter(delimiter)
  let batch = new BatchBuilder(width, delimiter)
  let headerSeen = false
  const take = (record: TextRecord): void => {
    if (headerSeen) batch.add(record)
    headerSeen = true
  }
  for await (const piece of readText(path, encoding)) {
    for (const record of splitter.push(piece)) {
      take(record)
      if (batch.rows.length >= BATCH_ROWS) {
        yield batch
        batch = new BatchBuilder(width, delimiter)
      }
    }
  }
  for (const record of splitter.end()) take(record)
  yield batch
}

class BatchBuilder implements RowBatch {
  readonly rows: number[] = []
  readonly columns: string[][]
  readonly broken: BrokenRow[] = []
  private readonly delimiter: string

  constructor(width: number, delimiter: string) {
    this.columns = Array.from({ length: width }, () => [])
    this.delimiter = delimiter
  }

  /** Empty cells past the header are forgiven: spreadsheets add them. Missing cells are not: a cut row looks like that. */
  add(record: TextRecord): void {
    const width = this.columns.length
    const { cells } = record
    while (cells.length > width && cells[cells.length - 1]!.trim() === '') cells.pop()
    if (record.unclosed || cells.length !== width) {
      this.broken.push({
        row: record.line,
        code: record.unclosed ? 'contract.unclosed_quote' : 'contract.ragged_row',
        excerpt: cells.join(this.delimiter).slice(0, EXCERPT_CHARACTERS),
        values: { cells: cells.length, expected: width },
      })
      return
    }
    this.rows.push(record.line)
    for (let at = 0; at < width; at++) this.columns[at]!.push(cells[at]!)
  }
}

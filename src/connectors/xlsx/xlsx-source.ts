import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
// The reader for Node waits for ever on some damaged files; this one goes by the archive's directory.
import readWorkbook from 'read-excel-file/universal'
import type { ContractTable } from '../../contract/column.js'
import type { FileFormat } from '../../contract/company-file.js'
import type { RowBatch, SourceFault, SourceTable } from '../../contract/source-table.js'
import { tableOfName } from '../../contract/tables.js'

type Cell = string | number | boolean | Date | null
type Sheet = { sheet: string; data: Cell[][] }

/**
 * The tables in a workbook: every sheet named after a table; when there is none, its first sheet, if the workbook
 * itself is named after a table.
 */
export async function openXlsx(
  named: ContractTable | null,
  file: string,
  path: string,
  declared: FileFormat,
): Promise<(SourceTable | SourceFault)[]> {
  const content = await readFile(path)
  const digest = createHash('sha256').update(content).digest('hex')
  let sheets: Sheet[]
  try {
    sheets = (await readWorkbook(Uint8Array.from(content).buffer)) as Sheet[]
  } catch {
    return [{ code: 'contract.unreadable_file', table: named?.name ?? '', file, sheet: '', values: { file } }]
  }
  const found = sheets.flatMap((sheet) => {
    const table = tableOfName(sheet.sheet)
    return table === null ? [] : [{ table, sheet }]
  })
  if (found.length === 0 && named !== null && sheets[0] !== undefined) found.push({ table: named, sheet: sheets[0] })
  return found.map(({ table, sheet }) => openSheet(table, sheet, { file, path, digest, declared }))
}

function openSheet(
  table: ContractTable,
  { sheet, data }: Sheet,
  workbook: { file: string; path: string; digest: string; declared: FileFormat },
): SourceTable | SourceFault {
  const headerRow = data.findIndex((row) => row.some((cell) => cell !== null && cell !== ''))
  if (headerRow < 0)
    return {
      code: 'contract.empty_file',
      table: table.name,
      file: workbook.file,
      sheet,
      values: { file: workbook.file, table: table.name },
    }
  const headers = data[headerRow]!.map(cellText)
  while (headers.length > 0 && headers[headers.length - 1]!.trim() === '') headers.pop()
  return {
    table: table.name,
    ...workbook,
    sheet,
    format: 'xlsx',
    encoding: '',
    delimiter: '',
    headers,
    plain: false,
    batches: async function* () {
      yield sheetRows(data, headerRow, headers.length)
    },
  }
}

function sheetRows(data: readonly Cell[][], headerRow: number, width: number): RowBatch {
  const rows: number[] = []
  const columns: string[][] = Array.from({ length: width }, () => [])
  for (let at = headerRow + 1; at < data.length; at++) {
    const cells = data[at]!
    if (cells.every((cell) => cell === null || cell === '')) continue
    rows.push(at + 1)
    for (let column = 0; column < width; column++) columns[column]!.push(cellText(cells[column] ?? null))
  }
  return { rows, columns, broken: [] }
}

/**
 * What a typed cell would be in a text file with a decimal point. A fraction gets one more zero, so that `1.234` cannot
 * be taken for a thousand.
 */
function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 19)
  if (typeof cell === 'number') return numberText(cell)
  return String(cell)
}

function numberText(value: number): string {
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value) : value.toExponential()
  const text = String(value)
  return text.includes('e') ? text : `${text}0`
}

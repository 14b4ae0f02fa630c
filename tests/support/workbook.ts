import { writeFileSync } from 'node:fs'
import writeExcelFile from 'write-excel-file/node'

export type WorkbookCell = string | number | boolean | Date | null

/** Writes an XLSX file, its cells typed as spreadsheets type them; one sheet, or several by name. */
export async function writeWorkbook(
  path: string,
  sheets: readonly (readonly WorkbookCell[])[] | Readonly<Record<string, readonly (readonly WorkbookCell[])[]>>,
): Promise<void> {
  const named = Array.isArray(sheets) ? { Sheet1: sheets } : sheets
  const content = Object.entries(named).map(([sheet, rows]) => ({
    sheet,
    data: (rows as readonly (readonly WorkbookCell[])[]).map((row) =>
      row.map((value) =>
        value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : { value: value ?? undefined },
      ),
    ),
  }))
  const result = await (writeExcelFile as unknown as (content: unknown) => { toBuffer(): Promise<Buffer> })(content)
  writeFileSync(path, await result.toBuffer())
}

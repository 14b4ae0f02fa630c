/** What a load set aside as columns for other programs. */
import type { BadRowsTold, FindingTold } from '../processes/import/data-report.js'
import type { FileColumn } from './ports.js'

const LINES_AT_ONCE = 10_000
const TEXTS = ['column', 'excerpt', 'code', 'message', 'remedy'] as const

/** Every trouble, read so many at a time. */
export async function* badRowColumns(
  read: (offset: number, limit: number) => Promise<Pick<BadRowsTold, 'rows' | 'count'>>,
): AsyncGenerator<readonly FileColumn[]> {
  for (let offset = 0, count = 1; offset < count; offset += LINES_AT_ONCE) {
    const told = await read(offset, LINES_AT_ONCE)
    count = told.count
    yield columnsOf(told.rows)
  }
}

function columnsOf(rows: readonly FindingTold[]): FileColumn[] {
  const text = (name: keyof FindingTold): FileColumn => ({
    name,
    type: 'VARCHAR',
    values: rows.map((row) => String(row[name])),
  })
  const row: FileColumn = { name: 'row', type: 'DOUBLE', values: Float64Array.from(rows, ({ row }) => row) }
  return [text('table'), text('file'), text('sheet'), row, ...TEXTS.map(text)]
}

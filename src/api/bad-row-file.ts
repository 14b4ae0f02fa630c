/** What a load set aside as columns for other programs. */
import { Refusal } from '../core/base/refusal.js'
import type { BadRowsTold, FindingTold } from '../processes/import/data-report.js'
import type { FileColumn } from './ports.js'

const LINES_AT_ONCE = 10_000
const TEXTS = ['column', 'excerpt', 'code', 'message', 'remedy'] as const

/**
 * Every trouble, read so many at a time.
 * @throws Refusal `data.load_conflict` when another load came meanwhile: of this one less is known from then on
 */
export async function* badRowColumns(
  read: (offset: number, limit: number) => Promise<Pick<BadRowsTold, 'load' | 'rows' | 'whole' | 'count'>>,
): AsyncGenerator<readonly FileColumn[]> {
  const first = await read(0, LINES_AT_ONCE)
  yield columnsOf(first.rows)
  for (let offset = LINES_AT_ONCE; offset < first.count; offset += LINES_AT_ONCE) {
    const { load, rows, whole, count } = await read(offset, LINES_AT_ONCE)
    if (whole !== first.whole || count !== first.count) throw new Refusal('data.load_conflict', { load })
    yield columnsOf(rows)
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

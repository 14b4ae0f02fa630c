/** The whole table as a workbook: read page by page, of one moment of the plan, and written beside the page. */
import type { TableShown } from '../../../api/wire/table.js'
import { fileNameOf, saveFile } from '../../page/save-file.js'
import type { Client } from '../../server/client.js'
import type { BookWritten } from './book-worker.js'
import { type BookAsked, type GridBook, gridBook } from './grid-book.js'
import { type PlanAsked, tableAsked } from './plan-pages.js'
import type { LabelOf } from './row-names.js'
import { PAGE_ROWS, wholeGrid } from './whole-grid.js'

export type BookOf = Pick<BookAsked, 'words' | 'title' | 'unit' | 'planDay'> & {
  readonly asked: PlanAsked
  readonly subtitle: (table: TableShown) => string
  /** What people call the nodes of some rows. */
  readonly labelsOf: (rows: readonly (readonly string[])[]) => Promise<LabelOf>
}

export async function exportBook(call: Client, of: BookOf): Promise<void> {
  const { asked, words, title, unit, planDay } = of
  const table = await wholeGrid((offset) => pageOf(call, asked, offset), asked.figures.length, words)
  const labelOf = await of.labelsOf(table.rows.map(({ names }) => names))
  const { scope, levels, figures, period } = asked
  const subtitle = of.subtitle(table)
  const book = gridBook({ words, title, subtitle, unit, planDay, period, scope, levels, figures, labelOf, table })
  saveFile(fileNameOf(title, 'xlsx'), await written(book))
}

const pageOf = (call: Client, asked: PlanAsked, offset: number): Promise<TableShown> =>
  call('query', {
    params: { scenario: asked.scenario },
    body: { ...tableAsked(asked), offset, limit: PAGE_ROWS, totals: offset === 0, marks: false },
  })

function written(book: GridBook): Promise<Blob> {
  const worker = new Worker(new URL('./book-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<BookWritten>) =>
      'file' in data ? resolve(data.file) : reject(new Error(data.fault))
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(book)
  }).finally(() => worker.terminate())
}

import { fileNameOf, saveFile } from '../../page/save-file.js'
import type { Client } from '../../server/client.js'
import { type PlanAsked, tableAsked } from './plan-pages.js'

/** What the server writes; the workbook is written in the browser, in the words of its reader. */
const SERVED_FORMATS = ['csv', 'parquet', 'arrow'] as const
export type ServedFormat = (typeof SERVED_FORMATS)[number]
export const FILE_FORMATS = ['xlsx', ...SERVED_FORMATS] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

interface Exported {
  readonly asked: PlanAsked
  /** What the file is called. */
  readonly title: string
}

/** The whole table as a file, not only what is in sight. */
export async function exportTable(call: Client, { asked, title }: Exported, format: ServedFormat): Promise<void> {
  const { scenario } = asked
  const query = tableAsked(asked)
  const response = await call('exportTable', { params: { scenario }, body: { query, format } })
  saveFile(fileNameOf(title, format), await response.blob())
}

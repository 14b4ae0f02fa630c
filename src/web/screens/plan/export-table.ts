import type { Client } from '../../server/client.js'
import { type PlanAsked, tableAsked } from './plan-pages.js'

export type FileFormat = 'csv' | 'parquet' | 'arrow'

/** The whole table as a file, not only what is in sight. */
export async function exportTable(call: Client, asked: PlanAsked, format: FileFormat): Promise<void> {
  const { scenario } = asked
  const query = tableAsked(asked)
  const response = await call('exportTable', { params: { scenario }, body: { query, format } })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = `plan.${format}`
  link.click()
  URL.revokeObjectURL(link.href)
}

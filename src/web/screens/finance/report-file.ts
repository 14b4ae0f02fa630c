import { csvLine } from '../../../api/csv-text.js'
import { csvFile, fileNameOf, saveFile } from '../../page/save-file.js'
import type { Words } from '../../words/words.js'
import { type ReportSheet, reportSheet } from './report-sheet.js'
import type { Finance } from './use-finance.js'

const sheetOf = (finance: Finance, { say }: Words): ReportSheet =>
  // Every month for itself, however many are one column on the screen.
  reportSheet(
    { ...finance, columns: finance.monthly },
    {
      line: say('web.line'),
      group: say('web.group'),
      unit: say('web.unit_name'),
      units: say('web.unit'),
      days: say('web.days'),
      landing: say('web.actual_and_plan'),
      rest: say('web.rest_of_month'),
      others: say('web.others'),
      delta: say('web.delta'),
      nameOf: ({ name, sign }) => [sign === '−' ? sign : '', say(name)].filter(Boolean).join(' '),
    },
  )

export function saveCsv(finance: Finance, title: string, words: Words): void {
  const { heads, rows } = sheetOf(finance, words)
  const text = [heads, ...rows.map(({ values }) => values)].map(csvLine).join('')
  saveFile(fileNameOf(title, 'csv'), csvFile(text))
}

const NAME_WIDTH = 30
const AMOUNT_WIDTH = 14

/** The writer of workbooks is fetched when it is asked for. */
export async function saveXlsx(finance: Finance, title: string, words: Words): Promise<void> {
  const { default: writeXlsx } = await import('write-excel-file/browser')
  const { heads, rows } = sheetOf(finance, words)
  const style = { format: '#,##0;-#,##0;0', align: 'right' as const }
  const sheet = [
    heads.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...rows.map(({ values, isSum }) =>
      values.map((value) => {
        const weight = isSum ? { fontWeight: 'bold' as const } : {}
        if (value === null) return null
        return typeof value === 'number'
          ? { value, type: Number, ...style, ...weight }
          : { value, type: String, ...weight }
      }),
    ),
  ]
  const columns = heads.map((_, at) => ({ width: at === 0 ? NAME_WIDTH : AMOUNT_WIDTH }))
  const file = await writeXlsx(sheet, { columns, stickyRowsCount: 1, stickyColumnsCount: 1 }).toBlob()
  saveFile(fileNameOf(title, 'xlsx'), file)
}

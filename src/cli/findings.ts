import type { CheckReport, Finding } from '../contract/import-report.js'
import { textTable } from '../core/base/text-table.js'
import { say } from '../language/catalogue.js'
import type { Terminal } from './terminal.js'

/** `sales.csv#sheet row 12 column units` */
function placeOf(finding: Finding): string {
  const parts = [finding.file + (finding.sheet === '' ? '' : `#${finding.sheet}`)]
  if (finding.row > 0) parts.push(`:${finding.row}`)
  if (finding.column !== '') parts.push(` [${finding.column}]`)
  return parts.join('')
}

/** A finding as two or three lines: where, what, the excerpt, and what to do. */
export function tellFinding(terminal: Terminal, mark: string, finding: Finding): void {
  const { text, remedy } = say(finding.code, finding.values, terminal.language)
  const place = placeOf(finding)
  terminal.err(`${mark} ${place === '' ? '' : `${place}: `}${text}`)
  if (finding.excerpt !== '') terminal.err(`    ${finding.excerpt}`)
  if (remedy !== '') terminal.err(`    → ${remedy}`)
}

const SHOWN = 20

/** Faults first, then bad rows, then how much of each table can be used. */
export function tellCheck(terminal: Terminal, report: CheckReport): void {
  for (const finding of report.faults.slice(0, SHOWN)) tellFinding(terminal, '✗', finding)
  for (const finding of report.badRows.slice(0, SHOWN)) tellFinding(terminal, '!', finding)
  const word = (code: string, values: Record<string, string | number> = {}): string =>
    say(code, values, terminal.language).text
  const unseen = report.badRowCount - Math.min(SHOWN, report.badRows.length)
  if (unseen > 0) terminal.err(word('cli.more_bad_rows', { count: unseen }))
  for (const notice of report.notices.slice(0, SHOWN)) tellFinding(terminal, '·', notice)
  const columns = [
    { title: word('cli.column_table') },
    { title: word('cli.column_files'), align: 'right' as const },
    { title: word('cli.column_rows'), align: 'right' as const },
    { title: word('cli.column_bad_rows'), align: 'right' as const },
    { title: word('cli.column_bad_value'), align: 'right' as const },
  ]
  const rows = report.coverage.map(({ table, files, rows, badRows, badValueShare }) => [
    table,
    String(files),
    String(rows),
    badRows === 0 ? '–' : String(badRows),
    badRows === 0 ? '–' : `${(badValueShare * 100).toFixed(2)} %`,
  ])
  if (rows.length > 0) terminal.err(textTable(columns, rows))
  terminal.err(word(report.ok ? 'cli.check_ok' : 'cli.check_refused', { count: report.badRowCount }))
}

import type { CheckReport, Finding, TableCoverage } from '../../contract/import-report.js'
import { textTable } from '../../core/base/text-table.js'
import { say } from '../../language/catalogue.js'
import type { Language } from '../../language/message.js'

const label = (name: string, language: Language): string => say(`contract.label_${name}`, {}, language).text

/** One finding as a person reads it: where, what, and what to do about it. */
export function findingText(finding: Finding, kind: 'fault' | 'bad' | 'notice', language: Language): string {
  const { text, remedy } = say(finding.code, finding.values, language)
  const place = placeText(finding, text, language)
  const first = `${label(kind, language)}  ${place}${place === '' ? '' : ': '}${text}`
  return remedy === '' ? first : `${first}\n    → ${remedy}`
}

/** Where it is; nothing when the sentence names the file or table already and there is no more to say. */
function placeText(finding: Finding, text: string, language: Language): string {
  const name = finding.file || finding.table
  if (finding.row === 0 && text.includes(name)) return ''
  return [
    name,
    finding.sheet && `${label('sheet', language)} ${finding.sheet}`,
    finding.row > 0 ? `${label('row', language)} ${finding.row}` : '',
    finding.column,
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** The whole report: faults, then bad rows, then notices, then how much of each table can be used. */
export function checkReportText(report: CheckReport, language: Language): string {
  const listed = new Set(report.badRows.map(({ file, sheet, row }) => `${file}#${sheet}#${row}`)).size
  const unlisted = report.badRowCount - listed
  return [
    ...report.faults.map((finding) => findingText(finding, 'fault', language)),
    ...report.badRows.map((finding) => findingText(finding, 'bad', language)),
    ...(unlisted > 0 ? [say('contract.more_bad_rows', { count: unlisted }, language).text] : []),
    ...report.notices.map((finding) => findingText(finding, 'notice', language)),
    coverageText(report.coverage, language),
  ].join('\n')
}

function coverageText(coverage: readonly TableCoverage[], language: Language): string {
  return textTable(
    [
      { title: label('table', language) },
      { title: label('files', language), align: 'right' },
      { title: label('rows', language), align: 'right' },
      { title: label('bad_rows', language), align: 'right' },
      { title: label('coverage', language), align: 'right' },
    ],
    coverage.map((table) => [
      table.table,
      String(table.files),
      String(table.rows),
      String(table.badRows),
      // Rounded down: coverage says 100% only when nothing is missing.
      `${(Math.floor((1 - table.badValueShare) * 1000) / 10).toFixed(1)}%`,
    ]),
  )
}

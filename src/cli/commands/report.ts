import { formatDay } from '../../core/base/day.js'
import { textTable } from '../../core/base/text-table.js'
import { FirstWeekShelf, knownErrors } from '../../house/known-errors.js'
import { openPlan } from '../../house/living/live-plan.js'
import { say } from '../../language/catalogue.js'
import { buildReport, REPORT_GROUPS, type Report, type ReportGroup } from '../../processes/report/report.js'
import { reportRows } from '../../processes/report/report-rows.js'
import type { AddCommand } from '../command.js'
import { localNumber } from '../locale.js'
import { parseChoice } from '../options.js'
import { writeTableFile } from '../table-file.js'
import { EXIT, type Terminal } from '../terminal.js'

interface ReportOptions {
  versionId?: string
  currency?: string
  rates?: 'plan' | 'reported'
  by?: ReportGroup
  output?: string
}

/** `rumbo report <folder>`: P&L, balances, cash and cash cycle. */
export const addReport: AddCommand = (program, context) => {
  program
    .command('report')
    .description(context.word('cli.command_report'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--version-id <version>', context.word('cli.option_version'))
    .option('--currency <code>', context.word('cli.option_currency'))
    .option('--rates <set>', context.word('cli.option_rates'), parseChoice('rates', ['plan', 'reported'] as const))
    .option('--by <group>', context.word('cli.option_by'), parseChoice('by', REPORT_GROUPS))
    .option('--output <file>', context.word('cli.option_output'))
    .action((folder: string, options: ReportOptions) =>
      context.run(async (terminal) => {
        const plan = await openPlan(folder, options.versionId)
        const { version, snapshot } = plan
        const named = { id: version.id, planDay: formatDay(version.planDay) }
        const known = await knownErrors(plan, await new FirstWeekShelf(folder).weeks())
        const report = buildReport(snapshot, named, options, known)
        const rows = reportRows(report, terminal.language)
        if (options.output !== undefined) await writeTableFile(options.output, rows, report.months)
        if (terminal.json) terminal.out(JSON.stringify(report))
        else if (options.output === undefined) tellReport(terminal, report, rows)
        return EXIT.done
      }),
    )
}

/** Thousands, so that a year of a large company fits on a screen. */
const SCALE = 1000
const MONTHS_SHOWN = 6

export function tellReport(terminal: Terminal, report: Report, rows: ReturnType<typeof reportRows>): void {
  const { language } = terminal
  const { company, version, planDay, currency } = report
  terminal.out(say('cli.report_title', { company, version, planDay, currency }, language).text)
  const months = report.months.slice(0, MONTHS_SHOWN)
  const columns = [
    { title: say('cli.report_line', { currency }, language).text },
    ...[...months, say('cli.report_total', { months: report.months.length }, language).text].map((title) => ({
      title,
      align: 'right' as const,
    })),
  ]
  const shown = rows
    .filter((row) => row.kind !== 'money' || row.values.some((value) => Number(value) !== 0))
    .map((row) => [
      row.group === '' ? row.title : `${row.group} · ${row.title}`,
      ...cells(row, months.length, language),
    ])
  terminal.out(textTable(columns, shown))
  tellLanding(terminal, report)
  tellRanges(terminal, report)
}

/** Nothing that may come is certain. */
const CHANCE_LEAST = 0.005

/** How far net sales and EBIT of each year may lie, and how likely its budget is reached. */
function tellRanges(terminal: Terminal, { range, currency }: Report): void {
  const { language } = terminal
  if (range === null) return
  const print = (amount: string): string => localNumber(String(Number(amount) / SCALE), language, 0)
  const percent = (share: number): string =>
    share < CHANCE_LEAST ? '<1' : share > 1 - CHANCE_LEAST ? '>99' : localNumber(String(share * 100), language, 0)
  for (const { year, lines } of range.years)
    for (const line of ['netSales', 'ebit'] as const) {
      const of = lines[line]
      if (of === null) continue
      const name = say(`finance.line_${line}`, {}, language).text
      // Without past cycles to tell it the truth is somewhere between the two ends.
      const { low, high } = of.likely ?? of.together
      const values = { line: name, year, currency, low: print(low), high: print(high) }
      terminal.out(say('cli.report_range', values, language).text)
      if (of.reached === null || of.budget === null) continue
      const { likely, apart, together } = of.reached
      const chances = [...new Set((likely === null ? [apart, together] : [likely]).sort((a, b) => a - b).map(percent))]
      const told = { line: name, year, budget: print(of.budget), chance: chances.join('–') }
      terminal.out(say('cli.report_budget', told, language).text)
    }
  terminal.out(
    range.dependence === null
      ? say('cli.report_range_open', {}, language).text
      : say('cli.report_range_measured', { cycles: range.dependence.cycles }, language).text,
  )
}

/** Where the open month will land: what was sold of it and the rest of the plan. */
function tellLanding(
  terminal: Terminal,
  { landing: { month, currency, actualToDate, restOfPlan, landing } }: Report,
): void {
  const { language } = terminal
  const print = (amount: string | null): string =>
    amount === null ? '·' : localNumber(String(Number(amount) / SCALE), language, 0)
  const values = {
    month,
    currency,
    actual: print(actualToDate.netSales),
    rest: print(restOfPlan.netSales),
    landing: print(landing.netSales),
  }
  terminal.out(say('roll.landing', values, language).text)
}

function cells(row: ReturnType<typeof reportRows>[number], months: number, language: Terminal['language']): string[] {
  const print = (value: string | null): string => {
    if (value === null) return '·'
    return row.kind === 'days'
      ? localNumber(value, language, 1)
      : localNumber(String(Number(value) / SCALE), language, 0)
  }
  const total = row.kind === 'money' ? String(row.values.reduce((sum, value) => sum + Number(value), 0)) : null
  return [...row.values.slice(0, months).map(print), total === null ? '' : print(total)]
}

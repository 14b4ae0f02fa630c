import type { Client } from '../../api/client.js'
import type { AnswerOf, SentTo } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { decimalsOf } from '../../api/table-file.js'
import { textTable } from '../../core/base/text-table.js'
import { FISCAL_CALENDAR_NAMES, type FiscalCalendarName } from '../../core/calendar/fiscal-calendar.js'
import { QUERY_DIMENSIONS, TABLE_MEASURES, type TableMeasure } from '../../processes/living/living-plan.js'
import type { AddCommand, CommandContext } from '../command.js'
import { withCompany } from '../company-connection.js'
import { parseChoice } from '../options.js'
import { addPlanOptions, addScopeOptions, dayText, type ScopeOptions, scopeIn } from '../plan-places.js'
import { amountText } from '../plan-text.js'
import { EXIT, type Terminal } from '../terminal.js'

type Query = SentTo<Routes['query']>['body']
export type TableShown = AnswerOf<Routes['query']>

const UNKNOWN = '·'
const PERIODS = ['bucket', 'day', 'week', 'month', 'total'] as const

export interface TableOptions extends ScopeOptions {
  measures: string
  by?: string
  period: (typeof PERIODS)[number]
  calendar?: FiscalCalendarName
  from?: string
  until?: string
  currency?: string
  csv?: boolean
  scenario: string
  as?: string
}

/** `rumbo table <folder>`: a table of the plan as text, and whole as CSV or JSON. */
export const addTable: AddCommand = (program, context) => {
  const command = program.command('table').description(context.word('cli.command_table'))
  command.argument('<folder>', context.word('cli.argument_folder'))
  addQueryOptions(command, context).option('--csv', context.word('cli.option_csv'))
  addPlanOptions(command, context).action((folder: string, options: TableOptions) =>
    context.run((terminal) =>
      withCompany(folder, { ...context, as: options.as }, async ({ client }) => {
        const params = { scenario: options.scenario }
        if (options.csv || terminal.json) {
          const format = options.csv ? ('csv' as const) : ('json' as const)
          const { scope, ...query } = await queryIn(client, options)
          const response = await client('table', { params, query: { ...query, ...scope, format } })
          terminal.file(endedLine(await response.text()))
        } else {
          const query = await queryIn(client, options)
          tellTable(terminal, context, query, await client('query', { params, body: query }))
        }
        return EXIT.done
      }),
    ),
  )
}

export function addQueryOptions(command: Parameters<typeof addScopeOptions>[0], context: CommandContext) {
  const { word } = context
  return addScopeOptions(command, context)
    .option('--measures <names>', TABLE_MEASURES.join(','), 'consensus,netSales')
    .option('--by <dimensions>', QUERY_DIMENSIONS.join(','))
    .option('--period <period>', PERIODS.join(', '), parseChoice('period', PERIODS), 'month')
    .option('--calendar <name>', FISCAL_CALENDAR_NAMES.join(', '), parseChoice('calendar', FISCAL_CALENDAR_NAMES))
    .option('--from <day>', word('cli.option_from_day'), dayText('from'))
    .option('--until <day>', word('cli.option_until_day'), dayText('until'))
    .option('--currency <code>', word('cli.option_currency'))
}

const endedLine = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`)

const listOf = (text: string | undefined): string[] => (text ?? '').split(',').filter((name) => name !== '')

/** What is wrong in it the server says. */
export const queryIn = async (client: Client, options: TableOptions) => {
  const { measures, by, period, calendar, from, until, currency } = options
  return {
    measures: listOf(measures) as TableMeasure[],
    by: listOf(by) as NonNullable<Query['by']>,
    period,
    scope: await scopeIn(client, options.scenario, options),
    ...(calendar === undefined ? {} : { calendar }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(currency === undefined ? {} : { currency }),
  }
}

export function tellTable(
  terminal: Terminal,
  { word }: CommandContext,
  { measures, by = [] }: Pick<Query, 'measures' | 'by'>,
  table: TableShown,
): void {
  const columns = [
    ...by.map((title) => ({ title })),
    { title: table.currency },
    ...table.periods.map(({ firstDay, called }) => ({ title: called?.label ?? firstDay, align: 'right' as const })),
  ]
  const lines = (names: readonly string[], values: TableShown['totals']): string[][] =>
    measures.map((measure) => [
      ...by.map((_, at) => names[at] ?? ''),
      measure,
      ...(values[measure] ?? []).map((value) =>
        value === null ? UNKNOWN : amountText(value, decimalsOf(measure, table.currency), terminal.language),
      ),
    ])
  const rows = table.rows.flatMap(({ names, values }) => lines(names, values))
  const total = by.length === 0 ? [] : lines([word('cli.total')], table.totals)
  terminal.out(textTable(columns, [...rows, ...total]))
  if (table.next !== null) terminal.out(word('cli.more_rows', { shown: table.rows.length, count: table.rowCount }))
}

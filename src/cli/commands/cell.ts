import type { Client } from '../../api/client.js'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { decimalsOf } from '../../api/table-file.js'
import { QUANTITY_DECIMALS, SHARE_WHOLE, UNIT_PRICE_DECIMALS } from '../../core/base/quantity.js'
import { textTable } from '../../core/base/text-table.js'
import { QUERY_MEASURES, type QueryMeasure } from '../../processes/living/living-plan.js'
import { GROUP_OF } from '../../processes/living/viewer.js'
import type { AddCommand, CommandContext } from '../command.js'
import { withCompany } from '../company-connection.js'
import { localNumber } from '../locale.js'
import { parseChoice } from '../options.js'
import { addBoxOptions, addPlanOptions, type BoxOptions, scopeIn } from '../plan-places.js'
import { amountText } from '../plan-text.js'
import { EXIT, type Terminal } from '../terminal.js'

interface CellOptions extends BoxOptions {
  measure: QueryMeasure
  currency?: string
  scenario: string
  as?: string
}

interface Total {
  readonly value: number
  readonly decimals: number
  readonly currency: string
}

/** `rumbo why` says what makes a number, `rumbo history` who changed it. */
export const addCell: AddCommand = (program, context) => {
  const { word } = context
  for (const name of ['why', 'history'] as const) {
    const command = program.command(name).description(word(`cli.command_${name}`))
    command
      .argument('<folder>', word('cli.argument_folder'))
      .option('--measure <name>', QUERY_MEASURES.join(', '), parseChoice('measure', QUERY_MEASURES), 'consensus')
      .option('--currency <code>', word('cli.option_currency'))
    addPlanOptions(addBoxOptions(command, context), context).action((folder: string, options: CellOptions) =>
      context.run((terminal) =>
        withCompany(folder, { ...context, as: options.as }, async ({ client }) => {
          const body = await cellIn(client, options)
          const sent = { params: { scenario: options.scenario }, body }
          const answer = name === 'why' ? await client('why', sent) : await client('history', sent)
          if (terminal.json) terminal.out(JSON.stringify(answer))
          else {
            const total = await totalOf(client, options.scenario, body)
            terminal.out(`${options.measure} ${printed(total.value, total, terminal)} ${total.currency}`.trimEnd())
            if ('parts' in answer) tellParts(terminal, context, answer.parts, total)
            else tellChanges(terminal, context, answer.changes, total)
          }
          return EXIT.done
        }),
      ),
    )
  }
}

const cellIn = async (client: Client, { measure, currency, from, until, scenario, ...scope }: CellOptions) => ({
  measure,
  scope: await scopeIn(client, scenario, scope),
  from,
  until,
  ...(currency === undefined ? {} : { currency }),
})

/** The number itself, and in what it is counted. */
async function totalOf(
  client: Client,
  scenario: string,
  { measure, ...rest }: Awaited<ReturnType<typeof cellIn>>,
): Promise<Total> {
  const body = { ...rest, measures: [measure], period: 'total' as const, limit: 1 }
  const { totals, currency } = await client('query', { params: { scenario }, body })
  return {
    value: (totals[measure] ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0),
    decimals: decimalsOf(measure, currency),
    currency: isMoney(measure) ? currency : '',
  }
}

const isMoney = (measure: QueryMeasure): boolean => !['volume', 'stock'].includes(GROUP_OF[measure])

const printed = (value: number, { decimals }: Total, { language }: Terminal): string =>
  amountText(value, decimals, language)

type Part = AnswerOf<Routes['why']>['parts'][number]
type CellChange = AnswerOf<Routes['history']>['changes'][number]

function tellParts(terminal: Terminal, { word }: CommandContext, parts: readonly Part[], total: Total): void {
  const columns = [
    { title: word('cli.column_kind') },
    { title: word('cli.column_name') },
    { title: word('cli.column_amount'), align: 'right' as const },
    { title: word('cli.column_actor') },
    { title: word('cli.column_why') },
  ]
  const decimals = { quantity: QUANTITY_DECIMALS, rate: UNIT_PRICE_DECIMALS, money: total.decimals, count: 0 }
  const rows = parts.map((part) => {
    const { kind, name, value, unit, actor = '', reason = '' } = part
    const what = word(`why.${kind}`)
    if (unit === 'share')
      return [what, word(`method.${name}`), shareText(value, terminal), actor, choiceText(part, terminal, word)]
    const shown = kind === 'correction' ? word(`corrections.reason_${name}`) : name
    return [what, shown, amountText(value, decimals[unit], terminal.language), actor, reason]
  })
  terminal.out(textTable(columns, rows))
}

const shareText = (millionths: number, { language }: Terminal): string =>
  `${localNumber(String((100 * millionths) / SHARE_WHOLE), language, 0)} %`

/** Why these methods spoke, and whether that was better than the same week a year ago. */
function choiceText(
  { reason = '', gain, origins = 0, analogues = 0 }: Part,
  terminal: Terminal,
  word: CommandContext['word'],
): string {
  const choice = word(`method.choice_${reason}`, { analogues })
  if (gain === undefined) return choice
  return word(gain < 0 ? 'method.lost' : 'method.won', { choice, origins, gain: shareText(Math.abs(gain), terminal) })
}

function tellChanges(terminal: Terminal, { word }: CommandContext, changes: readonly CellChange[], total: Total): void {
  const right = (code: string) => ({ title: word(code), align: 'right' as const })
  const columns = [
    { title: '#', align: 'right' as const },
    { title: word('cli.column_at') },
    { title: word('cli.column_actor') },
    right('cli.column_before'),
    right('cli.column_after'),
    { title: word('cli.column_why') },
  ]
  const rows = changes.map(({ entry, before, after }) => [
    String(entry.position),
    entry.at.slice(0, 16).replace('T', ' '),
    entry.actor,
    printed(before, total, terminal),
    printed(after, total, terminal),
    [entry.reason.code, entry.reason.note].filter((text) => text !== '').join(': '),
  ])
  terminal.out(textTable(columns, rows))
}

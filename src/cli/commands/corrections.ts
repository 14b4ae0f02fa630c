import fs from 'node:fs/promises'
import type { Client } from '../../api/client.js'
import type { AnswerOf } from '../../api/declaration.js'
import { FILE_FORMATS } from '../../api/declarations/plan.js'
import type { Routes } from '../../api/declarations.js'
import { formatDay, parseDay } from '../../core/base/day.js'
import { QUANTITY_DECIMALS } from '../../core/base/quantity.js'
import { Refusal } from '../../core/base/refusal.js'
import { textTable } from '../../core/base/text-table.js'
import { CORRECTION_REASONS, type CorrectionReason } from '../../core/demand/cleaning/corrections.js'
import { MAIN } from '../../core/edit/intent.js'
import type { AddCommand, CommandContext } from '../command.js'
import { type Connection, withCompany } from '../company-connection.js'
import { keepAsSold, overrideFields, withdrawOverride } from '../history-override.js'
import { parseChoice, parseWhole } from '../options.js'
import {
  addKeyOption,
  addScopeOptions,
  dayText,
  type KeyOption,
  keyOf,
  type ScopeOptions,
  scopeIn,
} from '../plan-places.js'
import { amountText } from '../plan-text.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

interface CorrectionsOptions extends ScopeOptions, KeyOption {
  versionId?: string
  reason?: CorrectionReason
  from?: string
  until?: string
  limit: number
  csv?: boolean
  output?: string
  keep?: boolean
  withdraw?: boolean
  note?: string
  as?: string
}

const SHOWN = 40

/** `rumbo corrections <folder>`: what was corrected in the sales history, and which sales stand as they were sold. */
export const addCorrections: AddCommand = (program, context) => {
  const { word } = context
  const reasons = CORRECTION_REASONS.join(', ')
  const command = program.command('corrections').description(word('corrections.command'))
  command.argument('<folder>', word('cli.argument_folder'))
  addScopeOptions(command, context)
    .option('--from <day>', word('cli.option_from_day'), dayText('from'))
    .option('--until <day>', word('cli.option_until_day'), dayText('until'))
    .option(
      '--reason <name>',
      word('corrections.option_reason', { reasons }),
      parseChoice('reason', CORRECTION_REASONS),
    )
    .option('--version-id <version>', word('cli.option_version'))
    .option('--limit <count>', word('cli.option_limit'), parseWhole('limit', 1, 1000), SHOWN)
    .option('--csv', word('cli.option_csv'))
    .option('--output <file>', word('corrections.option_file'))
    .option('--keep', word('corrections.option_keep'))
    .option('--withdraw', word('corrections.option_withdraw'))
    .option('--note <text>', word('cli.option_note'))
    .option('--as <user>', word('cli.option_as'))
  addKeyOption(command, context).action((folder: string, options: CorrectionsOptions) =>
    context.run((terminal) => {
      assertSound(options)
      return withCompany(folder, { ...context, as: options.as }, async (connection) => {
        const { client } = connection
        if (options.keep || options.withdraw) return override(connection, terminal, context, options)
        const query = await queryIn(client, options)
        if (options.output !== undefined) await writeFile(client, query, options.output)
        if (options.csv) terminal.file(await fileOf(client, query, 'csv').then((response) => response.text()))
        else if (options.output === undefined) await show(client, terminal, context, query, options.limit)
        return EXIT.done
      })
    }),
  )
}

/** What needs no plan to be seen. @throws Refusal `cli.not_an_option`, `cli.usage_missing_option` */
function assertSound({ keep, withdraw, from, until, output }: CorrectionsOptions): void {
  if (keep && withdraw)
    throw new Refusal('cli.not_an_option', { option: 'withdraw', value: '--keep', allowed: '--keep' })
  if ((keep || withdraw) && from === undefined)
    throw new Refusal('cli.usage_missing_option', { detail: '--from <day>' })
  if (keep && until === undefined) throw new Refusal('cli.usage_missing_option', { detail: '--until <day>' })
  if (output === undefined || formatOf(output) !== undefined) return
  const allowed = FILE_FORMATS.map((one) => `.${one}`).join(', ')
  throw new Refusal('cli.not_an_option', { option: 'output', value: output, allowed })
}

const formatOf = (file: string) => FILE_FORMATS.find((one) => file.endsWith(`.${one}`))

type Query = Awaited<ReturnType<typeof queryIn>>

async function queryIn(client: Client, options: CorrectionsOptions) {
  const { reason, from, until, versionId: version } = options
  return {
    ...(await scopeIn(client, MAIN, options)),
    ...(reason === undefined ? {} : { reason }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(version === undefined ? {} : { version }),
  }
}

const fileOf = (client: Client, query: Query, format: (typeof FILE_FORMATS)[number]): Promise<Response> =>
  client('correctionsFile', { query: { ...query, format } })

async function writeFile(client: Client, query: Query, file: string): Promise<void> {
  const response = await fileOf(client, query, formatOf(file)!)
  await fs.writeFile(file, response.body!)
}

async function show(
  client: Client,
  terminal: Terminal,
  context: CommandContext,
  query: Query,
  limit: number,
): Promise<void> {
  const answer = await client('corrections', { query: { ...query, limit } })
  if (terminal.json) terminal.out(JSON.stringify(answer))
  else tellCorrections(terminal, context, answer)
}

type Answer = AnswerOf<Routes['corrections']>

function tellCorrections(terminal: Terminal, { word }: CommandContext, answer: Answer): void {
  const { version, planDay, total, overrides, corrections, count } = answer
  if (count === 0) terminal.out(word('corrections.none', { version, planDay }))
  else {
    terminal.out(word('corrections.title', { version, planDay, count: total.count, rows: total.rows }))
    tellSums(terminal, word, answer)
    tellLines(terminal, word, corrections)
    if (count > corrections.length) terminal.out(word('corrections.more', { shown: corrections.length, count }))
  }
  if (overrides !== null && overrides.length > 0)
    terminal.out(word('corrections.overrides', { count: overrides.length, kept: total.overridden }))
}

type Word = CommandContext['word']

const columnsOf = (word: Word, left: readonly string[], right: readonly string[]) => [
  ...left.map((name) => ({ title: word(`corrections.column_${name}`) })),
  ...right.map((name) => ({ title: word(`corrections.column_${name}`), align: 'right' as const })),
]

const units = (quantity: number, { language }: Terminal): string => amountText(quantity, QUANTITY_DECIMALS, language)

function tellSums(terminal: Terminal, word: Word, { byReason, total }: Answer): void {
  const sums = (title: string, of: Answer['total']): string[] => [
    title,
    String(of.count),
    String(of.rows),
    units(of.added, terminal),
    units(of.takenOff, terminal),
    String(of.overridden),
  ]
  const rows = byReason.map((of) => sums(word(`corrections.reason_${of.reason}`), of))
  const columns = columnsOf(word, ['reason'], ['count', 'rows', 'added', 'taken_off', 'overridden'])
  terminal.out(textTable(columns, [...rows, sums(word('cli.total'), total)]))
}

function tellLines(terminal: Terminal, word: Word, corrections: Answer['corrections']): void {
  const columns = [
    ...columnsOf(word, ['item', 'location', 'customer', 'week'], ['sold', 'taken']),
    ...columnsOf(word, ['reason'], []),
  ]
  const rows = corrections.map(({ item, location, customer, week, before, after, reason, overridden }) => {
    const why = word(`corrections.reason_${reason}`)
    const shown = overridden ? word('corrections.stands', { reason: why }) : why
    return [
      item,
      location,
      customer,
      week,
      units(before, terminal),
      units(overridden ? before : after, terminal),
      shown,
    ]
  })
  terminal.out(textTable(columns, rows))
}

/** What a person says of the history, or takes back of it. */
async function override(
  connection: Connection,
  terminal: Terminal,
  { word }: CommandContext,
  options: CorrectionsOptions,
): Promise<ExitCode> {
  const { keep, from, until, reason = 'any', note } = options
  const part = overrideFields(await scopeIn(connection.client, MAIN, options))
  const record = { ...part, start: from!, correction: reason }
  const writing = { key: keyOf(options), note: note ?? '' }
  const done = keep
    ? await keepAsSold(connection, { ...record, end: lastDay(until!), note: note ?? null }, writing)
    : await withdrawOverride(connection, record, writing)
  const { position, actor } = done.entry
  if (terminal.json) terminal.out(JSON.stringify(done))
  else terminal.err(word(keep ? 'corrections.kept' : 'corrections.withdrawn', { position, actor }))
  return EXIT.done
}

const lastDay = (until: string): string => formatDay(parseDay(until)! - 1)

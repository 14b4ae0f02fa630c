import type { Client } from '../../api/client.js'
import { Refusal } from '../../core/base/refusal.js'
import type { AddCommand, CommandContext } from '../command.js'
import { withCompany } from '../company-connection.js'
import {
  addKeyOption,
  addPlanOptions,
  addScopeOptions,
  boxIn,
  dayText,
  type KeyOption,
  keyOf,
  type ScopeOptions,
} from '../plan-places.js'
import { tellMoved } from '../plan-text.js'
import {
  addQuantityOptions,
  type Intent,
  QUANTITY_ONLY,
  type QuantityOptions,
  quantityIntent,
} from '../quantity-change.js'
import { addRecordOptions, RECORD_ONLY, type RecordOptions, recordIntent } from '../record-change.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

interface EditOptions extends ScopeOptions, QuantityOptions, RecordOptions, KeyOption {
  until?: string
  reason: string
  note?: string
  preview?: boolean
  scenario: string
  as?: string
}

/** `rumbo edit <folder>`: change a part of the plan or records of the company, or see what that would move. */
export const addEdit: AddCommand = (program, context) => {
  const { word } = context
  const command = program.command('edit').description(word('cli.command_edit'))
  command.argument('<folder>', word('cli.argument_folder'))
  addScopeOptions(command, context)
    .option('--from <day>', word('cli.option_from_day'), dayText('from'))
    .option('--until <day>', word('cli.option_until_day'), dayText('until'))
  addRecordOptions(addQuantityOptions(command, context), context)
    .requiredOption('--reason <code>', word('cli.option_reason_code'))
    .option('--note <text>', word('cli.option_note'))
    .option('--preview', word('cli.option_preview'))
  addKeyOption(addPlanOptions(command, context), context).action((folder: string, options: EditOptions) =>
    context.run((terminal) =>
      withCompany(folder, { ...context, as: options.as }, ({ client }) => edit(client, terminal, context, options)),
    ),
  )
}

async function edit(
  client: Client,
  terminal: Terminal,
  { word }: CommandContext,
  options: EditOptions,
): Promise<ExitCode> {
  const params = { scenario: options.scenario }
  const intents = [await intentOf(client, options)]
  if (options.preview) {
    const effect = await client('preview', { params, body: { intents } })
    if (terminal.json) terminal.out(JSON.stringify(effect))
    else tellMoved(terminal, word, effect.moved)
    return EXIT.done
  }
  const { numbers: seen } = await client('epoch', { params })
  const reason = { code: options.reason, note: options.note ?? '' }
  const done = await client('commit', { params, body: { key: keyOf(options), seen, reason, intents } })
  if (terminal.json) terminal.out(JSON.stringify(done))
  else {
    terminal.err(word('cli.edited', { position: done.entry.position, actor: done.entry.actor }))
    tellMoved(terminal, word, done.numbers.moved)
  }
  return EXIT.done
}

/** @throws Refusal `cli.not_for_list`, `cli.needs_list`, `cli.usage_missing_option` */
async function intentOf(client: Client, options: EditOptions): Promise<Intent> {
  const { list, from, until } = options
  if (list !== undefined) {
    refuseGiven(options, [...PART_ONLY, ...QUANTITY_ONLY], 'cli.not_for_list')
    return recordIntent(list, options)
  }
  refuseGiven(options, RECORD_ONLY, 'cli.needs_list')
  if (from === undefined) throw new Refusal('cli.usage_missing_option', { detail: '--from <day>' })
  if (until === undefined) throw new Refusal('cli.usage_missing_option', { detail: '--until <day>' })
  return quantityIntent(options, await boxIn(client, options.scenario, { ...options, from, until }))
}

const PART_ONLY = ['product', 'location', 'customer', 'until'] as const

function refuseGiven(options: EditOptions, names: readonly (keyof EditOptions)[], code: string): void {
  const given = names.find((name) => options[name] !== undefined)
  if (given === undefined) return
  throw new Refusal(code, { option: given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) })
}

import type { Client } from '../../api/client.js'
import type { SentTo } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { parseScaled } from '../../core/base/decimal.js'
import { parseQuantity } from '../../core/base/quantity.js'
import { Refusal } from '../../core/base/refusal.js'
import type { AddCommand, CommandContext } from '../command.js'
import { withCompany } from '../company-connection.js'
import { parseChoice } from '../options.js'
import {
  addBoxOptions,
  addKeyOption,
  addPlanOptions,
  type BoxOptions,
  boxOf,
  dayText,
  type KeyOption,
  keyOf,
} from '../plan-places.js'
import { tellMoved } from '../plan-text.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

type CommitBody = SentTo<Routes['commit']>['body']
type Intent = CommitBody['intents'][number]
type Change = Extract<Intent, { kind: 'quantity' }>

const LAYERS = ['statistical', 'event', 'sensing', 'sales', 'marketing', 'customer', 'jbp', 'override'] as const
const PROFILES = ['current', 'baseline', 'equal', 'days'] as const

interface EditOptions extends BoxOptions, KeyOption {
  set?: number
  add?: number
  scale?: number
  fill?: number
  copyFrom?: string
  copyProduct?: string
  shift?: number
  lock?: boolean
  unlock?: boolean
  layer?: (typeof LAYERS)[number]
  profile?: (typeof PROFILES)[number]
  packs?: boolean
  reason: string
  note?: string
  preview?: boolean
  scenario: string
  as?: string
}

const CHANGES = ['set', 'add', 'scale', 'fill', 'copyFrom', 'shift', 'lock', 'unlock'] as const

/** `rumbo edit <folder>`: change a part of the plan, or see what that would move. */
export const addEdit: AddCommand = (program, context) => {
  const { word } = context
  const command = program.command('edit').description(word('cli.command_edit'))
  command.argument('<folder>', word('cli.argument_folder'))
  addBoxOptions(command, context)
    .option('--set <units>', word('cli.option_set'), quantity('set'))
    .option('--add <units>', word('cli.option_add'), quantity('add'))
    .option('--scale <factor>', word('cli.option_scale'), decimal('scale', 6, '1.05'))
    .option('--fill <units>', word('cli.option_fill'), quantity('fill'))
    .option('--copy-from <day>', word('cli.option_copy_from'), dayText('copy-from'))
    .option('--copy-product <id>', word('cli.option_copy_product'))
    .option('--shift <days>', word('cli.option_shift'), decimal('shift', 0, '-7, 14'))
    .option('--lock', word('cli.option_lock'))
    .option('--unlock', word('cli.option_unlock'))
    .option('--layer <layer>', LAYERS.join(', '), parseChoice('layer', LAYERS))
    .option('--profile <profile>', PROFILES.join(', '), parseChoice('profile', PROFILES))
    .option('--packs', word('cli.option_packs'))
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
  const intents = [intentOf(options)]
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

function intentOf(options: EditOptions): Intent {
  const given = CHANGES.filter((change) => options[change] !== undefined)
  if (given.length !== 1) throw new Refusal('cli.one_change', { given: given.length })
  const box = boxOf(options)
  if (options.lock) return { kind: 'lock', box }
  if (options.unlock) return { kind: 'unlock', box }
  return { kind: 'quantity', box, ...operationOf(options), ...mannerOf(options) } as Change
}

function operationOf({ set, add, scale, fill, copyFrom, copyProduct, shift }: EditOptions): object {
  if (set !== undefined) return { op: 'set', quantity: set }
  if (add !== undefined) return { op: 'add', quantity: add }
  if (fill !== undefined) return { op: 'fill', quantity: fill }
  if (scale !== undefined) return { op: 'scale', factor: scale }
  if (shift !== undefined) return { op: 'shift', days: shift }
  return { op: 'copy', fromDay: copyFrom, ...(copyProduct === undefined ? {} : { product: copyProduct }) }
}

const mannerOf = ({ layer, profile, packs }: EditOptions): object => ({
  ...(layer === undefined ? {} : { layer }),
  ...(profile === undefined ? {} : { profile }),
  ...(packs === undefined ? {} : { inPacks: packs }),
})

function quantity(option: string): (text: string) => number {
  return (value) => parseQuantity(value) ?? refuse(option, value, '1200, 12.5')
}

function decimal(option: string, decimals: number, example: string): (text: string) => number {
  return (value) => parseScaled(value, decimals) ?? refuse(option, value, example)
}

function refuse(option: string, value: string, allowed: string): never {
  throw new Refusal('cli.not_an_option', { option, value, allowed })
}

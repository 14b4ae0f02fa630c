/** A change of quantities as it is written on a command line. */
import type { Command } from 'commander'
import type { SentTo } from '../api/declaration.js'
import type { Routes } from '../api/declarations.js'
import { parseScaled } from '../core/base/decimal.js'
import { parseQuantity } from '../core/base/quantity.js'
import { Refusal } from '../core/base/refusal.js'
import type { CommandContext } from './command.js'
import { parseChoice } from './options.js'
import { dayText } from './plan-places.js'

export type Intent = SentTo<Routes['commit']>['body']['intents'][number]
type Change = Extract<Intent, { kind: 'quantity' }>

const LAYERS = ['statistical', 'event', 'sensing', 'sales', 'marketing', 'customer', 'jbp', 'override'] as const
const PROFILES = ['current', 'baseline', 'equal', 'days'] as const

export interface QuantityOptions {
  set?: string
  add?: string
  scale?: string
  fill?: string
  copyFrom?: string
  copyProduct?: string
  shift?: number
  lock?: boolean
  unlock?: boolean
  layer?: (typeof LAYERS)[number]
  profile?: (typeof PROFILES)[number]
  packs?: boolean
}

const CHANGES = ['set', 'add', 'scale', 'fill', 'copyFrom', 'shift', 'lock', 'unlock'] as const
/** Options that say nothing about a record. */
export const QUANTITY_ONLY = [
  ...['fill', 'copyFrom', 'copyProduct', 'shift', 'lock', 'unlock', 'layer', 'profile', 'packs'],
] as readonly (keyof QuantityOptions)[]

export const addQuantityOptions = (command: Command, { word }: CommandContext): Command =>
  command
    .option('--set <units>', word('cli.option_set'))
    .option('--add <units>', word('cli.option_add'))
    .option('--scale <factor>', word('cli.option_scale'))
    .option('--fill <units>', word('cli.option_fill'))
    .option('--copy-from <day>', word('cli.option_copy_from'), dayText('copy-from'))
    .option('--copy-product <id>', word('cli.option_copy_product'))
    .option('--shift <days>', word('cli.option_shift'), (text) => decimal('shift', 0, '-7, 14', text))
    .option('--lock', word('cli.option_lock'))
    .option('--unlock', word('cli.option_unlock'))
    .option('--layer <layer>', LAYERS.join(', '), parseChoice('layer', LAYERS))
    .option('--profile <profile>', PROFILES.join(', '), parseChoice('profile', PROFILES))
    .option('--packs', word('cli.option_packs'))

/** @throws Refusal `cli.one_change`, `cli.not_an_option` */
export function quantityIntent(options: QuantityOptions, box: Change['box']): Intent {
  const given = CHANGES.filter((change) => options[change] !== undefined)
  if (given.length !== 1) throw new Refusal('cli.one_change', { given: given.length })
  if (options.lock) return { kind: 'lock', box }
  if (options.unlock) return { kind: 'unlock', box }
  return { kind: 'quantity', box, ...operationOf(options), ...mannerOf(options) } as Change
}

function operationOf({ set, add, scale, fill, copyFrom, copyProduct, shift }: QuantityOptions): object {
  if (set !== undefined) return { op: 'set', quantity: quantity('set', set) }
  if (add !== undefined) return { op: 'add', quantity: quantity('add', add) }
  if (fill !== undefined) return { op: 'fill', quantity: quantity('fill', fill) }
  if (scale !== undefined) return { op: 'scale', factor: parseFactor(scale) }
  if (shift !== undefined) return { op: 'shift', days: shift }
  return { op: 'copy', fromDay: copyFrom, ...(copyProduct === undefined ? {} : { product: copyProduct }) }
}

const mannerOf = ({ layer, profile, packs }: QuantityOptions): object => ({
  ...(layer === undefined ? {} : { layer }),
  ...(profile === undefined ? {} : { profile }),
  ...(packs === undefined ? {} : { inPacks: packs }),
})

const quantity = (option: string, text: string): number => parseQuantity(text) ?? refuse(option, text, '1200, 12.5')

/** Whole millionths. */
export const parseFactor = (text: string): number => decimal('scale', 6, '1.05', text)

/** @throws Refusal `cli.not_an_option` */
export const decimal = (option: string, decimals: number, example: string, text: string): number =>
  parseScaled(text, decimals) ?? refuse(option, text, example)

function refuse(option: string, value: string, allowed: string): never {
  throw new Refusal('cli.not_an_option', { option, value, allowed })
}

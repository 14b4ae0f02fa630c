/** Parts of the plan as they are written on a command line. */
import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import type { Client } from '../api/client.js'
import { parseDay } from '../core/base/day.js'
import { Refusal } from '../core/base/refusal.js'
import type { PlanTree } from '../processes/living/living-plan.js'
import type { CommandContext } from './command.js'

export interface ScopeOptions {
  product?: string
  location?: string
  customer?: string
}

export interface BoxOptions extends ScopeOptions {
  from: string
  until: string
}

export function addScopeOptions(command: Command, { word }: CommandContext): Command {
  return command
    .option('--product <path>', word('cli.option_product_path'))
    .option('--location <path>', word('cli.option_location_path'))
    .option('--customer <path>', word('cli.option_customer_path'))
}

export function addBoxOptions(command: Command, context: CommandContext): Command {
  return addScopeOptions(command, context)
    .requiredOption('--from <day>', context.word('cli.option_from_day'), dayText('from'))
    .requiredOption('--until <day>', context.word('cli.option_until_day'), dayText('until'))
}

/** Options of every command that reaches into a plan. */
export function addPlanOptions(command: Command, { word }: CommandContext): Command {
  return command
    .option('--scenario <id>', word('cli.option_scenario'), 'main')
    .option('--as <user>', word('cli.option_as'))
}

export interface KeyOption {
  key?: string
}

/** What is sent again under the same key is done once (AP8). */
export const addKeyOption = (command: Command, { word }: CommandContext): Command =>
  command.option('--key <key>', word('cli.option_key'))

export const keyOf = ({ key }: KeyOption): string => key ?? randomUUID()

/** `snacks/bars/oat-bar` from the root down; a name's own stroke is written `\/`. */
export const parsePath = (text: string): string[] =>
  text
    .split(/(?<!\\)\//)
    .map((name) => name.replaceAll('\\/', '/'))
    .filter((name) => name !== '')

/** A part of a plan by ways from the root, or by their ends where these mean one node. @throws Refusal `cli.ambiguous_name` */
export async function scopeIn(client: Client, scenario: string, { product, location, customer }: ScopeOptions) {
  return {
    product: await wayIn(client, scenario, 'product', product),
    location: await wayIn(client, scenario, 'location', location),
    customer: await wayIn(client, scenario, 'customer', customer),
  }
}

export const boxIn = async (client: Client, scenario: string, options: BoxOptions) => ({
  ...(await scopeIn(client, scenario, options)),
  from: options.from,
  until: options.until,
})

const CANDIDATES = 10

async function wayIn(client: Client, scenario: string, tree: PlanTree, text = ''): Promise<string[]> {
  const end = parsePath(text)
  if (end.length === 0) return []
  const { ways, count } = await client('nodes', { params: { scenario }, query: { tree, end, limit: CANDIDATES } })
  const [first, ...others] = ways
  if (first === undefined) return end
  // A whole way comes before those that only end so, and the shortest stands first.
  if (others.length === 0 || first.length === end.length) return first
  const shown = ways.map(pathText).join(' · ')
  throw new Refusal('cli.ambiguous_name', {
    option: tree,
    value: text,
    count,
    ways: count > ways.length ? `${shown} …` : shown,
  })
}

const pathText = (path: readonly string[]): string => path.map((name) => name.replaceAll('/', '\\/')).join('/')

/** Checks that a day is one, and leaves it as the text that the API takes. */
export function dayText(option: string): (text: string) => string {
  return (value) => {
    if (parseDay(value) === null) throw new Refusal('cli.not_an_option', { option, value, allowed: '2026-12-31' })
    return value
  }
}

import type { Client } from '../../api/client.js'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { textTable } from '../../core/base/text-table.js'
import type { AddCommand, CommandContext } from '../command.js'
import { withCompany } from '../company-connection.js'
import { placeText, tellMoved } from '../plan-text.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'
import { addQueryOptions, queryIn, type TableOptions, tellTable } from './table.js'

interface AsOption {
  as?: string
}

interface MergeOptions extends AsOption {
  here?: string
  there?: string
}

type Work = (client: Client, terminal: Terminal) => Promise<ExitCode>

/** `rumbo scenario open|list|drop|merge|compare <folder>`: branches of the plan. */
export const addScenario: AddCommand = (program, context) => {
  const { word } = context
  const scenario = program.command('scenario').description(word('cli.command_scenario'))
  const add = (name: string) =>
    scenario
      .command(name)
      .description(word(`cli.command_scenario_${name}`))
      .argument('<folder>', word('cli.argument_folder'))
      .option('--as <user>', word('cli.option_as'))
  const run = (folder: string, { as }: AsOption, work: Work): Promise<void> =>
    context.run((terminal) => withCompany(folder, { ...context, as }, ({ client }) => work(client, terminal)))
  add('list').action((folder: string, options: AsOption) => run(folder, options, list(context)))
  add('open')
    .argument('<name>', word('cli.argument_scenario_name'))
    .option('--base <id>', word('cli.option_scenario_from'), 'main')
    .action((folder: string, name: string, options: AsOption & { base: string }) =>
      run(folder, options, open(context, options.base, name)),
    )
  add('drop')
    .argument('<id>', word('cli.argument_scenario'))
    .action((folder: string, id: string, options: AsOption) => run(folder, options, drop(context, id)))
  add('merge')
    .argument('<id>', word('cli.argument_scenario'))
    .option('--here <positions>', word('cli.option_take_here'))
    .option('--there <positions>', word('cli.option_take_there'))
    .action((folder: string, id: string, options: MergeOptions) => run(folder, options, merge(context, id, options)))
  const compare = add('compare')
    .argument('<id>', word('cli.argument_scenario'))
    .argument('[with]', word('cli.argument_scenario'), 'main')
  addQueryOptions(compare, context).action((folder: string, id: string, other: string, options: TableOptions) =>
    run(folder, options, compareWith(context, id, other, options)),
  )
}

function list({ word }: CommandContext): Work {
  return async (client, terminal) => {
    const answer = await client('scenarios', {})
    if (terminal.json) terminal.out(JSON.stringify(answer))
    else if (answer.scenarios.length === 0) terminal.out(word('cli.no_scenarios'))
    else {
      const titles = ['scenario', 'name', 'owner', 'base', 'at'].map((name) => ({ title: word(`cli.column_${name}`) }))
      const rows = answer.scenarios.map(({ id, name, owner, parent, position, openedAt }) => [
        id,
        name,
        owner,
        `${parent ?? ''} ${position}`,
        openedAt.slice(0, 16).replace('T', ' '),
      ])
      terminal.out(textTable(titles, rows))
    }
    return EXIT.done
  }
}

function open({ word }: CommandContext, from: string, name: string): Work {
  return async (client, terminal) => {
    const opened = await client('openScenario', { body: { from, name } })
    if (terminal.json) terminal.out(JSON.stringify(opened))
    else terminal.out(word('cli.scenario_opened', { scenario: opened.id, name: opened.name }))
    return EXIT.done
  }
}

function drop({ word }: CommandContext, id: string): Work {
  return async (client, terminal) => {
    await client('dropScenario', { params: { scenario: id } })
    if (terminal.json) terminal.out(JSON.stringify({ dropped: id }))
    else terminal.err(word('cli.scenario_dropped', { scenario: id }))
    return EXIT.done
  }
}

function merge({ word }: CommandContext, id: string, { here = '', there = '' }: MergeOptions): Work {
  const chosen = (positions: string, take: 'here' | 'there') =>
    positions
      .split(',')
      .filter((text) => text !== '')
      .map((text) => ({ position: Number(text), take }))
  return async (client, terminal) => {
    const choices = [...chosen(here, 'here'), ...chosen(there, 'there')]
    const answer = await client('mergeScenario', { params: { scenario: id }, body: { choices } })
    if (terminal.json) terminal.out(JSON.stringify(answer))
    else if (answer.merged) {
      terminal.err(word('cli.scenario_merged', { scenario: id }))
      tellMoved(terminal, word, answer.effect.moved)
    } else tellConflicts(terminal, word, answer.conflicts)
    return answer.merged ? EXIT.done : EXIT.problems
  }
}

type Merged = AnswerOf<Routes['mergeScenario']>
type Conflicts = Extract<Merged, { merged: false }>['conflicts']

function tellConflicts(terminal: Terminal, word: CommandContext['word'], conflicts: Conflicts): void {
  terminal.err(word('cli.conflicts', { count: conflicts.length }))
  const titles = ['where', 'position_there', 'position_here'].map((name) => ({ title: word(`cli.column_${name}`) }))
  const rows = conflicts.map(({ clash, positions }) => [
    placeOfClash(clash),
    String(positions.there),
    String(positions.here),
  ])
  terminal.out(textTable(titles, rows))
}

const placeOfClash = (clash: Conflicts[number]['clash']): string =>
  clash.kind === 'master' ? `${clash.list}.${clash.field ?? '*'}` : placeText({ ...clash.scope, ...clash })

function compareWith(context: CommandContext, id: string, other: string, options: TableOptions): Work {
  return async (client, terminal) => {
    const query = await queryIn(client, { ...options, scenario: id })
    const answer = await client('compare', { params: { scenario: id }, body: { with: other, query } })
    if (terminal.json) terminal.out(JSON.stringify(answer))
    else
      for (const [name, table] of [
        [id, answer.here],
        [other, answer.there],
      ] as const) {
        terminal.out(`\n${name}`)
        tellTable(terminal, context, query, table)
      }
    return EXIT.done
  }
}

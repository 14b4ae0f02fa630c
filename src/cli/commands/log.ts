import type { AddCommand } from '../command.js'
import { withCompany } from '../company-connection.js'
import { parseWhole } from '../options.js'
import {
  addBoxOptions,
  addKeyOption,
  addPlanOptions,
  type BoxOptions,
  boxIn,
  type KeyOption,
  keyOf,
} from '../plan-places.js'
import { tellEntries } from '../plan-text.js'
import { EXIT } from '../terminal.js'

interface LogOptions {
  after?: number
  limit: number
  scenario: string
  as?: string
}

interface CommentOptions extends BoxOptions, KeyOption {
  answers?: number
  scenario: string
  as?: string
}

const SHOWN = 20
const POSITION_MOST = Number.MAX_SAFE_INTEGER

/** `rumbo log <folder>`: what people did; `rumbo comment <folder> <text>`: say something about a part of the plan. */
export const addLog: AddCommand = (program, context) => {
  const { word } = context
  const log = program
    .command('log')
    .description(word('cli.command_log'))
    .argument('<folder>', word('cli.argument_folder'))
    .option('--after <position>', word('cli.option_after'), parseWhole('after', 0, POSITION_MOST))
    .option('--limit <count>', word('cli.option_limit'), parseWhole('limit', 1, 1000), SHOWN)
  addPlanOptions(log, context).action((folder: string, options: LogOptions) =>
    context.run((terminal) =>
      withCompany(folder, { ...context, as: options.as }, async ({ client }) => {
        const { scenario, limit } = options
        const { numbers } = await client('epoch', { params: { scenario } })
        const after = options.after ?? Math.max(0, numbers - limit)
        const page = await client('entries', { params: { scenario }, query: { after, limit } })
        if (terminal.json) terminal.out(JSON.stringify(page))
        else if (page.entries.length === 0) terminal.out(word('cli.no_entries'))
        else tellEntries(terminal, word, page.entries)
        return EXIT.done
      }),
    ),
  )
  const comment = program
    .command('comment')
    .description(word('cli.command_comment'))
    .argument('<folder>', word('cli.argument_folder'))
    .argument('<text>', word('cli.argument_text'))
    .option('--answers <position>', word('cli.option_answers'), parseWhole('answers', 1, POSITION_MOST))
  addKeyOption(addPlanOptions(addBoxOptions(comment, context), context), context).action(
    (folder: string, text: string, options: CommentOptions) =>
      context.run((terminal) =>
        withCompany(folder, { ...context, as: options.as }, async ({ client }) => {
          const { scenario, answers } = options
          const box = await boxIn(client, scenario, options)
          const said = { box, text, ...(answers === undefined ? {} : { answers }) }
          const entry = await client('addComment', {
            params: { scenario },
            body: { key: keyOf(options), comment: said },
          })
          if (terminal.json) terminal.out(JSON.stringify(entry))
          else terminal.err(word('cli.commented', { position: entry.position, actor: entry.actor }))
          return EXIT.done
        }),
      ),
  )
}

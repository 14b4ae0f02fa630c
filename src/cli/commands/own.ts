import { parseDay, parseMonth } from '../../core/base/day.js'
import { Refusal } from '../../core/base/refusal.js'
import { ownChange } from '../../house/versions.js'
import { say } from '../../language/catalogue.js'
import type { AddCommand } from '../command.js'
import { EXIT } from '../terminal.js'

interface OwnOptions {
  by: string
  reason: string
  expires: number
  country?: string
  account?: string
  family?: string
  from?: number
  to?: number
}

/** `rumbo own <folder>`: answer for a difference between the plan of record and the live plan. */
export const addOwn: AddCommand = (program, context) => {
  program
    .command('own')
    .description(context.word('cli.command_own'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .requiredOption('--by <who>', context.word('cli.option_by_whom'))
    .requiredOption('--reason <why>', context.word('cli.option_reason'))
    .requiredOption('--expires <day>', context.word('cli.option_expires'), parsed('expires', parseDay, '2026-12-31'))
    .option('--country <code>', context.word('cli.option_country'))
    .option('--account <id>', context.word('cli.option_account'))
    .option('--family <name>', context.word('cli.option_family'))
    .option('--from <month>', context.word('cli.option_month'), parsed('from', parseMonth, '2026-12'))
    .option('--to <month>', context.word('cli.option_month'), parsed('to', parseMonth, '2026-12'))
    .action((folder: string, { by, from, to, ...given }: OwnOptions) =>
      context.run(async (terminal) => {
        const change = await ownChange(folder, {
          owner: by,
          reason: given.reason,
          expires: given.expires,
          ...(given.country === undefined ? {} : { country: given.country }),
          ...(given.account === undefined ? {} : { account: given.account }),
          ...(given.family === undefined ? {} : { family: given.family }),
          ...(from === undefined ? {} : { fromMonth: from }),
          ...(to === undefined ? {} : { toMonth: to }),
        })
        if (terminal.json) terminal.out(JSON.stringify(change))
        else terminal.err(say('cli.owned', { by, reason: given.reason }, terminal.language).text)
        return EXIT.done
      }),
    )
}

function parsed(option: string, parse: (text: string) => number | null, allowed: string): (text: string) => number {
  return (value) => {
    const result = parse(value)
    if (result === null) throw new Refusal('cli.not_an_option', { option, value, allowed })
    return result
  }
}

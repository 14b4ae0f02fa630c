import { adaptFolder, PUBLIC_SETS, type PublicSet } from '../../house/sample-companies.js'
import { say } from '../../language/catalogue.js'
import type { AddCommand } from '../command.js'
import { parseChoice, parseWhole } from '../options.js'
import { EXIT } from '../terminal.js'

interface AdaptCommandOptions {
  stores?: number
  limit?: number
  months?: number
}

/** `rumbo adapt <set> <source> <folder>`: a public data set as a company folder (examples/<set>/README.md). */
export const addAdapt: AddCommand = (program, context) => {
  program
    .command('adapt')
    .description(context.word('adapt.command'))
    .argument('<set>', context.word('adapt.argument_set'), parseChoice<PublicSet>('set', PUBLIC_SETS))
    .argument('<source>', context.word('adapt.argument_source'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--stores <count>', context.word('adapt.option_stores'), parseWhole('stores', 1, 10_000))
    .option('--limit <count>', context.word('adapt.option_limit'), parseWhole('limit', 1, 1_000_000))
    .option('--months <count>', context.word('adapt.option_months'), parseWhole('months', 1, 600))
    .action((set: PublicSet, source: string, folder: string, { stores, limit, months }: AdaptCommandOptions) =>
      context.run(async (terminal) => {
        const files = await adaptFolder(set, source, folder, { stores, products: limit, months })
        const rows = files.reduce((sum, file) => sum + file.rows, 0)
        if (terminal.json) terminal.out(JSON.stringify({ folder, files }))
        else terminal.err(say('cli.generated', { folder, files: files.length, rows }, terminal.language).text)
        return EXIT.done
      }),
    )
}

import { generateFolder } from '../../house/sample-companies.js'
import { say } from '../../language/catalogue.js'
import type { AddCommand } from '../command.js'
import { parseWhole } from '../options.js'
import { EXIT } from '../terminal.js'

interface GenerateOptions {
  products: number
  locations: number
  weeks: number
  seed: number
  planted?: boolean
}

/** `rumbo generate <folder>`: a synthetic company of any size. */
export const addGenerate: AddCommand = (program, context) => {
  program
    .command('generate')
    .description(context.word('cli.command_generate'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--products <count>', context.word('cli.option_products'), parseWhole('products', 1, 1_000_000), 50)
    .option('--locations <count>', context.word('cli.option_locations'), parseWhole('locations', 1, 100_000), 10)
    .option('--weeks <count>', context.word('cli.option_weeks'), parseWhole('weeks', 1, 520), 104)
    .option('--seed <number>', context.word('cli.option_seed'), parseWhole('seed', 0, 2 ** 31 - 1), 1)
    .option('--planted', context.word('cli.option_planted'))
    .action((folder: string, options: GenerateOptions) =>
      context.run(async (terminal) => {
        const files = await generateFolder(folder, options)
        const rows = files.reduce((sum, file) => sum + file.rows, 0)
        if (terminal.json) terminal.out(JSON.stringify({ folder, files }))
        else terminal.err(say('cli.generated', { folder, files: files.length, rows }, terminal.language).text)
        return EXIT.done
      }),
    )
}

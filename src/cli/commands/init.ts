import { initCompany } from '../../house/loading.js'
import { say } from '../../language/catalogue.js'
import type { AddCommand } from '../command.js'
import { EXIT } from '../terminal.js'

/** `rumbo init <folder>`: one file a table, each with an example row, that can be checked and planned as it is. */
export const addInit: AddCommand = (program, context) => {
  program
    .command('init')
    .description(context.word('cli.command_init'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .action((folder: string) =>
      context.run(async (terminal) => {
        const { files } = initCompany(folder)
        if (terminal.json) terminal.out(JSON.stringify({ folder, files }))
        else terminal.err(say('cli.initialised', { folder, files: files.length }, terminal.language).text)
        return EXIT.done
      }),
    )
}

import { textTable } from '../../core/base/text-table.js'
import { readConfiguration, shownSettings } from '../../house/configuration/configuration.js'
import { assertCompanyFolder } from '../../house/house-options.js'
import type { AddCommand } from '../command.js'
import { EXIT } from '../terminal.js'

/** `rumbo config <folder>`: what is in force, where each value comes from, and no secret. */
export const addConfig: AddCommand = (program, context) => {
  const { word } = context
  program
    .command('config')
    .description(word('cli.command_config'))
    .argument('<folder>', word('cli.argument_folder'))
    .action((folder: string) =>
      context.run(async (terminal) => {
        assertCompanyFolder(folder)
        const configuration = readConfiguration(folder, { environment: process.env })
        const { unknownVariables } = configuration
        const settings = shownSettings(configuration)
        if (terminal.json) terminal.out(JSON.stringify({ settings, unknownVariables }))
        else {
          const titles = ['key', 'value', 'origin'].map((name) => ({ title: word(`config.column_${name}`) }))
          const rows = settings.map(({ key, value, origin }) => [
            key,
            value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value),
            origin === '' ? word('config.usual') : origin,
          ])
          terminal.out(textTable(titles, rows))
          for (const name of unknownVariables) terminal.err(word('config.unknown_variable', { name }))
        }
        return EXIT.done
      }),
    )
}

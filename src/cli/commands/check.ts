import { assertCompanyFolder } from '../../house/house-options.js'
import { checkCompany } from '../../house/loading.js'
import type { AddCommand } from '../command.js'
import { tellCheck } from '../findings.js'
import { EXIT } from '../terminal.js'

/** `rumbo check <folder>`: what is wrong with the data, without loading any of it. */
export const addCheck: AddCommand = (program, context) => {
  program
    .command('check')
    .description(context.word('cli.command_check'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--strict', context.word('cli.option_strict'))
    .action((folder: string, options: { strict?: boolean }) =>
      context.run(async (terminal) => {
        assertCompanyFolder(folder)
        const report = await checkCompany(folder, options)
        if (terminal.json) terminal.out(JSON.stringify(report))
        else tellCheck(terminal, report)
        if (!report.ok) return EXIT.refused
        return report.badRowCount > 0 ? EXIT.problems : EXIT.done
      }),
    )
}

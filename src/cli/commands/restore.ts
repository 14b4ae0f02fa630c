import { restoreBackup } from '../../house/backup.js'
import { say } from '../../language/catalogue.js'
import { asJob } from '../as-job.js'
import type { AddCommand } from '../command.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'
import { backupSummary, shownSummary } from './backup-summary.js'

/** `rumbo restore <backup> --to <folder>`: all or nothing. */
export const addRestore: AddCommand = (program, context) => {
  program
    .command('restore')
    .description(context.word('backup.command_restore'))
    .argument('<backup>', context.word('backup.argument_backup'))
    .requiredOption('--to <folder>', context.word('backup.option_to_folder'))
    .action((backup: string, { to }: { to: string }) => context.run((terminal) => restore(terminal, backup, to)))
}

function restore(terminal: Terminal, backup: string, to: string): Promise<ExitCode> {
  return asJob(terminal, 'restore', async (job) => {
    const summary = backupSummary(to, await restoreBackup(backup, to, job))
    if (terminal.json) terminal.out(JSON.stringify({ ...summary, steps: job.timings }))
    else terminal.err(say('backup.restored', shownSummary(summary), terminal.language).text)
    return EXIT.done
  })
}

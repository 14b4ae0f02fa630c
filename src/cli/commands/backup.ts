import { backupFolder } from '../../house/backup.js'
import { withServersJournal } from '../../house/living/company-journal.js'
import { placeOfJournal } from '../../house/serving/journal-place.js'
import { say } from '../../language/catalogue.js'
import { asJob } from '../as-job.js'
import type { AddCommand } from '../command.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'
import { backupSummary, shownSummary } from './backup-summary.js'

/** `rumbo backup <folder> --to <place>`: exits 1 when something was left out that somebody may miss. */
export const addBackup: AddCommand = (program, context) => {
  program
    .command('backup')
    .description(context.word('backup.command_backup'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .requiredOption('--to <place>', context.word('backup.option_to'))
    .action((folder: string, { to }: { to: string }) => context.run((terminal) => backup(terminal, folder, to)))
}

function backup(terminal: Terminal, folder: string, to: string): Promise<ExitCode> {
  return asJob(terminal, 'backup', async (job) => {
    const manifest = await withServersJournal(folder, placeOfJournal(folder), (journal) =>
      backupFolder(folder, to, job, { journal }),
    )
    const summary = backupSummary(to, manifest)
    if (terminal.json) terminal.out(JSON.stringify({ ...summary, steps: job.timings }))
    else {
      for (const { file, why } of manifest.leftOut) {
        const { text, remedy } = say(`backup.left_out_${why}`, { file }, terminal.language)
        terminal.err(`! ${text}\n    → ${remedy}`)
      }
      terminal.err(say('backup.done', shownSummary(summary), terminal.language).text)
    }
    return manifest.leftOut.length === 0 ? EXIT.done : EXIT.problems
  })
}

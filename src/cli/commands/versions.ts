import { formatDay } from '../../core/base/day.js'
import { textTable } from '../../core/base/text-table.js'
import { assertCompanyFolder } from '../../house/house-options.js'
import { signVersion, versionsOf } from '../../house/versions.js'
import { say } from '../../language/catalogue.js'
import { freezeLive } from '../carried-edits.js'
import type { AddCommand } from '../command.js'
import { EXIT } from '../terminal.js'

/** `rumbo versions <folder>` lists them; `rumbo sign <folder>` makes one the plan of record. */
export const addVersions: AddCommand = (program, context) => {
  program
    .command('versions')
    .description(context.word('cli.command_versions'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .action((folder: string) =>
      context.run(async (terminal) => {
        assertCompanyFolder(folder)
        const store = versionsOf(folder)
        const [versions, live, record] = await Promise.all([store.list(), store.live(), store.record()])
        if (terminal.json) terminal.out(JSON.stringify({ versions, live: live?.id ?? null, record }))
        else {
          const rows = versions.map((version) => [
            version.id,
            formatDay(version.planDay),
            version.frozenAt,
            version.hash.slice(0, 12),
            [
              version.id === live?.id ? context.word('cli.live') : '',
              version.id === record?.version ? context.word('cli.record') : '',
            ]
              .join(' ')
              .trim(),
          ])
          const titles = ['version', 'plan_day', 'frozen', 'hash', 'state'].map((name) => ({
            title: context.word(`cli.column_${name}`),
          }))
          terminal.out(textTable(titles, rows))
        }
        return EXIT.done
      }),
    )
  program
    .command('sign')
    .description(context.word('cli.command_sign'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--version-id <version>', context.word('cli.option_version'))
    .requiredOption('--by <who>', context.word('cli.option_by_whom'))
    .requiredOption('--reason <why>', context.word('cli.option_reason'))
    .action((folder: string, options: { versionId?: string; by: string; reason: string }) =>
      context.run(async (terminal) => {
        assertCompanyFolder(folder)
        const versionId = options.versionId ?? (await freezeLive(context, folder))
        const record = await signVersion(folder, { ...options, versionId })
        if (terminal.json) terminal.out(JSON.stringify(record))
        else terminal.err(say('cli.signed', { version: record.version, by: record.signedBy }, terminal.language).text)
        return EXIT.done
      }),
    )
}

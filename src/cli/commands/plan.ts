import type { LoadRefused, PlanMade } from '../../house/courses/course-run.js'
import { runCourse } from '../../house/courses/course-run.js'
import { asJob } from '../as-job.js'
import { carryEdits, type LostEdit, lostShown, tellLost } from '../carried-edits.js'
import type { AddCommand, CommandContext } from '../command.js'
import { withServer } from '../company-connection.js'
import { tellCheck } from '../findings.js'
import { parseWhole } from '../options.js'
import { followJob } from '../server-job.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

interface PlanOptions {
  strict?: boolean
  workers?: number
}

type Made = (PlanMade & { readonly lostEdits: readonly LostEdit[] }) | LoadRefused

/** `rumbo plan <folder>`: load, run every step, freeze a version; by the server of the company where one runs. */
export const addPlan: AddCommand = (program, context) => {
  program
    .command('plan')
    .description(context.word('cli.command_plan'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--strict', context.word('cli.option_strict'))
    .option('--workers <count>', context.word('cli.option_workers'), parseWhole('workers', 0, 64))
    .action((folder: string, { strict, workers }: PlanOptions) =>
      context.run((terminal) =>
        runPlan(terminal, context, folder, {
          ...(strict === undefined ? {} : { strict }),
          ...(workers === undefined ? {} : { workers }),
        }),
      ),
    )
}

export async function runPlan(
  terminal: Terminal,
  context: CommandContext,
  folder: string,
  options: PlanOptions,
): Promise<ExitCode> {
  const served = await withServer(folder, context.language, async (client) => {
    const made = await followJob(terminal, client, await client('planAsJob', { body: options }))
    return lostShown(made) as unknown as Made
  })
  const made = served ?? (await planHere(terminal, context, folder, options))
  if ('refused' in made) {
    if (terminal.json) terminal.out(JSON.stringify(made.refused))
    else tellCheck(terminal, made.refused)
    return EXIT.refused
  }
  if (terminal.json) terminal.out(JSON.stringify(made))
  else {
    const { version, demandRows: demand, stockRows: stock, buckets } = made
    terminal.err(context.word('cli.plan_done', { version, demand, stock, buckets }))
    tellLost(terminal, context, made.lostEdits)
  }
  return EXIT.done
}

const planHere = (terminal: Terminal, context: CommandContext, folder: string, options: PlanOptions): Promise<Made> =>
  asJob(terminal, 'plan', async (job) => {
    const made = await runCourse<'plan'>(folder, { kind: 'plan', ...options }, job)
    return 'refused' in made ? made : { ...made, lostEdits: await carryEdits(context, folder) }
  })

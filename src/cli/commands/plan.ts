import { planFolder } from '../../house/planning.js'
import { say } from '../../language/catalogue.js'
import { asJob } from '../as-job.js'
import { carryEdits, tellLost } from '../carried-edits.js'
import type { AddCommand, CommandContext } from '../command.js'
import { tellCheck } from '../findings.js'
import { parseWhole } from '../options.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

interface PlanOptions {
  strict?: boolean
  workers?: number
}

/** `rumbo plan <folder>`: load, run every step, freeze a version. */
export const addPlan: AddCommand = (program, context) => {
  program
    .command('plan')
    .description(context.word('cli.command_plan'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--strict', context.word('cli.option_strict'))
    .option('--workers <count>', context.word('cli.option_workers'), parseWhole('workers', 0, 64))
    .action((folder: string, options: PlanOptions) =>
      context.run((terminal) => runPlan(terminal, context, folder, options)),
    )
}

export async function runPlan(
  terminal: Terminal,
  context: CommandContext,
  folder: string,
  options: PlanOptions,
): Promise<ExitCode> {
  return asJob(terminal, 'plan', async (job) => {
    const result = await planFolder(folder, job, options)
    if ('refused' in result) {
      if (terminal.json) terminal.out(JSON.stringify(result.refused))
      else tellCheck(terminal, result.refused)
      return EXIT.refused
    }
    const { version, planned, load } = result
    const { plan } = planned
    const summary = {
      version: version.id,
      hash: version.hash,
      planDay: version.planDay,
      demandRows: plan.rows.demand.count,
      stockRows: plan.rows.stock.count,
      buckets: plan.horizon.count,
      badRows: load.badRowCount,
      lostEdits: await carryEdits(context, folder),
      steps: job.timings,
    }
    if (terminal.json) terminal.out(JSON.stringify(summary))
    else {
      terminal.err(
        say(
          'cli.plan_done',
          { version: version.id, demand: summary.demandRows, stock: summary.stockRows, buckets: summary.buckets },
          terminal.language,
        ).text,
      )
      tellLost(terminal, context, summary.lostEdits)
    }
    return EXIT.done
  })
}

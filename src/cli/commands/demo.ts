import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatDay } from '../../core/base/day.js'
import { openPlan } from '../../house/living/live-plan.js'
import { exceptionsOf } from '../../house/proving.js'
import { prepareDemo } from '../../house/sample-companies.js'
import { plannedAsItIs } from '../../house/up-to-date.js'
import { listExceptions } from '../../processes/report/exception-list.js'
import { buildReport } from '../../processes/report/report.js'
import { reportRows } from '../../processes/report/report-rows.js'
import type { AddCommand, CommandContext } from '../command.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'
import { serveDemo } from './demo-serving.js'
import { tellExceptions } from './exceptions.js'
import { runPlan } from './plan.js'
import { tellReport } from './report.js'

const DEMO = fileURLToPath(new URL('../../../examples/andina/data', import.meta.url))

interface DemoOptions {
  readonly port?: string
  readonly serve: boolean
}

/** `npm start`: the bundled company, written from its seed the first time, planned, and served until it is told to stop. */
export const addDemo: AddCommand = (program, context) => {
  program
    .command('demo')
    .description(context.word('cli.command_demo'))
    .option('--port <number>', context.word('cli.option_port'))
    .option('--no-serve', context.word('cli.option_no_serve'))
    .action((options: DemoOptions) => context.run((terminal) => demo(terminal, context, options)))
}

async function demo(terminal: Terminal, context: CommandContext, options: DemoOptions): Promise<ExitCode> {
  const { written, movedTo } = await prepareDemo(DEMO)
  const folder = shown(DEMO)
  if (movedTo !== null) terminal.err(context.word('cli.demo_moved', { folder: shown(movedTo) }))
  if (written) terminal.err(context.word('cli.demo_written', { folder }))
  const version = await plannedAsItIs(DEMO)
  if (version !== null && options.serve && !terminal.json) terminal.err(context.word('cli.demo_planned', { version }))
  else {
    const exit = await runPlan(terminal, context, DEMO, {})
    if (exit !== EXIT.done || terminal.json) return exit
    await tellDemo(terminal, context, folder)
  }
  if (!options.serve) return EXIT.done
  return serveDemo(DEMO, terminal, context, options)
}

const shown = (folder: string): string => path.relative(process.cwd(), folder) || '.'

const EXCEPTIONS_SHOWN = 8

/** What a newcomer wants to see first: the money, what is going wrong, and what to type next. */
async function tellDemo(terminal: Terminal, { word }: CommandContext, folder: string): Promise<void> {
  const plan = await openPlan(DEMO)
  const { version, snapshot } = plan
  const report = buildReport(snapshot, { id: version.id, planDay: formatDay(version.planDay) }, {})
  terminal.out('')
  tellReport(terminal, report, reportRows(report, terminal.language))
  terminal.out('')
  const problems = await exceptionsOf(DEMO, plan)
  tellExceptions(terminal, listExceptions(problems, terminal.language, EXCEPTIONS_SHOWN), problems.length)
  terminal.out(`\n${word('cli.demo_next', { folder })}`)
}

import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatDay } from '../../core/base/day.js'
import { openPlan } from '../../house/living/live-plan.js'
import { exceptionsOf } from '../../house/proving.js'
import { prepareDemo } from '../../house/sample-companies.js'
import { say } from '../../language/catalogue.js'
import { listExceptions } from '../../processes/report/exception-list.js'
import { buildReport } from '../../processes/report/report.js'
import { reportRows } from '../../processes/report/report-rows.js'
import type { AddCommand } from '../command.js'
import { EXIT, type Terminal } from '../terminal.js'
import { tellExceptions } from './exceptions.js'
import { runPlan } from './plan.js'
import { tellReport } from './report.js'

const DEMO = fileURLToPath(new URL('../../../examples/andina/data', import.meta.url))

/** `npm start`: the bundled company, written from its seed the first time, then planned. */
export const addDemo: AddCommand = (program, context) => {
  program
    .command('demo')
    .description(context.word('cli.command_demo'))
    .action(() =>
      context.run(async (terminal) => {
        const { written, movedTo } = await prepareDemo(DEMO)
        const folder = shown(DEMO)
        if (movedTo !== null) terminal.err(say('cli.demo_moved', { folder: shown(movedTo) }, terminal.language).text)
        if (written) terminal.err(say('cli.demo_written', { folder }, terminal.language).text)
        const exit = await runPlan(terminal, context, DEMO, {})
        if (exit !== EXIT.done || terminal.json) return exit
        await tellDemo(terminal, folder)
        return EXIT.done
      }),
    )
}

const shown = (folder: string): string => path.relative(process.cwd(), folder) || '.'

const EXCEPTIONS_SHOWN = 8

/** What a newcomer wants to see first: the money, what is going wrong, and what to type next. */
async function tellDemo(terminal: Terminal, folder: string): Promise<void> {
  const plan = await openPlan(DEMO)
  const { version, snapshot } = plan
  const report = buildReport(snapshot, { id: version.id, planDay: formatDay(version.planDay) }, {})
  terminal.out('')
  tellReport(terminal, report, reportRows(report, terminal.language))
  terminal.out('')
  const problems = await exceptionsOf(DEMO, plan)
  tellExceptions(terminal, listExceptions(problems, terminal.language, EXCEPTIONS_SHOWN), problems.length)
  terminal.out(`\n${say('cli.demo_next', { folder }, terminal.language).text}`)
  terminal.out(say('cli.demo_serve', { folder }, terminal.language).text)
}

import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareDemo } from '../../house.js'
import { say } from '../../language/catalogue.js'
import type { AddCommand } from '../cli.js'
import { runPlan } from './plan.js'

const DEMO = fileURLToPath(new URL('../../../examples/andina/data', import.meta.url))

/** `npm start`: the bundled company, written from its seed the first time, then planned. */
export const addDemo: AddCommand = (program, context) => {
  program
    .command('demo')
    .description(context.word('cli.command_demo'))
    .action(() =>
      context.run(async (terminal) => {
        const written = await prepareDemo(DEMO)
        const folder = path.relative(process.cwd(), DEMO) || '.'
        if (written) terminal.err(say('cli.demo_written', { folder }, terminal.language).text)
        return runPlan(terminal, DEMO, {})
      }),
    )
}

import { Refusal } from '../../core/base/refusal.js'
import { hireDemoPeople, newDemoPassword } from '../../house/demo-people.js'
import type { CommandContext } from '../command.js'
import type { ExitCode, Terminal } from '../terminal.js'
import { serve, thenEnd } from './serve.js'

/**
 * Serves the demo company at the usual port, or at any other that is free when none is asked for, and says who can sign
 * in. Nobody gets a new password before it serves: a start that is refused because another one serves leaves the people
 * of that one theirs (RS22).
 *
 * @throws Refusal as `serve`
 */
export async function serveDemo(
  folder: string,
  terminal: Terminal,
  context: CommandContext,
  { port }: { readonly port?: string },
): Promise<ExitCode> {
  hireDemoPeople(folder)
  const manner = { quiet: true, ready: (url: string) => tellPeople(folder, url, terminal, context) }
  const serveAt = (options: { port?: string }) => serve(folder, options, context, terminal, manner)
  if (port !== undefined) return thenEnd(serveAt({ port }))
  return thenEnd(
    serveAt({}).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'serve.port_taken') return serveAt({ port: '0' })
      throw error
    }),
  )
}

async function tellPeople(folder: string, url: string, terminal: Terminal, { word }: CommandContext): Promise<void> {
  const { people, password } = await newDemoPassword(folder)
  terminal.out('')
  terminal.out(word('cli.demo_open', { url, password }))
  for (const { id, name, task } of people) terminal.out(`  ${id.padEnd(8)} ${name}: ${word(`cli.demo_person_${task}`)}`)
  terminal.out(word('cli.demo_stop'))
}

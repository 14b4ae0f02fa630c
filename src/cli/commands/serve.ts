import { readConfiguration } from '../../house/configuration/configuration.js'
import { assertCompanyFolder } from '../../house/house-options.js'
import { openServerLog } from '../../house/serving/server-log.js'
import { type ServingTold, serveFolder } from '../../house/serving/serving.js'
import type { AddCommand, CommandContext } from '../command.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

interface ServeOptions {
  port?: string
  host?: string
  standby?: boolean
}

/** `rumbo serve <folder>`: API and screens, until it is told to stop. */
export const addServe: AddCommand = (program, context) => {
  const { word } = context
  program
    .command('serve')
    .description(word('cli.command_serve'))
    .argument('<folder>', word('cli.argument_folder'))
    .option('--port <number>', word('cli.option_port'))
    .option('--host <address>', word('cli.option_host'))
    .option('--standby', word('cli.option_standby'))
    .action((folder: string, options: ServeOptions) =>
      context.run((terminal) => thenEnd(serve(folder, options, context, terminal))),
    )
}

/** How a server that another command starts speaks. */
interface ServeManner {
  /** Only what is worth a warning is logged. */
  readonly quiet: boolean
  /** Told when it can be used, in place of how to sign in. */
  readonly ready: (url: string) => Promise<void>
}

export async function serve(
  folder: string,
  { standby = false, ...options }: ServeOptions,
  { openPlan, word }: CommandContext,
  terminal: Terminal,
  manner?: ServeManner,
): Promise<ExitCode> {
  assertCompanyFolder(folder)
  const { settings: given, unknownVariables } = readConfiguration(folder, { environment: process.env, options })
  const settings = manner?.quiet ? { ...given, 'log.level': 'warn' as const } : given
  const log = openServerLog(settings, (line) => process.stdout.write(line))
  for (const name of unknownVariables) terminal.err(word('config.unknown_variable', { name }))
  const { host, publicUrl } = settings
  if (!NEAR.test(host) && !publicUrl?.startsWith('https:')) terminal.err(word('serve.plain_http', { host }))
  const { signal, release } = stopSignal()
  try {
    const told = (event: ServingTold): void =>
      manner !== undefined && event.phase === 'ready' ? void manner.ready(event.url) : tell(terminal, word, event)
    await serveFolder(folder, { settings, openPlan, log, standby, signal, told })
    return EXIT.done
  } finally {
    release()
  }
}

/** Once nothing is served any more: what was cut off, or was left by a plan that has failed, does not keep the process. */
export async function thenEnd(serving: Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await serving
  } finally {
    setTimeout(() => process.exit(), LINGER_MS).unref()
  }
}

const LINGER_MS = 1000
const NEAR = /^(127\.|localhost$|::1$)/

/** Aborted by the first SIGTERM or SIGINT; the second one ends the process where it stands (RS9). */
function stopSignal(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.fault)
    controller.abort()
  }
  const signals = ['SIGTERM', 'SIGINT'] as const
  for (const name of signals) process.on(name, stop)
  return {
    signal: controller.signal,
    release: () => {
      for (const name of signals) process.off(name, stop)
    },
  }
}

/** For programs one line of JSON each among those of the log; for people words, beside the log. */
function tell(terminal: Terminal, word: CommandContext['word'], told: ServingTold): void {
  if (terminal.json) return terminal.out(JSON.stringify(told))
  if (told.phase === 'stopped') return terminal.err(word(told.cutOff ? 'serve.cut_off' : 'serve.stopped'))
  terminal.err(word(`serve.${told.phase}`, { url: told.url }))
  if (told.phase === 'ready' && told.newcomer !== null) terminal.err(word('serve.first_sign_in', told.newcomer))
}

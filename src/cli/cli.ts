import { Command, CommanderError } from 'commander'
import { Refusal } from '../core/base/refusal.js'
import { programVersion } from '../house/house-options.js'
import { openPlanThread } from '../house/living/plan-thread.js'
import type { OpenPlan } from '../house/serving/open-plan.js'
import { say } from '../language/catalogue.js'
import type { AddCommand, CommandContext } from './command.js'
import { addAccuracy } from './commands/accuracy.js'
import { addAdapt } from './commands/adapt.js'
import { addBackup } from './commands/backup.js'
import { addBridge } from './commands/bridge.js'
import { addCell } from './commands/cell.js'
import { addCheck } from './commands/check.js'
import { addConfig } from './commands/config.js'
import { addCorrections } from './commands/corrections.js'
import { addDemo } from './commands/demo.js'
import { addEdit } from './commands/edit.js'
import { addEvents } from './commands/events.js'
import { addExceptions } from './commands/exceptions.js'
import { addForecast } from './commands/forecast.js'
import { addGenerate } from './commands/generate.js'
import { addInit } from './commands/init.js'
import { addLog } from './commands/log.js'
import { addOwn } from './commands/own.js'
import { addPlan } from './commands/plan.js'
import { addProve } from './commands/prove.js'
import { addReport } from './commands/report.js'
import { addRestore } from './commands/restore.js'
import { addRoll } from './commands/roll.js'
import { addScenario } from './commands/scenario.js'
import { addServe } from './commands/serve.js'
import { addSoe } from './commands/soe.js'
import { addTable } from './commands/table.js'
import { addUndo } from './commands/undo.js'
import { addUser } from './commands/user.js'
import { addVerify } from './commands/verify.js'
import { addVersions } from './commands/versions.js'
import { chooseLanguage, EXIT, type ExitCode, openTerminal, type Terminal, tellError } from './terminal.js'

const COMMANDS: readonly AddCommand[] = [
  addDemo,
  addInit,
  addCheck,
  addPlan,
  addRoll,
  addProve,
  addReport,
  addExceptions,
  addBridge,
  addAccuracy,
  addSoe,
  addCorrections,
  addVersions,
  addOwn,
  addForecast,
  addGenerate,
  addAdapt,
  addServe,
  addEvents,
  addConfig,
  addUser,
  addEdit,
  addUndo,
  addLog,
  addCell,
  addTable,
  addScenario,
  addBackup,
  addRestore,
  addVerify,
]

/** Runs one command line; gives the exit code and never throws. */
export async function main(args: readonly string[], openPlan: OpenPlan = openPlanThread): Promise<number> {
  let terminal = openTerminal('en', args.includes('--json'))
  try {
    const language = chooseLanguage(valueOf(args, '--language'))
    terminal = openTerminal(language, args.includes('--json'))
    let exit: ExitCode = EXIT.done
    const context: CommandContext = {
      language,
      openPlan,
      word: (code, values = {}) => say(code, values, language).text,
      async run(work) {
        exit = await work(terminal)
      },
    }
    await buildProgram(context, terminal).parseAsync([...args], { from: 'user' })
    return exit
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : tellUsage(terminal, error)
    return tellError(terminal, error)
  }
}

function buildProgram(context: CommandContext, terminal: Terminal): Command {
  const program = new Command('rumbo')
    .description(context.word('cli.description'))
    .version(programVersion())
    .option('--json', context.word('cli.option_json'))
    .option('--language <language>', context.word('cli.option_language'))
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: (text) => terminal.out(text.trimEnd()) })
  for (const add of COMMANDS) add(program, context)
  for (const command of program.commands) addCommonOptions(command, context)
  return program
}

function addCommonOptions(command: Command, context: CommandContext): void {
  command.option('--json', context.word('cli.option_json'))
  command.option('--language <language>', context.word('cli.option_language'))
  for (const inner of command.commands) addCommonOptions(inner, context)
}

const USAGE: Readonly<Record<string, string>> = {
  'commander.missingArgument': 'cli.usage_missing_argument',
  'commander.optionMissingArgument': 'cli.usage_option_without_value',
  'commander.missingMandatoryOptionValue': 'cli.usage_missing_option',
  'commander.unknownOption': 'cli.usage_unknown_option',
  'commander.unknownCommand': 'cli.usage_unknown_command',
  'commander.excessArguments': 'cli.usage_too_many',
}

/** The parser speaks English only: its code picks our sentence, its quoted word fills it. */
function tellUsage(terminal: Terminal, error: CommanderError): ExitCode {
  if (error.code === 'commander.help') return EXIT.refused
  const quoted = /'([^']+)'/.exec(error.message)?.[1] ?? error.message.replace(/^error: /, '')
  return tellError(terminal, new Refusal(USAGE[error.code] ?? 'cli.usage', { detail: quoted }))
}

function valueOf(args: readonly string[], option: string): string | undefined {
  const at = args.findIndex((arg) => arg === option || arg.startsWith(`${option}=`))
  return at < 0 ? undefined : args[at]!.includes('=') ? args[at]!.split('=')[1] : args[at + 1]
}

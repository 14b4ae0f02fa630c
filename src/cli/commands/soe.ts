import type { Command } from 'commander'
import type { AddCommand, CommandContext } from '../command.js'
import { addAdherence } from './soe-adherence.js'

/** One verb of the weekly room. */
export type AddVerb = (soe: Command, context: CommandContext) => void

const VERBS: readonly AddVerb[] = [addAdherence]

/** `rumbo soe <verb> <folder>`: the weekly room. */
export const addSoe: AddCommand = (program, context) => {
  const soe = program.command('soe').description(context.word('soe.command'))
  for (const add of VERBS) add(soe, context)
}

import type { AddCommand } from '../command.js'
import { addSoeBacktest } from './soe-backtest.js'
import { addSoeSense } from './soe-sense.js'

const VERBS: readonly AddCommand[] = [addSoeSense, addSoeBacktest]

/** `rumbo soe <verb> <folder>`: the week's own commands. */
export const addSoe: AddCommand = (program, context) => {
  const soe = program.command('soe').description(context.word('soe.command'))
  for (const add of VERBS) add(soe, context)
}

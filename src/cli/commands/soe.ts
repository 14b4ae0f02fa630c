import type { AddCommand } from '../command.js'
import { addAdherence } from './soe-adherence.js'
import { addSoeAllocate } from './soe-allocate.js'
import { addSoeBacktest } from './soe-backtest.js'
import { addSoeBalance } from './soe-balance.js'
import { addSoeSense } from './soe-sense.js'

const VERBS: readonly AddCommand[] = [addSoeSense, addSoeBacktest, addSoeBalance, addSoeAllocate, addAdherence]

/** `rumbo soe <verb> <folder>`: the week's own commands. */
export const addSoe: AddCommand = (program, context) => {
  const soe = program.command('soe').description(context.word('soe.command'))
  for (const add of VERBS) add(soe, context)
}

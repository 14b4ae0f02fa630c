import { Refusal } from '../../core/base/refusal.js'
import { textTable } from '../../core/base/text-table.js'
import { balanceFolder } from '../../house/balancing.js'
import type { BalancingReport } from '../../processes/soe/balancing/balancing-report.js'
import type { AddCommand, CommandContext } from '../command.js'
import { localNumber } from '../locale.js'
import { parseWhole } from '../options.js'
import { EXIT, type Terminal } from '../terminal.js'

interface BalanceOptions {
  versionId?: string
  budget?: number
  trucks?: number
}

/** `rumbo soe balance <folder>`: transfers from surplus to shortage, each against doing nothing and expediting. */
export const addSoeBalance: AddCommand = (soe, context) => {
  soe
    .command('balance')
    .description(context.word('soe.command_balance'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--version-id <version>', context.word('cli.option_version'))
    .option('--budget <amount>', context.word('soe.option_budget'), parseBudget)
    .option('--trucks <count>', context.word('soe.option_trucks'), parseWhole('trucks', 0, 1_000_000))
    .action((folder: string, { versionId, budget, trucks }: BalanceOptions) =>
      context.run(async (terminal) => {
        const report = await balanceFolder(folder, { versionId, budget, trucks })
        if (terminal.json) terminal.out(JSON.stringify(report))
        else tellBalance(terminal, context, report)
        return report.moves.length > 0 ? EXIT.problems : EXIT.done
      }),
    )
}

/** Still told to the minor unit. */
const BUDGET_MOST = 1e13

function parseBudget(text: string): number {
  const budget = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || budget > BUDGET_MOST)
    throw new Refusal('cli.not_an_option', { option: 'budget', value: text, allowed: `0–${BUDGET_MOST}` })
  return budget
}

function tellBalance(terminal: Terminal, { word }: CommandContext, report: BalancingReport): void {
  const money = (amount: string): string => localNumber(amount, terminal.language, 0)
  const { currency, planDate, items, budget, barred } = report
  if (report.moves.length === 0) terminal.out(word('soe.balance_nothing', { planDate, items }))
  else {
    const relief = String(Number(report.benefit) + Number(report.freight))
    terminal.out(
      word('soe.balance_title', {
        planDate,
        count: report.moves.length,
        currency,
        relief: money(relief),
        freight: money(report.freight),
        benefit: money(report.benefit),
      }),
    )
    terminal.out(moveTable(terminal, word, report))
  }
  if (budget !== null) terminal.out(word('soe.balance_budget', { budget: money(budget), currency }))
  if (report.small.moves > 0)
    terminal.out(
      word('soe.balance_small', { count: report.small.moves, benefit: money(report.small.benefit), currency }),
    )
  if (barred.customs > 0) terminal.out(word('soe.balance_customs', { count: barred.customs }))
  if (barred.back > 0) terminal.out(word('soe.balance_back', { count: barred.back }))
  if (!report.knowsErrors) terminal.out(word('soe.balance_no_errors'))
}

function moveTable({ language }: Terminal, word: CommandContext['word'], report: BalancingReport): string {
  const money = (amount: string): string => localNumber(amount, language, 0)
  const left = (code: string) => ({ title: word(`soe.column_${code}`) })
  const right = (code: string) => ({
    title: word(`soe.column_${code}`, { currency: report.currency }),
    align: 'right' as const,
  })
  const columns = [
    { title: '#', align: 'right' as const },
    right('benefit'),
    left('product'),
    left('from'),
    left('to'),
    right('units'),
    left('ship'),
    left('arrival'),
    right('freight'),
    right('nothing'),
    right('expedite'),
    left('status'),
  ]
  const rows = report.moves.map((move) => [
    String(move.rank),
    money(move.benefit),
    move.product,
    move.from,
    move.to,
    localNumber(move.units, language, 0),
    move.shipDate,
    move.arrivalDate,
    money(move.freight),
    `-${money(move.doNothing.loss)}`,
    move.expedite === null ? word('soe.expedite_none') : money(move.expedite.benefit),
    word(`soe.status_${move.status}`),
  ])
  return textTable(columns, rows)
}

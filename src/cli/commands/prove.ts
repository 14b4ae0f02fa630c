import { textTable } from '../../core/base/text-table.js'
import { proveFolder } from '../../house/proving.js'
import { say } from '../../language/catalogue.js'
import type { Proof } from '../../processes/proof/proof.js'
import type { AddCommand } from '../command.js'
import { localNumber } from '../locale.js'
import { EXIT, type Terminal } from '../terminal.js'

/** `rumbo prove <folder>`: identity, agreement and truth. Exits 1 when anything is open. */
export const addProve: AddCommand = (program, context) => {
  program
    .command('prove')
    .description(context.word('cli.command_prove'))
    .argument('<folder>', context.word('cli.argument_folder'))
    .option('--version-id <version>', context.word('cli.option_version'))
    .action((folder: string, options: { versionId?: string }) =>
      context.run(async (terminal) => {
        const proof = await proveFolder(folder, options.versionId)
        if (terminal.json) terminal.out(JSON.stringify(proof))
        else tellProof(terminal, proof)
        return proof.ok ? EXIT.done : EXIT.problems
      }),
    )
}

function tellProof(terminal: Terminal, proof: Proof): void {
  const { language } = terminal
  const word = (code: string, values: Record<string, string | number> = {}): string => say(code, values, language).text
  const columns = [
    { title: '' },
    { title: word('prove.column_identity') },
    { title: word('prove.column_compared'), align: 'right' as const },
    { title: word('prove.column_mismatches'), align: 'right' as const },
  ]
  const rows = proof.checks.map((check) => [
    check.mismatches === 0 ? '✓' : '✗',
    check.name,
    localNumber(String(check.compared), language, 0),
    localNumber(String(check.mismatches), language, 0),
  ])
  terminal.out(textTable(columns, rows))
  for (const check of proof.checks)
    if (check.first !== null)
      terminal.out(`  ${word('prove.first', { check: check.name, place: JSON.stringify(check.first) })}`)
  terminal.out(
    word(proof.identity ? 'prove.identity_holds' : 'prove.identity_broken', {
      cells: localNumber(String(proof.cells), language, 0),
    }),
  )
  tellAgreement(terminal, proof, word)
  tellTruth(terminal, proof, word)
}

type Word = (code: string, values?: Record<string, string | number>) => string

function tellAgreement({ out, language }: Terminal, { gap }: Proof, word: Word): void {
  if (gap === null) {
    out(word('prove.no_record'))
    return
  }
  const values = { amount: localNumber(gap.amount, language, 0), currency: gap.currency, record: gap.record }
  out(word(gap.open ? 'prove.gap' : 'prove.no_gap', values))
  for (const line of gap.lines.slice(0, 10))
    out(
      `  ${line.month}  ${line.account}  ${line.family}  ${localNumber(line.amount, language, 0)} ${gap.currency}  ${line.owner === '' ? word('prove.nobody') : line.owner}`,
    )
}

function tellTruth({ out, language }: Terminal, { truth }: Proof, word: Word): void {
  if (truth === null) {
    out(word('prove.no_ledger'))
    return
  }
  out(word('prove.truth', { lines: truth.lines, open: truth.unexplained.length }))
  for (const line of truth.unexplained.slice(0, 10))
    out(`  ${line.month}  ${line.company}  ${line.line}  ${localNumber(line.amount, language, 0)} ${line.currency}`)
}

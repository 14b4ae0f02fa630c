import { type Verification, verifyPlace } from '../../house/verifying.js'
import { say } from '../../language/catalogue.js'
import { asJob } from '../as-job.js'
import type { AddCommand } from '../command.js'
import { EXIT, type ExitCode, type Terminal } from '../terminal.js'

/** `rumbo verify <place>`: a company's folder, also while a server uses it, or a backup. Exits 1 with any fault. */
export const addVerify: AddCommand = (program, context) => {
  program
    .command('verify')
    .description(context.word('backup.command_verify'))
    .argument('<place>', context.word('backup.argument_place'))
    .action((place: string) => context.run((terminal) => verify(terminal, place)))
}

function verify(terminal: Terminal, place: string): Promise<ExitCode> {
  return asJob(terminal, 'verify', async (job) => {
    const verification = await verifyPlace(place, job)
    if (terminal.json) terminal.out(JSON.stringify(summaryOf(place, verification, terminal)))
    else tell(terminal, place, verification)
    return verification.faults.length === 0 ? EXIT.done : EXIT.problems
  })
}

function summaryOf(place: string, { of, faults, notes, company }: Verification, { language }: Terminal): object {
  const said = ({ code, values }: Verification['faults'][number]): object => {
    const { text, remedy } = say(code, values, language)
    return { code, message: text, remedy, ...values }
  }
  return {
    place,
    of,
    ok: faults.length === 0,
    faults: faults.map(said),
    notes: notes.map(said),
    journal: company?.journal ?? null,
    versions: company?.versions.map(({ id, hash }) => ({ id, hash })) ?? [],
    facts: company?.facts ?? null,
    users: company?.users ?? null,
  }
}

function tell(terminal: Terminal, place: string, { faults, notes, company }: Verification): void {
  for (const [mark, found] of [['✗', faults] as const, ['·', notes] as const])
    for (const { code, values } of found) {
      const { text, remedy } = say(code, values, terminal.language)
      terminal.out(remedy === '' ? `${mark} ${text}` : `${mark} ${text}\n    → ${remedy}`)
    }
  const values = { versions: company?.versions.length ?? 0, position: company?.journal?.position ?? 0 }
  terminal.out(
    faults.length === 0
      ? say('verify.sound', { place, ...values }, terminal.language).text
      : say('verify.faulty', { place, count: faults.length }, terminal.language).text,
  )
}

import type { AnswerOf } from '../api/declaration.js'
import type { Routes } from '../api/declarations.js'
import { textTable } from '../core/base/text-table.js'
import { MAIN } from '../core/edit/intent.js'
import { followInFolder } from '../house/living/base-version.js'
import { openLivePlan } from '../house/living/live-plan.js'
import { placeOfJournal } from '../house/serving/journal-place.js'
import { say } from '../language/catalogue.js'
import type { CommandContext } from './command.js'
import { withCompany } from './company-connection.js'
import type { Terminal } from './terminal.js'

type Lost = AnswerOf<Routes['followLive']>['lost'][number]

/** A change of somebody that the new plan cannot have, and why. */
export interface LostEdit {
  readonly position: number
  readonly actor: string
  readonly code: string
  readonly message: string
}

/** The plan in force as a version: what people have changed is made one, and it is one already where nobody has. */
export async function freezeLive({ openPlan, language }: CommandContext, folder: string): Promise<string> {
  const { version, edits } = await openLivePlan(folder)
  if (edits === null) return version.id
  return withCompany(folder, { openPlan, language }, async ({ client }) => {
    const frozen = await client('freeze', { params: { scenario: MAIN }, body: { kind: 'cycle' } })
    return frozen.id
  })
}

/**
 * After a plan was made: people's changes go on over it. A server that runs is told to do so, and shows it at once.
 */
export async function carryEdits(context: CommandContext, folder: string): Promise<readonly LostEdit[]> {
  const { language } = context
  const lost = await followInFolder(folder, placeOfJournal(folder))
  if (lost !== null)
    return lost.map(({ entry: { position, actor }, reason: { code, values } }) => ({
      position,
      actor,
      code,
      message: say(code, values, language).text,
    }))
  return withCompany(folder, { openPlan: context.openPlan, language }, async ({ client }) => {
    const answer = await client('followLive', {})
    return answer.lost.map(lostEdit)
  })
}

/** What a server made, with its lost changes as a command tells them. */
export function lostShown(made: object): object {
  if (!('lostEdits' in made)) return made
  return { ...made, lostEdits: (made.lostEdits as Lost[]).map(lostEdit) }
}

const lostEdit = ({ entry: { position, actor }, code, message }: Lost): LostEdit => ({ position, actor, code, message })

export function tellLost(terminal: Terminal, { word }: CommandContext, lost: readonly LostEdit[]): void {
  if (lost.length === 0) return
  terminal.out(word('cli.edits_lost', { count: lost.length }))
  const titles = [{ title: word('cli.column_what') }, { title: word('cli.column_actor') }, { title: '' }]
  terminal.out(
    textTable(
      titles,
      lost.map(({ position, actor, message }) => [String(position), actor, message]),
    ),
  )
}

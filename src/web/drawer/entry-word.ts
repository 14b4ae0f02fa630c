import type { Words } from '../words/words.js'

interface EntryPart {
  readonly name: string
  readonly actor?: string | undefined
}

/** Why somebody changed a number; of a change that goes beyond what the reader sees, no more than that it does. */
export const entryWord = ({ name, actor }: EntryPart, { say, sayCode }: Words): string =>
  actor === undefined ? say('web.part_beyond') : sayCode(`reason.${name}`, {}, name)

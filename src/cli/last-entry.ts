import type { Client } from '../api/client.js'
import type { AnswerOf } from '../api/declaration.js'
import type { Routes } from '../api/declarations.js'

const PAGE = 500

/** The newest entry that stands and is meant, an undo among them; looked for from the end. Null where there is none. */
export async function lastStanding(
  client: Client,
  scenario: string,
  head: number,
  isMeant: (entry: AnswerOf<Routes['entry']>) => boolean,
): Promise<number | null> {
  const takenBack = new Set<number>()
  for (let before = head; before > 0; before -= PAGE) {
    const { entries } = await client('entries', {
      params: { scenario },
      query: { after: Math.max(0, before - PAGE), limit: PAGE },
    })
    for (const entry of entries.filter(({ position }) => position <= before).reverse()) {
      const stands = !takenBack.has(entry.position)
      if (stands && entry.undoes !== undefined) takenBack.add(entry.undoes)
      if (stands && isMeant(entry)) return entry.position
    }
  }
  return null
}

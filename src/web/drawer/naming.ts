/** Naming somebody in a note: what stands between an `@` and the caret, and what is put there. */
import type { Reader } from '../server/readers.js'

export interface Naming {
  /** Where the `@` stands. */
  readonly from: number
  readonly begun: string
}

const BEGUN = /(?:^|[^\p{L}\p{N}@._-])@([\p{L}\p{N}._-]*)$/u

export function namingAt(text: string, caret: number): Naming | null {
  const begun = BEGUN.exec(text.slice(0, caret))?.[1]
  return begun === undefined ? null : { from: caret - begun.length - 1, begun }
}

const MOST = 6
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Those whose account or name has what was begun: beginnings first. */
export function namedLike(readers: readonly Reader[], { begun }: Naming): readonly Reader[] {
  const wanted = plain(begun)
  const texts = ({ user, name }: Reader): string[] => [user, ...name.split(/\s+/)].map(plain)
  const begins = readers.filter((reader) => texts(reader).some((text) => text.startsWith(wanted)))
  const holds = readers.filter((reader) => !begins.includes(reader) && plain(reader.name).includes(wanted))
  return [...begins, ...holds].slice(0, MOST)
}

export function withName(text: string, caret: number, { from }: Naming, user: string): { text: string; caret: number } {
  const before = `${text.slice(0, from)}@${user} `
  return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length }
}

/** Letters that nobody takes for others, read aloud or written down. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 20
/** Bytes beyond the last whole round of letters would make the first letters likelier. */
const ROUND = 256 - (256 % LETTERS.length)

/** The letters that some bytes stand for: of every byte once, every letter as often. */
export const lettersOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => (byte < ROUND ? LETTERS[byte % LETTERS.length] : '')).join('')

/** A password that is good once, as hard to guess as a key. */
export function oneTimePassword(): string {
  let password = ''
  while (password.length < LENGTH) password += lettersOf(crypto.getRandomValues(new Uint8Array(LENGTH)))
  return password.slice(0, LENGTH)
}

/** Letters that nobody takes for others, read aloud or written down. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 20

/** A password that is good once, as hard to guess as a key. */
export function oneTimePassword(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = fill): string {
  let password = ''
  // Bytes beyond the last whole round of letters would make the first letters likelier.
  const most = 256 - (256 % LETTERS.length)
  while (password.length < LENGTH)
    for (const byte of random(new Uint8Array(LENGTH)))
      if (byte < most && password.length < LENGTH) password += LETTERS[byte % LETTERS.length]
  return password
}

const fill = (bytes: Uint8Array<ArrayBuffer>): Uint8Array => crypto.getRandomValues(bytes)

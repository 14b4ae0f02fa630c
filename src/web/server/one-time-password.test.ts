import { expect, test } from 'vitest'
import { oneTimePassword } from './one-time-password.js'

test('[WB61] a password that is good once is long, of letters nobody mistakes, and each letter as likely', () => {
  const counts = new Map<string, number>()
  let next = 0
  // Every byte equally often, in order.
  const each = (bytes: Uint8Array<ArrayBuffer>) => bytes.map(() => next++ % 256)
  for (let made = 0; made < 256 * 5; made++) {
    const password = oneTimePassword(each)
    expect(password).toMatch(/^[a-zA-Z2-9]{20}$/)
    expect(password).not.toMatch(/[lIoO01]/)
    for (const letter of password) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  const [least, most] = [Math.min(...counts.values()), Math.max(...counts.values())]
  expect(most - least).toBeLessThan(0.02 * most)
  expect(oneTimePassword()).not.toBe(oneTimePassword())
})

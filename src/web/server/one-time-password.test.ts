import { expect, test } from 'vitest'
import { lettersOf, oneTimePassword } from './one-time-password.js'

test('[WB61] a password that is good once is long, of letters nobody mistakes, each of them as likely', () => {
  const letters = [...lettersOf(Uint8Array.from({ length: 256 }, (_, byte) => byte))]
  const counts = new Map<string, number>()
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  expect(new Set(counts.values()).size).toBe(1)
  expect(letters.join('')).not.toMatch(/[lIoO01]/)
  const made = Array.from({ length: 200 }, oneTimePassword)
  expect(made.every((password) => /^[a-zA-Z2-9]{20}$/.test(password))).toBe(true)
  expect(new Set(made).size).toBe(made.length)
  // 20 letters of this many are more than 115 bits.
  expect(20 * Math.log2(counts.size)).toBeGreaterThan(115)
})

import { expect, test } from 'vitest'
import { oneTimePassword } from './one-time-password.js'

test('[WB61] a password that is good once is long, of letters nobody mistakes, and each letter as likely', () => {
  const counts = new Map<string, number>()
  let next = 0
  // Every byte equally often: each answer is one of them, over and over.
  const each = (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(next++ % 256)
  while (next < 256 * 3 || next % 256 !== 0) {
    const password = oneTimePassword(each)
    expect(password).toMatch(/^[a-zA-Z2-9]{20}$/)
    expect(password).not.toMatch(/[lIoO01]/)
    for (const letter of password) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    if (next > 256 * 4) break
  }
  expect(counts.size).toBeGreaterThan(50)
  const usual = [...counts.values()].sort((a, b) => a - b)[counts.size >> 1]!
  for (const count of counts.values()) expect(Math.abs(count - usual)).toBeLessThanOrEqual(20)
  expect(oneTimePassword()).not.toBe(oneTimePassword())
})

import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { Refusal } from '../../core/base/refusal.js'

const LEAST = 12
/** Longer ones only keep the processor busy. */
const MOST = 256

/** Argon2id as OWASP recommends it: 19 MiB, two passes, one lane. */
const COST = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What somebody who does not exist is measured against, so that their absence takes as long as a wrong password. */
let nobody: Promise<string> | undefined

export function assertGoodPassword(user: string, password: string): void {
  const plain = password.toLowerCase()
  const tooEasy = plain === user.toLowerCase() || new Set(plain).size < 4
  if (password.length < LEAST || password.length > MOST || tooEasy)
    throw new Refusal('access.weak_password', { least: LEAST, most: MOST })
}

export const hashPassword = (password: string): Promise<string> => hash(password, COST)

/** False for somebody without a password, after as much work. */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this one')
  const right = await verify(kept ?? (await nobody), password.slice(0, MOST))
  return kept !== null && right && password.length <= MOST
}

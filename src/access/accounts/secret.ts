import { createHash, randomBytes } from 'node:crypto'

/** 256 bits that nobody can guess, as text for a cookie or a header. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/**
 * What is kept of a secret. A fast hash is enough: there is nothing to guess in 256 random bits, and whoever reads the
 * file cannot go back.
 */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

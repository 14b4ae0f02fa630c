import type { TokenShown } from '../../server/tokens.js'

export type TokenState = 'valid' | 'expired' | 'revoked'

export function tokenState({ revokedAt, expiresAt }: TokenShown, now: number): TokenState {
  if (revokedAt !== null) return 'revoked'
  return Date.parse(expiresAt) <= now ? 'expired' : 'valid'
}

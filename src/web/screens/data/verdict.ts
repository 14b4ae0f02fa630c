import type { UploadShown } from '../../server/company-data.js'

type Check = NonNullable<UploadShown['check']>
export type Verdict = 'ok' | 'bad' | 'faults' | 'unusable'

/** What may be done with a file after its check (AP35): faults of its own end it, those of others are somebody's to weigh. */
export function verdictOf({ ok, unusable, badRowCount }: Pick<Check, 'ok' | 'unusable' | 'badRowCount'>): Verdict {
  if (unusable) return 'unusable'
  if (!ok) return 'faults'
  return badRowCount > 0 ? 'bad' : 'ok'
}

/**
 * How a file writes numbers and dates, decided from all its values by what cannot be read otherwise: `12,5` has a
 * decimal comma and `31/01/2026` starts with the day, while `1.234` and `03/04/2026` prove nothing. A file with only
 * such values is asked about. A few strays against a clear majority are bad rows, not a doubt about the file.
 */
export interface Evidence {
  /** Values that can only be read the first way (decimal point, day first) and the second (decimal comma, month first). */
  readonly first: number
  readonly second: number
  /** Values that can be read both ways and mean different things. */
  readonly either: number
}

export type Verdict = 'first' | 'second' | 'neither' | 'ambiguous' | 'mixed'

const STRAY_SHARE = 0.01

/** [IM5] */
export function judge(evidence: Evidence): Verdict {
  const { first, second, either } = evidence
  if (first > 0 && second > 0) {
    if (Math.min(first, second) > STRAY_SHARE * (first + second)) return 'mixed'
    return first > second ? 'first' : 'second'
  }
  if (first > 0) return 'first'
  if (second > 0) return 'second'
  return either > 0 ? 'ambiguous' : 'neither'
}

export interface FileConventions {
  readonly decimal: '.' | ','
  readonly dates: 'ymd' | 'dmy' | 'mdy'
}

import type { MessageValue } from '../core/base/refusal.js'

/** Something that is not as it should be, as a message of the catalogue: its place is among the values. */
export interface Flaw {
  readonly code: string
  readonly values: Readonly<Record<string, MessageValue>>
}

export interface Found {
  readonly faults: readonly Flaw[]
  /** What could not be looked at, and why. */
  readonly notes: readonly Flaw[]
}

/** One identity checked: how many cells were compared, how many differ, and the first that does. */
export interface CheckResult {
  readonly name: string
  readonly compared: number
  readonly mismatches: number
  /** Where, what it must be and what it is. */
  readonly first: Readonly<Record<string, string | number>> | null
}

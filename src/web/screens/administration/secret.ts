/** A password that was just given, and to whom: shown once. */
export interface Secret {
  readonly name: string
  readonly password: string
}

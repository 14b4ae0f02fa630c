/** A value that can be printed into a message of the catalogue. */
export type MessageValue = string | number

/**
 * A mistake the caller can mend: what was refused, where, and (through the catalogue) the remedy, in their language.
 * `code` is a key of `language/messages`; `values` fill its placeholders.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: string
  readonly values: Record<string, MessageValue>

  constructor(code: string, values: Record<string, MessageValue> = {}) {
    super(`${code} ${JSON.stringify(values)}`)
    this.code = code
    this.values = values
  }
}

/**
 * Is a delimited file so regular that the database may read it by itself? One pass over its bytes, no text made: every
 * line has the header's number of cells, quotes stand only around whole cells and never contain a line end, there is no
 * blank line but the last, and no byte needs decoding by us. Anything else is read record by record (`records.ts`),
 * which forgives more and tells where it could not.
 */
export class PlainTextCheck {
  private readonly delimiter: number
  private plain = true
  private width = -1
  private cells = 1
  private lineBytes = 0
  private state: State = CELL_START
  private controls = false

  constructor(delimiter: string) {
    this.delimiter = delimiter.charCodeAt(0)
  }

  push(bytes: Uint8Array): void {
    if (!this.plain) return
    let state = this.state
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (byte === LINE_FEED) {
        if (state === QUOTED || !this.endLine()) return this.refuse()
        state = CELL_START
        continue
      }
      if (byte !== CARRIAGE_RETURN) this.lineBytes += 1
      if (byte === 0) return this.refuse()
      if (byte >= 0x80 && byte < 0xa0) this.controls = true
      const next = this.step(state, byte)
      if (next < 0) return this.refuse()
      state = next as State
    }
    this.state = state
  }

  /** Whether the whole file was plain; Latin-1 files only when no byte means something else in Windows-1252. */
  isPlain(encoding: string): boolean {
    if (this.plain && this.lineBytes > 0 && (this.state === QUOTED || !this.endLine())) this.plain = false
    if (!this.plain || this.width < 0) return false
    return encoding === 'utf-8' || (encoding === 'latin-1' && !this.controls)
  }

  private refuse(): void {
    this.plain = false
  }

  /** The state after a byte inside a line; negative when no plain file has it there. */
  private step(state: State, byte: number): State | -1 {
    if (state === QUOTED) return byte === QUOTE ? QUOTE_IN_QUOTED : QUOTED
    if (state === AFTER_RETURN) return -1
    if (byte === CARRIAGE_RETURN) return AFTER_RETURN
    if (byte === this.delimiter) {
      this.cells += 1
      return CELL_START
    }
    if (byte === QUOTE) return state === CELL_START ? QUOTED : state === QUOTE_IN_QUOTED ? QUOTED : -1
    return state === QUOTE_IN_QUOTED ? -1 : IN_CELL
  }

  private endLine(): boolean {
    const fits = this.lineBytes > 0 && (this.width < 0 || this.cells === this.width)
    this.width = this.cells
    this.cells = 1
    this.lineBytes = 0
    return fits
  }
}

type State = 0 | 1 | 2 | 3 | 4
const CELL_START = 0
const IN_CELL = 1
const QUOTED = 2
const QUOTE_IN_QUOTED = 3
/** A CR is only plain right before its LF. */
const AFTER_RETURN = 4

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const QUOTE = 0x22

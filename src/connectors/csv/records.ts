/**
 * Splits delimited text into records, as people and programs really write them: `"` quotes a cell and doubles inside
 * it, a line may end with LF, CRLF or CR, blank lines are skipped. A quote that never closes is given up after
 * `MAXIMUM_QUOTED_LINES` and reported, so that one stray mark cannot swallow a file.
 */
export interface TextRecord {
  /** Line of the file on which the record starts, from 1. */
  readonly line: number
  readonly cells: string[]
  readonly unclosed: boolean
}

export const MAXIMUM_QUOTED_LINES = 50
const MAXIMUM_RECORD_CHARACTERS = 1_000_000

export class RecordSplitter {
  private readonly delimiter: string
  private rest = ''
  private line = 0
  /** Lines of a record whose quote is still open. */
  private open: string[] = []

  constructor(delimiter: string) {
    this.delimiter = delimiter
  }

  /** Records completed by this piece of text. */
  *push(text: string): Generator<TextRecord> {
    const whole = this.rest + text
    let start = 0
    for (;;) {
      const end = nextLineEnd(whole, start)
      if (end.at < 0) break
      yield* this.takeLine(whole.slice(start, end.at))
      start = end.next
    }
    this.rest = whole.slice(start)
    if (this.rest.length > MAXIMUM_RECORD_CHARACTERS) {
      yield* this.takeLine(this.rest)
      this.rest = ''
    }
  }

  /** What is left when the text ends. */
  *end(): Generator<TextRecord> {
    if (this.rest !== '') yield* this.takeLine(this.rest.replace(/\r$/, ''))
    this.rest = ''
    yield* this.giveUp()
  }

  private *takeLine(line: string): Generator<TextRecord> {
    this.line += 1
    if (this.open.length === 0) {
      if (line.trim() === '') return
      if (!line.includes('"')) {
        yield { line: this.line, cells: line.split(this.delimiter), unclosed: false }
        return
      }
    }
    this.open.push(line)
    const cells = splitQuoted(this.open.join('\n'), this.delimiter)
    if (cells !== null) {
      yield { line: this.line - this.open.length + 1, cells, unclosed: false }
      this.open = []
    } else if (this.open.length > MAXIMUM_QUOTED_LINES) yield* this.giveUp()
  }

  /** The line with the stray quote is reported; the lines after it are taken as if it had not been there. */
  private *giveUp(): Generator<TextRecord> {
    while (this.open.length > 0) {
      const [first, ...others] = this.open
      yield { line: this.line - this.open.length + 1, cells: [first!], unclosed: true }
      this.open = []
      this.line -= others.length
      for (const line of others) yield* this.takeLine(line)
    }
  }
}

function nextLineEnd(text: string, from: number): { at: number; next: number } {
  const feed = text.indexOf('\n', from)
  const carriage = text.indexOf('\r', from)
  if (carriage >= 0 && (feed < 0 || carriage < feed)) {
    // A lone CR at the very end may be the first half of CRLF: wait for more.
    if (carriage === text.length - 1) return { at: -1, next: -1 }
    return { at: carriage, next: text[carriage + 1] === '\n' ? carriage + 2 : carriage + 1 }
  }
  return { at: feed, next: feed + 1 }
}

/** Null while a quote is open. A quote inside a cell that does not start with one is an ordinary character. */
function splitQuoted(record: string, delimiter: string): string[] | null {
  const cells: string[] = []
  let at = 0
  for (;;) {
    let cell = ''
    if (record[at] === '"') {
      at += 1
      for (;;) {
        const quote = record.indexOf('"', at)
        if (quote < 0) return null
        cell += record.slice(at, quote)
        at = quote + 1
        if (record[at] !== '"') break
        cell += '"'
        at += 1
      }
    }
    const end = record.indexOf(delimiter, at)
    if (end < 0) {
      cells.push(cell + record.slice(at))
      return cells
    }
    cells.push(cell + record.slice(at, end))
    at = end + 1
  }
}

/** Corrections of the history as columns for other programs: units as decimals. */
import { formatScaled } from '../core/base/decimal.js'
import { QUANTITY_DECIMALS } from '../core/base/quantity.js'
import type { CorrectionLine, CorrectionsReport } from '../processes/corrections/corrections-report.js'
import type { FileColumn } from './ports.js'

const LINES_AT_ONCE = 200_000

/** Every line, read so many at a time. */
export async function* correctionColumns(
  read: (after: number, limit: number) => Promise<Pick<CorrectionsReport, 'lines' | 'lineCount'>>,
): AsyncGenerator<readonly FileColumn[]> {
  for (let after = 0, count = 1; after < count; after += LINES_AT_ONCE) {
    const { lines, lineCount } = await read(after, LINES_AT_ONCE)
    count = lineCount
    yield columnsOf(lines)
  }
}

const NAMES = ['category', 'family', 'item', 'country', 'location', 'customer'] as const

function columnsOf(lines: readonly CorrectionLine[]): FileColumn[] {
  const texts = (name: string, of: (line: CorrectionLine) => string): FileColumn => ({
    name,
    type: 'VARCHAR',
    values: lines.map(of),
  })
  const units = (name: string, of: (line: CorrectionLine) => number): FileColumn => ({
    name,
    type: 'DOUBLE',
    values: Float64Array.from(lines, (line) => Number(formatScaled(of(line), QUANTITY_DECIMALS))),
  })
  return [
    ...NAMES.map((name) => texts(name, (line) => line[name])),
    { name: 'week', type: 'DATE', values: Int32Array.from(lines, ({ week }) => week) },
    units('sold', ({ before }) => before),
    units('taken_as', ({ after, before, overridden }) => (overridden ? before : after)),
    units('corrected', ({ after }) => after),
    texts('reason', ({ reason }) => reason),
    texts('overridden', ({ overridden }) => String(overridden)),
  ]
}

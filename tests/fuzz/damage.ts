import { seededRandom } from '../../src/core/base/random.js'

/** Throws of one seed, one after another. */
export interface Dice {
  below(count: number): number
  pick<Of>(from: readonly Of[]): Of
}

export function diceOf(seed: number): Dice {
  const random = seededRandom(seed)
  let thrown = 0
  const below = (count: number): number => Math.floor(random.at(1, seed, thrown++) * count)
  return { below, pick: (from) => from[below(from.length)]! }
}

/** Damages the content of a file; text is handled as Latin-1, in which every byte is a character. */
export type Blow = (content: Buffer, dice: Dice) => Buffer

const HUGE = [
  '99999999999999999999',
  '1e308',
  '-1e308',
  '9007199254740993',
  '999999999999.999999',
  'NaN',
  'Infinity',
  '0.0000000000001',
  '-0',
  '-1',
  '٣',
  '1,234.567,8',
  '1'.repeat(400),
]
const DATES = [
  '0000-00-00',
  '9999-12-31',
  '1970-01-01',
  '2199-12-31',
  '1969-12-31',
  '2026-02-30',
  '2026-13-01',
  '-2026-01-05',
  '275760-09-13',
  '2026-01-05T25:61:61',
  '05/01/26',
  '31/12/2025',
  '20260105',
  '46027',
]
const ODD = ['"', '\0', '\r', '\n', ';', ',', '\t', '\uFEFF', "'", '=1+1', '../../etc', '�', '🙂', '\u202E', '\x1b[2J']
const WORDS = [
  '',
  'null',
  'NULL',
  'undefined',
  '#REF!',
  'constructor',
  '__proto__',
  'SELECT 1; DROP TABLE sales',
  '{x}',
]

const text = (content: Buffer): string => content.toString('latin1')
const lines = (content: Buffer): string[] => text(content).split('\n')
const fromLines = (all: readonly string[]): Buffer => Buffer.from(all.join('\n'), 'latin1')

/** Any file at all: bytes. */
export const BYTE_BLOWS: Readonly<Record<string, Blow>> = {
  flipBits(content, dice) {
    const damaged = Buffer.from(content)
    for (let flip = dice.below(8); flip >= 0 && damaged.length > 0; flip--)
      damaged[dice.below(damaged.length)]! ^= 1 << dice.below(8)
    return damaged
  },
  cutEnd: (content, dice) => content.subarray(0, dice.below(content.length + 1)),
  cutMiddle(content, dice) {
    const from = dice.below(content.length + 1)
    return Buffer.concat([content.subarray(0, from), content.subarray(from + dice.below(40))])
  },
  doubled: (content) => Buffer.concat([content, content]),
  zeroes(content, dice) {
    const damaged = Buffer.from(content)
    const from = dice.below(damaged.length + 1)
    return damaged.fill(0, from, Math.min(damaged.length, from + dice.below(64)))
  },
  noise: (_, dice) => Buffer.from(Array.from({ length: dice.below(300) }, () => dice.below(256))),
  emptied: () => Buffer.alloc(0),
  onlyMark: (_, dice) => Buffer.from(dice.pick([[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0x0a], [0x0d, 0x0a]])),
  otherFile: (_, dice) =>
    Buffer.from(dice.pick(['PK\x03\x04', 'PAR1PAR1', '%PDF-1.7', '\x89PNG\r\n', '<html></html>', '{}']), 'latin1'),
}

/** Text files: rows, columns, cells, dialects. */
export const TEXT_BLOWS: Readonly<Record<string, Blow>> = {
  dropLine(content, dice) {
    const all = lines(content)
    all.splice(dice.below(all.length), 1)
    return fromLines(all)
  },
  repeatLine(content, dice) {
    const all = lines(content)
    const at = dice.below(all.length)
    return fromLines([...all.slice(0, at), ...Array<string>(dice.below(20) + 1).fill(all[at]!), ...all.slice(at)])
  },
  onlyHeader: (content) => fromLines([lines(content)[0]!, '']),
  swapColumns: (content, dice) => swapCells(content, dice, true),
  swapHeaders: (content, dice) => swapCells(content, dice, false),
  renameHeader: (content, dice) =>
    replaceHeader(content, dice, dice.pick(['', 'x', 'units ', 'UNITS', '"', 'row', 'c0'])),
  repeatHeader: (content, dice) => replaceHeader(content, dice, dice.pick(lines(content)[0]!.split(','))),
  manyColumns: (content) => fromLines(lines(content).map((line, at) => line + (at === 0 ? ',x' : ',').repeat(1500))),
  hugeNumber: (content, dice) => replaceCell(content, dice, dice.pick(HUGE)),
  absurdDate: (content, dice) => replaceCell(content, dice, dice.pick(DATES)),
  oddText: (content, dice) => replaceCell(content, dice, dice.pick(ODD)),
  oddWord: (content, dice) => replaceCell(content, dice, dice.pick(WORDS)),
  hugeColumn(content, dice) {
    const width = lines(content)[0]!.split(',').length
    const at = dice.below(width)
    const cell = dice.pick([...HUGE, ...DATES])
    return fromLines(lines(content).map((line, row) => (row === 0 || line === '' ? line : withCell(line, at, cell))))
  },
  dropCell(content, dice) {
    const all = lines(content)
    const at = dice.below(all.length)
    const cells = all[at]!.split(',')
    cells.splice(dice.below(cells.length), 1)
    all[at] = cells.join(',')
    return fromLines(all)
  },
  strayQuotes(content, dice) {
    let damaged = text(content)
    for (let mark = dice.below(4); mark >= 0; mark--) {
      const at = dice.below(damaged.length + 1)
      damaged = `${damaged.slice(0, at)}"${damaged.slice(at)}`
    }
    return Buffer.from(damaged, 'latin1')
  },
  otherDelimiter: (content, dice) =>
    Buffer.from(text(content).replaceAll(',', dice.pick([';', '\t', '|', ' ', ':'])), 'latin1'),
  otherEncoding(content, dice) {
    const whole = content.toString('utf8')
    return dice.pick([
      () => Buffer.from(`\uFEFF${whole}`, 'utf16le'),
      () => Buffer.from(`\uFEFF${whole}`, 'utf16le').swap16(),
      () => Buffer.from(`${whole}ñandú é`, 'latin1'),
      () => Buffer.from(`\uFEFF${whole}`, 'utf8'),
      () => Buffer.from(`\uFEFF\uFEFF${whole}`, 'utf8'),
      () => Buffer.from(whole, 'utf16le'),
      () => Buffer.from(`${whole.slice(0, -5)}\u00e9`, 'utf8').subarray(0, -1),
    ])()
  },
  otherLineEnds: (content, dice) =>
    Buffer.from(text(content).replaceAll('\n', dice.pick(['\r\n', '\r', '\n\n', '\n\r', '\u0085'])), 'latin1'),
  mixedLineEnds: (content, dice) =>
    Buffer.from(
      text(content).replace(/\n/g, () => dice.pick(['\n', '\r\n', '\r'])),
      'latin1',
    ),
  localNumbersAndDates: (content) =>
    Buffer.from(
      text(content)
        .replaceAll(',', ';')
        .replace(/(\d+)\.(\d+)/g, '$1,$2')
        .replace(/(\d{4})-(\d{2})-(\d{2})/g, '$3/$2/$1'),
      'latin1',
    ),
  longLine: (content, dice) => Buffer.concat([content, Buffer.alloc(1 << (10 + dice.below(12)), 'x')]),
  longCell: (content, dice) => replaceCell(content, dice, 'y'.repeat(1 << (8 + dice.below(12)))),
}

const withCell = (line: string, at: number, cell: string): string => {
  const cells = line.split(',')
  cells[at] = cell
  return cells.join(',')
}

function replaceCell(content: Buffer, dice: Dice, cell: string): Buffer {
  const all = lines(content)
  const at = dice.below(all.length)
  all[at] = withCell(all[at]!, dice.below(all[at]!.split(',').length), Buffer.from(cell, 'utf8').toString('latin1'))
  return fromLines(all)
}

function replaceHeader(content: Buffer, dice: Dice, name: string): Buffer {
  const [header, ...rest] = lines(content)
  return fromLines([withCell(header!, dice.below(header!.split(',').length), name), ...rest])
}

function swapCells(content: Buffer, dice: Dice, everywhere: boolean): Buffer {
  const all = lines(content)
  const width = all[0]!.split(',').length
  const a = dice.below(width)
  const b = dice.below(width)
  return fromLines(
    all.map((line, row) => {
      const cells = line.split(',')
      if ((row > 0 && !everywhere) || cells.length !== width) return line
      ;[cells[a], cells[b]] = [cells[b]!, cells[a]!]
      return cells.join(',')
    }),
  )
}

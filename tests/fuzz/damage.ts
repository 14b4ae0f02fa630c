import { seededRandom } from '../../src/core/base/random.js'

/** Throws of one seed, one after another. */
export interface Dice {
  below(count: number): number
}

export function diceOf(seed: number): Dice {
  const random = seededRandom(seed)
  let thrown = 0
  return { below: (count) => Math.floor(random.at(1, seed, thrown++) * count) }
}

type Blow = (content: Buffer, dice: Dice) => Buffer

const HUGE = [
  '99999999999999999999',
  '1e308',
  '-1e308',
  '9007199254740993',
  'NaN',
  'Infinity',
  '0.0000000000001',
  '-0',
  '٣',
  '1,234.567,8',
]
const ODD = ['"', '\0', '\r', '\n', ';', ',', '\t', '\uFEFF', "'", '=1+1', '../../etc', '�', '🙂', '\u202E']

const text = (content: Buffer): string => content.toString('latin1')
const lines = (content: Buffer): string[] => text(content).split('\n')
const fromLines = (all: readonly string[]): Buffer => Buffer.from(all.join('\n'), 'latin1')

const BLOWS: readonly Blow[] = [
  function flipBits(content, dice) {
    const damaged = Buffer.from(content)
    for (let flip = dice.below(8); flip >= 0 && damaged.length > 0; flip--)
      damaged[dice.below(damaged.length)]! ^= 1 << dice.below(8)
    return damaged
  },
  function cutEnd(content, dice) {
    return content.subarray(0, dice.below(content.length + 1))
  },
  function cutMiddle(content, dice) {
    const from = dice.below(content.length + 1)
    return Buffer.concat([content.subarray(0, from), content.subarray(from + dice.below(40))])
  },
  function dropLine(content, dice) {
    const all = lines(content)
    all.splice(dice.below(all.length), 1)
    return fromLines(all)
  },
  function repeatLine(content, dice) {
    const all = lines(content)
    const at = dice.below(all.length)
    return fromLines([...all.slice(0, at), ...Array<string>(dice.below(20) + 1).fill(all[at]!), ...all.slice(at)])
  },
  function swapColumns(content, dice) {
    const width = lines(content)[0]!.split(',').length
    const a = dice.below(width)
    const b = dice.below(width)
    return fromLines(
      lines(content).map((line) => {
        const cells = line.split(',')
        if (cells.length !== width) return line
        ;[cells[a], cells[b]] = [cells[b]!, cells[a]!]
        return cells.join(',')
      }),
    )
  },
  function swapHeaders(content, dice) {
    const [header, ...rest] = lines(content)
    const cells = header!.split(',')
    const a = dice.below(cells.length)
    const b = dice.below(cells.length)
    ;[cells[a], cells[b]] = [cells[b]!, cells[a]!]
    return fromLines([cells.join(','), ...rest])
  },
  function hugeNumber(content, dice) {
    return replaceCell(content, dice, HUGE[dice.below(HUGE.length)]!)
  },
  function oddText(content, dice) {
    return replaceCell(content, dice, ODD[dice.below(ODD.length)]!)
  },
  function dropCell(content, dice) {
    const all = lines(content)
    const at = dice.below(all.length)
    const cells = all[at]!.split(',')
    cells.splice(dice.below(cells.length), 1)
    all[at] = cells.join(',')
    return fromLines(all)
  },
  function otherDelimiter(content, dice) {
    return Buffer.from(text(content).replaceAll(',', [';', '\t', '|', ' ', ':'][dice.below(5)]!), 'latin1')
  },
  function otherEncoding(content, dice) {
    const whole = content.toString('utf8')
    const choice = dice.below(4)
    if (choice === 0) return Buffer.from(`\uFEFF${whole}`, 'utf16le')
    if (choice === 1) return Buffer.from(`${whole}ñandú é`, 'latin1')
    if (choice === 2) return Buffer.from(`\uFEFF${whole}`, 'utf8')
    return Buffer.from(whole, 'utf16le')
  },
  function otherLineEnds(content, dice) {
    return Buffer.from(text(content).replaceAll('\n', ['\r\n', '\r', '\n\n', '\n\r'][dice.below(4)]!), 'latin1')
  },
  function localNumbersAndDates(content) {
    return Buffer.from(
      text(content)
        .replaceAll(',', ';')
        .replace(/(\d+)\.(\d+)/g, '$1,$2')
        .replace(/(\d{4})-(\d{2})-(\d{2})/g, '$3/$2/$1'),
      'latin1',
    )
  },
  function emptied() {
    return Buffer.alloc(0)
  },
  function longLine(content, dice) {
    return Buffer.concat([content, Buffer.alloc(1 << (10 + dice.below(12)), 'x')])
  },
]

function replaceCell(content: Buffer, dice: Dice, cell: string): Buffer {
  const all = lines(content)
  const at = dice.below(all.length)
  const cells = all[at]!.split(',')
  cells[dice.below(cells.length)] = Buffer.from(cell, 'utf8').toString('latin1')
  all[at] = cells.join(',')
  return fromLines(all)
}

/** One blow of a kind the dice choose. */
export const damage = (content: Buffer, dice: Dice): Buffer => BLOWS[dice.below(BLOWS.length)]!(content, dice)

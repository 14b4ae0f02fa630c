import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findTable } from '../../contract/tables.js'
import { knownIn } from './csv-source.js'
import { recogniseDelimiter } from './delimiter.js'
import { PlainTextCheck } from './plain-text.js'
import { RecordSplitter } from './records.js'

function split(text: string, delimiter = ',', pieces = [text]): string[] {
  const splitter = new RecordSplitter(delimiter)
  const records = [...pieces.flatMap((piece) => [...splitter.push(piece)]), ...splitter.end()]
  return records.map(({ line, cells, unclosed }) => `${line}:${cells.join('|')}${unclosed ? ' unclosed' : ''}`)
}

test('[IM4] line ends of every system, blank lines skipped, the last line end not needed', () => {
  expect(split('a,b\nc,d')).toEqual(['1:a|b', '2:c|d'])
  expect(split('a,b\r\n\r\nc,d\r\n')).toEqual(['1:a|b', '3:c|d'])
  expect(split('a,b\rc,d\r')).toEqual(['1:a|b', '2:c|d'])
})

test('[IM4] quoted cells hold delimiters, doubled quotes and line ends', () => {
  expect(split('"a,1","say ""hi"""\n"two\nlines",c\nd,e\n')).toEqual(['1:a,1|say "hi"', '2:two\nlines|c', '4:d|e'])
  expect(split('5" pipe,b\n')).toEqual(['1:5" pipe|b'])
})

test('[IM4] a quote that never closes is one bad row; the lines after it are read', () => {
  expect(split('a,b\n"c,d\ne,f\ng,h\n')).toEqual(['1:a|b', '2:"c,d unclosed', '3:e|f', '4:g|h'])
  const long = Array.from({ length: 300 }, (_, row) => `${row},x`).join('\n')
  const records = split(`"stray,b\n${long}\n`)
  expect(records).toHaveLength(301)
  expect(records[300]).toBe('301:299|x')
})

test('[IM4] where the text is cut into pieces makes no difference', () => {
  const text = fc.array(fc.constantFrom('a', 'b,', '"', '""', '\n', '\r\n', '\r', ',', 'ñ'), { maxLength: 60 })
  fc.assert(
    fc.property(text, fc.array(fc.nat(60), { maxLength: 5 }), (parts, cuts) => {
      const whole = parts.join('')
      const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length]
      const pieces = at.slice(1).map((end, piece) => whole.slice(at[piece]!, end))
      expect(split(whole, ',', pieces)).toEqual(split(whole))
    }),
    { seed: 7, numRuns: 500 },
  )
})

test('[IM4] many stray quotes do not make a file slow', () => {
  const started = performance.now()
  split('"a,b\n'.repeat(20_000))
  expect(performance.now() - started).toBeLessThan(5_000)
})

test('[IM4] the delimiter is the one under which the header names most columns', () => {
  const sales = knownIn(findTable('sales')!)
  expect(recogniseDelimiter('date,product_id,units\n2026-01-01,P1,"1,5"\n', sales)).toBe(',')
  expect(recogniseDelimiter('date;product_id;units\n01/01/2026;P1;1,5\n', sales)).toBe(';')
  expect(recogniseDelimiter('date\tproduct_id\tunits, in cases\n', sales)).toBe('\t')
  expect(recogniseDelimiter('date|product_id|units\n', sales)).toBe('|')
})

const isPlain = (text: string, encoding = 'utf-8'): boolean => {
  const check = new PlainTextCheck(',')
  check.push(Buffer.from(text))
  return check.isPlain(encoding)
}

test('only a file that both readers would read alike is left to the database', () => {
  for (const plain of ['a,b\nc,d\n', 'a,b\r\nc,d', 'a,b\n"c,1","d ""x"""\n', 'a,b\n,\n', 'a,b\nñ,é\n'])
    expect(isPlain(plain)).toBe(true)
  for (const other of [
    '',
    'a,b\nc\n',
    'a,b\n\nc,d\n',
    'a,b\n"c\nd",e\n',
    'a,b\n"c"x,d\n',
    'a,b\nc"c,d\n',
    'a,b\rc,d\r',
    'a,b\n"c,d\n',
    'a,b\nc\0,d\n',
  ])
    expect([other, isPlain(other)]).toEqual([other, false])
})

test('what the check of plain files lets through has one width and no stray quote', () => {
  const text = fc.array(fc.constantFrom('a', ',', '"', '""', '\n', '\r\n', '\r', '\n\n', '"q"', 'ñ'), { maxLength: 40 })
  let plain = 0
  fc.assert(
    fc.property(text, (parts) => {
      const whole = `a,b\n${parts.join('')}`
      if (!isPlain(whole)) return
      plain += 1
      const splitter = new RecordSplitter(',')
      const records = [...splitter.push(whole), ...splitter.end()]
      expect(records.every(({ cells, unclosed }) => cells.length === 2 && !unclosed)).toBe(true)
    }),
    { seed: 7, numRuns: 5000 },
  )
  expect(plain).toBeGreaterThan(20)
})

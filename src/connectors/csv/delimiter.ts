import { RecordSplitter } from './records.js'

export const DELIMITERS = [',', ';', '\t', '|'] as const

/**
 * The delimiter under which the header names most columns that are known; among equals the one that cuts the header into
 * most cells. The header decides, not the rows: a decimal comma may outnumber any separator.
 */
export function recogniseDelimiter(sample: string, isKnown: (header: string) => boolean): string {
  let best = ','
  let bestScore = -1
  for (const delimiter of DELIMITERS) {
    const headers = headerOf(sample, delimiter)
    const known = headers.filter(isKnown).length
    const score = known * 1000 + headers.length
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

export function headerOf(sample: string, delimiter: string): string[] {
  const splitter = new RecordSplitter(delimiter)
  for (const record of splitter.push(`${sample}\n`)) return record.unclosed ? [] : record.cells
  for (const record of splitter.end()) return record.unclosed ? [] : record.cells
  return []
}

import type { NumberFormat } from './number-format.js'

const UNITS = ['B', 'kB', 'MB', 'GB'] as const

/** 7,1 MB: the length of a file, in the largest unit of which there is at least one. */
export function byteSize(bytes: number, { plain }: Pick<NumberFormat, 'plain'>): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const amount = bytes / 1000 ** power
  return `${plain(amount, power > 0 && amount < 100 ? 1 : 0)} ${UNITS[power]}`
}

import type { Dice } from './damage.js'

const LINES = [
  'name: ',
  'name: [a, b]',
  'baseCurrency: clp',
  'baseCurrency: ZZZ',
  'baseCurrency: 1',
  'countries: CL',
  'countries: []',
  'countries: [XX, CL, CL]',
  'planDate: 2026-02-30',
  'planDate: 1970-01-01',
  'planDate: 2199-12-31',
  'planDate: 9999-12-31',
  'planDate: 20260105',
  'planDate: tomorrow',
  'weekStart: 0',
  'weekStart: sunday',
  'weekStart: saturday',
  'fiscalCalendar: nrf',
  'fiscalCalendar: walmart',
  'fiscalCalendar: ../../x',
  'horizon: { days: 0 }',
  'horizon: { days: 366, weeks: 104, months: 60 }',
  'horizon: { days: 1, weeks: 1, months: 1 }',
  'horizon: { days: 1e9 }',
  'horizon: { days: 1.5 }',
  'horizon: x',
  'language: xx',
  'capitalCost: -1',
  'capitalCost: 1e400',
  'capitalCost: .nan',
  'quality: { badRowValueShare: 1 }',
  'quality: { badRowValueShare: 2 }',
  'tolerances: { x: y }',
  'metrics: [1, 2]',
  'rounding: !!js/function x',
  'unknownKey: 1',
  '__proto__: { polluted: true }',
  'constructor: 1',
  'files: { "*": { decimal: "," } }',
  'files: { "sales*.csv": { dates: mdy, encoding: latin-1, delimiter: "|" } }',
  'files: { "****************************************x": { decimal: "." } }',
  'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]',
  '? [complex, key]\n: value',
  '\tindented: with a tab',
  '- a list',
  '%YAML 9.9',
  '---\nanother: document',
  '"unclosed: quote',
  '{ unclosed: [',
]

/** A company file that says something else, or something twice, or nothing. */
export function oddCompanyFile(text: string, dice: Dice): string {
  const kept = text.split('\n').filter((line) => line.trim() !== '')
  const said = dice.pick(LINES)
  switch (dice.below(6)) {
    case 0:
      return `${'['.repeat(1 << dice.below(15))}`
    case 1:
      return `${kept.join('\n')}\nmetrics: ${'{ a: '.repeat(200)}1${' }'.repeat(200)}\n`
    case 2:
      return kept.filter((_, at) => at !== dice.below(kept.length)).join('\n')
    default: {
      const key = said.split(':')[0]!
      const others = dice.below(4) === 0 ? kept : kept.filter((line) => !line.startsWith(`${key}:`))
      return `${[...others, said].join('\n')}\n`
    }
  }
}

/** The whole grid as a sheet of a workbook: names, key figures and numbers in major units, whatever the screen's scale. */
import type { TableShown } from '../../../api/wire/table.js'
import type { Scope } from '../../../core/edit/box.js'
import { decimalsOf } from '../../drawer/measure-text.js'
import type { Words } from '../../words/words.js'
import { kindOfPeriod, type PeriodShown } from './grid-shape.js'
import type { KeyFigure } from './key-figures.js'
import { periodNames } from './period-names.js'
import type { NamedLevel, Period } from './plan-layout.js'
import { type LabelOf, rowNames } from './row-names.js'

export interface GridBook {
  readonly title: string
  /** Scenario, part, unit, days. */
  readonly subtitle: string
  /** What the columns of texts are called; the last one is that of the key figures, with their unit. */
  readonly heads: readonly string[]
  readonly periods: readonly { readonly label: string; readonly firstDay: string }[]
  readonly rows: readonly BookRow[]
  /** That are printed. */
  readonly decimals: number
}

export interface BookRow {
  readonly texts: readonly string[]
  /** Null where there is nothing to be told. */
  readonly values: readonly (number | null)[]
  readonly isTotal: boolean
}

export interface BookAsked {
  readonly words: Words
  readonly title: string
  readonly subtitle: string
  readonly unit: string
  readonly planDay: string
  readonly period: Period
  readonly scope: Scope
  readonly levels: readonly NamedLevel[]
  readonly figures: readonly KeyFigure[]
  readonly labelOf: LabelOf
  readonly table: TableShown
}

export function gridBook(asked: BookAsked): GridBook {
  const { words, title, subtitle, unit, planDay, levels, figures, table } = asked
  const { say } = words
  const group = (names: readonly string[] | null, values: TableShown['totals']): BookRow[] =>
    figures.map((figure) => ({
      texts: [...textsOf(asked, names), say(figure.name)],
      values: table.periods.map((period, at) => valueOf(figure, values, { period, at, planDay, table })),
      isTotal: names === null,
    }))
  return {
    title,
    subtitle,
    heads: [
      ...levels.map(({ dimension }) => say(`web.level_${dimension}`)),
      say('web.book_name'),
      `${say('web.key_figure')} (${unit})`,
    ],
    periods: table.periods.map((period) => ({
      label: [labelOfPeriod(period, asked.period, words), period.firstDay < planDay ? say('web.measure_actual') : '']
        .filter(Boolean)
        .join(' · '),
      firstDay: period.firstDay,
    })),
    rows: [...group(null, table.totals), ...table.rows.flatMap(({ names, values }) => group(names, values))],
    decimals: figures.every(({ measure }) => decimalsOf(measure, table.currency) === table.decimals.quantity)
      ? 0
      : table.decimals.money,
  }
}

/** The names that the plan goes by, then what people call it. */
function textsOf({ words, scope, levels, labelOf }: BookAsked, names: readonly string[] | null): string[] {
  if (names === null) return [...levels.map(() => ''), words.say('web.total')]
  const { lines } = rowNames(names, levels, scope, labelOf, (tree) => words.say(`web.no_${tree}`))
  return [...names, lines.join(' · ')]
}

interface Place {
  readonly period: PeriodShown
  readonly at: number
  readonly planDay: string
  readonly table: TableShown
}

function valueOf(
  { measure, past }: KeyFigure,
  values: TableShown['totals'],
  { period, at, planDay, table }: Place,
): number | null {
  const shown = period.firstDay < planDay ? past : measure
  const value = shown === undefined ? undefined : values[shown]?.[at]
  return value === undefined || value === null ? null : value / 10 ** decimalsOf(shown!, table.currency)
}

/** A month by itself; a week or a day with the month that it begins in, a period of another calendar with its year. */
function labelOfPeriod(period: PeriodShown, asked: Period, words: Words): string {
  if (period.called === undefined && kindOfPeriod(period) === 'month') return words.date.month(period.firstDay)
  const { title, above } = periodNames(period, asked, words)
  return `${title} · ${above}`
}

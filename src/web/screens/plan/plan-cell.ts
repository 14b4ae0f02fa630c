import { type GridCell, GridCellKind } from '@glideapps/glide-data-grid'
import type { Scope } from '../../../core/edit/box.js'
import type { Tokens } from '../../theme/tokens.js'
import type { Scale, Shown } from '../../words/number-format.js'
import type { Words } from '../../words/words.js'
import { placeOfRow, TOTAL } from './grid-shape.js'
import { periodLines } from './period-names.js'
import { NAME_COLUMNS } from './plan-columns.js'
import type { PlanSheet, SheetCell } from './plan-sheet.js'
import { type LabelOf, nameInRow, type RowNames, rowNames } from './row-names.js'

export interface CellTexts {
  readonly rowCount: number
  readonly scale: Scale
  readonly numberWidth: number
  readonly total: string
  readonly labelOf: LabelOf
  readonly scope: Scope
}

interface Looks {
  readonly words: Words
  readonly tokens: Tokens
  readonly texts: CellTexts
}

const LOADING: GridCell = { kind: GridCellKind.Loading, allowOverlay: false }
const BOLD = '600 13px'

/** What the grid draws in a place. */
export function cellOf(sheet: PlanSheet, column: number, row: number, shown: Looks): GridCell {
  if (column < NAME_COLUMNS) return column === 0 ? nameCell(sheet, row, shown) : figureCell(sheet, row, shown)
  const cell = sheet.cellAt(column, row)
  if (cell === undefined) return LOADING
  const isTotal = sheet.groupAt(column, row) === TOTAL
  return cell === null ? { ...NOTHING, themeOverride: { bgCell: shown.tokens.past } } : numberCell(cell, isTotal, shown)
}

const NOTHING = { kind: GridCellKind.Text, data: '', displayData: '', allowOverlay: false, readonly: true } as const

function nameCell(sheet: PlanSheet, row: number, { words, tokens, texts }: Looks): GridCell {
  const called = sheet.time === 'rows' ? namesOfPeriod(sheet, row, words) : groupNames(sheet, row, words, texts)
  if (called === undefined) return LOADING
  const line = row % sheet.shape.figures.length
  const text = nameInRow(called, line, sheet.shape.figures.length)
  const themeOverride = {
    bgCell: tokens.surface2,
    ...(line === 0 ? { baseFontStyle: BOLD } : { textDark: tokens.ink2 }),
  }
  return { ...NOTHING, data: text, displayData: text, themeOverride }
}

function groupNames(sheet: PlanSheet, row: number, words: Words, texts: CellTexts): RowNames | undefined {
  const names = sheet.names(placeOfRow(sheet.shape, row).group)
  return names === undefined ? undefined : namesOfGroup(names, sheet, words, texts)
}

/** What a group is called, at the head of its row or of its column. */
export const namesOfGroup = (
  names: readonly string[] | null,
  { levels }: Pick<PlanSheet, 'levels'>,
  { say }: Pick<Words, 'say'>,
  { total, labelOf, scope }: Pick<CellTexts, 'total' | 'labelOf' | 'scope'>,
): RowNames =>
  names === null
    ? { lines: [total], way: '' }
    : rowNames(names, levels, scope, labelOf, (tree) => say(`web.no_${tree}`))

function namesOfPeriod(sheet: PlanSheet, row: number, words: Words): RowNames | undefined {
  const period = sheet.periodAt(NAME_COLUMNS, row)
  return period === null ? undefined : { lines: periodLines(period, sheet.period, words), way: '' }
}

function figureCell(sheet: PlanSheet, row: number, { words, tokens }: Looks): GridCell {
  const { figure } = placeOfRow(sheet.shape, row)
  const text = `${figure.sign} ${words.say(figure.name)}`.trim()
  const isTotal = sheet.time === 'columns' && sheet.groupAt(1, row) === TOTAL
  const themeOverride = { bgCell: tokens.surface2, ...(isTotal ? { baseFontStyle: BOLD } : {}) }
  return { ...NOTHING, data: text, displayData: text, themeOverride }
}

/** How numbers are written at a scale. */
export const shownAt = (scale: Scale): Shown => ({ scale, fractionDigits: scale === 'M' ? 1 : 0 })

function numberCell(cell: SheetCell, isTotal: boolean, { words, tokens, texts }: Looks): GridCell {
  const { value, decimals, editable, pending, isPast, figure } = cell
  const bare = value === undefined ? '' : bareText(value, decimals, words.number.decimalMark)
  return {
    kind: GridCellKind.Text,
    data: bare,
    displayData: words.number.whole(value, decimals, shownAt(texts.scale)),
    copyData: bare,
    contentAlign: 'right',
    allowOverlay: false,
    readonly: !editable,
    themeOverride: {
      ...(editable ? { bgCell: tokens.editable } : { textDark: tokens.ink2 }),
      ...(isPast ? { bgCell: tokens.past, textDark: tokens.ink } : {}),
      ...(figure.measure === 'lastYear' ? { textDark: tokens.ink3 } : {}),
      ...(pending ? { textDark: tokens.accent } : {}),
      ...(isTotal ? { baseFontStyle: BOLD } : {}),
    },
  }
}

/** As a spreadsheet of the reader takes it: no separators of thousands. */
export function bareText(value: number, decimals: number, mark: string): string {
  const [whole, fraction = ''] = (value / 10 ** decimals).toFixed(decimals).split('.')
  const told = fraction.replace(/0+$/, '')
  return told === '' ? whole! : `${whole}${mark}${told}`
}

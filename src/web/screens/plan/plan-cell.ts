import { type GridCell, GridCellKind } from '@glideapps/glide-data-grid'
import type { Tokens } from '../../theme/tokens.js'
import type { Scale } from '../../words/number-format.js'
import type { Words } from '../../words/words.js'
import { placeOfRow, TOTAL } from './grid-shape.js'
import { NAME_COLUMNS } from './plan-columns.js'
import type { PlanSheet, SheetCell } from './plan-sheet.js'

export interface CellTexts {
  readonly rowCount: number
  readonly scale: Scale
  readonly total: string
}

interface Shown {
  readonly words: Words
  readonly tokens: Tokens
  readonly texts: CellTexts
}

const LOADING: GridCell = { kind: GridCellKind.Loading, allowOverlay: false }
const BOLD = '600 13px'

/** What the grid draws in a place. */
export function cellOf(sheet: PlanSheet, column: number, row: number, shown: Shown): GridCell {
  const { words, tokens, texts } = shown
  const { group, figure, first } = placeOfRow(sheet.shape, row)
  if (column < NAME_COLUMNS) {
    const names = sheet.names(group)
    if (names === undefined) return LOADING
    const name = names === null ? texts.total : names.map((one) => one || words.say('web.nameless')).join(' ▸ ')
    const text = column === 1 ? `${figure.sign} ${words.say(figure.name)}`.trim() : first ? name : ''
    const themeOverride = {
      bgCell: tokens.surface2,
      ...(group === TOTAL || column === 0 ? { baseFontStyle: BOLD } : {}),
    }
    return {
      kind: GridCellKind.Text,
      data: column === 0 ? name : text,
      displayData: text,
      allowOverlay: false,
      themeOverride,
    }
  }
  const cell = sheet.cellAt(column, row)
  return cell === undefined || cell === null ? LOADING : numberCell(cell, group === TOTAL, shown)
}

function numberCell(cell: SheetCell, isTotal: boolean, { words, tokens, texts }: Shown): GridCell {
  const { value, decimals, editable, pending } = cell
  const bare = value === undefined ? '' : bareText(value, decimals, words.number.decimalMark)
  return {
    kind: GridCellKind.Text,
    data: bare,
    displayData: words.number.whole(value, decimals, {
      scale: texts.scale,
      fractionDigits: texts.scale === 'M' ? 1 : 0,
    }),
    copyData: bare,
    contentAlign: 'right',
    allowOverlay: false,
    readonly: !editable,
    themeOverride: {
      ...(editable ? { bgCell: tokens.editable } : { textDark: tokens.ink2 }),
      ...(pending ? { textDark: tokens.accent } : {}),
      ...(isTotal ? { baseFontStyle: BOLD } : {}),
    },
  }
}

/** As a spreadsheet of the reader takes it: no separators of thousands. */
export function bareText(value: number, decimals: number, mark: string): string {
  const text = (value / 10 ** decimals).toFixed(decimals).replace(/\.?0+$/, '')
  return text.replace('.', mark)
}

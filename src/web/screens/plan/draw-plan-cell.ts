import type { DrawCellCallback } from '@glideapps/glide-data-grid'
import type { Tokens } from '../../theme/tokens.js'
import { placeOfRow } from './grid-shape.js'
import { NAME_COLUMNS } from './plan-columns.js'
import type { PlanSheet } from './plan-sheet.js'

export interface Drawn {
  readonly sheet: PlanSheet
  readonly tokens: Tokens
  /** Keys of cells whose last change was refused. */
  readonly refused: ReadonlySet<string>
}

type Args = Parameters<DrawCellCallback>[0]

/** What a cell has beside its number: a line where a group begins, an edge where one can write, a frame where one was refused. */
export function drawPlanCell({ ctx, rect, col, row }: Args, draw: () => void, { sheet, tokens, refused }: Drawn): void {
  draw()
  const { first } = placeOfRow(sheet.shape, row)
  ctx.save()
  if (first) {
    ctx.strokeStyle = tokens.lineStrong
    ctx.lineWidth = 1
    ctx.beginPath()
    ctx.moveTo(rect.x, rect.y + 0.5)
    ctx.lineTo(rect.x + rect.width, rect.y + 0.5)
    ctx.stroke()
  }
  const cell = col < NAME_COLUMNS ? null : sheet.cellAt(col, row)
  if (cell?.editable) {
    ctx.strokeStyle = tokens.accent
    ctx.globalAlpha = 0.45
    ctx.beginPath()
    ctx.moveTo(rect.x + 3, rect.y + rect.height - 1.5)
    ctx.lineTo(rect.x + rect.width - 3, rect.y + rect.height - 1.5)
    ctx.stroke()
    ctx.globalAlpha = 1
  }
  if (cell && refused.has(cell.key)) {
    ctx.strokeStyle = tokens.bad
    ctx.lineWidth = 2
    ctx.strokeRect(rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2)
  }
  ctx.restore()
}

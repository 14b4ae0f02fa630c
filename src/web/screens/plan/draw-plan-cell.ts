import { type DrawCellCallback, GridCellKind } from '@glideapps/glide-data-grid'
import type { Tokens } from '../../theme/tokens.js'
import { placeOfRow } from './grid-shape.js'
import { NAME_COLUMNS } from './plan-columns.js'
import type { CellMarks, PlanSheet } from './plan-sheet.js'

export interface Drawn {
  readonly sheet: PlanSheet
  readonly tokens: Tokens
  /** Keys of cells whose last change was refused. */
  readonly refused: ReadonlySet<string>
}

type Args = Parameters<DrawCellCallback>[0]

/** What a cell has beside its number: a line where a group begins, an edge where one can write, a frame where one was refused. */
export function drawPlanCell(args: Args, draw: () => void, { sheet, tokens, refused }: Drawn): void {
  const { ctx, rect, col, row } = args
  if (col >= NAME_COLUMNS && isTooLong(args)) drawHashes(args)
  else draw()
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
  if (sheet.time === 'columns') drawToday(ctx, rect, col, { sheet, tokens })
  else if (first && sheet.today !== undefined && sheet.periodAt(col, row)?.firstDay === sheet.today) {
    ctx.fillStyle = tokens.accent
    ctx.fillRect(rect.x, rect.y, rect.width, TODAY_WIDTH)
  }
  if (col === 0) drawSold(args, sheet, tokens)
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
  if (cell && !cell.isPast) drawMarks(ctx, rect, cell.marks, tokens)
  if (cell && refused.has(cell.key)) {
    ctx.strokeStyle = tokens.bad
    ctx.lineWidth = 2
    ctx.strokeRect(rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2)
  }
  ctx.restore()
}

/** What can be left of a number that is cut off is another number. */
function isTooLong({ ctx, cell, rect, theme }: Args): boolean {
  if (cell.kind !== GridCellKind.Text || cell.displayData === '') return false
  ctx.font = `${theme.baseFontStyle} ${theme.fontFamily}`
  return ctx.measureText(cell.displayData).width > rect.width - theme.cellHorizontalPadding - 1
}

function drawHashes({ ctx, rect: { x, y, width, height }, theme }: Args): void {
  const right = x + width - theme.cellHorizontalPadding
  const count = Math.floor((width - 2 * theme.cellHorizontalPadding) / ctx.measureText('#').width)
  ctx.save()
  ctx.fillStyle = theme.textDark
  ctx.textAlign = 'right'
  ctx.textBaseline = 'middle'
  ctx.fillText('#'.repeat(Math.max(1, count)), right, y + height / 2 + 1)
  ctx.restore()
}

/** A lock in the corner (hollow where only some of it is locked), a corner that is turned where somebody said something. */
function drawMarks(
  ctx: CanvasRenderingContext2D,
  { x, y, width }: Args['rect'],
  { locked, edited, comments }: CellMarks,
  tokens: Tokens,
): void {
  if (locked > 0) {
    ctx.strokeStyle = tokens.ink2
    ctx.fillStyle = tokens.ink2
    ctx.lineWidth = 1.2
    ctx.beginPath()
    ctx.arc(x + 8, y + 8, 2.6, Math.PI, 0)
    ctx.stroke()
    if (locked === ALL) ctx.fillRect(x + 4, y + 8, 8, 6)
    else ctx.strokeRect(x + 4.5, y + 8.5, 7, 5)
  }
  if (edited) {
    ctx.fillStyle = tokens.accent
    ctx.beginPath()
    ctx.arc(x + 5, y + 19, 2, 0, 2 * Math.PI)
    ctx.fill()
  }
  if (comments > 0) {
    ctx.fillStyle = tokens.warn
    ctx.beginPath()
    ctx.moveTo(x + width - 7, y + 1)
    ctx.lineTo(x + width - 1, y + 1)
    ctx.lineTo(x + width - 1, y + 7)
    ctx.fill()
  }
}

const ALL = 2

/** The line between what was and what is planned goes through the whole grid, its heads as well. */
export function drawToday(
  ctx: CanvasRenderingContext2D,
  { x, y, height }: Args['rect'],
  column: number,
  { sheet, tokens }: Pick<Drawn, 'sheet' | 'tokens'>,
): void {
  if (sheet.time === 'rows' || sheet.today === undefined) return
  if (sheet.shape.periods[column - NAME_COLUMNS]?.firstDay !== sheet.today) return
  ctx.fillStyle = tokens.accent
  ctx.fillRect(x, y, TODAY_WIDTH, height)
}

/** The first pixel lies under the border between two columns. */
const TODAY_WIDTH = 3
const EDGE = 8
/** Beside a text; where there is none it has the whole cell. */
const SPARK_WIDTH = 72
const END_RADIUS = 1.75

/**
 * What was sold of a group up to today, which the dot is: in one ink, on a scale of its own that begins at nothing. It
 * stands below the names of the group, over as many rows as they leave, and each row draws its part of it.
 */
function drawSold({ ctx, cell, rect, row, theme }: Args, sheet: PlanSheet, tokens: Tokens): void {
  const { figures } = sheet.shape
  const rows = sparkRowsOf(sheet)
  const below = figures.length - 1 - (row % figures.length)
  if (below >= rows) return
  const sold = sheet.soldOf(placeOfRow(sheet.shape, row).group)
  const most = sold.reduce((high, value) => Math.max(high, value), 0)
  if (most === 0 || sold.length < 2) return
  const isAlone = cell.kind === GridCellKind.Text && cell.displayData === ''
  const right = rect.x + rect.width - EDGE
  const left = isAlone ? rect.x + EDGE : right - SPARK_WIDTH
  ctx.save()
  ctx.beginPath()
  ctx.rect(rect.x, rect.y, rect.width, rect.height)
  ctx.clip()
  if (!isAlone) {
    ctx.fillStyle = theme.bgCell
    ctx.fillRect(left - EDGE, rect.y + 1, right - left + 2 * EDGE - 1, rect.height - 2)
  }
  const bottom = rect.y + (below + 1) * rect.height - SPARK_ROOM
  const height = rows * rect.height - 2 * SPARK_ROOM
  drawSpark(
    ctx,
    sold.map((value, at) => [
      left + (at * (right - left)) / (sold.length - 1),
      bottom - (Math.max(0, value) * height) / most,
    ]),
    tokens.ink2,
  )
  ctx.restore()
}

const SPARK_ROWS_MOST = 2
const SPARK_ROOM = 4

/** Rows below the names of a group, or the last of them where they leave none. */
function sparkRowsOf({ levels, shape }: PlanSheet): number {
  const trees = new Set(levels.map(({ tree }) => tree))
  const names = Math.max(1, trees.size + (levels.length > trees.size ? 1 : 0))
  return Math.max(1, Math.min(SPARK_ROWS_MOST, shape.figures.length - names))
}

function drawSpark(ctx: CanvasRenderingContext2D, points: readonly [number, number][], ink: string): void {
  ctx.strokeStyle = ink
  ctx.fillStyle = ink
  ctx.lineWidth = 1.25
  ctx.lineJoin = 'round'
  ctx.beginPath()
  for (const [at, point] of points.entries()) at === 0 ? ctx.moveTo(...point) : ctx.lineTo(...point)
  ctx.stroke()
  ctx.beginPath()
  ctx.arc(...points.at(-1)!, END_RADIUS, 0, 2 * Math.PI)
  ctx.fill()
}

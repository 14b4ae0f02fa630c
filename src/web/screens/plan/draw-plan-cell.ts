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
  if (sheet.today !== undefined && sheet.shape.periods[col - NAME_COLUMNS]?.firstDay === sheet.today) {
    ctx.fillStyle = tokens.accent
    ctx.fillRect(rect.x, rect.y, 2, rect.height)
  }
  if (col === 0 && row % sheet.shape.figures.length === sheet.shape.figures.length - 1)
    drawCourse(ctx, rect, sheet, placeOfRow(sheet.shape, row).group, tokens)
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

/** From here on there is room for it below a row's names. */
const LINES_LEAST = 4
const EDGE = 8

/** A spark of the row's course: what was sold in grey, what is planned in ink. */
function drawCourse(
  ctx: CanvasRenderingContext2D,
  { x, y, width, height }: Args['rect'],
  sheet: PlanSheet,
  group: number,
  tokens: Tokens,
): void {
  if (sheet.shape.figures.length < LINES_LEAST) return
  const course = sheet.courseOf(group)
  const most = course.reduce((high, value) => Math.max(high, value), 0)
  if (most === 0 || course.length < 2) return
  const point = (at: number): [number, number] => [
    x + EDGE + (at * (width - 2 * EDGE)) / (course.length - 1),
    y + height - 3 - (course[at]! * (height - 6)) / most,
  ]
  const past = sheet.shape.periods.filter(({ firstDay }) => firstDay < sheet.planDay).length
  const line = (from: number, until: number, colour: string): void => {
    ctx.strokeStyle = colour
    ctx.lineWidth = 1.25
    ctx.beginPath()
    for (let at = from; at < until; at++) at === from ? ctx.moveTo(...point(at)) : ctx.lineTo(...point(at))
    ctx.stroke()
  }
  line(0, past, tokens.previous)
  line(Math.max(0, past - 1), course.length, tokens.ink2)
}

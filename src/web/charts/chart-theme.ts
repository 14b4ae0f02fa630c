/** How charts are drawn, in one place: colours of the tokens, notation of IBCS (docs/specs/pages.md WB30). */
import type { Tokens } from '../theme/tokens.js'

/** What a shape stands for: what happened, the year before, what was planned or budgeted, what is expected. */
export const NOTATIONS = ['actual', 'previous', 'plan', 'forecast'] as const
export type Notation = (typeof NOTATIONS)[number]

export interface ItemStyle {
  readonly color: string
  readonly borderColor: string
  readonly borderWidth: number
  readonly decal?: { readonly color: string; readonly [setting: string]: unknown }
}

export const TEXT_SIZE = 12
const FONT = "'Inter Variable', system-ui, sans-serif"

/** Solid ink, grey, outlined, hatched. */
export function itemStyle(notation: Notation, tokens: Tokens): ItemStyle {
  switch (notation) {
    case 'actual':
      return { color: tokens.ink, borderColor: tokens.ink, borderWidth: 1 }
    case 'previous':
      return { color: tokens.previous, borderColor: tokens.previous, borderWidth: 1 }
    case 'plan':
      return { color: tokens.surface, borderColor: tokens.ink, borderWidth: 1 }
    case 'forecast':
      return {
        color: tokens.surface,
        borderColor: tokens.ink,
        borderWidth: 1,
        decal: {
          symbol: 'rect',
          color: tokens.ink2,
          dashArrayX: [1, 0],
          dashArrayY: [2, 3],
          rotation: -Math.PI / 4,
        },
      }
  }
}

/** Good is green, also where less is better; nothing is in colour that is neither. */
export function varianceColour(delta: number, better: 1 | -1 | 0, tokens: Tokens): string {
  if (delta === 0 || better === 0) return tokens.ink3
  return delta > 0 === better > 0 ? tokens.good : tokens.bad
}

/** What every chart has: no frame, thin lines, small writing. */
export const baseOption = (tokens: Tokens, description: string): Record<string, unknown> => ({
  animation: false,
  backgroundColor: 'transparent',
  textStyle: { fontFamily: FONT, fontSize: TEXT_SIZE, color: tokens.ink2 },
  aria: { enabled: true, label: { description } },
  tooltip: {
    trigger: 'axis',
    axisPointer: { type: 'shadow', shadowStyle: { color: tokens.accentSoft, opacity: 0.5 } },
    backgroundColor: tokens.surface,
    borderColor: tokens.lineStrong,
    padding: [6, 8],
    textStyle: { color: tokens.ink, fontSize: TEXT_SIZE, fontFamily: FONT },
    confine: true,
  },
})

export const categoryAxis = (tokens: Tokens, data: readonly string[]): Record<string, unknown> => ({
  type: 'category',
  data,
  axisLine: { lineStyle: { color: tokens.lineStrong } },
  axisTick: { show: false },
  axisLabel: { color: tokens.ink2, fontSize: TEXT_SIZE, hideOverlap: true },
})

export const valueAxis = (tokens: Tokens, format: (value: number) => string): Record<string, unknown> => ({
  type: 'value',
  splitNumber: 3,
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: tokens.line } },
  axisLabel: { color: tokens.ink3, fontSize: TEXT_SIZE, formatter: format, hideOverlap: true },
})

/** Text of ours inside the box that explains a place of a chart, which is HTML. */
export const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A chart as a picture that says by itself what it shows. */
import type { Tokens } from '../theme/tokens.js'
import { TEXT_SIZE } from './chart-theme.js'

const HEAD = 48
const SHARP = 2

export interface Pictured {
  readonly option: Record<string, unknown>
  readonly title: string
  readonly subtitle: string
  readonly tokens: Tokens
  readonly width: number
  readonly height: number
}

export async function pictureOf(pictured: Pictured, format: 'png' | 'svg'): Promise<Blob> {
  const { init } = await import('./echarts-core.js')
  const { width, height, tokens } = pictured
  const canvas = document.createElement('div')
  const size = { width, height: height + HEAD }
  const chart = init(canvas, null, { renderer: format === 'png' ? 'canvas' : 'svg', devicePixelRatio: SHARP, ...size })
  try {
    chart.setOption(headed(pictured))
    if (format === 'svg') return new Blob([chart.renderToSVGString()], { type: 'image/svg+xml' })
    const drawn = chart.renderToCanvas({ pixelRatio: SHARP, backgroundColor: tokens.surface })
    return await new Promise((resolve, reject) =>
      drawn.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png'),
    )
  } finally {
    chart.dispose()
  }
}

function headed({ option, title, subtitle, tokens }: Pictured): Record<string, unknown> {
  const lower = (grid: unknown): unknown => {
    const { top, ...rest } = grid as { top?: number }
    return { ...rest, top: (top ?? 0) + HEAD }
  }
  const { grid } = option
  return {
    ...option,
    backgroundColor: tokens.surface,
    title: {
      text: title,
      subtext: subtitle,
      left: 8,
      top: 8,
      itemGap: 4,
      textStyle: { fontSize: 14, fontWeight: 600, color: tokens.ink },
      subtextStyle: { fontSize: TEXT_SIZE, color: tokens.ink2 },
    },
    grid: Array.isArray(grid) ? grid.map(lower) : lower(grid),
  }
}

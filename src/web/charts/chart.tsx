import { Skeleton, Text, Title } from '@mantine/core'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { DownloadMenu } from '../page/download-menu.js'
import { RefusalAlert } from '../page/refusal-alert.js'
import { csvFile, fileNameOf, saveFile } from '../page/save-file.js'
import { useTokens } from '../theme/use-tokens.js'
import { useWords } from '../words/words.js'
import classes from './chart.module.css'
import { pictureOf } from './chart-image.js'
import { type ChartTable, csvOfTable } from './chart-table.js'
import { ScreenReaderTable } from './screen-reader-table.js'

export interface ChartProps {
  /** The message's who, what, when. */
  readonly title: string
  /** Unit and scale, and how the shapes are read. */
  readonly subtitle: string
  readonly option: Record<string, unknown>
  readonly table: ChartTable
  readonly height: number
  /** Which shape was chosen, of which kind of series. */
  readonly onSelect?: (at: number, series: string) => void
}

type Drawn = ReturnType<typeof import('./echarts-core.js')['init']>

/** A chart with its title, its numbers for those who cannot see it, and the ways to take it along. */
export function Chart({ title, subtitle, option, table, height, onSelect }: ChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const drawing = useDrawing(place, option, onSelect)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <div>
          <Title order={2} size="h3">
            {title}
          </Title>
          <Text size="xs" c="dimmed">
            {subtitle}
          </Text>
        </div>
        <ChartMenu {...{ title, subtitle, option, table, height }} width={() => place.current?.clientWidth ?? 800} />
      </figcaption>
      <div className={classes.place} style={{ height }}>
        {drawing === 'coming' ? <Skeleton height={height} className={classes.coming} /> : null}
        {drawing === 'lost' ? <RefusalAlert error={LOST} /> : null}
        <div ref={place} className={classes.drawing} data-selectable={onSelect !== undefined || undefined} />
      </div>
      <ScreenReaderTable caption={title} table={table} />
    </figure>
  )
}

/** What draws did not come; the numbers are in the table, and in the file. */
const LOST = new Error('the drawing library did not come')

/** Draws when the library has come, again when something changed, and to the size that there is. */
function useDrawing(
  place: RefObject<HTMLDivElement | null>,
  option: Record<string, unknown>,
  onSelect: ChartProps['onSelect'],
): 'coming' | 'drawn' | 'lost' {
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  const [isLost, setLost] = useState(false)
  const select = useRef(onSelect)
  select.current = onSelect
  useEffect(() => {
    const here = place.current!
    let gone = false
    let made: Drawn | undefined
    const sized = new ResizeObserver(() => made?.resize())
    import('./echarts-core.js').then(
      ({ init }) => {
        if (gone) return
        made = init(here, null, { renderer: 'svg' })
        made.on('click', ({ dataIndex, seriesType }) => select.current?.(dataIndex, seriesType ?? ''))
        sized.observe(here)
        setDrawn(made)
      },
      () => setLost(true),
    )
    return () => {
      gone = true
      sized.disconnect()
      made?.dispose()
    }
  }, [place])
  useEffect(() => {
    drawn?.setOption(option, { notMerge: true })
  }, [drawn, option])
  return drawn !== null ? 'drawn' : isLost ? 'lost' : 'coming'
}

function ChartMenu({
  title,
  subtitle,
  option,
  table,
  height,
  width,
}: Omit<ChartProps, 'onSelect'> & { width: () => number }): ReactNode {
  const { say } = useWords()
  const tokens = useTokens()
  const picture = async (format: 'png' | 'svg'): Promise<void> =>
    saveFile(
      fileNameOf(title, format),
      await pictureOf({ option, title, subtitle, tokens, width: width(), height }, format),
    )
  return (
    <DownloadMenu
      label={say('web.chart_export', { title })}
      files={{
        PNG: () => picture('png'),
        SVG: () => picture('svg'),
        CSV: () => saveFile(fileNameOf(title, 'csv'), csvFile(csvOfTable(table))),
      }}
    />
  )
}

import { Text } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { FanChart } from '../../charts/fan-chart.js'
import type { Fan } from '../../charts/fan-option.js'
import type { Company } from '../../server/company.js'
import { ErrorState, LoadingRows } from '../../states/states.js'
import { addDays } from '../../words/date-format.js'
import type { Scale } from '../../words/number-format.js'
import type { Words } from '../../words/words.js'
import { useWords } from '../../words/words.js'
import { evenly } from './range-points.js'
import { useRange } from './use-forecast.js'

type Range = NonNullable<AnswerOf<Routes['demandRange']>['range']>

interface RangeProps {
  readonly company: Company
  readonly part: string
  readonly scale: Scale
}

/** Added up from the plan day on, with how far it may lie from the forecast: as the errors were kept with the version. */
export function RangeChart({ company, part, scale }: RangeProps): ReactNode {
  const words = useWords()
  const { say, date, number } = words
  const { data, error, refetch } = useRange()
  const range = data?.range ?? null
  const fan = useMemo(() => (range === null ? null : fanOf(range, words)), [range, words])
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data === undefined) return <LoadingRows rows={8} />
  if (range === null || fan === null) return <Text c="dimmed">{say('web.range_unknown')}</Text>
  const unit = scale === '1' ? say('web.unit') : `${say('web.unit')} ${scale}`
  const note = range.rows === 1 ? 'web.range_note_one' : 'web.range_note'
  return (
    <section>
      <FanChart
        fan={fan}
        title={say('web.range_title', { part, day: date.day(company.planDay) })}
        subtitle={`${say('web.range_subtitle')} · ${unit}`}
        decimals={QUANTITY_DECIMALS}
        scale={scale}
        height={240}
      />
      <Text size="xs" c="dimmed">
        {say(note, { rows: number.plain(range.rows), days: range.measuredDays })}
      </Text>
    </section>
  )
}

function fanOf({ rows, points: told }: Range, { say, date }: Words): Fan {
  const points = evenly(told)
  const band = (name: string, ends: 'apart' | 'together') => ({
    name,
    low: points.map((point) => point[ends].low),
    high: points.map((point) => point[ends].high),
  })
  const bands =
    rows === 1
      ? [band(say('web.range_80'), 'apart')]
      : [band(say('web.range_together'), 'together'), band(say('web.range_apart'), 'apart')]
  return {
    periods: points.map(({ until }) => date.day(addDays(until, -1))),
    history: { name: say('web.measure_consensus'), values: points.map(({ consensus }) => consensus) },
    forecast: { name: say('web.measure_baseline'), values: points.map(({ baseline }) => baseline) },
    bands,
    reference: null,
  }
}

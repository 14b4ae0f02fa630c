import { type ReactNode, useMemo } from 'react'
import { useTokens } from '../theme/use-tokens.js'
import type { Scale } from '../words/number-format.js'
import { useWords } from '../words/words.js'
import { Chart } from './chart.js'
import { type Columns, columnsOption, differencesOf, sumsOf } from './columns-option.js'
import { chartNumbers, inMajor } from './number-scale.js'

/** How every chart of numbers is headed and scaled. */
export interface Headed {
  readonly title: string
  readonly subtitle: string
  readonly decimals: number
  readonly scale: Scale
  readonly height?: number
}

/** Months side by side: actual solid, expected hatched, plan outlined, last year grey; how far apart above them. */
export function ColumnsChart({
  columns,
  onSelect,
  ...headed
}: Headed & { columns: Columns; onSelect?: (at: number) => void }): ReactNode {
  const words = useWords()
  const tokens = useTokens()
  const { title, subtitle, decimals, scale, height = 200 } = headed
  const option = useMemo(
    () =>
      columnsOption(columns, {
        tokens,
        height,
        description: `${title}. ${subtitle}`,
        ...chartNumbers(words, decimals, scale),
      }),
    [columns, tokens, words, title, subtitle, decimals, scale, height],
  )
  const { periods, parts, reference, total, difference } = columns
  const row = (name: string, values: readonly (number | null)[]) => ({
    name,
    values: values.map((value) => inMajor(value, decimals)),
  })
  const table = {
    columns: [total, ...periods],
    rows: [
      ...parts.map(({ name, values }) => row(name, values)),
      ...(parts.length > 1 ? [row(total, sumsOf(columns))] : []),
      ...(reference === null ? [] : [row(reference.name, reference.values), row(difference, differencesOf(columns))]),
    ],
  }
  return <Chart {...{ title, subtitle, option, table, height }} {...(onSelect === undefined ? {} : { onSelect })} />
}

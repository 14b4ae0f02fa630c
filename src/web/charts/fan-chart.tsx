import { type ReactNode, useMemo } from 'react'
import { useTokens } from '../theme/use-tokens.js'
import { useWords } from '../words/words.js'
import { Chart } from './chart.js'
import type { Headed } from './columns-chart.js'
import { type Fan, fanOption } from './fan-option.js'
import { chartNumbers, inMajor } from './number-scale.js'

/** What was as a line, what may come as a broken one in its bands. */
export function FanChart({ fan, ...headed }: Headed & { fan: Fan }): ReactNode {
  const words = useWords()
  const tokens = useTokens()
  const { title, subtitle, decimals, scale, height = 220 } = headed
  const option = useMemo(
    () => fanOption(fan, { tokens, description: `${title}. ${subtitle}`, ...chartNumbers(words, decimals, scale) }),
    [fan, tokens, words, title, subtitle, decimals, scale],
  )
  const { periods, history, forecast, bands, reference } = fan
  const row = (name: string, values: readonly (number | null)[]) => ({
    name,
    values: values.map((value) => inMajor(value, decimals)),
  })
  const table = {
    columns: [title, ...periods],
    rows: [
      row(history.name, history.values),
      row(forecast.name, forecast.values),
      ...bands.flatMap(({ name, low, high }) => [row(`${name} ↓`, low), row(`${name} ↑`, high)]),
      ...(reference === null ? [] : [row(reference.name, reference.values)]),
    ],
  }
  return <Chart {...{ title, subtitle, option, table, height }} />
}

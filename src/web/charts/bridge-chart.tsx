import { type ReactNode, useMemo } from 'react'
import { useTokens } from '../theme/use-tokens.js'
import { useWords } from '../words/words.js'
import { axisStart, type BridgeEnds, bridgeHeight, bridgeOption } from './bridge-option.js'
import { Chart } from './chart.js'
import type { Headed } from './columns-chart.js'
import { chartNumbers, inMajor } from './number-scale.js'

interface BridgeChartProps extends Headed {
  readonly ends: BridgeEnds
  /** Which step is looked at more closely. */
  readonly chosen?: number | null
  readonly onSelect?: (step: number) => void
}

/** From one amount to another, cause by cause. */
export function BridgeChart({ ends, chosen = null, onSelect, ...headed }: BridgeChartProps): ReactNode {
  const words = useWords()
  const tokens = useTokens()
  const { title, subtitle, decimals, scale } = headed
  const numbers = useMemo(() => chartNumbers(words, decimals, scale), [words, decimals, scale])
  const cut = axisStart(ends)
  const told = cut === 0 ? subtitle : `${subtitle} · ${words.say('web.axis_cut', { at: numbers.format(cut) })}`
  const option = useMemo(
    () => bridgeOption(ends, { tokens, description: `${title}. ${told}`, ...numbers }, chosen),
    [ends, tokens, title, told, numbers, chosen],
  )
  const { from, to, steps } = ends
  const row = (name: string, amount: number) => ({ name, values: [inMajor(amount, decimals)] })
  const table = {
    columns: [words.say('web.bridge_cause'), words.say('web.bridge_amount')],
    rows: [row(from.name, from.amount), ...steps.map(({ name, change }) => row(name, change)), row(to.name, to.amount)],
  }
  const select = (at: number, series: string): void => {
    if (series === 'custom') onSelect?.(at)
  }
  return (
    <Chart
      {...{ title, option, table }}
      subtitle={told}
      height={headed.height ?? bridgeHeight(steps.length)}
      {...(onSelect === undefined ? {} : { onSelect: select })}
    />
  )
}

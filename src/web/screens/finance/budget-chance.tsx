import { Popover, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { parseScaled } from '../../../core/base/decimal.js'
import { minorDecimals } from '../../../finance/currency.js'
import { useWords } from '../../words/words.js'
import { amountText } from './amount-text.js'
import classes from './finance.module.css'
import { chancesOf, chanceText, type LineRange } from './money-range.js'
import type { Row } from './report-cell.js'
import type { Finance } from './use-finance.js'

/** How likely the budget is reached; what that rests on is one click away. */
export function BudgetChance({ range, row, finance }: { range: LineRange; row: Row; finance: Finance }): ReactNode {
  const { say, number } = useWords()
  const chances = chancesOf(range)
  const chance = chanceText(chances, (share) => number.share(share, 0))
  return (
    <Popover position="bottom-start" width={340} withArrow>
      <Popover.Target>
        <UnstyledButton className={classes.chance}>
          {chances.length === 0 ? say('web.range_of') : say('web.budget_likely', { chance })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Assumptions {...{ range, row, finance }} />
      </Popover.Dropdown>
    </Popover>
  )
}

function Assumptions({ range, row, finance: { report, scale } }: { range: LineRange; row: Row; finance: Finance }) {
  const words = useWords()
  const { say, number } = words
  const style = { words, currency: report.currency, scale }
  const text = (amount: string): string =>
    amountText(parseScaled(amount, minorDecimals(report.currency))!, row.shape, style)
  const ends = ({ low, high }: LineRange['apart']) => ({ low: text(low), high: text(high) })
  const dependence = report.range?.dependence ?? null
  return (
    <div className={classes.assumptions}>
      <p>{say('web.range_believed', ends(range.likely ?? range.together))}</p>
      <p>
        {dependence === null
          ? say('web.range_open', ends(range.apart))
          : say('web.range_measured', {
              cycles: number.plain(dependence.cycles),
              correlation: number.share(dependence.correlation, 0),
            })}
      </p>
      <p>{say('web.range_assumes')}</p>
    </div>
  )
}

import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import type { TableShown } from '../../../api/wire/table.js'
import { usePanels } from '../../frame/panels.js'
import { planKey } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { ErrorState, LoadingRows, NoPermission } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { addDays } from '../../words/date-format.js'
import type { Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { amountText, unitText } from './amount-text.js'
import classes from './finance.module.css'
import { FinanceTabs } from './finance-tabs.js'
import { readFinanceView, usualScale } from './finance-view.js'
import type { MoneyMeasure } from './group-scope.js'
import { PROFIT_SHAPES } from './report-line.js'
import { partLines } from './whole-company.js'
import { WholeCompanyLink } from './whole-company-link.js'

/** Of a part of the company: the lines that hang on volume. What else there is, and whose it is, is said. */
export function PartialProfit({ whole }: { whole: boolean }): ReactNode {
  const { say } = useWords()
  const { sees } = useSession()
  const needs = say('web.needs_whole')
  if (!sees('revenue')) return <NoPermission what={say('web.profit_what')} needs={needs} />
  return (
    <div className={classes.flow}>
      <div className={classes.head}>
        <FinanceTabs part="profit" />
      </div>
      <PartLines />
      <div className={classes.note}>
        {whole ? (
          <>
            {say('web.part_why')} <WholeCompanyLink />
          </>
        ) : (
          <NoPermission what={say('web.profit_what')} needs={needs} />
        )}
      </div>
    </div>
  )
}

function PartLines(): ReactNode {
  const { sees, call } = useSession()
  const { scenario, scope, currency } = useView()
  const body = useMemo(
    () => ({
      measures: partLines(sees),
      period: 'month' as const,
      scope: { product: [...scope.product], location: [...scope.location], customer: [...scope.customer] },
      ...(currency === null ? {} : { currency }),
    }),
    [sees, scope, currency],
  )
  const { data, error, refetch } = useQuery({
    queryKey: planKey(scenario, 'part of the profit', body),
    queryFn: () => call('query', { params: { scenario }, body } as never) as Promise<TableShown>,
  })
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data === undefined) return <LoadingRows rows={6} />
  return <PartTable table={data} />
}

function PartTable({ table }: { table: TableShown }): ReactNode {
  const words = useWords()
  const { say, date } = words
  const { scope, address } = useView()
  const { sees } = useSession()
  const largest =
    Math.max(0, ...(table.totals.netSales ?? []).map((amount) => amount ?? 0)) / 10 ** table.decimals.money
  const scale: Scale = readFinanceView(address).scale ?? usualScale(largest)
  const part = [scope.product, scope.location, scope.customer].flatMap((way) => way.at(-1) ?? []).join(', ')
  const title = [say('web.profit_title'), part || say('web.your_part')].join(', ')
  return (
    <>
      <div className={classes.head}>
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          <Text size="xs" c="dimmed">
            {unitText(table.currency, scale)}
          </Text>
        </div>
      </div>
      <div className={classes.tablePlace}>
        <table className={classes.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col" className={classes.corner}>
                {say('web.line')}
              </th>
              {table.periods.map(({ firstDay }) => (
                <th key={firstDay} scope="col">
                  {date.shortMonth(firstDay)}
                  <div className={classes.lower}>
                    {firstDay.endsWith('-01')
                      ? firstDay.slice(0, 4)
                      : say('web.from_day', { day: date.shortDay(firstDay) })}
                  </div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {partLines(sees).map((line) => (
              <PartLine key={line} line={line} table={table} scale={scale} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** Each month of a line tells why it is what it is. */
function PartLine({ line, table, scale }: { line: MoneyMeasure; table: TableShown; scale: Scale }): ReactNode {
  const words = useWords()
  const { scope } = useView()
  const { choose, showDrawer } = usePanels()
  const shape = PROFIT_SHAPES.find((one) => one.line === line)!
  const style = { words, currency: table.currency, scale, millionDigits: 2 }
  return (
    <tr data-sum={shape.line === 'grossMargin' || undefined}>
      <th scope="row">
        <span className={classes.sign}>{line === 'netSales' ? '' : shape.sign}</span> {words.say(shape.name)}
      </th>
      {table.periods.map(({ firstDay, days }, at) => (
        <td key={firstDay}>
          <button
            type="button"
            className={classes.plainButton}
            onClick={() => {
              choose({ measure: line, scope, from: firstDay, until: addDays(firstDay, days) })
              showDrawer('why')
            }}
          >
            {amountText(table.totals[line]?.[at] ?? null, shape, style)}
          </button>
        </td>
      ))}
    </tr>
  )
}

import { SegmentedControl, Select, Tabs, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import type { Scope } from '../../../core/edit/box.js'
import { ScaleControl } from '../../page/scale-control.js'
import { type Company, useCompany } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { ErrorState, LoadingRows, NoPermission } from '../../states/states.js'
import { LEVELS } from '../../view/levels.js'
import { useView } from '../../view/view.js'
import { SCALES, type Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { AccuracyPanel } from './accuracy-panel.js'
import { CorrectionsPanel } from './corrections-panel.js'
import { demandSeries } from './demand-series.js'
import classes from './forecast.module.css'
import { FORECAST_PERIODS, FORECAST_TABS, MONTHS_BACK, readForecastView } from './forecast-address.js'
import { HistoryChart } from './history-chart.js'
import { MadePanel } from './made-panel.js'
import { RangeChart } from './range-chart.js'
import { CORRECTIONS_MOST, useCorrections, useDemandTable } from './use-forecast.js'

/** Where the forecast of a part of the plan comes from, how sure it is, and how good it has been. */
export function ForecastScreen(): ReactNode {
  const { say } = useWords()
  const { sees } = useSession()
  const company = useCompany()
  if (!sees('volume')) return <NoPermission what={say('web.forecast_what')} needs="volume" />
  if (company === undefined) return <LoadingRows />
  return <Forecast company={company} />
}

function Forecast({ company }: { company: Company }): ReactNode {
  const { say } = useWords()
  const { scope, address, move } = useView()
  const view = readForecastView(address)
  const usual = usualScale(scope)
  const scale = SCALES.find((one) => one === address.scale) ?? usual
  const part =
    [scope.product, scope.location, scope.customer].flatMap((way) => way.at(-1) ?? []).join(', ') ||
    say('web.everything')
  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <Title order={1} size="h2">
          {say('web.forecast_title', { part })}
        </Title>
        <Tools scale={scale} usual={usual} />
      </div>
      <Lines company={company} part={part} scale={scale} />
      <Tabs
        value={view.tab}
        keepMounted={false}
        onChange={(tab) => move({ tab: tab === 'made' ? undefined : (tab ?? undefined) })}
      >
        <Tabs.List aria-label={say('web.forecast_tabs')}>
          {FORECAST_TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {say(`web.forecast_tab_${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="made">
          <div className={classes.pair}>
            <RangeChart company={company} part={part} scale={scale} />
            <MadePanel company={company} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="accuracy">
          <AccuracyPanel />
        </Tabs.Panel>
        <Tabs.Panel value="corrections">
          <CorrectionsPanel />
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}

/** A single product is counted in units, more in thousands. */
const usualScale = ({ product }: Scope): Scale => (product.length === LEVELS.product.length ? '1' : 'k')

function Tools({ scale, usual }: { scale: Scale; usual: Scale }): ReactNode {
  const { say } = useWords()
  const { address, move } = useView()
  const { period, back } = readForecastView(address)
  return (
    <div className={classes.tools}>
      <SegmentedControl
        aria-label={say('web.period')}
        value={period}
        onChange={(chosen) => move({ period: chosen === 'week' ? undefined : chosen })}
        data={FORECAST_PERIODS.map((one) => ({ value: one, label: say(`web.period_${one}`) }))}
      />
      <Select
        aria-label={say('web.months_back')}
        w={170}
        value={String(back)}
        data={MONTHS_BACK.map((months) => ({ value: String(months), label: say('web.months_back_of', { months }) }))}
        onChange={(months) => move({ back: months === '24' ? undefined : (months ?? undefined) })}
      />
      <ScaleControl scale={scale} usual={usual} />
    </div>
  )
}

function Lines({ company, part, scale }: { company: Company; part: string; scale: Scale }): ReactNode {
  const { say, number } = useWords()
  const { address } = useView()
  const { period, back } = readForecastView(address)
  const { data, error, refetch } = useDemandTable(company.planDay, period, back)
  const corrections = useCorrections(null)
  if (error !== null) return <ErrorState error={error} again={() => void refetch()} />
  if (data === undefined) return <LoadingRows rows={8} />
  const points = demandSeries(data, company.planDay, period)
  const nowhere = data.sold?.nowhere?.actual?.reduce<number>((sum, value) => sum + (value ?? 0), 0) ?? 0
  const known = corrections.data
  const notes = [
    nowhere === 0 ? '' : say('web.forecast_nowhere', { units: number.whole(nowhere, QUANTITY_DECIMALS) }),
    period === 'month' ? say('web.forecast_month_note') : '',
    known === undefined || known.count <= CORRECTIONS_MOST || period === 'month'
      ? ''
      : say('web.forecast_some_corrections', {
          shown: number.plain(CORRECTIONS_MOST),
          count: number.plain(known.count),
        }),
  ].filter((note) => note !== '')
  return (
    <div>
      <HistoryChart
        {...{ points, part, period, scale }}
        corrections={period === 'week' ? (known?.corrections ?? []) : []}
      />
      {notes.map((note) => (
        <Text key={note} size="xs" c="dimmed">
          {note}
        </Text>
      ))}
    </div>
  )
}

import { Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { BRIDGE_ENDS } from '../../../finance/bridge-plans.js'
import type { WebKey } from '../../../language/messages/web.js'
import { BRIDGE_GROUPS } from '../../../processes/report/bridge-report.js'
import { BridgeChart } from '../../charts/bridge-chart.js'
import { besides } from '../../server/live.js'
import { useSession } from '../../server/session.js'
import { EmptyState, ErrorState, LoadingRows, NoPermission } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { SCALES, type Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { unitText } from './amount-text.js'
import { BridgeBar } from './bridge-bar.js'
import { type BridgeSheet, bridgeSheet } from './bridge-sheet.js'
import { BridgeTable } from './bridge-table.js'
import { BridgeToolbar, useEndNames } from './bridge-toolbar.js'
import type { BridgeView } from './bridge-view.js'
import classes from './finance.module.css'
import { FinanceTabs } from './finance-tabs.js'
import { usualScale } from './finance-view.js'
import { LIVE, lastCycle, livingPlan, planName } from './plan-names.js'
import { Seal } from './seal.js'
import { recordKey, useVersions } from './use-report.js'
import { seesBridge } from './whole-company.js'

/** What makes the difference between two plans, in money; each cause opens to its parts and to whose doing it was. */
export function BridgeScreen(): ReactNode {
  const { say } = useWords()
  const session = useSession()
  const view = useBridgeView()
  if (!seesBridge(session)) return <NoPermission what={say('web.bridge_what')} needs={say('web.needs_whole')} />
  return view === null ? <LoadingRows rows={16} /> : <Bridged view={view} />
}

/** From the last cycle, or what was planned, to the plan as it is, unless the address says otherwise. */
function useBridgeView(): BridgeView | null {
  const { address, scenario } = useView()
  const versions = useVersions()
  return useMemo(() => {
    if (versions === undefined) return null
    const cycle = lastCycle(versions.versions, versions.live)
    const here = planName(scenario)
    return {
      from: address.from ?? cycle?.id ?? versions.live ?? here,
      to: address.to ?? here,
      end: BRIDGE_ENDS.find((one) => one === address.end) ?? 'netSales',
      by: BRIDGE_GROUPS.find((one) => one === address.group && one !== 'total') ?? 'family',
      bar: address.bar ?? null,
      key: address.key ?? null,
      scale: SCALES.find((one) => one === address.scale) ?? null,
    }
  }, [address, scenario, versions])
}

function Bridged({ view }: { view: BridgeView }): ReactNode {
  const { say } = useWords()
  const { call } = useSession()
  const { from, to, end, by } = view
  const { data, error, isPlaceholderData, refetch } = useQuery({
    // Either end may live, or both: what was read goes with each that does.
    queryKey: recordKey(livingPlan(to) === null ? from : to, 'bridge', from, to, end, by),
    meta: besides(livingPlan(from)),
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const told = await call('bridge', { params: { version: from, to }, query: { end, by } })
      return { asked: { from, to, end, by }, sheet: bridgeSheet(told) }
    },
  })
  // While another bridge comes, the last one stands there as what it is.
  const shown = useMemo(() => ({ ...view, ...data?.asked }), [view, data])
  const sheet = data?.sheet ?? null
  return (
    <div className={classes.flow}>
      <div className={classes.head}>
        <div>
          <FinanceTabs part="bridge" />
          <Title order={1} size="h2" mt={4}>
            {say('web.bridge_title', { end: say(`finance.line_${shown.end}`) })}
          </Title>
        </div>
        {from === LIVE || to === LIVE ? <Seal /> : null}
      </div>
      <BridgeToolbar view={view} scale={sheet === null ? 'k' : scaleOf(sheet, view)} />
      {error !== null ? (
        <ErrorState error={error} again={() => void refetch()} />
      ) : sheet === null ? (
        <LoadingRows rows={12} label={say('web.finance_bridge')} />
      ) : (
        <div className={classes.bridged} data-stale={isPlaceholderData || undefined}>
          <BridgeShownWhole view={shown} sheet={sheet} />
        </div>
      )}
    </div>
  )
}

function BridgeShownWhole({ view, sheet }: { view: BridgeView; sheet: BridgeSheet }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  const names = useEndNames()
  const scale = scaleOf(sheet, view)
  const ends = useMemo(() => endsOf(sheet, view, names, say), [sheet, view, names, say])
  const at = view.bar === null ? -1 : sheet.bars.indexOf(view.bar)
  const title = `${say(`finance.line_${view.end}`)}, ${names(view.from)} → ${names(view.to)}`
  if (sheet.bars.length === 0)
    return (
      <EmptyState
        good
        title={say('web.bridge_same')}
        text={say('web.bridge_same_why', { end: say(`finance.line_${view.end}`) })}
      />
    )
  return (
    <>
      <div className={classes.columns}>
        <BridgeChart
          ends={ends}
          title={title}
          subtitle={unitText(sheet.currency, scale)}
          decimals={sheet.decimals}
          scale={scale}
          chosen={at < 0 ? null : at}
          onSelect={(step) => move({ bar: sheet.bars[step], key: undefined })}
        />
        {at < 0 ? (
          <div>
            <Title order={2} size="h3">
              {say('web.bridge_open')}
            </Title>
            <Text c="dimmed">{say('web.bridge_open_how')}</Text>
          </div>
        ) : (
          <BridgeBar {...{ view, sheet, scale }} bar={at} />
        )}
      </div>
      <BridgeTable {...{ view, sheet, scale }} />
    </>
  )
}

/** As small as the largest of its causes asks for. */
function scaleOf({ whole, decimals }: BridgeSheet, { scale }: BridgeView): Scale {
  return scale ?? usualScale(Math.max(...whole.changes.map(Math.abs), 0) / 10 ** decimals)
}

function endsOf(
  { whole, bars }: BridgeSheet,
  { from, to }: BridgeView,
  names: (end: string) => string,
  say: (key: WebKey) => string,
) {
  return {
    from: { name: names(from), amount: whole.from, notation: 'plan' as const },
    to: { name: names(to), amount: whole.to, notation: 'forecast' as const },
    steps: bars.map((bar, at) => ({ name: say(`finance.bar_${bar}` as WebKey), change: whole.changes[at]! })),
  }
}

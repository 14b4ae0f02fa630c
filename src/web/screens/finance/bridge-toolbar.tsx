import { ActionIcon, SegmentedControl, Select, Tooltip } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { type ReactNode, useCallback } from 'react'
import { BRIDGE_ENDS } from '../../../finance/bridge-plans.js'
import { BRIDGE_GROUPS } from '../../../processes/report/bridge-report.js'
import { ScaleControl } from '../../page/scale-control.js'
import { useScenarios } from '../../server/company.js'
import { useView } from '../../view/view.js'
import type { Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import type { BridgeView } from './bridge-view.js'
import classes from './finance.module.css'
import { LIVE } from './plan-names.js'
import { useVersions } from './use-report.js'

/** What an end of a bridge is called. */
export function useEndNames(): (end: string) => string {
  const { say } = useWords()
  const scenarios = useScenarios()
  return useCallback(
    (end) => (end === LIVE ? say('web.plan_live_short') : (scenarios.find(({ id }) => id === end)?.name ?? end)),
    [say, scenarios],
  )
}

/** Which two plans, how far down the P&L, and by what. */
export function BridgeToolbar({ view, scale }: { view: BridgeView; scale: Scale }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  const { from, to, end, by } = view
  return (
    <div className={classes.tools}>
      <EndSelect
        label={say('web.bridge_from')}
        value={from}
        onChange={(chosen) => move({ from: chosen, bar: undefined })}
      />
      <Tooltip label={say('web.bridge_turn')}>
        <ActionIcon aria-label={say('web.bridge_turn')} onClick={() => move({ from: to, to: from, bar: undefined })}>
          <IconArrowsExchange size={16} />
        </ActionIcon>
      </Tooltip>
      <EndSelect label={say('web.bridge_to')} value={to} onChange={(chosen) => move({ to: chosen, bar: undefined })} />
      <SegmentedControl
        aria-label={say('web.bridge_end')}
        value={end}
        onChange={(chosen) => move({ end: chosen === 'netSales' ? undefined : chosen, bar: undefined })}
        data={BRIDGE_ENDS.map((one) => ({ value: one, label: say(`finance.line_${one}`) }))}
      />
      <Select
        aria-label={say('web.group_by')}
        w={150}
        value={by}
        data={BRIDGE_GROUPS.filter((one) => one !== 'total').map((one) => ({
          value: one,
          label: say(`web.by_${one}`),
        }))}
        onChange={(chosen) => move({ group: chosen === 'family' ? undefined : (chosen ?? undefined), key: undefined })}
      />
      <ScaleControl scale={scale} />
    </div>
  )
}

interface EndSelectProps {
  readonly label: string
  readonly value: string
  readonly onChange: (end: string) => void
}

function EndSelect({ label, value, onChange }: EndSelectProps): ReactNode {
  const { say, date } = useWords()
  const versions = useVersions()
  const scenarios = useScenarios()
  return (
    <Select
      aria-label={label}
      w={230}
      value={value}
      data={[
        { value: LIVE, label: say('web.plan_itself') },
        ...scenarios.map(({ id, name }) => ({ value: id, label: say('web.in_scenario', { name }) })),
        ...(versions?.versions ?? []).map(({ id, frozenAt }) => ({
          value: id,
          label: say('web.against_version', { version: id, at: date.moment(frozenAt) }),
        })),
      ]}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  )
}

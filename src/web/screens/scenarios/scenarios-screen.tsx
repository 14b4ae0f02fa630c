import { Button, Select, Tabs, Text, Title } from '@mantine/core'
import { IconGitBranch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { ScaleControl } from '../../page/scale-control.js'
import { type Company, type ScenarioShown, useCompany, useScenarios } from '../../server/company.js'
import { useScopeText } from '../../server/scope-names.js'
import { useSession } from '../../server/session.js'
import { EmptyState, LoadingRows, NoPermission } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { addDays } from '../../words/date-format.js'
import type { Words } from '../../words/words.js'
import { useWords } from '../../words/words.js'
import { ChangesPanel } from './changes-panel.js'
import { ComparePanel } from './compare-panel.js'
import { GiveUpDialog } from './give-up-dialog.js'
import { MasterForm } from './master-form.js'
import { MergePanel } from './merge-panel.js'
import { OpenDialog } from './open-dialog.js'
import { SCENARIO_TABS } from './scenario-address.js'
import { ScenarioList } from './scenario-list.js'
import { type Span, spanText } from './scenario-spans.js'
import classes from './scenarios.module.css'
import { type ScenariosShown, useScenariosView } from './use-scenarios-view.js'

/** Other futures of the plan: opened, compared in money, and brought in or given up. */
export function ScenariosScreen(): ReactNode {
  const { say } = useWords()
  const { may } = useSession()
  const company = useCompany()
  const scenarios = useScenarios()
  if (!may('open scenario')) return <NoPermission what={say('web.scenarios_what')} needs="open scenario" />
  if (company === undefined) return <LoadingRows />
  return <Scenarios company={company} scenarios={scenarios} />
}

function Scenarios({ company, scenarios }: { company: Company; scenarios: readonly ScenarioShown[] }): ReactNode {
  const { say } = useWords()
  const [opening, setOpening] = useState(false)
  const [givingUp, giveUp] = useState<ScenarioShown | null>(null)
  const shown = useScenariosView(company, scenarios)
  const open = (
    <Button leftSection={<IconGitBranch size={14} />} onClick={() => setOpening(true)}>
      {say('web.scenario_open')}
    </Button>
  )
  return (
    <div className={classes.screen}>
      <Toolbar shown={shown} company={company} open={open} />
      {scenarios.length === 0 ? (
        <EmptyState title={say('web.scenarios_none')} text={say('web.scenarios_none_why')} action={open} />
      ) : (
        <>
          <ScenarioList {...{ shown, scenarios, giveUp }} />
          <Detail shown={shown} scenarios={scenarios} />
        </>
      )}
      <OpenDialog opened={opening} scenarios={scenarios} onClose={() => setOpening(false)} />
      {givingUp === null ? null : <GiveUpDialog scenario={givingUp} onClose={() => giveUp(null)} />}
    </div>
  )
}

function Toolbar({ shown, company, open }: { shown: ScenariosShown; company: Company; open: ReactNode }): ReactNode {
  const words = useWords()
  const { say } = words
  const { scope, currency, move } = useView()
  const { spans, span, scale } = shown
  const part = useScopeText(scope)
  const { sees } = useSession()
  const unit = [...(sees('revenue') ? [currency ?? company.baseCurrency] : []), say('web.unit')].map((one) =>
    scale === '1' ? one : `${one} ${scale}`,
  )
  return (
    <div className={classes.toolbar}>
      <div>
        <Title order={1} size="h2">
          {say('web.scenarios_title', { part })}
        </Title>
        <Text size="xs" c="dimmed">
          {[daysText(span, words), ...unit].join(' · ')}
        </Text>
      </div>
      <div className={classes.tools}>
        <Select
          aria-label={say('web.span_compared')}
          w={170}
          value={span.name}
          data={spans.map((one) => ({ value: one.name, label: spanText(one, words) }))}
          onChange={(name) => move({ span: name ?? undefined })}
        />
        <ScaleControl scale={scale} usual="k" />
        {open}
      </div>
    </div>
  )
}

const daysText = ({ from, until }: Span, { date }: Words): string =>
  `${date.day(from)} – ${date.day(addDays(until, -1))}`

/** What is looked at more closely; three of the four speak of one scenario. */
function Detail({ shown, scenarios }: { shown: ScenariosShown; scenarios: readonly ScenarioShown[] }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  const { tab, of } = shown
  return (
    <Tabs
      className={classes.detail}
      value={tab}
      onChange={(chosen) => move({ tab: chosen === 'compare' ? undefined : (chosen ?? undefined) })}
      keepMounted={false}
    >
      <Tabs.List aria-label={say('web.scenario_tabs')}>
        {SCENARIO_TABS.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {say(`web.tab_${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tab === 'compare' || of === null ? null : (
        <Select
          mt="sm"
          w={300}
          label={say('web.one_scenario')}
          value={of.id}
          data={scenarios.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => move({ of: id ?? undefined })}
        />
      )}
      <Tabs.Panel value="compare">
        <ComparePanel shown={shown} />
      </Tabs.Panel>
      {of === null ? null : (
        <>
          <Tabs.Panel value="changes">
            <ChangesPanel key={of.id} scenario={of} />
          </Tabs.Panel>
          <Tabs.Panel value="merge">
            <MergePanel key={of.id} scenario={of} scenarios={scenarios} />
          </Tabs.Panel>
          <Tabs.Panel value="other">
            <MasterForm key={of.id} scenario={of} />
          </Tabs.Panel>
        </>
      )}
    </Tabs>
  )
}

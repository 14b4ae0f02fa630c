import { Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { MAIN } from '../../../core/edit/intent.js'
import { useOneAtATime } from '../../page/one-at-a-time.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import type { ScenarioShown } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { LoadingRows, NoPermission } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { ConflictTable } from './conflict-table.js'
import {
  type Choices,
  type ConflictTold,
  choicesSent,
  entriesInTheWay,
  type Take,
  undecided,
  withConflicts,
} from './merge-choices.js'
import classes from './scenarios.module.css'
import { countInForce } from './undone-entries.js'
import { useOwnEntries } from './use-entries.js'

interface MergeProps {
  readonly scenario: ScenarioShown
  readonly scenarios: readonly ScenarioShown[]
}

/** Brings a scenario into the plan it parted from; what meets changes made there since is chosen first. */
export function MergePanel({ scenario, scenarios }: MergeProps): ReactNode {
  const { say, date } = useWords()
  const { may } = useSession()
  const { data } = useOwnEntries(scenario)
  const parent = scenario.parent ?? MAIN
  const parentName = parent === MAIN ? null : nameOf(parent, scenarios)
  const merge = useMerge(scenario, parent, parentName)
  if (!may('promote')) return <NoPermission what={say('web.tab_merge')} needs="promote" />
  if (data === undefined) return <LoadingRows rows={4} />
  const count = countInForce(data)
  const values = { count, name: scenario.name, parent: parentName ?? '', at: date.moment(scenario.openedAt) }
  const { conflicts, choices, choose } = merge
  const left = undecided(conflicts, choices)
  return (
    <div className={classes.panel}>
      <Text maw={720}>
        {count === 0
          ? say('web.merge_nothing')
          : say(parent === MAIN ? 'web.merge_into_plan' : 'web.merge_into_parent', values)}
      </Text>
      <RefusalAlert error={merge.error} />
      {conflicts.length === 0 ? null : (
        <>
          <AllChoices {...{ conflicts, choose, parentName }} />
          <ConflictTable
            {...{ conflicts, choices, choose, parent, parentName }}
            entries={data}
            scenario={scenario.id}
          />
        </>
      )}
      <div className={classes.line}>
        <Button disabled={count === 0 || left > 0} loading={merge.isPending} onClick={merge.run}>
          {parent === MAIN ? say('web.merge_do_plan') : say('web.merge_do_parent', { parent: parentName ?? '' })}
        </Button>
        {left > 0 ? <Text c="dimmed">{say('web.merge_left', { count: left })}</Text> : null}
      </div>
    </div>
  )
}

const nameOf = (id: string, scenarios: readonly ScenarioShown[]): string =>
  scenarios.find((one) => one.id === id)?.name ?? id

function AllChoices({
  conflicts,
  choose,
  parentName,
}: {
  conflicts: readonly ConflictTold[]
  choose: (positions: readonly number[], take: Take) => void
  parentName: string | null
}): ReactNode {
  const { say } = useWords()
  const entries = entriesInTheWay(conflicts)
  return (
    <div className={classes.line} role="status">
      <Text fw={600}>{say('web.merge_conflicts', { count: entries.length })}</Text>
      <Button variant="default" onClick={() => choose(entries, 'here')}>
        {parentName === null ? say('web.merge_all_here_plan') : say('web.merge_all_here', { parent: parentName })}
      </Button>
      <Button variant="default" onClick={() => choose(entries, 'there')}>
        {say('web.merge_all_there')}
      </Button>
    </div>
  )
}

function useMerge(scenario: ScenarioShown, parent: string, parentName: string | null) {
  const { say } = useWords()
  const { call } = useSession()
  const { scenario: here, set } = useView()
  const queries = useQueryClient()
  const [conflicts, setConflicts] = useState<readonly ConflictTold[]>([])
  const [choices, setChoices] = useState<Choices>(new Map())
  const { id, name } = scenario
  const { mutateAsync, error, isPending } = useMutation({
    mutationFn: () => call('mergeScenario', { params: { scenario: id }, body: { choices: choicesSent(choices) } }),
    onSuccess: async (answer) => {
      if (!answer.merged) return setConflicts((known) => withConflicts(known, answer.conflicts))
      const message =
        parentName === null ? say('web.merge_done_plan', { name }) : say('web.merge_done', { name, parent: parentName })
      notifications.show({ message, color: 'green' })
      if (here === id) set({ scenario: parent })
      await queries.invalidateQueries({ queryKey: ['scenarios'] })
      await queries.invalidateQueries({ queryKey: ['plan'] })
    },
  })
  const run = useOneAtATime(() => mutateAsync())
  const choose = (positions: readonly number[], take: Take): void =>
    setChoices((now) => new Map([...now, ...positions.map((position) => [position, take] as const)]))
  return { conflicts, choices, choose, error, isPending, run }
}

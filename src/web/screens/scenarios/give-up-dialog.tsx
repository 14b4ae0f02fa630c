import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { MAIN } from '../../../core/edit/intent.js'
import { ConfirmDialog } from '../../page/confirm-dialog.js'
import type { ScenarioShown } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { countInForce } from './undone-entries.js'
import { useOwnEntries } from './use-entries.js'

interface GiveUpProps {
  readonly scenario: ScenarioShown
  readonly onClose: () => void
}

/** What is given up cannot be opened again: it is asked for once more. */
export function GiveUpDialog({ scenario, onClose }: GiveUpProps): ReactNode {
  const { say } = useWords()
  const { call } = useSession()
  const { scenario: here, set } = useView()
  const queries = useQueryClient()
  const { data } = useOwnEntries(scenario)
  const { id, name } = scenario
  return (
    <ConfirmDialog
      title={say('web.scenario_give_up', { name })}
      text={say('web.scenario_give_up_why', { count: countInForce(data ?? []) })}
      action={say('web.scenario_give_up_short')}
      dangerous
      run={async () => {
        await call('dropScenario', { params: { scenario: id } })
        await queries.invalidateQueries({ queryKey: ['scenarios'] })
        if (here === id) set({ scenario: MAIN })
      }}
      onClose={onClose}
    />
  )
}

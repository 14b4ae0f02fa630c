import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { MAIN } from '../../../core/edit/intent.js'
import type { ScenarioShown } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { RefusedText } from './refused-text.js'
import { countInForce } from './undone-entries.js'
import { useOwnEntries } from './use-entries.js'

interface GiveUpProps {
  readonly scenario: ScenarioShown | null
  readonly onClose: () => void
}

/** What is given up cannot be opened again: it is asked for once more. */
export function GiveUpDialog({ scenario, onClose }: GiveUpProps): ReactNode {
  const { say } = useWords()
  return (
    <Modal
      opened={scenario !== null}
      onClose={onClose}
      title={say('web.scenario_give_up', { name: scenario?.name ?? '' })}
      closeButtonProps={{ 'aria-label': say('web.close') }}
    >
      {scenario === null ? null : <GiveUpForm scenario={scenario} onClose={onClose} />}
    </Modal>
  )
}

function GiveUpForm({ scenario, onClose }: { scenario: ScenarioShown; onClose: () => void }): ReactNode {
  const { say } = useWords()
  const { call } = useSession()
  const { scenario: here, set } = useView()
  const queries = useQueryClient()
  const { data } = useOwnEntries(scenario)
  const drop = useMutation({
    mutationFn: () => call('dropScenario', { params: { scenario: scenario.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['scenarios'] })
      if (here === scenario.id) set({ scenario: MAIN })
      onClose()
    },
  })
  return (
    <Stack gap="sm">
      <Text>{say('web.scenario_give_up_why', { count: countInForce(data ?? []) })}</Text>
      <RefusedText error={drop.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {say('web.cancel')}
        </Button>
        <Button color="red" loading={drop.isPending} onClick={() => drop.mutate()}>
          {say('web.scenario_give_up_short')}
        </Button>
      </Group>
    </Stack>
  )
}

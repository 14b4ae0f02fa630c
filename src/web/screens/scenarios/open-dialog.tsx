import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { MAIN } from '../../../core/edit/intent.js'
import { useOneAtATime } from '../../page/one-at-a-time.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import type { ScenarioShown } from '../../server/company.js'
import { useSession } from '../../server/session.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { readScenarioView, toggled, writeCompared } from './scenario-address.js'

interface OpenDialogProps {
  readonly opened: boolean
  readonly scenarios: readonly ScenarioShown[]
  readonly onClose: () => void
}

/** A new scenario: what it tries, and from which plan it parts. */
export function OpenDialog({ opened, scenarios, onClose }: OpenDialogProps): ReactNode {
  const { say } = useWords()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={say('web.scenario_open')}
      closeButtonProps={{ 'aria-label': say('web.close') }}
    >
      <OpenForm scenarios={scenarios} onClose={onClose} />
    </Modal>
  )
}

function OpenForm({ scenarios, onClose }: Omit<OpenDialogProps, 'opened'>): ReactNode {
  const { say } = useWords()
  const { call } = useSession()
  const { scenario, address, move } = useView()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [from, setFrom] = useState(scenarios.some(({ id }) => id === scenario) ? scenario : MAIN)
  const open = useMutation({
    mutationFn: () => call('openScenario', { body: { from, name: name.trim() } }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['scenarios'] })
      move({ of: id, compare: writeCompared(toggled(readScenarioView(address).compared, id)) })
      onClose()
    },
  })
  const begin = useOneAtATime(() => open.mutateAsync())
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') begin()
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={say('web.scenario_name')}
          description={say('web.scenario_name_hint')}
          value={name}
          maxLength={200}
          required
          data-autofocus
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Select
          label={say('web.scenario_from')}
          value={from}
          data={[
            { value: MAIN, label: say('web.plan_itself') },
            ...scenarios.map(({ id, name: known }) => ({ value: id, label: known })),
          ]}
          onChange={(id) => id !== null && setFrom(id)}
        />
        <RefusalAlert error={open.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say('web.cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''} loading={open.isPending}>
            {say('web.scenario_open_do')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

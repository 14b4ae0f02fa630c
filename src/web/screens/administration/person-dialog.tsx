import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { LANGUAGES } from '../../../language/message.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { oneTimePassword } from '../../server/one-time-password.js'
import { type Grant, type NewPerson, usePersonActions } from '../../server/people.js'
import { useWords } from '../../words/words.js'
import { GrantFields } from './grant-fields.js'
import { tidyScope } from './scope-text.js'
import type { Secret } from './secret.js'

type Draft = Required<Pick<NewPerson, 'id' | 'name' | 'email' | 'language'>>
const NOBODY: Draft = { id: '', name: '', email: '', language: null }
const NO_RIGHTS: Grant = { roles: [], scopes: [{}], measures: null, processes: null }

/** Somebody new: who they are, what they may do and see, and how they get in the first time. */
export function PersonDialog({
  onClose,
  onSecret,
}: {
  onClose: () => void
  onSecret: (secret: Secret) => void
}): ReactNode {
  const { say } = useWords()
  const { add } = usePersonActions()
  const [draft, setDraft] = useState(NOBODY)
  const [grant, setGrant] = useState(NO_RIGHTS)
  const [givesPassword, setGivesPassword] = useState(true)
  const save = async (): Promise<void> => {
    const password = givesPassword ? oneTimePassword() : undefined
    const email = draft.email === '' ? null : draft.email
    const given = { ...grant, scopes: grant.scopes.map(tidyScope) }
    const person = await add.mutateAsync({
      ...draft,
      email,
      grant: given,
      ...(password === undefined ? {} : { password }),
    })
    onClose()
    if (password !== undefined) onSecret({ name: person.name, password })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('web.admin_add')}
      closeButtonProps={{ 'aria-label': say('web.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save().catch(() => undefined)
        }}
      >
        <Stack gap="md">
          <Identity draft={draft} onChange={(changed) => setDraft({ ...draft, ...changed })} />
          <GrantFields grant={grant} onChange={setGrant} />
          <Checkbox
            size="xs"
            label={say('web.admin_give_password')}
            checked={givesPassword}
            onChange={({ currentTarget }) => setGivesPassword(currentTarget.checked)}
          />
          <RefusalAlert error={add.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('web.cancel')}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {say('web.admin_add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function Identity({ draft, onChange }: { draft: Draft; onChange: (changed: Partial<Draft>) => void }): ReactNode {
  const { say } = useWords()
  return (
    <Stack gap="sm">
      <Group grow align="start">
        <TextInput
          label={say('web.admin_name')}
          value={draft.name}
          onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
          required
          data-autofocus
        />
        <TextInput
          label={say('web.admin_id')}
          description={say('web.admin_id_why')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={draft.id}
          maxLength={64}
          onChange={({ currentTarget }) => onChange({ id: currentTarget.value })}
          autoComplete="off"
          required
        />
      </Group>
      <Group grow align="start">
        <TextInput
          label={say('web.admin_email')}
          type="email"
          value={draft.email ?? ''}
          onChange={({ currentTarget }) => onChange({ email: currentTarget.value })}
        />
        <Select
          label={say('web.admin_language')}
          value={draft.language ?? ''}
          data={[
            { value: '', label: say('web.admin_language_browser') },
            ...LANGUAGES.map((value) => ({ value, label: say(`web.language_${value}`) })),
          ]}
          onChange={(language) => onChange({ language: LANGUAGES.find((one) => one === language) ?? null })}
        />
      </Group>
    </Stack>
  )
}

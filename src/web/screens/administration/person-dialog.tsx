import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { oneTimePassword } from '../../server/one-time-password.js'
import { type Grant, usePersonActions } from '../../server/people.js'
import { useWords } from '../../words/words.js'
import { GrantFields } from './grant-fields.js'
import { type Identity, IdentityFields } from './identity-fields.js'
import { tidyScope } from './scope-text.js'
import type { Secret } from './secret.js'

const NOBODY: Identity & { readonly id: string } = { id: '', name: '', email: '', language: null }
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
          <IdentityFields
            draft={draft}
            onChange={(changed) => setDraft({ ...draft, ...changed })}
            beside={<AccountName id={draft.id} onChange={(id) => setDraft({ ...draft, id })} />}
          />
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

function AccountName({ id, onChange }: { id: string; onChange: (id: string) => void }): ReactNode {
  const { say } = useWords()
  return (
    <TextInput
      label={say('web.admin_id')}
      description={say('web.admin_id_why')}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={id}
      maxLength={64}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      autoComplete="off"
      required
    />
  )
}

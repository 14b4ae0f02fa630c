import { Anchor, Button, Divider, Drawer, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '../../page/confirm-dialog.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { oneTimePassword } from '../../server/one-time-password.js'
import { type Person, usePersonActions } from '../../server/people.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { GrantFields } from './grant-fields.js'
import { type Identity, IdentityFields } from './identity-fields.js'
import { tidyScope } from './scope-text.js'
import type { Secret } from './secret.js'

interface PersonDrawerProps {
  readonly person: Person
  readonly onClose: () => void
  readonly onSecret: (secret: Secret) => void
}

/** One account: its rights, and what can be done to it. */
export function PersonDrawer({ person, onClose, onSecret }: PersonDrawerProps): ReactNode {
  const { say, date } = useWords()
  const { move } = useView()
  const { id, name, email, createdAt, active } = person
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={name}
      closeButtonProps={{ 'aria-label': say('web.close') }}
    >
      <Stack gap="md">
        <Text size="xs" c="dimmed">
          {[id, email, `${say('web.admin_created')} ${date.day(createdAt.slice(0, 10))}`].filter(Boolean).join(' · ')}
          {' · '}
          <Anchor component="button" size="xs" onClick={() => move({ person: undefined, show: 'audit', about: id })}>
            {say('web.admin_audit_of')}
          </Anchor>
        </Text>
        {active ? (
          <>
            <Account key={`${person.name} ${email} ${person.language}`} person={person} />
            <Divider />
            <Rights key={JSON.stringify(person.grant)} person={person} />
            <Divider />
            <Dangers person={person} onSecret={onSecret} onRemoved={onClose} />
          </>
        ) : (
          <Text className="bad">{say('web.admin_removed')}</Text>
        )}
      </Stack>
    </Drawer>
  )
}

function Account({ person: { id, name, email, language } }: { person: Person }): ReactNode {
  const { say } = useWords()
  const { change } = usePersonActions()
  const given: Identity = { name, email: email ?? '', language }
  const [draft, setDraft] = useState(given)
  const save = async (): Promise<void> => {
    await change.mutateAsync({ user: id, body: { ...draft, email: draft.email.trim() || null } })
    notifications.show({ message: say('web.account_saved') })
  }
  return (
    <form
      aria-label={say('web.me_account')}
      onSubmit={(event) => {
        event.preventDefault()
        void save().catch(() => undefined)
      }}
    >
      <Stack gap="sm">
        <IdentityFields draft={draft} onChange={(changed) => setDraft({ ...draft, ...changed })} />
        <RefusalAlert error={change.error} />
        <Group>
          <Button type="submit" loading={change.isPending} disabled={JSON.stringify(draft) === JSON.stringify(given)}>
            {say('web.account_save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Rights({ person: { id, name, grant: given } }: { person: Person }): ReactNode {
  const { say } = useWords()
  const { grant } = usePersonActions()
  const [draft, setDraft] = useState(given)
  const save = async (): Promise<void> => {
    await grant.mutateAsync({ user: id, body: { ...draft, scopes: draft.scopes.map(tidyScope) } })
    notifications.show({ message: say('web.admin_grant_saved', { name }) })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save().catch(() => undefined)
      }}
    >
      <Stack gap="md">
        <GrantFields grant={draft} onChange={setDraft} />
        <RefusalAlert error={grant.error} />
        <Group>
          <Button type="submit" loading={grant.isPending} disabled={JSON.stringify(draft) === JSON.stringify(given)}>
            {say('web.admin_save_grant')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Dangers({
  person: { id, name },
  onSecret,
  onRemoved,
}: {
  person: Person
  onSecret: (secret: Secret) => void
  onRemoved: () => void
}): ReactNode {
  const { say } = useWords()
  const { reset, signOut, remove } = usePersonActions()
  const [asking, setAsking] = useState<'reset' | 'sign out' | 'remove' | null>(null)
  const close = (): void => setAsking(null)
  const give = async (): Promise<void> => {
    const password = oneTimePassword()
    await reset.mutateAsync({ user: id, password })
    onSecret({ name, password })
  }
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => void give().catch(() => undefined)} loading={reset.isPending}>
        {say('web.admin_reset')}
      </Button>
      <Button variant="default" onClick={() => setAsking('sign out')}>
        {say('web.admin_sign_out')}
      </Button>
      <Button variant="default" c="var(--r-bad)" onClick={() => setAsking('remove')}>
        {say('web.admin_remove')}
      </Button>
      <RefusalAlert error={reset.error} />
      {asking === 'sign out' ? (
        <ConfirmDialog
          title={say('web.admin_sign_out')}
          text={say('web.admin_sign_out_why', { name })}
          action={say('web.admin_sign_out')}
          run={async () => {
            await signOut.mutateAsync(id)
            notifications.show({ message: say('web.admin_signed_out', { name }) })
          }}
          onClose={close}
        />
      ) : null}
      {asking === 'remove' ? (
        <ConfirmDialog
          dangerous
          title={say('web.admin_remove_title', { name })}
          text={say('web.admin_remove_why', { name, id })}
          action={say('web.admin_remove')}
          typed={{ label: say('web.admin_remove_type', { id }), text: id }}
          run={async () => {
            await remove.mutateAsync(id)
            notifications.show({ message: say('web.admin_was_removed', { name }) })
            onRemoved()
          }}
          onClose={close}
        />
      ) : null}
    </Group>
  )
}

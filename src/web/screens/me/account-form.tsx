import { Button, Group, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { ofNames } from '../../server/names.js'
import { ME, useSession } from '../../server/session.js'
import { useWords } from '../../words/words.js'

/** What one is called, and where mail reaches one. */
export function AccountForm(): ReactNode {
  const { say } = useWords()
  const { call, me } = useSession()
  const queries = useQueryClient()
  const ways = useQuery({ queryKey: ['ways-in'], queryFn: () => call('waysIn', {}) })
  const provider = ways.data?.identityProvider ?? null
  const [name, setName] = useState(me.name)
  const [email, setEmail] = useState(me.email ?? '')
  const isSame = name.trim() === me.name && (email.trim() || null) === me.email
  const change = useMutation({
    mutationFn: () =>
      call('changeAccount', { body: { name, ...(provider === null ? { email: email.trim() || null } : {}) } }),
    onSuccess: async (changed) => {
      queries.setQueryData(ME, changed)
      setName(changed.name)
      notifications.show({ message: say('web.account_saved') })
      await Promise.all(ofNames.map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate()
      }}
    >
      <Stack gap="sm" maw={340}>
        <TextInput
          label={say('web.account_name')}
          value={name}
          maxLength={100}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          autoComplete="name"
          required
        />
        <TextInput
          label={say('web.account_email')}
          type="email"
          value={email}
          maxLength={200}
          disabled={provider !== null}
          description={provider === null ? undefined : say('web.account_email_fixed', { provider })}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          autoComplete="email"
        />
        <RefusalAlert error={change.error} />
        <Group>
          <Button type="submit" loading={change.isPending} disabled={isSame || name.trim() === '' || ways.isPending}>
            {say('web.account_save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

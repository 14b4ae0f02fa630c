import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { useSession } from '../../server/session.js'
import { useWords } from '../../words/words.js'

export function PasswordForm(): ReactNode {
  const { say } = useWords()
  const { call, me } = useSession()
  const [old, setOld] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => call('changePassword', { body: { old, password } }),
    onSuccess: () => {
      setOld('')
      setPassword('')
      notifications.show({ message: say('web.me_password_changed') })
    },
  })
  const toggle = { 'aria-label': say('web.show_password') }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate()
      }}
    >
      <Stack gap="sm" maw={340}>
        <input type="text" autoComplete="username" value={me.user} readOnly hidden />
        <PasswordInput
          size="xs"
          label={say('web.me_own_password')}
          value={old}
          onChange={({ currentTarget }) => setOld(currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
          required
        />
        <PasswordInput
          size="xs"
          label={say('web.new_password')}
          description={say('web.me_password_rule')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
          required
        />
        <RefusalAlert error={change.error} />
        <Group>
          <Button type="submit" loading={change.isPending} disabled={old === '' || password === ''}>
            {say('web.change_password')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

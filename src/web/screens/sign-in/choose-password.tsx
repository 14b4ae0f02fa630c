import { Box, Button, Center, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { clientIn } from '../../server/client.js'
import { ME, type Me } from '../../server/session.js'
import { useWords } from '../../words/words.js'

/** A password that was good once is changed before anything else. */
export function ChoosePassword({ me }: { me: Me }): ReactNode {
  const { say, language } = useWords()
  const queries = useQueryClient()
  const [old, setOld] = useState('')
  const [password, setPassword] = useState('')
  const change = useMutation({
    mutationFn: () => clientIn(language)('changePassword', { body: { old, password } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ME }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <Center h="100%" component="main" bg="var(--r-surface-2)">
      <Box w={340} p="xl" bg="var(--r-surface)" style={{ border: '1px solid var(--r-line)', borderRadius: 6 }}>
        <form onSubmit={submit}>
          <Stack gap="sm">
            <Title order={1}>{say('web.choose_password')}</Title>
            <Text c="dimmed">{say('web.choose_password_lead', { name: me.name })}</Text>
            <PasswordInput
              size="xs"
              label={say('web.old_password')}
              value={old}
              onChange={({ currentTarget }) => setOld(currentTarget.value)}
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': say('web.show_password') }}
              autoFocus
              required
            />
            <PasswordInput
              size="xs"
              label={say('web.new_password')}
              value={password}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': say('web.show_password') }}
              required
            />
            <RefusalAlert error={change.error} />
            <Button type="submit" size="xs" loading={change.isPending} fullWidth>
              {say('web.change_password')}
            </Button>
          </Stack>
        </form>
      </Box>
    </Center>
  )
}

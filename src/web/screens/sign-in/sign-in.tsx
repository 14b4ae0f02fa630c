import {
  Alert,
  Box,
  Button,
  Center,
  Group,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { LANGUAGES, type Language } from '../../../language/message.js'
import { RefusalAlert } from '../../page/refusal-alert.js'
import { clientIn, linkTo } from '../../server/client.js'
import { changePerson } from '../../server/session.js'
import { useLanguageChoice } from '../../words/language-choice.js'
import { useWords } from '../../words/words.js'
import { useReturnRefusal } from './return-refusal.js'

/** By password, or at the company's own identity provider. */
export function SignIn(): ReactNode {
  const { say, language } = useWords()
  const { setLanguage } = useLanguageChoice()
  const queries = useQueryClient()
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const ways = useQuery({ queryKey: ['ways-in'], queryFn: () => clientIn(language)('waysIn', {}) })
  const enter = useMutation({
    mutationFn: () => clientIn(language)('signIn', { body: { user, password } }),
    onSuccess: (me) => changePerson(queries, me),
  })
  const provider = ways.data?.identityProvider ?? null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    enter.mutate()
  }
  return (
    <Center h="100%" component="main" bg="var(--r-surface-2)">
      <Box w={340} p="xl" bg="var(--r-surface)" style={{ border: '1px solid var(--r-line)', borderRadius: 6 }}>
        <Stack gap="md">
          <Group justify="space-between">
            <Title order={1}>Rumbo</Title>
            <SegmentedControl
              aria-label={say('web.language')}
              value={language}
              onChange={(chosen) => setLanguage(chosen as Language)}
              data={LANGUAGES.map((one) => ({ value: one, label: one.toUpperCase() }))}
            />
          </Group>
          <Text c="dimmed">{say('web.sign_in_lead')}</Text>
          <Refused provider={provider ?? 'OpenID'} />
          {ways.data?.password === false ? null : (
            <form onSubmit={submit}>
              <Stack gap="sm">
                <TextInput
                  label={say('web.user')}
                  value={user}
                  onChange={({ currentTarget }) => setUser(currentTarget.value)}
                  autoComplete="username"
                  autoFocus
                  required
                />
                <PasswordInput
                  size="xs"
                  label={say('web.password')}
                  value={password}
                  onChange={({ currentTarget }) => setPassword(currentTarget.value)}
                  autoComplete="current-password"
                  visibilityToggleButtonProps={{ 'aria-label': say('web.show_password') }}
                  required
                />
                <RefusalAlert error={enter.error} />
                <Button type="submit" size="xs" loading={enter.isPending} fullWidth>
                  {say('web.sign_in')}
                </Button>
              </Stack>
            </form>
          )}
          {provider === null ? null : <ProviderButton provider={provider} />}
        </Stack>
      </Box>
    </Center>
  )
}

/** Why whoever went to the identity provider is here again. */
function Refused({ provider }: { provider: string }): ReactNode {
  const { say } = useWords()
  const refused = useReturnRefusal()
  if (refused === null) return null
  return (
    <Alert color="red" role="alert" p="xs" title={say(`web.${refused}`, { provider })}>
      {say(`web.${refused}_remedy`, { provider })}
    </Alert>
  )
}

/** There, and back to what one was going to look at. */
function ProviderButton({ provider }: { provider: string }): ReactNode {
  const { say } = useWords()
  const to = location.pathname + location.search
  return (
    <Button component="a" href={linkTo('toIdentityProvider', { query: { to } })} variant="default" size="xs" fullWidth>
      {say('web.sign_in_with', { provider })}
    </Button>
  )
}

import { MantineProvider } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { LANGUAGES, type Language } from '../language/message.js'
import { router } from './router.js'
import { ChoosePassword } from './screens/sign-in/choose-password.js'
import { SignIn } from './screens/sign-in/sign-in.js'
import { ApiRefusal } from './server/client.js'
import { LiveProvider } from './server/live.js'
import { PreferencesProvider } from './server/preferences.js'
import { useReadiness } from './server/readiness.js'
import { SessionProvider, useMe } from './server/session.js'
import { UploadQueueProvider } from './server/upload-queue.js'
import { ErrorState, Opening } from './states/states.js'
import { theme, variables } from './theme/theme.js'
import { LanguageChoice } from './words/language-choice.js'
import { WordsProvider } from './words/words.js'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What changes is told: nothing is asked twice only because a window came back.
      refetchOnWindowFocus: false,
      staleTime: 30_000,
      retry: (count, error) => !(error instanceof ApiRefusal && error.status < 500) && count < 3,
    },
  },
})

export function App(): ReactNode {
  const [language, setLanguage] = useLocalStorage<Language>({
    key: 'rumbo.language',
    defaultValue: preferredLanguage(navigator.languages),
    getInitialValueInEffect: false,
  })
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <QueryClientProvider client={queries}>
        <WordsProvider language={language}>
          <LanguageChoice value={{ language, setLanguage }}>
            <Door />
          </LanguageChoice>
        </WordsProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}

/** What has to be true before there is anything to see: a server that answers, and somebody it knows. */
function Door(): ReactNode {
  const { ready, phase } = useReadiness()
  const { me, error } = useMe(ready)
  if (me === undefined) {
    if (!ready || error === null) return <Opening phase={phase} />
    return <ErrorState error={error} />
  }
  if (me === null) return <SignIn />
  if (me.mustChangePassword) return <ChoosePassword me={me} />
  return (
    <SessionProvider me={me}>
      <PreferencesProvider>
        <LiveProvider>
          <UploadQueueProvider>
            <RouterProvider router={router} />
          </UploadQueueProvider>
        </LiveProvider>
      </PreferencesProvider>
    </SessionProvider>
  )
}

export function preferredLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const language = LANGUAGES.find((one) => tag.startsWith(one))
    if (language !== undefined) return language
  }
  return 'es'
}

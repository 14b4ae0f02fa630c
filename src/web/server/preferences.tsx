import { useMantineColorScheme } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo } from 'react'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import type { Language } from '../../language/message.js'
import { LanguageChoice, useLanguageChoice } from '../words/language-choice.js'
import { useWords } from '../words/words.js'
import { type Density, useDensity } from './density.js'
import { useSession } from './session.js'

type Kept = AnswerOf<Routes['preferences']>

export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

interface Liked {
  readonly theme: Theme
  readonly density: Density
  readonly language: Language
}

interface Preferences extends Liked {
  readonly like: (changed: Partial<Liked>) => void
}

const Known = createContext<Preferences | null>(null)
const KEY = ['preferences'] as const

/** How somebody likes their screens: this browser's memory first, then what their account says (WB64). */
export function PreferencesProvider({ children }: { children: ReactNode }): ReactNode {
  const { language, setLanguage } = useLanguageChoice()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [density, setDensity] = useDensity()
  const show = useCallback(
    ({ theme, density, language }: Kept) => {
      if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme)
      if (density !== undefined) setDensity(density)
      if (language !== undefined && language !== null) setLanguage(language)
    },
    [setColorScheme, setDensity, setLanguage],
  )
  const save = useAccount(show)
  const like = useCallback(
    (changed: Partial<Liked>) => {
      const { language: spoken, ...shown } = changed
      show(shown)
      // Answers come in the account's language: it is told first, so that nothing is read in the one before.
      void save(changed).finally(() => spoken !== undefined && show({ language: spoken }))
    },
    [show, save],
  )
  useEffect(() => {
    document.documentElement.dataset.density = density
  }, [density])
  const theme: Theme = colorScheme === 'auto' ? 'system' : colorScheme
  const known = useMemo<Preferences>(() => ({ theme, density, language, like }), [theme, density, language, like])
  const choice = useMemo(
    () => ({ language, setLanguage: (chosen: Language) => like({ language: chosen }) }),
    [language, like],
  )
  return (
    <Known value={known}>
      <LanguageChoice value={choice}>{children}</LanguageChoice>
    </Known>
  )
}

/** What the account keeps: read again when somebody comes back to the window, written one after the other. */
function useAccount(show: (kept: Kept) => void): (changed: Partial<Liked>) => Promise<unknown> {
  const { call } = useSession()
  const { say } = useWords()
  const queries = useQueryClient()
  const read = { queryKey: KEY, queryFn: () => call('preferences', {}) }
  const { data } = useQuery({ ...read, staleTime: 0, refetchOnWindowFocus: true })
  useEffect(() => {
    if (data !== undefined) show(data)
  }, [data, show])
  const { mutateAsync } = useMutation({
    scope: { id: 'preferences' },
    mutationFn: async (changed: Partial<Liked>) => {
      // It is replaced whole: what other pages keep there stays.
      const kept = await queries.fetchQuery({ ...read, staleTime: 60_000 })
      const { language, ...whole } = { ...kept, ...changed }
      await queries.cancelQueries({ queryKey: KEY })
      const body = changed.language === undefined ? whole : { ...whole, language }
      queries.setQueryData(KEY, await call('savePreferences', { body }))
    },
  })
  const told = useCallback(
    (changed: Partial<Liked>) =>
      mutateAsync(changed).catch(() =>
        notifications.show({ message: say('web.preferences_not_saved'), color: 'yellow' }),
      ),
    [mutateAsync, say],
  )
  return told
}

export function usePreferences(): Preferences {
  const known = use(Known)
  if (known === null) throw new Error('no preferences around this component')
  return known
}

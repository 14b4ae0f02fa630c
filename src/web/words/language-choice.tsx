import { createContext, use } from 'react'
import type { Language } from '../../language/message.js'

interface Choice {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
}

const Chosen = createContext<Choice | null>(null)
export const LanguageChoice = Chosen

export function useLanguageChoice(): Choice {
  const choice = use(Chosen)
  if (choice === null) throw new Error('no language around this component')
  return choice
}

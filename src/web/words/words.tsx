import { createContext, type ReactNode, use, useMemo } from 'react'
import { fill } from '../../language/fill.js'
import type { Language } from '../../language/message.js'
import { type WebKey, webMessages } from '../../language/messages/web.js'
import { type DateFormat, dateFormat } from './date-format.js'
import { localeOf } from './locale.js'
import { type NumberFormat, numberFormat } from './number-format.js'

/** How this reader is spoken to. */
export interface Words {
  readonly language: Language
  readonly locale: string
  readonly say: (key: WebKey, values?: Readonly<Record<string, string | number>>) => string
  /** Of a code that is read in an answer; what nobody has a word for is shown as `otherwise`, or as it is. */
  readonly sayCode: (code: string, values?: Readonly<Record<string, string | number>>, otherwise?: string) => string
  readonly number: NumberFormat
  readonly date: DateFormat
}

const Spoken = createContext<Words | null>(null)

export function wordsOf(language: Language, preferred: readonly string[]): Words {
  const locale = localeOf(language, preferred)
  return {
    language,
    locale,
    say: (key, values = {}) => fill(webMessages[key].text, values, language),
    sayCode: (code, values = {}, otherwise = code) =>
      code in webMessages ? fill(webMessages[code as WebKey].text, values, language) : otherwise,
    number: numberFormat(locale),
    date: dateFormat(locale),
  }
}

export function WordsProvider({ language, children }: { language: Language; children: ReactNode }): ReactNode {
  const words = useMemo(() => wordsOf(language, navigator.languages), [language])
  return <Spoken value={words}>{children}</Spoken>
}

export function useWords(): Words {
  const words = use(Spoken)
  if (words === null) throw new Error('no words around this component')
  return words
}

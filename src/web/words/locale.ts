import type { Language } from '../../language/message.js'

const USUAL: Readonly<Record<Language, string>> = { es: 'es-CL', pt: 'pt-BR', en: 'en-US' }

/** The language that was chosen, with the separators of the reader's own country where their browser names one for it. */
export function localeOf(language: Language, preferred: readonly string[]): string {
  const own = preferred.find((tag) => tag.startsWith(`${language}-`) && isLocale(tag))
  return own ?? USUAL[language]
}

function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}

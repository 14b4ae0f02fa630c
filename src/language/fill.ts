import type { Language, Sentence } from './message.js'

/** A sentence in a language, its placeholders filled; numbers with the separators of the language. */
export function fill(
  sentence: Sentence,
  values: Readonly<Record<string, string | number>>,
  language: Language,
): string {
  return sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? show(values[name]!, language) : whole,
  )
}

const LOCALE: Readonly<Record<Language, string>> = { es: 'es-CL', pt: 'pt-BR', en: 'en-US' }
/** Below this a number may be a year or a row, which nobody writes with a separator. */
const GROUPED_FROM = 10_000

/** Numbers with the locale's separators; text as it is. */
function show(value: string | number, language: Language): string {
  if (typeof value === 'string') return value
  return value.toLocaleString(LOCALE[language], {
    useGrouping: Math.abs(value) >= GROUPED_FROM,
    maximumFractionDigits: 6,
  })
}

import type { Language } from '../language/message.js'

const LOCALE: Readonly<Record<Language, string>> = { es: 'es-CL', pt: 'pt-BR', en: 'en-US' }

/** A decimal string with the locale's separators, a true minus, and a dash for zero (SCREENS, Numbers). */
export function localNumber(amount: string, language: Language, decimals: number): string {
  const value = Number(amount)
  const rounded = Number(value.toFixed(decimals))
  if (rounded === 0) return '–'
  const formatted = new Intl.NumberFormat(LOCALE[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: 'always',
  }).format(Math.abs(rounded))
  return rounded < 0 ? `−${formatted}` : formatted
}

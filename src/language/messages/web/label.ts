import type { Message } from '../../message.js'

/** Words of a screen: Spanish, Portuguese, English. */
export const label = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

import type { Message, Messages } from '../message.js'

const label = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

/** What the parts of a number are: `WHY_KINDS` of `processes/living/living-plan.ts`. */
export const whyMessages = {
  'why.baseline': label('línea base', 'linha de base', 'baseline'),
  'why.layer': label('capa', 'camada', 'layer'),
  'why.entry': label('cambio', 'mudança', 'change'),
  'why.line': label('línea del resultado', 'linha do resultado', 'P&L line'),
  'why.quantity': label('cantidad', 'quantidade', 'quantity'),
  'why.rate': label('por unidad', 'por unidade', 'per unit'),
  'why.pegging': label('abastecimiento', 'suprimento', 'supply'),
  'why.method': label('método', 'método', 'method'),
  'why.source': label('archivo', 'arquivo', 'file'),
  'why.correction': label('semanas corregidas', 'semanas corrigidas', 'weeks corrected'),
} satisfies Messages

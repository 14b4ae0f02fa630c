import type { Message, Messages } from '../message.js'

const label = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

/** Why a plan is changed, as a person picks it from a list: `core/edit/reason.ts` has the codes. */
export const reasonMessages = {
  'reason.promotion': label('Promoción', 'Promoção', 'Promotion'),
  'reason.price': label('Cambio de precio', 'Mudança de preço', 'Price change'),
  'reason.assortment': label('Surtido: alta o baja', 'Sortimento: entrada ou saída', 'Range: launch or delisting'),
  'reason.customer': label('Lo dijo el cliente', 'O cliente informou', 'The customer said so'),
  'reason.competition': label('Competencia', 'Concorrência', 'Competition'),
  'reason.supply': label('Abastecimiento', 'Abastecimento', 'Supply'),
  'reason.weather': label('Clima o temporada', 'Clima ou temporada', 'Weather or season'),
  'reason.data': label('Datos errados en el origen', 'Dados errados na origem', 'Wrong data at the source'),
  'reason.correction': label('Corrección de un cambio', 'Correção de uma mudança', 'Correction of a change'),
  'reason.agreed': label('Acordado en reunión', 'Acordado em reunião', 'Agreed in a meeting'),
  'reason.none': label('Sin motivo', 'Sem motivo', 'No reason given'),
  'reason.other': label('Otro motivo', 'Outro motivo', 'Another reason'),
} satisfies Messages

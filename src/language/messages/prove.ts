import type { Message, Messages } from '../message.js'

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

export const proveMessages = {
  'prove.column_identity': line('identidad', 'identidade', 'identity'),
  'prove.column_compared': line('celdas', 'células', 'cells'),
  'prove.column_mismatches': line('diferencias', 'diferenças', 'mismatches'),
  'prove.first': line(
    '{check}: primera diferencia en {place}',
    '{check}: primeira diferença em {place}',
    '{check}: first mismatch at {place}',
  ),
  'prove.identity_holds': line(
    'Identidad: operaciones = finanzas, {cells} celdas comparadas por un segundo camino.',
    'Identidade: operações = finanças, {cells} células comparadas por um segundo caminho.',
    'Identity: operations = finance, {cells} cells compared by a second road.',
  ),
  'prove.identity_broken': line(
    'Identidad ROTA: hay celdas que no cuadran entre las {cells} comparadas.',
    'Identidade QUEBRADA: há células que não fecham entre as {cells} comparadas.',
    'Identity BROKEN: some of the {cells} cells compared do not agree.',
  ),
  'prove.no_record': line(
    'Acuerdo: ningún plan firmado todavía («rumbo sign»).',
    'Acordo: nenhum plano assinado ainda ("rumbo sign").',
    'Agreement: nothing signed yet ("rumbo sign").',
  ),
  'prove.gap': line(
    'Acuerdo: el plan de registro {record} y el vigente difieren en {amount} {currency} que no son de nadie: la brecha del Número Único.',
    'Acordo: o plano de registro {record} e o vigente diferem em {amount} {currency} que não são de ninguém: a lacuna do Número Único.',
    'Agreement: the plan of record {record} and the live plan differ by {amount} {currency} that nobody owns: the One Number gap.',
  ),
  'prove.no_gap': line(
    'Acuerdo: el plan vigente es el de registro {record}, y cada cambio tiene dueño. Brecha: {amount} {currency}.',
    'Acordo: o plano vigente é o de registro {record}, e cada mudança tem dono. Lacuna: {amount} {currency}.',
    'Agreement: the live plan is the plan of record {record}, and every change has an owner. Gap: {amount} {currency}.',
  ),
  'prove.nobody': line('nadie', 'ninguém', 'nobody'),
  'prove.no_ledger': line(
    'Verdad: sin libro mayor de meses cerrados.',
    'Verdade: sem razão de meses fechados.',
    'Truth: no ledger of closed months.',
  ),
  'prove.truth': line(
    'Verdad: {lines} líneas de meses cerrados comparadas con el mayor; sin explicar: {open}.',
    'Verdade: {lines} linhas de meses fechados comparadas com o razão; sem explicação: {open}.',
    'Truth: {lines} lines of closed months compared with the ledger; unexplained: {open}.',
  ),
} satisfies Messages

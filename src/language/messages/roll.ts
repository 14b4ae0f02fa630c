import type { Message, Messages } from '../message.js'

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

export const rollMessages = {
  'roll.not_later': {
    text: {
      es: 'El plan vigente ya es del {planDay}; no se puede avanzar al {to}.',
      pt: 'O plano vigente já é de {planDay}; não se pode avançar para {to}.',
      en: 'The plan in force is already for {planDay}; it cannot be rolled forward to {to}.',
    },
    remedy: {
      es: 'Elija un día posterior, o vuelva a planificar ese día con «rumbo plan».',
      pt: 'Escolha um dia posterior, ou planeje de novo esse dia com "rumbo plan".',
      en: 'Choose a later day, or plan that day again with "rumbo plan".',
    },
  },
  'roll.done': line(
    '{version}: el plan {from} avanzó al {day}.',
    '{version}: o plano {from} avançou para {day}.',
    '{version}: plan {from} rolled forward to {day}.',
  ),
  'roll.committed': line(
    'Compromisos congelados en {version}.',
    'Compromissos congelados em {version}.',
    'Commitments frozen in {version}.',
  ),
  'roll.left_behind': line(
    'Lo que no pudo pasar al nuevo plan ({count}):',
    'O que não pôde passar ao novo plano ({count}):',
    'What could not carry over ({count}):',
  ),
  'roll.kind_row': line('demanda sin fila', 'demanda sem linha', 'demand without a row'),
  'roll.kind_proposal': line('propuesta vencida', 'proposta vencida', 'proposal past its day'),
  'roll.kind_change': line('cambio terminado', 'mudança encerrada', 'change that ended'),
  'roll.column_kind': line('qué', 'o quê', 'what'),
  'roll.column_id': line('cuál', 'qual', 'which'),
  'roll.column_units': line('unidades', 'unidades', 'units'),
  'roll.column_day': line('día', 'dia', 'day'),
  'roll.option_replay': line(
    'rehacer una versión con lo que se sabía entonces y comparar',
    'refazer uma versão com o que se sabia então e comparar',
    'make a version again from what was known then, and compare',
  ),
  'roll.replayed': line(
    '{version}: se rehizo igual, byte por byte.',
    '{version}: refeita igual, byte por byte.',
    '{version}: made again, the same to the byte.',
  ),
  'roll.replay_differs': line(
    '{version}: al rehacerla sale otra; cambiaron los datos maestros o el programa.',
    '{version}: refeita, sai outra; mudaram os dados mestres ou o programa.',
    '{version}: made again it differs; the master data or the program has changed.',
  ),
  'roll.landing': line(
    'Cierre previsto de {month}, ventas netas en miles de {currency}: {actual} a la fecha + {rest} por venir = {landing}.',
    'Fechamento previsto de {month}, vendas líquidas em milhares de {currency}: {actual} até agora + {rest} por vir = {landing}.',
    'Landing of {month}, net sales in thousands of {currency}: {actual} to date + {rest} to come = {landing}.',
  ),
  'proposal.bad_answer': {
    text: {
      es: '{file}, fila {row}: «{value}» no sirve en la columna {column}.',
      pt: '{file}, linha {row}: "{value}" não serve na coluna {column}.',
      en: '{file}, row {row}: "{value}" is no good in column {column}.',
    },
    remedy: {
      es: 'Escriba proposal_id y status (proposed, released, confirmed o rejected); units con punto decimal y due_date como 2026-11-30.',
      pt: 'Escreva proposal_id e status (proposed, released, confirmed ou rejected); units com ponto decimal e due_date como 2026-11-30.',
      en: 'Give proposal_id and status (proposed, released, confirmed or rejected); units with a decimal point and due_date as 2026-11-30.',
    },
  },
} satisfies Messages

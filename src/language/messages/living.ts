import type { Messages } from '../message.js'

export const livingMessages = {
  'living.measure_not_seen': {
    text: {
      es: 'No tiene permiso para ver {measure}.',
      pt: 'Você não tem permissão para ver {measure}.',
      en: 'You may not see {measure}.',
    },
    remedy: {
      es: 'Pida a quien administra Rumbo el rol que lo muestra.',
      pt: 'Peça a quem administra o Rumbo o papel que o mostra.',
      en: 'Ask your administrator for a role that shows it.',
    },
  },
  'living.money_by_month': {
    text: {
      es: 'El dinero se lee por mes: {measure} por {period} no existe.',
      pt: 'O dinheiro é lido por mês: {measure} por {period} não existe.',
      en: 'Money is read by month: there is no {measure} by {period}.',
    },
    remedy: {
      es: 'Pida el período month o total.',
      pt: 'Peça o período month ou total.',
      en: 'Ask for the period month or total.',
    },
  },
  'living.money_by_calendar': {
    text: {
      es: 'El dinero se calcula por mes calendario: los períodos del calendario {calendar} no son meses enteros.',
      pt: 'O dinheiro é calculado por mês civil: os períodos do calendário {calendar} não são meses inteiros.',
      en: 'Money is worked out by calendar month: the periods of the calendar {calendar} are not whole months.',
    },
    remedy: {
      es: 'Mire {measure} en el calendario propio del plan; las cantidades se leen en cualquiera.',
      pt: 'Veja {measure} no calendário próprio do plano; as quantidades são lidas em qualquer um.',
      en: 'Look at {measure} in the plan’s own calendar; quantities can be read in any.',
    },
  },
  'living.calendar_by_week': {
    text: {
      es: 'El calendario {calendar} tiene semanas y períodos: por {period} solo existe el calendario propio del plan.',
      pt: 'O calendário {calendar} tem semanas e períodos: por {period} só existe o calendário próprio do plano.',
      en: 'The calendar {calendar} has weeks and periods: by {period} there is the plan’s own calendar only.',
    },
    remedy: {
      es: 'Pida el período week o month, o quite el calendario.',
      pt: 'Peça o período week ou month, ou tire o calendário.',
      en: 'Ask for the period week or month, or leave the calendar out.',
    },
  },
  'living.stock_by_customer': {
    text: {
      es: 'El stock no tiene cliente: {measure} no se puede abrir por canal, cuenta ni cliente.',
      pt: 'O estoque não tem cliente: {measure} não pode ser aberto por canal, conta nem cliente.',
      en: 'Stock has no customer: {measure} cannot be broken down by channel, account or customer.',
    },
    remedy: {
      es: 'Ábralo por producto, país o ubicación.',
      pt: 'Abra-o por produto, país ou local.',
      en: 'Break it down by product, country or location.',
    },
  },
  'living.sold_by_week': {
    text: {
      es: 'Lo vendido se lee por semana o por mes: {measure} por {period} no existe.',
      pt: 'O que foi vendido é lido por semana ou por mês: {measure} por {period} não existe.',
      en: 'What was sold is read by week or month: there is no {measure} by {period}.',
    },
    remedy: {
      es: 'Pida el período week, month o total.',
      pt: 'Peça o período week, month ou total.',
      en: 'Ask for the period week, month or total.',
    },
  },
  'living.sold_of_version': {
    text: {
      es: 'Lo vendido no es parte de una versión congelada: {measure} no está en ella.',
      pt: 'O que foi vendido não é parte de uma versão congelada: {measure} não está nela.',
      en: 'What was sold is no part of a frozen version: there is no {measure} in it.',
    },
    remedy: {
      es: 'Pídalo al plan en vigor.',
      pt: 'Peça-o ao plano em vigor.',
      en: 'Ask the plan in force for it.',
    },
  },
  'living.history_of_consensus': {
    text: {
      es: 'Solo la demanda de consenso tiene historia propia: {measure} se calcula a partir de ella.',
      pt: 'Só a demanda de consenso tem história própria: {measure} é calculada a partir dela.',
      en: 'Only consensus demand has a history of its own: {measure} follows from it.',
    },
    remedy: {
      es: 'Pida la historia de consensus en la misma parte del plan, o el porqué de este número.',
      pt: 'Peça a história de consensus na mesma parte do plano, ou o porquê deste número.',
      en: 'Ask for the history of consensus in the same part of the plan, or why this number is what it is.',
    },
  },
  'living.no_base': {
    text: {
      es: 'Todavía no hay un plan que editar.',
      pt: 'Ainda não há um plano para editar.',
      en: 'There is no plan to edit yet.',
    },
    remedy: {
      es: 'Planifique primero: rumbo plan <carpeta>.',
      pt: 'Planeje primeiro: rumbo plan <pasta>.',
      en: 'Plan first: rumbo plan <folder>.',
    },
  },
  'living.standby': {
    text: {
      es: 'Este servidor está en espera: muestra el plan y no lo cambia.',
      pt: 'Este servidor está em espera: mostra o plano e não o muda.',
      en: 'This server stands by: it shows the plan and does not change it.',
    },
    remedy: {
      es: 'Envíe el cambio al servidor que escribe. Cuando aquel termine, este toma su lugar en segundos; envíelo entonces otra vez con la misma clave.',
      pt: 'Envie a mudança ao servidor que grava. Quando ele terminar, este assume em segundos; envie-a então de novo com a mesma chave.',
      en: 'Send the change to the server that writes. When that one ends, this one takes over within seconds; send it again then, with the same key.',
    },
  },
  'living.standby_of': {
    text: {
      es: 'Este servidor está en espera: muestra el plan y no lo cambia. Escribe {url} (proceso {process}).',
      pt: 'Este servidor está em espera: mostra o plano e não o muda. Quem grava é {url} (processo {process}).',
      en: 'This server stands by: it shows the plan and does not change it. {url} writes (process {process}).',
    },
    remedy: {
      es: 'Envíe el cambio allí. Cuando aquel termine, este toma su lugar en segundos; para pasarle el mando, detenga el proceso {process} con SIGTERM.',
      pt: 'Envie a mudança para lá. Quando ele terminar, este assume em segundos; para passar o comando, pare o processo {process} com SIGTERM.',
      en: 'Send the change there. When that one ends, this one takes over within seconds; to hand over, stop process {process} with SIGTERM.',
    },
  },
  'living.plan_ended': {
    text: {
      es: 'El plan terminó de forma inesperada y este servidor se detiene.',
      pt: 'O plano terminou de forma inesperada e este servidor está parando.',
      en: 'The plan has ended unexpectedly and this server stops.',
    },
    remedy: {
      es: 'Envíe lo mismo, con la misma clave, cuando el servidor vuelva; lo confirmado está guardado. La causa está en el registro del servidor.',
      pt: 'Envie o mesmo, com a mesma chave, quando o servidor voltar; o confirmado está guardado. A causa está no registro do servidor.',
      en: 'Send the same, with the same key, when the server is back; what was acknowledged is kept. The cause is in the log of the server.',
    },
  },
  'edit.conflict': {
    text: {
      es: '{actor} cambió lo mismo después de lo último que usted había visto (entrada {position}).',
      pt: '{actor} mudou o mesmo depois do último que você tinha visto (entrada {position}).',
      en: '{actor} changed the same after the last you had seen (entry {position}).',
    },
    remedy: {
      es: 'Mire la entrada {position} y vuelva a enviar el cambio con esa posición como vista, si aún corresponde.',
      pt: 'Veja a entrada {position} e envie a mudança de novo com essa posição como vista, se ainda couber.',
      en: 'Look at entry {position} and send the change again with that position as seen, if it still holds.',
    },
  },
  'edit.hidden_conflict': {
    text: {
      es: 'Otra persona cambió algo de lo mismo después de lo último que usted había visto.',
      pt: 'Outra pessoa mudou algo do mesmo depois do último que você tinha visto.',
      en: 'Somebody else changed some of the same after the last you had seen.',
    },
    remedy: {
      es: 'Vuelva a leer su parte del plan y envíe el cambio otra vez, si aún corresponde.',
      pt: 'Leia de novo a sua parte do plano e envie a mudança outra vez, se ainda couber.',
      en: 'Read your part of the plan again and send the change once more, if it still holds.',
    },
  },
} satisfies Messages

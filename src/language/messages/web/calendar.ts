import type { Messages } from '../../message.js'
import { label } from './label.js'

/** Calendars, and time in the rows. */
export const calendarMessages = {
  'web.calendar': label('Calendario', 'Calendário', 'Calendar'),
  'web.calendar_own': label('Calendario del plan', 'Calendário do plano', 'Plan’s calendar'),
  'web.calendar_fiscal': label('Fiscal: {name}', 'Fiscal: {name}', 'Fiscal: {name}'),
  'web.calendar_calendar': label('Meses civiles', 'Meses civis', 'Calendar months'),
  'web.calendar_iso': label('Semanas ISO', 'Semanas ISO', 'ISO weeks'),
  'web.calendar_walmart': label('Semana Walmart', 'Semana Walmart', 'Walmart week'),
  'web.calendar_nrf': label('NRF 4-5-4', 'NRF 4-5-4', 'NRF 4-5-4'),
  'web.calendar_4-4-5': label('4-4-5', '4-4-5', '4-4-5'),
  'web.calendar_5-4-4': label('5-4-4', '5-4-4', '5-4-4'),
  'web.no_money_by_calendar': label(
    'El dinero se calcula por mes: los períodos de «{calendar}» no son meses enteros',
    'O dinheiro é calculado por mês: os períodos de “{calendar}” não são meses inteiros',
    'Money is worked out by month: the periods of “{calendar}” are not whole months',
  ),
  'web.no_money_by_calendar_why': label(
    'Las unidades se leen día a día en cualquier calendario; el valor, en el del plan.',
    'As unidades são lidas dia a dia em qualquer calendário; o valor, no do plano.',
    'Units are read day by day in any calendar; value by the plan’s own.',
  ),
  'web.calendar_back': label(
    'Ver en el calendario del plan',
    'Ver no calendário do plano',
    'Look by the plan’s calendar',
  ),
  'web.calendar_units': label('Ver unidades', 'Ver unidades', 'Look at units'),
  'web.cut_period': label(
    'Este período empieza o termina dentro de una semana o un mes del plan: se lee día a día y se escribe en el calendario del plan. Su inventario no se conoce (·) si termina ahí dentro.',
    'Este período começa ou termina dentro de uma semana ou de um mês do plano: é lido dia a dia e escrito no calendário do plano. Seu estoque não se conhece (·) se termina ali dentro.',
    'This period begins or ends inside a week or month of the plan: it is read day by day, and written by the plan’s calendar. Its stock is not known (·) where it ends inside one.',
  ),
  'web.cut_why': label(
    'Este período corta una semana o un mes del plan: de dónde viene y qué cambió se cuenta por los períodos del plan.',
    'Este período corta uma semana ou um mês do plano: de onde vem e o que mudou se conta pelos períodos do plano.',
    'This period cuts a week or month of the plan: where it comes from and what changed is told by the plan’s own periods.',
  ),
  'web.days_of_period': label('{span} · {days} días', '{span} · {days} dias', '{span} · {days} days'),
  'web.one_day': label('{day} · 1 día', '{day} · 1 dia', '{day} · 1 day'),
  'web.time_rows': label('Tiempo en filas', 'Tempo em linhas', 'Time in rows'),
  'web.columns_shown': label(
    '{shown} de {count} grupos en columnas: acote la parte para ver los demás',
    '{shown} de {count} grupos em colunas: restrinja a parte para ver os demais',
    '{shown} of {count} groups in columns: narrow the part to see the others',
  ),
  'web.days_short': label('{days} d', '{days} d', '{days} d'),
} satisfies Messages

import type { Message, Messages } from '../message.js'

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

/** `rumbo soe sense` and `rumbo soe backtest`. */
export const sensingMessages = {
  'sensing.command_sense': line(
    'qué dicen los últimos siete días de las semanas que vienen',
    'o que dizem os últimos sete dias das semanas que vêm',
    'what the last seven days say of the weeks to come',
  ),
  'sensing.command_backtest': line(
    'qué habría valido escuchar las ventas de cada semana, con lo que se sabía entonces',
    'quanto teria valido ouvir as vendas de cada semana, com o que se sabia então',
    'what sensing would have been worth in past weeks, with what was known then',
  ),
  'sensing.option_weeks': line(
    'semanas pasadas que se miran (26)',
    'semanas passadas que se olham (26)',
    'past weeks looked at (26)',
  ),
  'sensing.option_judged': line(
    'semanas que se juzgan (26); de otras tantas anteriores se aprende',
    'semanas que se julgam (26); de outras tantas anteriores se aprende',
    'weeks judged (26); as many before them are learnt from',
  ),
  'sensing.option_cycle': line(
    'donde no hay plan congelado, se rehace uno cada tantas semanas (4)',
    'onde não há plano congelado, refaz-se um a cada tantas semanas (4)',
    'where no plan was frozen, one is made again every so many weeks (4)',
  ),
  'sensing.too_little_history': {
    text: {
      es: 'Las ventas cargadas no alcanzan: se necesitan al menos {weeks} semanas.',
      pt: 'As vendas carregadas não bastam: são necessárias ao menos {weeks} semanas.',
      en: 'The sales loaded are not enough: at least {weeks} weeks are needed.',
    },
    remedy: {
      es: 'Agregue ventas anteriores a la carpeta y vuelva a intentarlo.',
      pt: 'Acrescente vendas anteriores à pasta e tente de novo.',
      en: 'Add earlier sales to the folder and try again.',
    },
  },
  'sensing.title': line(
    'Ventas del {from} al {until} (sin este día) frente al plan {version} del {planDay}.',
    'Vendas de {from} a {until} (sem este dia) frente ao plano {version} de {planDay}.',
    'Sales from {from} to {until} (that day excluded) against plan {version} of {planDay}.',
  ),
  'sensing.plans': line(
    'Semanas miradas: {weeks}; {frozen} contra planes congelados, {replayed} contra planes rehechos con lo que se sabía en su día.',
    'Semanas olhadas: {weeks}; {frozen} contra planos congelados, {replayed} contra planos refeitos com o que se sabia em seu dia.',
    'Weeks looked at: {weeks}; {frozen} against frozen plans, {replayed} against plans made again from what was known on their day.',
  ),
  'sensing.late': line(
    'De las ventas de ayer se conoce normalmente el {known} % (aprendido de {days} días); se corrige.',
    'Das vendas de ontem se conhece normalmente {known} % (aprendido de {days} dias); corrige-se.',
    "Of yesterday's sales {known}% is usually known (learnt from {days} days); corrected for.",
  ),
  'sensing.not_late': line(
    'Nada dice con cuánto atraso se conocen las ventas: se toman como completas.',
    'Nada diz com quanto atraso se conhecem as vendas: tomam-se como completas.',
    'Nothing says how late sales become known: they are taken as complete.',
  ),
  'sensing.no_alarms': line(
    'Sin alarmas: nada vende distinto de lo planificado más de lo que suele.',
    'Sem alarmes: nada vende diferente do planejado mais do que costuma.',
    'No alarms: nothing sells otherwise than planned by more than it usually does.',
  ),
  'sensing.alarms': line('Alarmas nuevas: {count}', 'Alarmes novos: {count}', 'New alarms: {count}'),
  'sensing.signals': line(
    'Señales que moverían el plan: {count} de {all}; nada se mueve hasta que alguien las acepte ({file}).',
    'Sinais que moveriam o plano: {count} de {all}; nada se move até que alguém os aceite ({file}).',
    'Signals that would move the plan: {count} of {all}; nothing moves until somebody accepts them ({file}).',
  ),
  'sensing.known': line(
    'En {count} señales el plan se hizo o se cambió conociendo ya estas ventas: no se suman otra vez.',
    'Em {count} sinais o plano foi feito ou mudado já conhecendo estas vendas: não se somam outra vez.',
    'In {count} signals the plan was made or changed knowing these sales already: they are not added again.',
  ),
  'sensing.off': line(
    'Apagadas en {count} señales: allí últimamente habría sido peor que el plan.',
    'Desligados em {count} sinais: ali ultimamente teria sido pior que o plano.',
    'Switched off in {count} signals: there it would lately have been worse than the plan.',
  ),
  'sensing.needs_approval': line('pide más: aprobar', 'pede mais: aprovar', 'asks for more: approve'),
  'sensing.column_worth': line('valor {currency}', 'valor {currency}', 'worth {currency}'),
  'sensing.column_item': line('producto', 'produto', 'item'),
  'sensing.column_country': line('país', 'país', 'country'),
  'sensing.column_weeks': line('semanas', 'semanas', 'weeks'),
  'sensing.column_sold': line('vendido', 'vendido', 'sold'),
  'sensing.column_planned': line('plan', 'plano', 'planned'),
  'sensing.column_where': line('dónde', 'onde', 'where'),
  'sensing.column_margin': line('margen {currency}', 'margem {currency}', 'margin {currency}'),
  'sensing.column_net_sales': line('venta neta {currency}', 'venda líquida {currency}', 'net sales {currency}'),
  'sensing.column_units': line('unidades', 'unidades', 'units'),
  'sensing.column_multiplier': line('1.ª semana', '1.ª semana', 'first week'),
  'sensing.backtest_title': line(
    'Error a una semana, del {from} al {until}: semanas {judgedWeeks}, aprendido de las {learningWeeks} anteriores, filas {rows}, un plan cada {cycleWeeks} semanas. WMAPE en %.',
    'Erro a uma semana, de {from} a {until}: semanas {judgedWeeks}, aprendido das {learningWeeks} anteriores, linhas {rows}, um plano a cada {cycleWeeks} semanas. WMAPE em %.',
    'Error one week ahead, {from} to {until}: weeks {judgedWeeks}, learnt from the {learningWeeks} before, rows {rows}, a plan every {cycleWeeks} weeks. WMAPE in %.',
  ),
  'sensing.column_level': line('nivel', 'nível', 'level'),
  'sensing.column_series': line('series', 'séries', 'series'),
  'sensing.column_unsensed': line('plan', 'plano', 'plan'),
  'sensing.column_sensed': line('con señales', 'com sinais', 'sensed'),
  'sensing.column_value_added': line('valor agregado', 'valor agregado', 'value added'),
  'sensing.level_family': line('familia y país', 'família e país', 'family and country'),
  'sensing.level_item': line('producto y país', 'produto e país', 'item and country'),
  'sensing.level_row': line('fila', 'linha', 'row'),
  'sensing.level_total': line('total', 'total', 'total'),
  'sensing.difference': line(
    'Diferencia por fila: {difference} puntos; intervalo del 95 %: {bySeries} sorteando series, {byWeek} sorteando semanas.',
    'Diferença por linha: {difference} pontos; intervalo de 95 %: {bySeries} sorteando séries, {byWeek} sorteando semanas.',
    'Difference by row: {difference} points; 95% interval: {bySeries} drawing series, {byWeek} drawing weeks.',
  ),
  'sensing.backtest_alarms': line(
    'Alarmas: {count} en {seriesWeeks} series-semana ({all} por cien); en semanas quietas, {quiet} por cien.',
    'Alarmes: {count} em {seriesWeeks} séries-semana ({all} por cem); em semanas quietas, {quiet} por cem.',
    'Alarms: {count} in {seriesWeeks} series-weeks ({all} per hundred); in quiet weeks, {quiet} per hundred.',
  ),
  'sensing.silent': line(
    'En las semanas de aprendizaje ningún nivel mejoró el plan: no se escucha a ninguno y el plan queda como está.',
    'Nas semanas de aprendizado nenhum nível melhorou o plano: nenhum é ouvido e o plano fica como está.',
    'In the weeks learnt from no level was better than the plan: none is listened to, and the plan stays as it is.',
  ),
  'sensing.guarded': line(
    'Apagado en {offWeeks} de {groupWeeks} semanas de grupo; recortado al 30 % en {cutCells} de {cells} celdas.',
    'Desligado em {offWeeks} de {groupWeeks} semanas de grupo; cortado em 30 % em {cutCells} de {cells} células.',
    'Switched off in {offWeeks} of {groupWeeks} group weeks; cut at 30% in {cutCells} of {cells} cells.',
  ),
} satisfies Messages

import type { Message, Messages } from '../message.js'

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

/** `rumbo soe`: what is moved between places, and who gets what is scarce. */
export const soeBalancingMessages = {
  'soe.command': line('la semana de S&OE', 'a semana de S&OE', 'the S&OE week'),
  'soe.command_balance': line(
    'qué mover de donde sobra a donde falta, con lo que vale y sus alternativas',
    'o que mover de onde sobra para onde falta, com o que vale e suas alternativas',
    'what to move from where there is too much to where it lacks, what it is worth and its alternatives',
  ),
  'soe.command_allocate': line(
    'quién recibe qué de lo escaso, y a quién se le recorta y por qué',
    'quem recebe o quê do que é escasso, e quem é cortado e por quê',
    'who gets what of what is scarce, and who is cut and why',
  ),
  'soe.option_budget': line(
    'dinero para flete, en moneda base',
    'dinheiro para frete, em moeda base',
    'money for freight, in base currency',
  ),
  'soe.option_trucks': line(
    'camiones por tramo, en los tramos que dicen cuánto carga uno (truck_units)',
    'caminhões por trecho, nos trechos que dizem quanto leva um (truck_units)',
    'trucks on each lane that says what one carries (truck_units)',
  ),
  'soe.option_mode': line(
    'fair: misma cobertura para todos; value: más margen, con un mínimo para cada uno',
    'fair: mesma cobertura para todos; value: mais margem, com um mínimo para cada um',
    'fair: the same cover for everybody; value: most margin, with a least share for each',
  ),
  'soe.option_least': line(
    'con value, por ciento de la parte justa que nadie deja de recibir',
    'com value, por cento da parte justa que ninguém deixa de receber',
    'with value, per cent of the fair share that nobody gets less than',
  ),
  'soe.balance_title': line(
    'Plan del {planDate}: mover {count} veces evita perder {relief} {currency} y cuesta {freight} de flete: vale {benefit}.',
    'Plano de {planDate}: mover {count} vezes evita perder {relief} {currency} e custa {freight} de frete: vale {benefit}.',
    'Plan of {planDate}: moves {count}, they spare a loss of {relief} {currency} and cost {freight} of freight: worth {benefit}.',
  ),
  'soe.balance_nothing': line(
    'Nada que mover valdría su flete (plan del {planDate}, productos con sobra y falta a la vez: {items}).',
    'Nada que mover valeria seu frete (plano de {planDate}, produtos com sobra e falta ao mesmo tempo: {items}).',
    'Nothing that could be moved would be worth its freight (plan of {planDate}, items with too much here and too little there: {items}).',
  ),
  'soe.balance_budget': line(
    'Presupuesto de flete: {budget} {currency}.',
    'Orçamento de frete: {budget} {currency}.',
    'Freight budget: {budget} {currency}.',
  ),
  'soe.balance_small': line(
    'Movimientos que valen demasiado poco para listarlos: {count}, juntos {benefit} {currency}.',
    'Movimentos que valem pouco demais para a lista: {count}, juntos {benefit} {currency}.',
    'Moves that are worth too little for a line: {count}, together {benefit} {currency}.',
  ),
  'soe.balance_customs': line(
    'Tramos que cruzan una frontera sin término de entrega, y no se usan: {count}.',
    'Trechos que cruzam uma fronteira sem termo de entrega, e não são usados: {count}.',
    'Ways that cross a border without a delivery term, and are not used: {count}.',
  ),
  'soe.balance_back': line(
    'Tramos por los que el producto volvería antes de cuatro semanas, y no se usan: {count}.',
    'Trechos pelos quais o produto voltaria antes de quatro semanas, e não são usados: {count}.',
    'Ways on which an item would go back within four weeks, and are not used: {count}.',
  ),
  'soe.balance_no_errors': line(
    'Este plan no dice cuánto puede errar su pronóstico: la demanda se toma por cierta. Planifique de nuevo para considerarlo.',
    'Este plano não diz quanto sua previsão pode errar: a demanda é tomada por certa. Planeje de novo para considerá-lo.',
    'This plan does not say how wrong its forecast may be: demand is taken as certain. Plan again to take it into account.',
  ),
  'soe.column_product': line('producto', 'produto', 'item'),
  'soe.column_from': line('de', 'de', 'from'),
  'soe.column_to': line('a', 'para', 'to'),
  'soe.column_units': line('unidades', 'unidades', 'units'),
  'soe.column_ship': line('sale', 'sai', 'ships'),
  'soe.column_arrival': line('llega', 'chega', 'arrives'),
  'soe.column_benefit': line('vale {currency}', 'vale {currency}', 'worth {currency}'),
  'soe.column_freight': line('flete', 'frete', 'freight'),
  'soe.column_nothing': line('no hacer nada', 'não fazer nada', 'do nothing'),
  'soe.column_expedite': line('acelerar', 'acelerar', 'expedite'),
  'soe.column_status': line('estado', 'estado', 'status'),
  'soe.status_proposed': line('propuesto', 'proposto', 'proposed'),
  'soe.status_recommended': line('recomendado', 'recomendado', 'recommended'),
  'soe.expedite_none': line('–', '–', '–'),
  'soe.allocate_title': line(
    'Plan del {planDate}: escasez en {count} casos (producto, lugar y semana).',
    'Plano de {planDate}: escassez em {count} casos (produto, local e semana).',
    'Plan of {planDate}: cases of shortage (item, place and week): {count}.',
  ),
  'soe.allocate_nothing': line(
    'Nadie es recortado en los días del plan del {planDate}.',
    'Ninguém é cortado nos dias do plano de {planDate}.',
    'Nobody is cut in the days of the plan of {planDate}.',
  ),
  'soe.column_week': line('semana', 'semana', 'week'),
  'soe.column_customer': line('cliente', 'cliente', 'customer'),
  'soe.column_asked': line('pide', 'pede', 'asks'),
  'soe.column_planned': line('según el plan', 'pelo plano', 'by the plan'),
  'soe.column_given': line('recibe', 'recebe', 'gets'),
  'soe.column_reason': line('por qué', 'por quê', 'why'),
  'soe.cut_contract': line(
    'no alcanza ni para lo contratado',
    'não basta nem para o contratado',
    'not enough even for what is under contract',
  ),
  'soe.cut_fine': line('no alcanza para lo multado', 'não basta para o multado', 'not enough for what is fined'),
  'soe.cut_launch': line('no alcanza para lanzamientos', 'não basta para lançamentos', 'not enough for launches'),
  'soe.cut_priority': line(
    'se acabó en la prioridad {priority}',
    'acabou na prioridade {priority}',
    'ran out at priority {priority}',
  ),
  'soe.cut_value': line('otros valen más', 'outros valem mais', 'others are worth more'),
} satisfies Messages

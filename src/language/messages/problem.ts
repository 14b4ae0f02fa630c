import type { Message, Messages } from '../message.js'

const sentence = (es: string, pt: string, en: string, remedy: readonly [string, string, string]): Message => ({
  text: { es, pt, en },
  remedy: { es: remedy[0], pt: remedy[1], en: remedy[2] },
})

const EXPEDITE = [
  'Apure o traslade lo que ya existe, o reparta lo que hay por prioridad antes del primer impacto.',
  'Antecipe ou transfira o que já existe, ou reparta o que há por prioridade antes do primeiro impacto.',
  'Expedite or transfer what exists, or allocate what there is by priority before the first impact.',
] as const

/** One sentence per cause of trouble: what, where, how much, why; and what can be done about it. */
export const problemMessages = {
  'problem.shortage_lead_time': sentence(
    'Desde el {day} faltan {units} unidades de {product} en {location}: el stock se acaba antes de lo que demora reponer ({cause} días).',
    'A partir de {day} faltam {units} unidades de {product} em {location}: o estoque acaba antes do prazo de reposição ({cause} dias).',
    'From {day} on {units} units of {product} are missing at {location}: stock runs out sooner than it can be replaced ({cause} days).',
    EXPEDITE,
  ),
  'problem.shortage_source': sentence(
    'Desde el {day} faltan {units} unidades de {product} en {location} porque su origen {cause} tampoco tiene.',
    'A partir de {day} faltam {units} unidades de {product} em {location} porque a sua origem {cause} também não tem.',
    'From {day} on {units} units of {product} are missing at {location} because its source {cause} has none either.',
    EXPEDITE,
  ),
  'problem.shortage_late_supply': sentence(
    'Desde el {day} faltan {units} unidades de {product} en {location} porque lo que viene de {cause} está atrasado.',
    'A partir de {day} faltam {units} unidades de {product} em {location} porque o que vem de {cause} está atrasado.',
    'From {day} on {units} units of {product} are missing at {location} because what comes from {cause} is late.',
    EXPEDITE,
  ),
  'problem.shortage_capacity': sentence(
    'Desde el {day} faltan {units} unidades de {product} en {location} porque {cause} no da abasto.',
    'A partir de {day} faltam {units} unidades de {product} em {location} porque {cause} não dá conta.',
    'From {day} on {units} units of {product} are missing at {location} because {cause} cannot make enough.',
    [
      'Agregue horas extra o un turno, produzca en otra parte, o reparta la capacidad por margen.',
      'Acrescente horas extras ou um turno, produza em outro lugar, ou reparta a capacidade por margem.',
      'Add overtime or a shift, make it elsewhere, or share the capacity by margin.',
    ],
  ),
  'problem.shortage_demand': sentence(
    'Desde el {day} faltan {units} unidades de {product} en {location} porque se vende más de lo planificado.',
    'A partir de {day} faltam {units} unidades de {product} em {location} porque se vende mais que o planejado.',
    'From {day} on {units} units of {product} are missing at {location} because more sells than was planned.',
    EXPEDITE,
  ),
  'problem.shortage_undecided': sentence(
    '{product} en {location} se acaba el {day} si su reposición no sale antes del {cause}; una semana de demora arriesga {units} unidades.',
    '{product} em {location} acaba em {day} se a reposição não sair até {cause}; uma semana de atraso arrisca {units} unidades.',
    '{product} at {location} runs out on {day} unless its order leaves by {cause}; a week of delay puts {units} units at risk.',
    ['Libere la orden propuesta hoy.', 'Libere hoje a ordem proposta.', 'Release the proposed order today.'],
  ),
  'problem.excess': sentence(
    'Sobran {units} de {stock} unidades de {product} en {location}: alcanzan para {cover} días y bastan {days}.',
    'Sobram {units} de {stock} unidades de {product} em {location}: duram {cover} dias e bastam {days}.',
    '{units} of {stock} units of {product} at {location} are too many: they last {cover} days where {days} are enough.',
    [
      'Traslade a donde falta, detenga reposiciones o acuerde una promoción.',
      'Transfira para onde falta, pare reposições ou combine uma promoção.',
      'Move them to where they are missing, stop replenishing, or agree a promotion.',
    ],
  ),
  'problem.obsolete_ending': sentence(
    '{product} se descontinúa el {end} y en {location} quedarán {units} de {stock} unidades sin vender.',
    '{product} sai de linha em {end} e em {location} ficarão {units} de {stock} unidades sem vender.',
    '{product} ends on {end} and {units} of {stock} units at {location} will be left unsold.',
    [
      'Liquide antes de la fecha, traslade a otro país o done; después solo queda el castigo contable.',
      'Liquide antes da data, transfira para outro país ou doe; depois só resta a baixa contábil.',
      'Sell off before the date, move to another country, or donate; afterwards only the write-off is left.',
    ],
  ),
  'problem.obsolete_still': sentence(
    'Nadie pedirá {product} en {location} en {days} días; hay {units} unidades.',
    'Ninguém pedirá {product} em {location} em {days} dias; há {units} unidades.',
    'Nobody will ask for {product} at {location} within {days} days; there are {units} units.',
    [
      'Liquide, traslade o castigue; revise si el artículo debe seguir activo.',
      'Liquide, transfira ou dê baixa; verifique se o item deve continuar ativo.',
      'Sell off, move or write off; check whether the item should stay active.',
    ],
  ),
  'problem.expiry': sentence(
    '{units} unidades de {product} en {location} (lotes: {lots}) vencerán sin venderse desde el {day}; los clientes las aceptan hasta el {sale}.',
    '{units} unidades de {product} em {location} (lotes: {lots}) vencerão sem vender a partir de {day}; os clientes as aceitam até {sale}.',
    '{units} units of {product} at {location} (lots: {lots}) will expire unsold from {day} on; customers take them until {sale}.',
    [
      'Promueva o traslade los lotes más antiguos, o acuerde con un cliente una vida útil menor.',
      'Promova ou transfira os lotes mais antigos, ou combine com um cliente uma vida útil menor.',
      'Promote or move the oldest lots, or agree a shorter remaining life with a customer.',
    ],
  ),
  'problem.late_supply': sentence(
    '{units} unidades de {product} para {location} desde {origin} debían llegar el {day} y se esperan el {expected} ({orders} órdenes): faltarán {endangered} unidades.',
    '{units} unidades de {product} para {location} de {origin} deviam chegar em {day} e são esperadas em {expected} ({orders} ordens): faltarão {endangered} unidades.',
    '{units} units of {product} for {location} from {origin} were due on {day} and are expected on {expected} ({orders} orders): {endangered} units will be missing.',
    [
      'Apure la entrega, pida una entrega parcial, o cubra con otro origen.',
      'Apresse a entrega, peça uma entrega parcial, ou cubra com outra origem.',
      'Press for delivery, ask for a part of it, or cover it from another source.',
    ],
  ),
  'problem.late_supply_disrupted': sentence(
    '{units} unidades de {product} para {location} desde {origin} debían llegar el {day} y se esperan el {expected} ({orders} órdenes) por {event}: faltarán {endangered} unidades.',
    '{units} unidades de {product} para {location} de {origin} deviam chegar em {day} e são esperadas em {expected} ({orders} ordens) por {event}: faltarão {endangered} unidades.',
    '{units} units of {product} for {location} from {origin} were due on {day} and are expected on {expected} ({orders} orders) because of {event}: {endangered} units will be missing.',
    [
      'Busque otra ruta u otro origen hasta que el evento termine, y reparta lo que hay.',
      'Procure outra rota ou outra origem até o evento terminar, e reparta o que há.',
      'Find another route or source until the event is over, and allocate what there is.',
    ],
  ),
  'problem.late_order': sentence(
    '{customer} espera {units} unidades de {product} de {location} desde el {day} ({late} días, {orders} pedidos).',
    '{customer} espera {units} unidades de {product} de {location} desde {day} ({late} dias, {orders} pedidos).',
    '{customer} has been waiting for {units} units of {product} from {location} since {day} ({late} days, {orders} orders).',
    [
      'Despache hoy o confirme una fecha que el cliente acepte.',
      'Despache hoje ou confirme uma data que o cliente aceite.',
      'Ship today, or confirm a date the customer accepts.',
    ],
  ),
  'problem.overload_line': sentence(
    'A {reference} se le pide {load} de sus horas en {periods} períodos desde el {day}: {units} unidades no se alcanzan a hacer.',
    'Pede-se a {reference} {load} das suas horas em {periods} períodos a partir de {day}: {units} unidades não são feitas a tempo.',
    '{reference} is asked for {load} of its hours in {periods} periods from {day} on: {units} units cannot be made in time.',
    [
      'Agregue horas extra o un turno, adelante producción, o mueva artículos a otra línea.',
      'Acrescente horas extras ou um turno, antecipe produção, ou mova itens para outra linha.',
      'Add overtime or a shift, build ahead, or move items to another line.',
    ],
  ),
  'problem.overload_supplier': sentence(
    'A {reference} se le pide {load} de lo que puede entregar en {periods} períodos desde el {day}: {units} unidades no llegan a tiempo.',
    'Pede-se a {reference} {load} do que pode entregar em {periods} períodos a partir de {day}: {units} unidades não chegam a tempo.',
    '{reference} is asked for {load} of what it can deliver in {periods} periods from {day} on: {units} units do not come in time.',
    [
      'Acuerde más volumen con el proveedor, anticipe compras, o habilite un segundo proveedor.',
      'Combine mais volume com o fornecedor, antecipe compras, ou habilite um segundo fornecedor.',
      'Agree more volume with the supplier, buy ahead, or bring in a second source.',
    ],
  ),
  'problem.demand_above': sentence(
    '{product} en {location} vende {share} más que lo planificado hace {weeks} semanas ({sold} contra {planned}): {units} unidades más en las próximas cuatro.',
    '{product} em {location} vende {share} mais que o planejado há {weeks} semanas ({sold} contra {planned}): {units} unidades a mais nas próximas quatro.',
    '{product} at {location} has sold {share} more than planned for {weeks} weeks ({sold} against {planned}): {units} units more in the next four.',
    [
      'Revise el pronóstico y asegure stock antes de que se acabe.',
      'Reveja a previsão e garanta estoque antes que acabe.',
      'Review the forecast, and secure stock before it runs out.',
    ],
  ),
  'problem.demand_below': sentence(
    '{product} en {location} vende {share} menos que lo planificado hace {weeks} semanas ({sold} contra {planned}): {units} unidades menos en las próximas cuatro.',
    '{product} em {location} vende {share} menos que o planejado há {weeks} semanas ({sold} contra {planned}): {units} unidades a menos nas próximas quatro.',
    '{product} at {location} has sold {share} less than planned for {weeks} weeks ({sold} against {planned}): {units} units fewer in the next four.',
    [
      'Revise el pronóstico y frene las órdenes que aún no salen.',
      'Reveja a previsão e segure as ordens que ainda não saíram.',
      'Review the forecast, and hold the orders that have not left yet.',
    ],
  ),
  'problem.plan_gap_budget': sentence(
    '{where}: el plan ejecutable queda {share} bajo el presupuesto ({netSales} {money} de venta neta) de {from} a {to}.',
    '{where}: o plano executável fica {share} abaixo do orçamento ({netSales} {money} de venda líquida) de {from} a {to}.',
    '{where}: the executable plan is {share} under budget ({netSales} {money} of net sales) from {from} to {to}.',
    [
      'Acuerde acciones con dueño y fecha, o cambie el compromiso en el próximo foro.',
      'Combine ações com dono e data, ou mude o compromisso no próximo fórum.',
      'Agree actions with an owner and a date, or change the commitment at the next forum.',
    ],
  ),
  'problem.plan_gap_record': sentence(
    '{where}: el plan ejecutable queda {share} bajo el plan firmado ({netSales} {money} de venta neta) de {from} a {to}.',
    '{where}: o plano executável fica {share} abaixo do plano assinado ({netSales} {money} de venda líquida) de {from} a {to}.',
    '{where}: the executable plan is {share} under the signed plan ({netSales} {money} of net sales) from {from} to {to}.',
    [
      'Acuerde acciones con dueño y fecha, o firme un plan nuevo.',
      'Combine ações com dono e data, ou assine um plano novo.',
      'Agree actions with an owner and a date, or sign a new plan.',
    ],
  ),
  'problem.plan_gap_record_over': sentence(
    '{where}: el plan ejecutable va {share} sobre el plan firmado ({netSales} {money} de venta neta) de {from} a {to}, y nadie responde por ello.',
    '{where}: o plano executável fica {share} acima do plano assinado ({netSales} {money} de venda líquida) de {from} a {to}, e ninguém responde por isso.',
    '{where}: the executable plan is {share} over the signed plan ({netSales} {money} of net sales) from {from} to {to}, and nobody answers for it.',
    [
      'Quien la pidió responda por la diferencia con `rumbo own`, o firme un plan nuevo.',
      'Quem a pediu responda pela diferença com `rumbo own`, ou assine um plano novo.',
      'Whoever asked for it answers for the difference with `rumbo own`, or sign a new plan.',
    ],
  ),
  'problem.data_bad_rows': sentence(
    '{bad} de {rows} filas de `{table}` quedaron fuera ({share} de su valor).',
    '{bad} de {rows} linhas de `{table}` ficaram de fora ({share} do seu valor).',
    '{bad} of {rows} rows of `{table}` were left out ({share} of its value).',
    [
      'Ejecute `rumbo check` para ver archivo, fila y remedio de cada una.',
      'Execute `rumbo check` para ver arquivo, linha e remédio de cada uma.',
      'Run `rumbo check` to see file, row and remedy of each.',
    ],
  ),
  'problem.data_no_price': sentence(
    '{units} unidades de {products} artículos ({product}) no tienen precio en los próximos {days} días: el resultado las cuenta como nada.',
    '{units} unidades de {products} itens ({product}) não têm preço nos próximos {days} dias: o resultado as conta como nada.',
    '{units} units of {products} items ({product}) have no price in the next {days} days: the P&L counts them as nothing.',
    ['Agregue sus precios a `prices`.', 'Acrescente os seus preços a `prices`.', 'Add their prices to `prices`.'],
  ),
  'problem.data_no_cost': sentence(
    '{units} unidades de {products} artículos ({product}) no tienen costo estándar en los próximos {days} días: su margen está inflado.',
    '{units} unidades de {products} itens ({product}) não têm custo padrão nos próximos {days} dias: a sua margem está inflada.',
    '{units} units of {products} items ({product}) have no standard cost in the next {days} days: their margin is overstated.',
    ['Agregue sus costos a `costs`.', 'Acrescente os seus custos a `costs`.', 'Add their costs to `costs`.'],
  ),
} satisfies Messages

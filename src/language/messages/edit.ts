import type { Message, Messages } from '../message.js'

const said = (
  es: readonly [text: string, remedy: string],
  pt: readonly [text: string, remedy: string],
  en: readonly [text: string, remedy: string],
): Message => ({ text: { es: es[0], pt: pt[0], en: en[0] }, remedy: { es: es[1], pt: pt[1], en: en[1] } })

/** Why an edit cannot be done. Quantities are in units, days are dates. */
export const editMessages = {
  'edit.unknown_node': said(
    ['El plan no tiene «{node}» ({tree}).', 'Elija un nodo que exista, desde arriba: {tree}.'],
    ['O plano não tem "{node}" ({tree}).', 'Escolha um nó que exista, de cima para baixo: {tree}.'],
    ['The plan has no “{node}” ({tree}).', 'Choose a node that exists, from the top: {tree}.'],
  ),
  'edit.cuts_bucket': said(
    [
      'El {day} cae dentro de una semana o un mes del plan.',
      'Empiece y termine donde empieza un período del plan, o edite el período entero.',
    ],
    [
      '{day} cai dentro de uma semana ou de um mês do plano.',
      'Comece e termine onde começa um período do plano, ou edite o período inteiro.',
    ],
    [
      '{day} lies inside a week or month of the plan.',
      'Begin and end where a period of the plan begins, or edit the whole period.',
    ],
  ),
  'edit.outside_horizon': said(
    ['Nada desde {from} hasta antes de {until} está planificado.', 'Elija fechas dentro del horizonte del plan.'],
    ['Nada de {from} até antes de {until} está planejado.', 'Escolha datas dentro do horizonte do plano.'],
    ['Nothing from {from} until before {until} is planned.', 'Choose dates inside the horizon of the plan.'],
  ),
  'edit.past': said(
    ['Los días hasta el {until} ya pasaron.', 'Nada que hacer: ahora valen los hechos.'],
    ['Os dias até {until} já passaram.', 'Nada a fazer: agora valem os fatos.'],
    ['The days until {until} have passed.', 'Nothing to do: facts count now.'],
  ),
  'edit.nothing_there': said(
    [
      'Ahí no se planifica ninguna demanda.',
      'Elija un producto que se venda en ese lugar a ese cliente, o agréguelo al surtido.',
    ],
    [
      'Não há demanda planejada aí.',
      'Escolha um produto que se venda nesse local a esse cliente, ou inclua-o no sortimento.',
    ],
    [
      'No demand is planned there.',
      'Choose a product that sells at that place to that customer, or add it to the assortment.',
    ],
  ),
  'edit.all_locked': said(
    ['Todas esas celdas están bloqueadas.', 'Desbloquee alguna, o elija otras.'],
    ['Todas essas células estão bloqueadas.', 'Desbloqueie alguma, ou escolha outras.'],
    ['All of these cells are locked.', 'Unlock some, or choose others.'],
  ),
  'edit.below_locked': said(
    [
      'El total sería {units} unidades, pero las celdas bloqueadas ya suman {locked}.',
      'Deje el total en {locked} o más, o desbloquee alguna celda.',
    ],
    [
      'O total seria {units} unidades, mas as células bloqueadas já somam {locked}.',
      'Deixe o total em {locked} ou mais, ou desbloqueie alguma célula.',
    ],
    [
      'The total would be {units} units, but the locked cells already hold {locked}.',
      'Keep the total at {locked} or above, or unlock some cell.',
    ],
  ),
  'edit.negative': said(
    ['La demanda sería {units}, menos que nada.', 'Quite a lo más lo que hay.'],
    ['A demanda seria {units}, menos que nada.', 'Tire no máximo o que há.'],
    ['Demand would be {units}, less than nothing.', 'Take away no more than there is.'],
  ),
  'edit.too_large': said(
    ['El número es demasiado grande para calcularlo con exactitud.', 'Revise la cantidad y el factor.'],
    ['O número é grande demais para ser calculado com exatidão.', 'Confira a quantidade e o fator.'],
    ['The number is too large to be computed exactly.', 'Check the quantity and the factor.'],
  ),
  'edit.lands_on_lock': said(
    ['Lo movido caería en una celda bloqueada.', 'Desbloquéela, o mueva otros días.'],
    ['O que se move cairia em uma célula bloqueada.', 'Desbloqueie-a, ou mova outros dias.'],
    ['What is moved would land on a locked cell.', 'Unlock it, or move other days.'],
  ),
  'edit.unknown_entry': said(
    ['No hay ningún cambio con el número {position} en este escenario.', 'Elija uno del historial.'],
    ['Não há nenhuma mudança com o número {position} neste cenário.', 'Escolha uma do histórico.'],
    ['There is no change number {position} in this scenario.', 'Choose one from the history.'],
  ),
  'edit.already_undone': said(
    ['El cambio {position} ya está deshecho.', 'Rehágalo si lo quiere de vuelta.'],
    ['A mudança {position} já está desfeita.', 'Refaça-a se a quer de volta.'],
    ['Change {position} is taken back already.', 'Redo it if you want it again.'],
  ),
  'edit.undo_is_long': said(
    [
      'Deshacer el cambio {position} vuelve a aplicar {again} cambios posteriores.',
      'Vea primero qué pasaría y confírmelo: se hace al lado, mientras los demás siguen.',
    ],
    [
      'Desfazer a mudança {position} aplica de novo {again} mudanças posteriores.',
      'Veja primeiro o que aconteceria e confirme: faz-se ao lado, enquanto os outros seguem.',
    ],
    [
      'To take back change {position} applies {again} later changes again.',
      'Look at what would happen first, and confirm: it is done beside, while others go on.',
    ],
  ),
  'edit.unknown_list': said(
    ['No hay una lista «{list}» que se pueda cambiar.', 'Las que hay: {lists}.'],
    ['Não há uma lista "{list}" que se possa mudar.', 'As que existem: {lists}.'],
    ['There is no list “{list}” that can be changed.', 'There are: {lists}.'],
  ),
  'edit.unknown_field': said(
    ['{list} no tiene un campo «{field}» que se pueda usar así.', 'Los que hay: {fields}.'],
    ['{list} não tem um campo "{field}" que se possa usar assim.', 'Os que existem: {fields}.'],
    ['{list} has no field “{field}” that can be used so.', 'There are: {fields}.'],
  ),
  'edit.unknown_record': said(
    ['{list} no tiene ningún registro con {key}.', 'Revise los identificadores y la fecha.'],
    ['{list} não tem nenhum registro com {key}.', 'Confira os identificadores e a data.'],
    ['{list} has no record with {key}.', 'Check the ids and the date.'],
  ),
  'edit.not_dated': said(
    ['Los registros de {list} no tienen fecha: no cambian desde un día.', 'Cámbielo sin fecha.'],
    ['Os registros de {list} não têm data: não mudam a partir de um dia.', 'Mude-o sem data.'],
    ['Records of {list} have no date: they do not change from a day on.', 'Change it without a date.'],
  ),
  'edit.not_a_number': said(
    ['{field} de {list} es «{value}»: no se le puede sumar ni multiplicar.', 'Póngale un valor.'],
    ['{field} de {list} é "{value}": não se pode somar nem multiplicar.', 'Dê a ele um valor.'],
    ['{field} of {list} is “{value}”: it cannot be added to or multiplied.', 'Set it to a value.'],
  ),
  'edit.bad_value': said(
    ['{field} de {list} no puede quedar así con «{value}».', 'Dé un valor de los que ese campo admite.'],
    ['{field} de {list} não pode ficar assim com "{value}".', 'Dê um valor que esse campo admita.'],
    ['{field} of {list} cannot become what “{value}” makes of it.', 'Give a value that this field can hold.'],
  ),
  'edit.closed_list': said(
    [
      'En {list} no se agregan ni se quitan registros desde el plan.',
      'Hágalo en la carpeta de la empresa y planifique de nuevo. Desde el plan: {lists}.',
    ],
    [
      'Em {list} não se incluem nem se retiram registros pelo plano.',
      'Faça-o na pasta da empresa e planeje de novo. Pelo plano: {lists}.',
    ],
    [
      'Records of {list} are not added or removed from the plan.',
      'Do it in the company folder and plan anew. From the plan: {lists}.',
    ],
  ),
  'edit.missing_field': said(
    ['A un registro nuevo de {list} le falta {field}.', 'Dé un valor a ese campo; si son varios, basta uno.'],
    ['Falta {field} em um registro novo de {list}.', 'Dê um valor a esse campo; se são vários, basta um.'],
    ['A new record of {list} lacks {field}.', 'Give that field a value; of several, one is enough.'],
  ),
  'edit.dates_backwards': said(
    ['Un registro de {list} terminaría el {last}, antes de empezar el {first}.', 'Corrija una de las dos fechas.'],
    ['Um registro de {list} terminaria em {last}, antes de começar em {first}.', 'Corrija uma das duas datas.'],
    ['A record of {list} would end on {last}, before it begins on {first}.', 'Mend one of the two dates.'],
  ),
  'edit.unknown_name': said(
    ['{field} de {list} nombra a «{name}», que no está en {lists}.', 'Elija uno que exista, o agréguelo antes.'],
    ['{field} de {list} nomeia "{name}", que não está em {lists}.', 'Escolha um que exista, ou inclua-o antes.'],
    ['{field} of {list} names “{name}”, which is not in {lists}.', 'Choose one that exists, or add it first.'],
  ),
  'edit.no_rate': said(
    [
      'No habría con qué convertir los importes en {currency}.',
      'Deje un tipo de cambio PLAN hacia la moneda de la empresa, de este mes o de uno anterior.',
    ],
    [
      'Não haveria com que converter os valores em {currency}.',
      'Deixe uma taxa PLAN para a moeda da empresa, deste mês ou de um anterior.',
    ],
    [
      'Amounts in {currency} could not be translated.',
      'Have a PLAN rate to the company’s currency, of this month or an earlier one.',
    ],
  ),
  'edit.record_exists': said(
    ['{list} ya tiene un registro con {key}.', 'Cambie ese, o dé otros identificadores.'],
    ['{list} já tem um registro com {key}.', 'Mude esse, ou dê outros identificadores.'],
    ['{list} has a record with {key} already.', 'Change that one, or give other ids.'],
  ),
  'edit.nothing_named': said(
    ['No se dice qué registros de {list} quitar.', 'Nombre al menos un campo y su valor.'],
    ['Não se diz quais registros de {list} retirar.', 'Nomeie ao menos um campo e seu valor.'],
    ['It is not said which records of {list} to remove.', 'Name at least one field and its value.'],
  ),
  'edit.still_named': said(
    ['{field} de {by} todavía nombra a «{name}» de {list}.', 'Cambie o quite antes lo que lo nombra.'],
    ['{field} de {by} ainda nomeia "{name}" de {list}.', 'Mude ou retire antes o que o nomeia.'],
    ['{field} of {by} still names “{name}” of {list}.', 'Change or remove first what names it.'],
  ),
  'edit.new_row': said(
    [
      'El plan tendría que planificar {row}, que hoy no está en él.',
      'Agregue el registro en la carpeta de la empresa y planifique de nuevo.',
    ],
    [
      'O plano teria de planejar {row}, que hoje não está nele.',
      'Inclua o registro na pasta da empresa e planeje de novo.',
    ],
    [
      'The plan would have to plan {row}, which is not in it today.',
      'Add the record in the company folder and plan anew.',
    ],
  ),
  'edit.unknown_reason': said(
    ['No hay un motivo «{code}».', 'Elija uno de: {codes}.'],
    ['Não há um motivo "{code}".', 'Escolha um de: {codes}.'],
    ['There is no reason “{code}”.', 'Choose one of: {codes}.'],
  ),
  'edit.reason_note': said(
    ['El motivo «{code}» no dice nada por sí solo.', 'Escriba una nota, o elija otro motivo.'],
    ['O motivo "{code}" não diz nada sozinho.', 'Escreva uma nota, ou escolha outro motivo.'],
    ['The reason “{code}” says nothing by itself.', 'Write a note, or choose another reason.'],
  ),
  'edit.reason_required': said(
    ['El cambio mueve {moved} en ventas netas y no dice por qué.', 'Elija un motivo: {codes}.'],
    ['A mudança move {moved} em vendas líquidas e não diz por quê.', 'Escolha um motivo: {codes}.'],
    ['The change moves {moved} of net sales and does not say why.', 'Choose a reason: {codes}.'],
  ),
} satisfies Messages

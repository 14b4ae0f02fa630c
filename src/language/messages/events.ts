import type { Message, Messages } from '../message.js'

type Words = readonly [es: string, pt: string, en: string]

const message = (text: Words, remedy: Words): Message => ({
  text: { es: text[0], pt: text[1], en: text[2] },
  remedy: { es: remedy[0], pt: remedy[1], en: remedy[2] },
})

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

export const eventMessages = {
  'cli.command_events': line('hechos que llegan uno por uno', 'fatos que chegam um a um', 'facts that come one by one'),
  'cli.command_events_post': line(
    'contar lo que pasó, una línea de JSON por evento',
    'contar o que aconteceu, uma linha de JSON por evento',
    'tell what happened, one line of JSON an event',
  ),
  'cli.command_events_tail': line('leer lo que se contó', 'ler o que foi contado', 'read what was told'),
  'cli.command_events_waiting': line(
    'filas a las que aún les falta algo, y qué',
    'linhas às quais ainda falta algo, e o quê',
    'rows that still lack something, and what',
  ),
  'cli.argument_event_lines': line(
    'líneas de JSON; la entrada estándar, si falta',
    'linhas de JSON; a entrada padrão, se faltar',
    'lines of JSON; standard input when absent',
  ),
  'cli.option_sender': line('quién lo cuenta', 'quem conta', 'who tells it'),
  'cli.option_event_after': line('después de esta posición', 'depois desta posição', 'after this position'),
  'cli.option_event_table': line('solo de esta tabla', 'só desta tabela', 'of this table only'),
  'cli.option_follow': line('y lo que siga llegando', 'e o que continuar chegando', 'and whatever comes from then on'),
  'cli.events_posted': line(
    'Guardados: {kept}; ya conocidos: {known}; rechazados: {refused}.',
    'Guardados: {kept}; já conhecidos: {known}; recusados: {refused}.',
    'Kept: {kept}; known already: {known}; refused: {refused}.',
  ),
  'cli.no_event_file': message(
    ['No se puede leer {file}.', 'Não é possível ler {file}.', '{file} cannot be read.'],
    ['Revise el nombre y los permisos.', 'Verifique o nome e as permissões.', 'Look at its name and who may read it.'],
  ),
  'cli.events_refused_more': line(
    'y {count} líneas más, rechazadas también',
    'e mais {count} linhas, também recusadas',
    'and {count} more lines that were refused',
  ),
  'events.not_json': message(
    ['No es JSON ("{excerpt}").', 'Não é JSON ("{excerpt}").', 'Not JSON ("{excerpt}").'],
    [
      'Un evento por línea, cada uno un objeto de JSON.',
      'Um evento por linha, cada um um objeto de JSON.',
      'One event a line, each an object of JSON.',
    ],
  ),
  'events.not_an_event': message(
    [
      'No es un evento: {part} falta o no está como debe ("{excerpt}").',
      'Não é um evento: {part} falta ou não está como deve ("{excerpt}").',
      'No event: {part} is missing, or not what it should be ("{excerpt}").',
    ],
    [
      'Una línea es un objeto con "id", "table", "at" y "row" y, si hace falta, "says" y "recordedAt" (docs/specs/events.md).',
      'Uma linha é um objeto com "id", "table", "at" e "row" e, se preciso, "says" e "recordedAt" (docs/specs/events.md).',
      'A line is an object with "id", "table", "at" and "row" and, where needed, "says" and "recordedAt" (docs/specs/events.md).',
    ],
  ),
  'events.unknown_table': message(
    [
      'No se reciben eventos de una tabla "{table}".',
      'Não se recebem eventos de uma tabela "{table}".',
      'No events are taken of a table "{table}".',
    ],
    ['Las que se reciben: {known}.', 'As que se recebem: {known}.', 'Those that are taken: {known}.'],
  ),
  'events.unknown_column': message(
    [
      'La tabla {table} no tiene una columna "{column}" que un evento pueda decir.',
      'A tabela {table} não tem uma coluna "{column}" que um evento possa dizer.',
      'The table {table} has no column "{column}" that an event could tell.',
    ],
    [
      'Use los nombres del contrato de datos («rumbo init» escribe una plantilla de cada tabla); cuándo se supo va en recordedAt.',
      'Use os nomes do contrato de dados ("rumbo init" escreve um modelo de cada tabela); quando se soube vai em recordedAt.',
      'Use the names of the data contract ("rumbo init" writes a template of each table); when it was learned goes into recordedAt.',
    ],
  ),
  'events.not_a_value': message(
    [
      '"{excerpt}" no es un valor de {table}.{column} ({type}).',
      '"{excerpt}" não é um valor de {table}.{column} ({type}).',
      '"{excerpt}" is no value of {table}.{column} ({type}).',
    ],
    [
      'Números con punto y sin separador de miles, fechas como 2026-12-01, momentos con su zona; lo demás como lo dice el contrato.',
      'Números com ponto e sem separador de milhar, datas como 2026-12-01, momentos com seu fuso; o resto como diz o contrato.',
      'Numbers with a point and without groups, dates as 2026-12-01, moments with their zone; the rest as the contract says it.',
    ],
  ),
  'events.not_added': message(
    [
      'A {table}.{column} no se le puede sumar nada.',
      'A {table}.{column} não se pode somar nada.',
      'Nothing can be added to {table}.{column}.',
    ],
    [
      'Sume solo cantidades y montos; lo demás se dice con "set".',
      'Some apenas quantidades e valores; o resto se diz com "set".',
      'Add only quantities and amounts; the rest is told with "set".',
    ],
  ),
  'events.missing_key': message(
    [
      'No se sabe de qué fila de {table} habla: falta {column}.',
      'Não se sabe de que linha de {table} fala: falta {column}.',
      'Nobody knows which row of {table} is meant: {column} is missing.',
    ],
    [
      'Cada evento lleva la clave de su fila: {key}.',
      'Cada evento leva a chave da sua linha: {key}.',
      'Every event has the key of its row: {key}.',
    ],
  ),
  'events.id_reused': message(
    [
      'El identificador "{id}" ya dice otra cosa (posición {position}).',
      'O identificador "{id}" já diz outra coisa (posição {position}).',
      'The id "{id}" says something else already (position {position}).',
    ],
    [
      'Lo que corrige a un evento es otro evento, con su propio identificador y un recordedAt posterior.',
      'O que corrige um evento é outro evento, com seu próprio identificador e um recordedAt posterior.',
      'What corrects an event is another event, with an id of its own and a later recordedAt.',
    ],
  ),
  'events.inbox_ended': message(
    [
      'El buzón de eventos se cerró por una falla.',
      'A caixa de eventos fechou por uma falha.',
      'The inbox of events has ended by a fault.',
    ],
    [
      'Envíelos otra vez cuando el servidor se haya reiniciado: lo confirmado está a salvo y lo repetido no cuenta dos veces.',
      'Envie-os de novo quando o servidor tiver reiniciado: o confirmado está a salvo e o repetido não conta duas vezes.',
      'Send them again once the server has been started anew: what was confirmed is safe, and what comes twice counts once.',
    ],
  ),
} satisfies Messages

import type { Message, Messages } from '../message.js'

type Words = readonly [es: string, pt: string, en: string]

const message = (text: Words, remedy: Words): Message => ({
  text: { es: text[0], pt: text[1], en: text[2] },
  remedy: { es: remedy[0], pt: remedy[1], en: remedy[2] },
})

export const dataMessages = {
  'data.no_load': message(
    ['No hay una carga {load}.', 'Não há uma carga {load}.', 'There is no load {load}.'],
    ['Elija una de la lista de cargas.', 'Escolha uma da lista de cargas.', 'Choose one of the list of loads.'],
  ),
  'data.load_conflict': message(
    [
      'Llegó otra carga mientras se leían las filas apartadas de la carga {load}.',
      'Chegou outra carga enquanto se liam as linhas separadas da carga {load}.',
      'Another load came while the rows that load {load} set aside were being read.',
    ],
    ['Descárguelas de nuevo.', 'Baixe-as de novo.', 'Download them again.'],
  ),
  'data.no_upload': message(
    [
      'No hay un archivo en espera "{upload}".',
      'Não há um arquivo em espera "{upload}".',
      'There is no waiting file "{upload}".',
    ],
    [
      'Envíelo de nuevo: un archivo espera un día como máximo.',
      'Envie-o de novo: um arquivo espera um dia no máximo.',
      'Send it again: a file waits for a day at most.',
    ],
  ),
  'data.file_name': message(
    [
      '"{file}" no es un nombre de archivo de la carpeta.',
      '"{file}" não é um nome de arquivo da pasta.',
      '"{file}" is no name of a file of the folder.',
    ],
    [
      'Use el nombre de una tabla, si quiere con un guion y algo más, en minúsculas: sales.csv, sales-2027.csv. Extensiones: {extensions}.',
      'Use o nome de uma tabela, se quiser com um hífen e algo mais, em minúsculas: sales.csv, sales-2027.csv. Extensões: {extensions}.',
      'Use the name of a table, with a hyphen and more if you like, in small letters: sales.csv, sales-2027.csv. Extensions: {extensions}.',
    ],
  ),
  'data.not_a_file': message(
    [
      '{file} de la carpeta no es un archivo: es un enlace o una carpeta.',
      '{file} da pasta não é um arquivo: é um link ou uma pasta.',
      '{file} of the folder is not a file: it is a link or a folder.',
    ],
    ['Envíelo con otro nombre.', 'Envie-o com outro nome.', 'Send it under another name.'],
  ),
  'data.file_too_large': message(
    [
      'El archivo supera {megabytes} MB.',
      'O arquivo passa de {megabytes} MB.',
      'The file is longer than {megabytes} MB.',
    ],
    [
      'Divídalo (sales-2026.csv, sales-2027.csv), envíelo en Parquet, o suba `uploads.mostMegabytes`.',
      'Divida-o (sales-2026.csv, sales-2027.csv), envie-o em Parquet, ou aumente `uploads.mostMegabytes`.',
      'Split it (sales-2026.csv, sales-2027.csv), send it as Parquet, or raise `uploads.mostMegabytes`.',
    ],
  ),
  'data.upload_cut': message(
    ['El archivo no llegó entero.', 'O arquivo não chegou inteiro.', 'The file did not arrive whole.'],
    [
      'Nada se guardó; envíelo de nuevo.',
      'Nada foi gravado; envie-o de novo.',
      'Nothing of it was kept; send it again.',
    ],
  ),
  'data.disk_full': message(
    ['No hay espacio para {file}.', 'Não há espaço para {file}.', 'There is no room for {file}.'],
    [
      'Nada se guardó; libere espacio en el disco de la carpeta.',
      'Nada foi gravado; libere espaço no disco da pasta.',
      'Nothing of it was kept; make room on the disk of the folder.',
    ],
  ),
  'data.too_many_uploads': message(
    ['Ya esperan {most} archivos.', 'Já esperam {most} arquivos.', 'There are {most} files waiting already.'],
    [
      'Confírmelos o descártelos primero.',
      'Confirme-os ou descarte-os primeiro.',
      'Confirm them or take them away first.',
    ],
  ),
  'data.not_checked': message(
    ['{file} aún no se ha revisado.', '{file} ainda não foi verificado.', '{file} has not been checked yet.'],
    ['Espere a que termine la revisión.', 'Espere a verificação terminar.', 'Wait until the check has ended.'],
  ),
  'data.upload_unusable': message(
    [
      '{file} tiene fallas y no puede usarse.',
      '{file} tem falhas e não pode ser usado.',
      '{file} has faults and cannot be used.',
    ],
    [
      'Corrija lo que dice la revisión y envíelo de nuevo.',
      'Corrija o que a verificação diz e envie-o de novo.',
      'Mend what its check says and send it again.',
    ],
  ),
  'data.upload_has_faults': message(
    [
      'Con {file} la carpeta no se puede cargar: {faults} fallas en otras tablas.',
      'Com {file} a pasta não pode ser carregada: {faults} falhas em outras tabelas.',
      'With {file} the folder cannot be loaded: {faults} faults in other tables.',
    ],
    [
      'Corrija primero lo que dice la revisión, o confirme a pesar de las fallas si enviará lo que falta.',
      'Corrija primeiro o que a verificação diz, ou confirme apesar das falhas se enviará o que falta.',
      'Mend what the check says first, or confirm despite the faults if you send what is missing.',
    ],
  ),
  'data.file_conflict': message(
    [
      '{file} de la carpeta cambió desde que se envió el nuevo.',
      '{file} da pasta mudou desde que o novo foi enviado.',
      '{file} of the folder has changed since the new one was sent.',
    ],
    [
      'Mire quién lo cambió y envíe el suyo de nuevo.',
      'Veja quem o mudou e envie o seu de novo.',
      'See who changed it and send yours again.',
    ],
  ),
} as const satisfies Messages

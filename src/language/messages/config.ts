import type { Message, Messages } from '../message.js'

type Words = readonly [es: string, pt: string, en: string]

const message = (text: Words, remedy?: Words): Message => ({
  text: { es: text[0], pt: text[1], en: text[2] },
  ...(remedy === undefined ? {} : { remedy: { es: remedy[0], pt: remedy[1], en: remedy[2] } }),
})

const WRITE: Words = [
  'Escriba, por ejemplo: {example}.',
  'Escreva, por exemplo: {example}.',
  'Write, for instance: {example}.',
]

export const configMessages = {
  'config.refused': message(
    [
      'La configuración tiene errores: {count}.',
      'A configuração tem erros: {count}.',
      'The configuration is wrong in {count} place(s).',
    ],
    [
      'Corríjalos; «rumbo config» muestra lo que rige.',
      'Corrija-os; "rumbo config" mostra o que vale.',
      'Mend them; "rumbo config" shows what is in force.',
    ],
  ),
  'config.unreadable': message(
    ['El archivo no se puede leer.', 'O arquivo não pode ser lido.', 'The file cannot be read.'],
    ['Revise sus permisos.', 'Verifique as permissões.', 'Check its permissions.'],
  ),
  'config.not_yaml': message(
    ['No es YAML: «{excerpt}».', 'Não é YAML: "{excerpt}".', 'This is not YAML: "{excerpt}".'],
    ['Escriba «clave: valor».', 'Escreva "chave: valor".', 'Write "key: value".'],
  ),
  'config.unknown_key': message(
    ['No existe la clave «{key}».', 'A chave "{key}" não existe.', 'There is no key "{key}".'],
    ['Aquí puede ir: {keys}.', 'Aqui pode estar: {keys}.', 'Here may stand: {keys}.'],
  ),
  'config.section': message(
    ['«{key}» es una sección.', '"{key}" é uma seção.', '"{key}" is a section.'],
    ['Escriba dentro: {keys}.', 'Escreva dentro: {keys}.', 'Write in it: {keys}.'],
  ),
  'config.least': message(
    [
      '«{key}» debe ser al menos {least}.',
      '"{key}" deve ser no mínimo {least}.',
      '"{key}" has to be at least {least}.',
    ],
    WRITE,
  ),
  'config.most': message(
    ['«{key}» debe ser a lo más {most}.', '"{key}" deve ser no máximo {most}.', '"{key}" may be at most {most}.'],
    WRITE,
  ),
  'config.choice': message(
    [
      '«{key}» debe ser uno de: {choices}.',
      '"{key}" deve ser um de: {choices}.',
      '"{key}" has to be one of: {choices}.',
    ],
    WRITE,
  ),
  'config.form': message(
    ['El valor no sirve para «{key}».', 'O valor não serve para "{key}".', 'This is not a value for "{key}".'],
    WRITE,
  ),
  'config.secret_in_file': message(
    [
      '«{key}» es secreto: no se escribe en el archivo.',
      '"{key}" é secreto: não se escreve no arquivo.',
      '"{key}" is secret: it is not written in the file.',
    ],
    [
      'Diga dónde está, por ejemplo: {example}.',
      'Diga onde está, por exemplo: {example}.',
      'Say where it is, for instance: {example}.',
    ],
  ),
  'config.secret_missing': message(
    ['«{key}» está vacío en {place}.', '"{key}" está vazio em {place}.', '"{key}" is empty in {place}.'],
    [
      'Dé valor a esa variable, o escriba ese archivo y permita leerlo.',
      'Dê valor a essa variável, ou grave esse arquivo e permita a leitura.',
      'Give that variable a value, or write that file and let it be read.',
    ],
  ),
  'config.needed': message(
    ['«{by}» necesita «{key}».', '"{by}" precisa de "{key}".', '"{by}" needs "{key}".'],
    ['Escriba {key}: {example}.', 'Escreva {key}: {example}.', 'Write {key}: {example}.'],
  ),
  'config.unknown_variable': message([
    'La variable {name} no es de Rumbo y no hace nada.',
    'A variável {name} não é do Rumbo e não faz nada.',
    'The variable {name} is not one of Rumbo’s and does nothing.',
  ]),
  'config.column_key': message(['clave', 'chave', 'key']),
  'config.column_value': message(['valor', 'valor', 'value']),
  'config.column_origin': message(['de dónde', 'de onde', 'from']),
  'config.usual': message(['(usual)', '(usual)', '(usual)']),
} satisfies Messages

import type { Messages } from '../message.js'

/** Bad rows: set aside, listed and counted; the rest of the load goes on. */
export const rowMessages = {
  'contract.ragged_row': {
    text: {
      es: 'La fila tiene {cells} celdas y el encabezado {expected}.',
      pt: 'A linha tem {cells} células e o cabeçalho {expected}.',
      en: 'The row has {cells} cells and the header {expected}.',
    },
    remedy: {
      es: 'Complete la fila, o entrecomille el texto que contiene el separador.',
      pt: 'Complete a linha, ou coloque entre aspas o texto que contém o separador.',
      en: 'Complete the row, or quote the text that contains the delimiter.',
    },
  },
  'contract.unclosed_quote': {
    text: {
      es: 'Una comilla se abre y no se cierra.',
      pt: 'Uma aspa se abre e não se fecha.',
      en: 'A quote opens and never closes.',
    },
    remedy: {
      es: 'Cierre la comilla; una comilla dentro de un texto se escribe doble.',
      pt: 'Feche a aspa; uma aspa dentro de um texto escreve-se dupla.',
      en: 'Close the quote; a quote inside a text is written twice.',
    },
  },
  'contract.bad_number': {
    text: {
      es: '«{excerpt}» en {column} no es un número que quepa allí.',
      pt: '«{excerpt}» em {column} não é um número que caiba ali.',
      en: '“{excerpt}” in {column} is not a number that fits there.',
    },
    remedy: {
      es: 'Escriba solo cifras, con el separador decimal del resto del archivo y sin unidades.',
      pt: 'Escreva só algarismos, com o separador decimal do resto do arquivo e sem unidades.',
      en: 'Write digits only, with the decimal mark of the rest of the file and without units.',
    },
  },
  'contract.bad_date': {
    text: {
      es: '«{excerpt}» en {column} no es una fecha posible.',
      pt: '«{excerpt}» em {column} não é uma data possível.',
      en: '“{excerpt}” in {column} is not a possible date.',
    },
    remedy: {
      es: 'Escriba una fecha del calendario entre 1970 y 2199, mejor como 2026-01-31.',
      pt: 'Escreva uma data do calendário entre 1970 e 2199, de preferência como 2026-01-31.',
      en: 'Write a date of the calendar between 1970 and 2199, best as 2026-01-31.',
    },
  },
  'contract.bad_value': {
    text: {
      es: '«{excerpt}» no se admite en {column}; se admite: {allowed}.',
      pt: '«{excerpt}» não se admite em {column}; admite-se: {allowed}.',
      en: '“{excerpt}” is not allowed in {column}; allowed are: {allowed}.',
    },
    remedy: {
      es: 'Cámbielo por uno de los valores admitidos.',
      pt: 'Troque-o por um dos valores admitidos.',
      en: 'Change it to one of the allowed values.',
    },
  },
  'contract.unknown_currency': {
    text: {
      es: '«{excerpt}» en {column} no es una moneda.',
      pt: '«{excerpt}» em {column} não é uma moeda.',
      en: '“{excerpt}” in {column} is not a currency.',
    },
    remedy: {
      es: 'Use el código ISO 4217 de tres letras: CLP, PEN, MXN, ARS, BRL, USD.',
      pt: 'Use o código ISO 4217 de três letras: CLP, PEN, MXN, ARS, BRL, USD.',
      en: 'Use the three-letter ISO 4217 code: CLP, PEN, MXN, ARS, BRL, USD.',
    },
  },
  'contract.bad_country': {
    text: {
      es: '«{excerpt}» en {column} no es un país.',
      pt: '«{excerpt}» em {column} não é um país.',
      en: '“{excerpt}” in {column} is not a country.',
    },
    remedy: {
      es: 'Use el código ISO 3166 de dos letras: CL, PE, MX, AR, BR.',
      pt: 'Use o código ISO 3166 de duas letras: CL, PE, MX, AR, BR.',
      en: 'Use the two-letter ISO 3166 code: CL, PE, MX, AR, BR.',
    },
  },
  'contract.missing_value': {
    text: {
      es: 'Falta {column}.',
      pt: 'Falta {column}.',
      en: '{column} is empty.',
    },
    remedy: {
      es: 'Complete la celda: la columna es obligatoria.',
      pt: 'Preencha a célula: a coluna é obrigatória.',
      en: 'Fill the cell: the column is required.',
    },
  },
  'contract.negative_value': {
    text: {
      es: '{column} es negativo: {excerpt}.',
      pt: '{column} é negativo: {excerpt}.',
      en: '{column} is below zero: {excerpt}.',
    },
    remedy: {
      es: 'Corríjalo en el origen; un stock negativo suele ser una recepción sin registrar.',
      pt: 'Corrija-o na origem; um estoque negativo costuma ser um recebimento não registrado.',
      en: 'Mend it at the source; negative stock is usually a receipt that was not booked.',
    },
  },
  'contract.one_of_missing': {
    text: {
      es: 'Debe haber al menos uno de: {columns}.',
      pt: 'Deve haver pelo menos um de: {columns}.',
      en: 'At least one of these is needed: {columns}.',
    },
    remedy: {
      es: 'Complete una de las celdas.',
      pt: 'Preencha uma das células.',
      en: 'Fill one of the cells.',
    },
  },
  'contract.dates_backwards': {
    text: {
      es: '{last} es anterior a {first}.',
      pt: '{last} é anterior a {first}.',
      en: '{last} is before {first}.',
    },
    remedy: {
      es: 'Corrija una de las dos fechas.',
      pt: 'Corrija uma das duas datas.',
      en: 'Mend one of the two dates.',
    },
  },
  'contract.unknown_reference': {
    text: {
      es: '«{excerpt}» en {column} no está en {targets}, o su fila allí es mala.',
      pt: '«{excerpt}» em {column} não está em {targets}, ou a sua linha ali é ruim.',
      en: '“{excerpt}” in {column} is not in {targets}, or its row there is bad.',
    },
    remedy: {
      es: 'Agréguelo a {targets}, o corrija el código (los ceros a la izquierda cuentan).',
      pt: 'Acrescente-o a {targets}, ou corrija o código (os zeros à esquerda contam).',
      en: 'Add it to {targets}, or mend the code (leading zeros count).',
    },
  },
  'contract.duplicate_key': {
    text: {
      es: 'Otra fila dice algo distinto de lo mismo: {excerpt} ({key}).',
      pt: 'Outra linha diz algo diferente do mesmo: {excerpt} ({key}).',
      en: 'Another row says something different about the same thing: {excerpt} ({key}).',
    },
    remedy: {
      es: 'Deje una fila por {key}; si son movimientos, súmelos.',
      pt: 'Deixe uma linha por {key}; se são movimentos, some-os.',
      en: 'Keep one row for each {key}; if they are movements, add them up.',
    },
  },
  'contract.duplicate_price': {
    text: {
      es: 'Otra fila da otro precio con el mismo alcance y desde el mismo día: {excerpt}.',
      pt: 'Outra linha dá outro preço com o mesmo alcance e desde o mesmo dia: {excerpt}.',
      en: 'Another row gives another price of the same scope from the same day: {excerpt}.',
    },
    remedy: {
      es: 'Deje uno de los dos.',
      pt: 'Deixe um dos dois.',
      en: 'Keep one of the two.',
    },
  },
} satisfies Messages

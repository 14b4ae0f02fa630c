import type { Messages } from '../message.js'

/** Turning public data sets into company folders. */
export const adaptMessages = {
  'adapt.command': {
    text: {
      es: 'convertir datos públicos en una carpeta de empresa',
      pt: 'converter dados públicos em uma pasta de empresa',
      en: 'turn public data into a company folder',
    },
  },
  'adapt.argument_set': {
    text: { es: 'orange-juice o m5', pt: 'orange-juice ou m5', en: 'orange-juice or m5' },
  },
  'adapt.argument_source': {
    text: { es: 'carpeta de los datos públicos', pt: 'pasta dos dados públicos', en: 'folder of the public data' },
  },
  'adapt.option_stores': { text: { es: 'cuántas tiendas', pt: 'quantas lojas', en: 'how many stores' } },
  'adapt.option_limit': {
    text: {
      es: 'cuántos productos, los más vendidos primero',
      pt: 'quantos produtos, os mais vendidos primeiro',
      en: 'how many products, best sellers first',
    },
  },
  'adapt.option_months': {
    text: {
      es: 'cuántos meses de historia, los últimos',
      pt: 'quantos meses de histórico, os últimos',
      en: 'how many months of history, the last ones',
    },
  },
  'adapt.file_missing': {
    text: {
      es: 'Falta {file} (o {file}.gz) en {folder}.',
      pt: 'Falta {file} (ou {file}.gz) em {folder}.',
      en: '{file} (or {file}.gz) is missing in {folder}.',
    },
    remedy: {
      es: 'Descargue los datos originales; examples/ dice de dónde.',
      pt: 'Baixe os dados originais; examples/ diz de onde.',
      en: 'Download the original data; examples/ says from where.',
    },
  },
  'adapt.file_unreadable': {
    text: {
      es: '{file} no se puede descomprimir.',
      pt: '{file} não pode ser descompactado.',
      en: '{file} cannot be unpacked.',
    },
    remedy: {
      es: 'Descárguelo de nuevo: el archivo está cortado o dañado.',
      pt: 'Baixe-o de novo: o arquivo está cortado ou danificado.',
      en: 'Download it again: the file is cut short or damaged.',
    },
  },
  'adapt.column_missing': {
    text: {
      es: 'A {file} le falta la columna {column}.',
      pt: 'Falta a coluna {column} em {file}.',
      en: '{file} has no column {column}.',
    },
    remedy: {
      es: 'Use el archivo con los nombres que indica el README del ejemplo.',
      pt: 'Use o arquivo com os nomes que o README do exemplo indica.',
      en: 'Use the file with the names that the example’s README gives.',
    },
  },
  'adapt.bad_row': {
    text: {
      es: 'La fila {row} de {file} no se entiende.',
      pt: 'A linha {row} de {file} não é compreensível.',
      en: 'Row {row} of {file} cannot be understood.',
    },
    remedy: {
      es: 'Compare con el original: números con punto decimal, fechas como 2015-01-31.',
      pt: 'Compare com o original: números com ponto decimal, datas como 2015-01-31.',
      en: 'Compare with the original: numbers with a decimal point, dates like 2015-01-31.',
    },
  },
} satisfies Messages

import type { Messages } from '../message.js'

export const generateMessages = {
  'generate.bad_size': {
    text: {
      es: '{name} no puede ser {value}: debe ser un número entero desde {least}.',
      pt: '{name} não pode ser {value}: deve ser um número inteiro a partir de {least}.',
      en: '{name} cannot be {value}: it must be a whole number from {least} up.',
    },
    remedy: {
      es: 'Indique otro valor, por ejemplo --products 100 --locations 10 --weeks 104 --seed 1.',
      pt: 'Informe outro valor, por exemplo --products 100 --locations 10 --weeks 104 --seed 1.',
      en: 'Give another value, for example --products 100 --locations 10 --weeks 104 --seed 1.',
    },
  },
  'generate.too_large': {
    text: {
      es: 'Serían {rows} combinaciones de producto y ubicación; el máximo es {most}.',
      pt: 'Seriam {rows} combinações de produto e local; o máximo é {most}.',
      en: 'That would be {rows} product-locations; the most is {most}.',
    },
    remedy: {
      es: 'Reduzca los productos o las ubicaciones.',
      pt: 'Reduza os produtos ou os locais.',
      en: 'Ask for fewer products or locations.',
    },
  },
  'generate.folder_taken': {
    text: {
      es: 'La carpeta {folder} ya contiene archivos que no son de una empresa generada.',
      pt: 'A pasta {folder} já contém arquivos que não são de uma empresa gerada.',
      en: 'The folder {folder} already holds files that are not of a generated company.',
    },
    remedy: {
      es: 'Elija una carpeta nueva o vacía.',
      pt: 'Escolha uma pasta nova ou vazia.',
      en: 'Choose a new or empty folder.',
    },
  },
  'generate.written': {
    text: {
      es: 'Empresa generada en {folder}: {files} archivos, {rows} filas.',
      pt: 'Empresa gerada em {folder}: {files} arquivos, {rows} linhas.',
      en: 'Company generated in {folder}: {files} files, {rows} rows.',
    },
  },
} satisfies Messages

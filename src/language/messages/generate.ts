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
      es: 'La carpeta {folder} ya contiene datos de otra empresa o un plan.',
      pt: 'A pasta {folder} já contém dados de outra empresa ou um plano.',
      en: 'The folder {folder} already holds the data of another company, or a plan.',
    },
    remedy: {
      es: 'Elija una carpeta nueva o vacía.',
      pt: 'Escolha uma pasta nova ou vazia.',
      en: 'Choose a new or empty folder.',
    },
  },
} satisfies Messages

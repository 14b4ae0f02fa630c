import type { Messages } from '../message.js'

export const holidayMessages = {
  'holidays.unknown_country': {
    text: {
      es: 'No conocemos los feriados del país "{country}".',
      pt: 'Não conhecemos os feriados do país "{country}".',
      en: 'The holidays of the country "{country}" are not known.',
    },
    remedy: {
      es: 'Países conocidos: {known}. Para otro, escriba sus feriados en la tabla events con kind = holiday.',
      pt: 'Países conhecidos: {known}. Para outro, escreva seus feriados na tabela events com kind = holiday.',
      en: 'Known countries: {known}. For another, write its holidays in the table events with kind = holiday.',
    },
  },
} satisfies Messages

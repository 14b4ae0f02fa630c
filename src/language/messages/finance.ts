import type { Messages } from '../message.js'

export const financeMessages = {
  'finance.price_tie': {
    text: {
      es: 'El producto {product} tiene dos precios que comienzan el {day} para el mismo alcance ({scope}).',
      pt: 'O produto {product} tem dois preços que começam em {day} para o mesmo alcance ({scope}).',
      en: 'Product {product} has two prices that begin on {day} for the same scope ({scope}).',
    },
    remedy: {
      es: 'Deje uno de los dos en `prices`, o cambie su fecha o su alcance.',
      pt: 'Deixe um dos dois em `prices`, ou mude a data ou o alcance.',
      en: 'Keep one of them in `prices`, or change its date or its scope.',
    },
  },
  'finance.cost_tie': {
    text: {
      es: 'El producto {product} tiene dos costos estándar que comienzan el {day} en {location}.',
      pt: 'O produto {product} tem dois custos padrão que começam em {day} em {location}.',
      en: 'Product {product} has two standard costs that begin on {day} at {location}.',
    },
    remedy: {
      es: 'Deje uno de los dos en `costs`.',
      pt: 'Deixe um dos dois em `costs`.',
      en: 'Keep one of them in `costs`.',
    },
  },
  'finance.bad_rate': {
    text: {
      es: 'El tipo de cambio «{rate}» de {from} a {to} no es un número decimal positivo de hasta 15 cifras.',
      pt: 'A taxa de câmbio “{rate}” de {from} para {to} não é um número decimal positivo de até 15 algarismos.',
      en: 'The exchange rate “{rate}” from {from} to {to} is not a positive decimal number of up to 15 digits.',
    },
    remedy: {
      es: 'Corríjalo en `fx`.',
      pt: 'Corrija-a em `fx`.',
      en: 'Correct it in `fx`.',
    },
  },
  'finance.missing_rate': {
    text: {
      es: 'Falta el tipo de cambio {set} de {from} a {to} para {month}.',
      pt: 'Falta a taxa de câmbio {set} de {from} para {to} em {month}.',
      en: 'There is no {set} rate from {from} to {to} for {month}.',
    },
    remedy: {
      es: 'Agréguelo a `fx`, en cualquiera de los dos sentidos o a través de la moneda base.',
      pt: 'Inclua-a em `fx`, em qualquer dos dois sentidos ou através da moeda base.',
      en: 'Add it to `fx`, quoted in either direction or across the base currency.',
    },
  },
  'finance.missing_index': {
    text: {
      es: 'Falta el índice de precios de {country} para {month}.',
      pt: 'Falta o índice de preços de {country} para {month}.',
      en: 'There is no price index of {country} for {month}.',
    },
    remedy: {
      es: 'Agréguelo a `inflation`.',
      pt: 'Inclua-o em `inflation`.',
      en: 'Add it to `inflation`.',
    },
  },
  'finance.sum_too_large': {
    text: {
      es: 'Los importes en {currency} suman {sum}, más de lo que se puede contar con exactitud.',
      pt: 'Os valores em {currency} somam {sum}, mais do que se pode contar com exatidão.',
      en: 'Amounts in {currency} add up to {sum}, more than can be counted exactly.',
    },
    remedy: {
      es: 'Revise unidades y precios: suele ser un precio por caja tomado por unidad, o un error de moneda.',
      pt: 'Revise unidades e preços: costuma ser um preço por caixa tomado por unidade, ou um erro de moeda.',
      en: 'Check units and prices: it is often a price per case taken as one per unit, or a wrong currency.',
    },
  },
  'finance.unknown_entity': {
    text: {
      es: 'La empresa {entity}, citada en {location}, no existe.',
      pt: 'A empresa {entity}, citada em {location}, não existe.',
      en: 'The company {entity}, named at {location}, does not exist.',
    },
    remedy: {
      es: 'Agréguela a `companies` o corrija el código.',
      pt: 'Inclua-a em `companies` ou corrija o código.',
      en: 'Add it to `companies`, or correct the code.',
    },
  },
} satisfies Messages

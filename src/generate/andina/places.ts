import type { Cell } from '../../core/base/column-table.js'
import type { Site } from './goods.js'

export const NORTH = 'AND-MX'
export const SOUTH = 'AND-CL'

export interface Country {
  readonly code: string
  readonly currency: string
  /** Of the company's list sales. */
  readonly share: number
  /** Local list price over the company's average, in money of the same worth. */
  readonly priceLevel: number
  readonly vat: number
  readonly vatKind: string
  /** −1 where summer is in July. */
  readonly season: 1 | -1
}

export const COUNTRIES: readonly Country[] = [
  { code: 'CL', currency: 'CLP', share: 0.28, priceLevel: 1.02, vat: 0.19, vatKind: 'vat', season: 1 },
  { code: 'PE', currency: 'PEN', share: 0.13, priceLevel: 0.97, vat: 0.18, vatKind: 'vat', season: 1 },
  { code: 'MX', currency: 'MXN', share: 0.3, priceLevel: 1, vat: 0.16, vatKind: 'vat', season: -1 },
  { code: 'AR', currency: 'ARS', share: 0.11, priceLevel: 1.06, vat: 0.21, vatKind: 'vat', season: 1 },
  { code: 'BR', currency: 'BRL', share: 0.18, priceLevel: 0.96, vat: 0.18, vatKind: 'vat', season: 1 },
]
export const countryOf = (code: string): Country => COUNTRIES.find((country) => country.code === code)!

export interface Centre {
  readonly id: string
  readonly name: string
  readonly country: string
  readonly company: string
  readonly latitude: number
  readonly longitude: number
  /** Days by lane from each plant. */
  readonly days: Readonly<Record<Site, number>>
}

export const CENTRES: readonly Centre[] = [
  {
    id: 'DC-SCL',
    name: 'CD Santiago',
    country: 'CL',
    company: SOUTH,
    latitude: -33.36,
    longitude: -70.73,
    days: { 'PL-SCL': 1, 'PL-QRO': 28 },
  },
  {
    id: 'DC-LIM',
    name: 'CD Lima',
    country: 'PE',
    company: SOUTH,
    latitude: -12.04,
    longitude: -77.09,
    days: { 'PL-SCL': 12, 'PL-QRO': 18 },
  },
  {
    id: 'DC-BUE',
    name: 'CD Buenos Aires',
    country: 'AR',
    company: SOUTH,
    latitude: -34.7,
    longitude: -58.47,
    days: { 'PL-SCL': 5, 'PL-QRO': 32 },
  },
  {
    id: 'DC-SAO',
    name: 'CD São Paulo',
    country: 'BR',
    company: SOUTH,
    latitude: -23.47,
    longitude: -46.76,
    days: { 'PL-SCL': 9, 'PL-QRO': 24 },
  },
  {
    id: 'DC-MEX',
    name: 'CD Ciudad de México',
    country: 'MX',
    company: NORTH,
    latitude: 19.6,
    longitude: -99.18,
    days: { 'PL-SCL': 26, 'PL-QRO': 1 },
  },
  {
    id: 'DC-MTY',
    name: 'CD Monterrey',
    country: 'MX',
    company: NORTH,
    latitude: 25.78,
    longitude: -100.19,
    days: { 'PL-SCL': 27, 'PL-QRO': 2 },
  },
]

/** A ship-to or banner that orders; `parent` pays for it. */
export interface Buyer {
  readonly id: string
  readonly name: string
  readonly parent: string | null
  readonly channel: 'moderno' | 'mayorista' | 'farmacia' | 'tradicional'
  readonly country: string
  readonly centre: string
  /** Of its country's sales. */
  readonly share: number
  readonly termsDays: number
  readonly onInvoice: number
  readonly rebate: number
  readonly leadDays: number
  readonly stores: readonly string[]
}

const buyer = (
  id: string,
  name: string,
  parent: string | null,
  channel: Buyer['channel'],
  country: string,
  centre: string,
  share: number,
  termsDays: number,
  onInvoice: number,
  rebate: number,
  stores: readonly string[] = [],
): Buyer => ({
  id,
  name,
  parent,
  channel,
  country,
  centre,
  share,
  termsDays,
  onInvoice,
  rebate,
  leadDays: centre === 'DC-SCL' ? 1 : 2,
  stores,
})

/** Names are invented; none is a real retailer. */
export const BUYERS: readonly Buyer[] = [
  buyer('QUI-GRA', 'Quillay Grande', 'QUI', 'moderno', 'CL', 'DC-SCL', 0.3, 30, 0.05, 0.06, [
    'Quillay Maipo',
    'Quillay Norte',
    'Quillay Costa',
  ]),
  buyer('QUI-VEC', 'Quillay Vecino', 'QUI', 'moderno', 'CL', 'DC-SCL', 0.15, 30, 0.05, 0.06),
  buyer('PEU', 'Almacenes Peumo', null, 'moderno', 'CL', 'DC-SCL', 0.17, 30, 0.04, 0.05),
  buyer('LEN', 'Boticas Lenga Azul', null, 'farmacia', 'CL', 'DC-SCL', 0.06, 30, 0.04, 0.04),
  buyer('TVA', 'Mayorista Tres Quebradas', null, 'mayorista', 'CL', 'DC-SCL', 0.21, 45, 0.03, 0.05),
  buyer('CAN', 'Mercados Canelo Viejo', null, 'tradicional', 'CL', 'DC-SCL', 0.11, 30, 0.03, 0.04),
  buyer('SIL-LIM', 'Sillar Lima', 'SIL', 'moderno', 'PE', 'DC-LIM', 0.3, 45, 0.05, 0.05, [
    'Sillar Callao',
    'Sillar Surco Alto',
  ]),
  buyer('SIL-PRO', 'Sillar Provincias', 'SIL', 'moderno', 'PE', 'DC-LIM', 0.18, 45, 0.05, 0.05),
  buyer('QAN', 'Bodegas Qantu Rojo', null, 'tradicional', 'PE', 'DC-LIM', 0.2, 30, 0.03, 0.04),
  buyer('CHI', 'Boticas Chilca', null, 'farmacia', 'PE', 'DC-LIM', 0.1, 45, 0.04, 0.04),
  buyer('APU', 'Mayorista Apu Blanco', null, 'mayorista', 'PE', 'DC-LIM', 0.22, 30, 0.03, 0.05),
  buyer('JAC-HIP', 'Jacaranda Híper', 'JAC', 'moderno', 'MX', 'DC-MEX', 0.28, 60, 0.06, 0.06, [
    'Jacaranda Lindavista',
    'Jacaranda Toluca',
    'Jacaranda Puebla',
  ]),
  buyer('JAC-EXP', 'Jacaranda Exprés', 'JAC', 'moderno', 'MX', 'DC-MEX', 0.14, 60, 0.06, 0.06),
  buyer('CEM', 'Tiendas Flor de Muerto', null, 'moderno', 'MX', 'DC-MTY', 0.19, 45, 0.05, 0.05),
  buyer('MEZ', 'Abarrotes El Mezquital', null, 'mayorista', 'MX', 'DC-MTY', 0.16, 30, 0.03, 0.05),
  buyer('NOP', 'Club Nopalera', null, 'mayorista', 'MX', 'DC-MEX', 0.15, 45, 0.04, 0.05),
  buyer('COP', 'Droguería Copal', null, 'farmacia', 'MX', 'DC-MTY', 0.08, 60, 0.04, 0.04),
  buyer('CEI', 'Supermercados Ceibo Rojo', null, 'moderno', 'AR', 'DC-BUE', 0.38, 45, 0.05, 0.05, [
    'Ceibo Caballito',
    'Ceibo La Plata',
  ]),
  buyer('YER', 'Autoservicios La Yerbera', null, 'tradicional', 'AR', 'DC-BUE', 0.2, 30, 0.03, 0.04),
  buyer('ALG', 'Mayorista Algarrobal', null, 'mayorista', 'AR', 'DC-BUE', 0.28, 21, 0.03, 0.04),
  buyer('PAM', 'Almacén Pampa Larga', null, 'moderno', 'AR', 'DC-BUE', 0.14, 30, 0.04, 0.04),
  buyer('IPE-HIP', 'Ipê Dourado Hiper', 'IPE', 'moderno', 'BR', 'DC-SAO', 0.32, 60, 0.05, 0.06, [
    'Ipê Campinas',
    'Ipê Santo André',
  ]),
  buyer('IPE-BAI', 'Ipê Dourado Bairro', 'IPE', 'moderno', 'BR', 'DC-SAO', 0.16, 60, 0.05, 0.06),
  buyer('VER', 'Atacado Vereda Alta', null, 'mayorista', 'BR', 'DC-SAO', 0.27, 45, 0.03, 0.05),
  buyer('SAB', 'Rede Sabiá da Serra', null, 'tradicional', 'BR', 'DC-SAO', 0.15, 45, 0.03, 0.04),
  buyer('ARO', 'Drogarias Aroeira', null, 'farmacia', 'BR', 'DC-SAO', 0.1, 60, 0.04, 0.04),
]

const PAYERS: Readonly<Record<string, readonly [name: string, country: string]>> = {
  QUI: ['Supermercados Quillay', 'CL'],
  SIL: ['Hipermercados Sillar', 'PE'],
  JAC: ['Súper Jacaranda', 'MX'],
  IPE: ['Mercados Ipê Dourado', 'BR'],
}

export interface Store {
  readonly id: string
  readonly name: string
  readonly buyer: Buyer
}
export const STORES: readonly Store[] = BUYERS.flatMap((buyer) =>
  buyer.stores.map((name, at) => ({ id: `${buyer.id}-T${at + 1}`, name, buyer })),
)

export const companyOf = (country: string): string => (country === 'MX' ? NORTH : SOUTH)

export function companyRows(): Record<string, Cell>[] {
  return [
    { company_id: SOUTH, name: 'Andina Sur SpA', country: 'CL', functional_currency: 'CLP' },
    { company_id: NORTH, name: 'Andina Norte SA de CV', country: 'MX', functional_currency: 'MXN' },
  ]
}

export function locationRows(): Record<string, Cell>[] {
  return [
    {
      location_id: 'PL-SCL',
      kind: 'plant',
      name: 'Planta Santiago',
      country: 'CL',
      company_id: SOUTH,
      calendar_id: 'PLANTA',
      latitude: -33.5,
      longitude: -70.8,
    },
    {
      location_id: 'PL-QRO',
      kind: 'plant',
      name: 'Planta Querétaro',
      country: 'MX',
      company_id: NORTH,
      calendar_id: 'PLANTA',
      latitude: 20.6,
      longitude: -100.4,
    },
    ...CENTRES.map(({ id, name, country, company, latitude, longitude }) => ({
      location_id: id,
      kind: 'dc',
      name,
      country,
      company_id: company,
      latitude,
      longitude,
    })),
    ...STORES.map(({ id, name, buyer }) => ({
      location_id: id,
      kind: 'store',
      name,
      country: buyer.country,
      customer_id: buyer.id,
    })),
  ]
}

export function customerRows(): Record<string, Cell>[] {
  const payers = Object.entries(PAYERS).map(([id, [name, country]]) => ({
    id,
    name,
    channel: 'moderno',
    country,
    currency: countryOf(country).currency,
    company_id: companyOf(country),
    payment_terms_days: BUYERS.find((buyer) => buyer.parent === id)!.termsDays,
    terms_basis: 'invoice',
    revenue_at: 'ship',
    unfilled: 'cancel',
  }))
  const buyers = BUYERS.map((buyer) => ({
    id: buyer.id,
    name: buyer.name,
    parent_id: buyer.parent,
    channel: buyer.channel,
    country: buyer.country,
    currency: countryOf(buyer.country).currency,
    company_id: companyOf(buyer.country),
    payment_terms_days: buyer.termsDays,
    terms_basis: buyer.channel === 'tradicional' ? 'month_end' : 'invoice',
    pay_weekday: buyer.channel === 'mayorista' ? 5 : null,
    revenue_at: buyer.channel === 'moderno' && buyer.country === 'BR' ? 'delivery' : 'ship',
    unfilled: buyer.channel === 'mayorista' ? 'backorder' : 'cancel',
    backorder_days: buyer.channel === 'mayorista' ? 10 : null,
  }))
  return [...payers, ...buyers]
}

/** Supplier, country, currency, payment terms. */
export const SUPPLIERS: readonly (readonly [
  id: string,
  name: string,
  country: string,
  currency: string,
  terms: number,
])[] = [
  ['V-TENSO', 'Tensioquímica del Pacífico', 'CN', 'USD', 90],
  ['V-AROMA', 'Aromas Valdecumbre', 'BR', 'USD', 60],
  ['V-SALES', 'Salares Reunidos', 'CL', 'CLP', 30],
  ['V-GRASA', 'Oleínas del Bajío', 'MX', 'MXN', 45],
  ['V-MOLIN', 'Molinos Piedra Honda', 'CL', 'CLP', 30],
  ['V-FRUTA', 'Frutales Valle Quieto', 'CL', 'CLP', 30],
  ['V-GRANO', 'Cafetales La Niebla', 'MX', 'MXN', 45],
  ['V-FIBRA', 'Fibras Bosque Lento', 'CL', 'CLP', 45],
  ['V-ENVAS', 'Envases Transparente', 'MX', 'USD', 60],
  ['V-CARTO', 'Cartones Siete Colinas', 'CL', 'USD', 45],
]

export const supplierRows = (): Record<string, Cell>[] =>
  SUPPLIERS.map(([id, name, country, currency, terms]) => ({
    id,
    name,
    country,
    currency,
    payment_terms_days: terms,
    terms_basis: 'invoice',
  }))

import type { Company } from '../network/company.js'

/** What of a plan must be computed again when a field changes; `history` nothing, until the forecast is made again. */
export type PlanPart = 'prices' | 'supply' | 'demand' | 'finance' | 'history'

/**
 * What a field holds: `whole` numbers not below zero (quantities, prices, shares, days: each in its own unit), `signed`
 * ones, `decimal` numbers not below zero with six places, `rate`s as decimal text, days, months counted from year 0, text,
 * codes of currencies and countries, yes or no, or one of some words. With `?` it may be empty.
 */
export type FieldKind = FieldWord | `${FieldWord}?` | readonly string[]
type FieldWord = 'whole' | 'signed' | 'decimal' | 'rate' | 'day' | 'month' | 'text' | 'currency' | 'country' | 'flag'

export interface EditableField {
  readonly kind: FieldKind
  readonly parts: readonly PlanPart[]
}

/** A list that a master change may name; fields that are not here identify records, and stay. */
export interface EditableList {
  /** How records say from when they hold. */
  readonly dated: 'validFrom' | 'month' | null
  readonly fields: Readonly<Record<string, EditableField>>
}

/** The lists of a company: everything but its settings. */
export type CompanyList = Exclude<keyof Company, 'settings'>
export type RecordOf<List extends CompanyList> = Company[List][number]
type Fields<List extends CompanyList> = Partial<Record<keyof RecordOf<List>, FieldKind>>

const TERMS_BASIS = ['invoice', 'receipt', 'month_end'] as const

function list<List extends CompanyList>(
  _: List,
  dated: EditableList['dated'],
  ...groups: readonly (readonly [parts: readonly PlanPart[], fields: Fields<List>])[]
): EditableList {
  const fields: Record<string, EditableField> = {}
  for (const [parts, group] of groups)
    for (const [name, kind] of Object.entries(group)) fields[name] = { kind: kind as FieldKind, parts }
  return { dated, fields }
}

const PRICES: readonly PlanPart[] = ['prices']
const SUPPLY: readonly PlanPart[] = ['supply']
const DEMAND: readonly PlanPart[] = ['demand']
const FINANCE: readonly PlanPart[] = ['finance']
const HISTORY: readonly PlanPart[] = ['history']

/** Every list that may be changed, its fields and what they move. Leaf order and the trees stay as they are. */
export const EDITABLE_LISTS: Readonly<Record<CompanyList, EditableList>> = {
  entities: list('entities', null, [[], { name: 'text' }], [FINANCE, { taxId: 'text?' }]),
  products: list(
    'products',
    null,
    [[], { name: 'text', brand: 'text?', uom: 'text?', gtin: 'text?', abc: 'text?', core: 'flag' }],
    [SUPPLY, { netWeightKg: 'decimal?', volumeM3: 'decimal?', shelfLifeDays: 'whole?' }],
    [DEMAND, { launchDay: 'day?', endDay: 'day?', successorOf: 'text?' }],
  ),
  packs: list(
    'packs',
    'validFrom',
    [SUPPLY, { units: 'whole', weightKg: 'decimal?', volumeM3: 'decimal?' }],
    [[], { gtin: 'text?' }],
  ),
  locations: list(
    'locations',
    null,
    [[], { name: 'text', region: 'text?' }],
    [SUPPLY, { calendar: 'text?', storageLimit: 'whole?' }],
  ),
  customers: list(
    'customers',
    null,
    [[], { name: 'text', segment: 'text?' }],
    [SUPPLY, { unfilled: ['cancel', 'backorder'], backorderDays: 'whole?' }],
    [
      FINANCE,
      {
        paymentTermsDays: 'whole',
        termsBasis: TERMS_BASIS,
        payWeekday: 'whole?',
        revenueAt: ['ship', 'delivery'],
      },
    ],
  ),
  suppliers: list(
    'suppliers',
    null,
    [[], { name: 'text' }],
    [FINANCE, { paymentTermsDays: 'whole', termsBasis: TERMS_BASIS }],
  ),
  serviceTerms: list(
    'serviceTerms',
    null,
    [
      SUPPLY,
      {
        onTimeBeforeDays: 'whole',
        onTimeAfterDays: 'whole',
        inFull: 'whole?',
        minRemainingLifeDays: 'whole?',
        priority: 'whole?',
      },
    ],
    [FINANCE, { fine: 'whole?' }],
  ),
  calendars: list('calendars', null, [SUPPLY, { open: 'flag', orderCutOff: 'text?', capacityFactor: 'whole' }]),
  lanes: list(
    'lanes',
    'validFrom',
    [
      SUPPLY,
      {
        leadTimeDays: 'whole',
        leadTimeSdDays: 'decimal?',
        minimum: 'whole?',
        multiple: 'whole?',
        truckUnits: 'whole?',
        priority: 'whole?',
        share: 'whole?',
        calendar: 'text?',
      },
    ],
    [FINANCE, { costPerUnit: 'whole', incoterm: 'text?' }],
  ),
  recipes: list('recipes', 'validFrom', [SUPPLY, { quantityPer: 'whole', yield: 'whole' }]),
  resources: list(
    'resources',
    null,
    [SUPPLY, { hoursPerWeek: 'decimal', overtimeHours: 'decimal?' }],
    [FINANCE, { overtimeCost: 'whole?' }],
  ),
  routings: list('routings', null, [SUPPLY, { hoursPerUnit: 'whole' }]),
  supplierCapacity: list('supplierCapacity', 'month', [SUPPLY, { units: 'whole', committed: 'whole?' }]),
  policies: list('policies', null, [
    SUPPLY,
    {
      serviceLevel: 'whole?',
      reviewDays: 'whole?',
      minimum: 'whole?',
      multiple: 'whole?',
      safetyStock: 'whole?',
      maxCoverDays: 'whole?',
    },
  ]),
  prices: list('prices', 'validFrom', [PRICES, { amount: 'whole' }]),
  purchasePrices: list(
    'purchasePrices',
    'validFrom',
    [FINANCE, { amount: 'whole' }],
    [SUPPLY, { minimumOrder: 'whole?', minimumOrderIn: ['units', 'money'] }],
  ),
  costs: list('costs', 'validFrom', [PRICES, { amount: 'whole' }]),
  transferPrices: list('transferPrices', 'validFrom', [FINANCE, { amount: 'whole', duty: 'whole' }]),
  tradeTerms: list('tradeTerms', 'validFrom', [PRICES, { value: 'signed' }]),
  promotions: list(
    'promotions',
    null,
    [[], { mechanic: 'text?' }],
    [DEMAND, { uplift: 'signed?', cannibalises: 'text?' }],
    [PRICES, { price: 'whole?', fundingPerUnit: 'whole?', fundedBy: 'text?' }],
    [
      ['demand', 'prices'],
      { sellOutStart: 'day', sellOutEnd: 'day', buyInStart: 'day?', buyInEnd: 'day?', status: 'text?' },
    ],
  ),
  events: list('events', null, [
    DEMAND,
    { start: 'day', end: 'day', uplift: 'signed?', status: ['announced', 'estimated'] },
  ]),
  historyOverrides: list('historyOverrides', null, [HISTORY, { end: 'day' }], [[], { note: 'text?' }]),
  assortment: list('assortment', 'validFrom', [
    DEMAND,
    { validTo: 'day?', shelfCapacity: 'whole?', minimumFacing: 'whole?' },
  ]),
  substitutions: list('substitutions', 'validFrom', [DEMAND, { ratio: 'whole', priority: 'whole?' }]),
  fx: list('fx', 'month', [['prices', 'finance'], { rate: 'rate' }]),
  inflation: list('inflation', 'month', [FINANCE, { index: 'decimal' }]),
  taxes: list('taxes', 'validFrom', [FINANCE, { rate: 'whole' }]),
  budget: list('budget', 'month', [FINANCE, { units: 'signed?', netSales: 'signed?', margin: 'signed?' }]),
  opex: list('opex', 'month', [FINANCE, { amount: 'signed' }]),
  disruptions: list(
    'disruptions',
    null,
    [SUPPLY, { start: 'day', end: 'day', probability: 'whole', factor: 'whole' }],
    [[], { owner: 'text?', note: 'text?' }],
  ),
  responsibilities: list('responsibilities', null, [[], { owner: 'text', deputy: 'text?' }]),
}

export const isEditableList = (name: string): name is CompanyList => Object.hasOwn(EDITABLE_LISTS, name)

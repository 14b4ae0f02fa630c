/** What a whole record of a list is made of: the fields that `EDITABLE_LISTS` leaves out because they identify it. */
import { type Day, firstDayOfMonth, monthOf } from '../base/day.js'
import { SHARE_WHOLE } from '../base/quantity.js'
import { OVERRIDABLE } from '../demand/cleaning/corrections.js'
import type { Company } from '../network/company.js'
import { type CompanyList, EDITABLE_LISTS, type FieldKind, type RecordOf } from './editable-lists.js'
import type { FieldValue, RecordFields } from './intent.js'

/** What an empty field stands for, where that is not simply nothing. */
type Default = FieldValue | ((record: RecordFields, company: Company) => FieldValue)

/** Where the names that a field may hold come from. */
export type Namer = CompanyList | 'families'

export interface RecordShape {
  /** No two records have the same of these; the list is kept in their order (text by code units, nothing last). */
  readonly key: readonly string[]
  /** Fields that stay as they were given. */
  readonly fixed: Readonly<Record<string, FieldKind>>
  readonly defaults: Readonly<Record<string, Default>>
  readonly refersTo: Readonly<Record<string, readonly Namer[]>>
  /** At least one of these is given. */
  readonly oneOf: readonly string[]
  /** Pairs of days that do not run backwards. */
  readonly periods: readonly (readonly [first: string, last: string])[]
  /** A record says nothing of the days after the latest of these; where all are empty, or none is here, it never ends. */
  readonly ends: readonly string[]
}

type Field<List extends CompanyList> = keyof RecordOf<List> & string
type ByField<List extends CompanyList, Of> = { readonly [Name in Field<List>]?: Of }
interface Given<List extends CompanyList> {
  readonly key: readonly Field<List>[]
  readonly fixed: ByField<List, FieldKind>
  readonly defaults?: ByField<List, Default>
  readonly refersTo?: ByField<List, readonly Namer[]>
  readonly oneOf?: readonly Field<List>[]
  readonly periods?: readonly (readonly [Field<List>, Field<List>])[]
  readonly ends?: readonly Field<List>[]
}

const shape = <List extends CompanyList>(_: List, given: Given<List>): RecordShape => ({
  defaults: {},
  refersTo: {},
  oneOf: [],
  periods: [],
  ends: [],
  ...(given as Partial<RecordShape> & Pick<RecordShape, 'key' | 'fixed'>),
})

const PRODUCT = { product: ['products'] } as const
const PRODUCT_OR_FAMILY = { ...PRODUCT, family: ['families'] } as const
const VALID = [['validFrom', 'validTo']] as const

/**
 * Lists that records are added to and removed from. Products, places, customers, suppliers and companies are counted by
 * position in facts and trees: they come and go with the folder.
 */
export const RECORD_SHAPES: Readonly<Partial<Record<CompanyList, RecordShape>>> = {
  packs: shape('packs', {
    key: ['product', 'level', 'validFrom'],
    fixed: { product: 'text', level: ['unit', 'inner', 'case', 'layer', 'pallet'], validFrom: 'day?' },
    refersTo: PRODUCT,
  }),
  serviceTerms: shape('serviceTerms', {
    key: ['customer', 'product', 'family'],
    fixed: { customer: 'text', product: 'text?', family: 'text?' },
    defaults: { onTimeBeforeDays: 0, onTimeAfterDays: 0 },
    refersTo: { customer: ['customers'], ...PRODUCT_OR_FAMILY },
  }),
  calendars: shape('calendars', {
    key: ['calendar', 'day', 'weekday'],
    fixed: { calendar: 'text', day: 'day?', weekday: 'whole?' },
    defaults: { open: true, capacityFactor: SHARE_WHOLE },
    oneOf: ['day', 'weekday'],
    ends: ['day'],
  }),
  lanes: shape('lanes', {
    key: ['from', 'to', 'use', 'product', 'mode', 'validFrom'],
    fixed: {
      from: 'text',
      to: 'text',
      use: ['source', 'transfer', 'return', 'customer'],
      product: 'text?',
      mode: 'text?',
      currency: 'currency?',
      validFrom: 'day?',
      validTo: 'day?',
    },
    defaults: { use: usualUse, costPerUnit: 0 },
    refersTo: {
      from: ['locations', 'suppliers'],
      to: ['locations', 'customers'],
      calendar: ['calendars'],
      ...PRODUCT,
    },
    periods: VALID,
    ends: ['validTo'],
  }),
  recipes: shape('recipes', {
    key: ['product', 'location', 'component', 'validFrom'],
    fixed: { product: 'text', location: 'text', component: 'text', validFrom: 'day?' },
    defaults: { yield: SHARE_WHOLE },
    refersTo: { location: ['locations'], component: ['products'], ...PRODUCT },
  }),
  resources: shape('resources', {
    key: ['id'],
    fixed: { id: 'text', location: 'text', currency: 'currency?' },
    refersTo: { location: ['locations'] },
  }),
  routings: shape('routings', {
    key: ['product', 'resource'],
    fixed: { product: 'text', resource: 'text' },
    refersTo: { resource: ['resources'], ...PRODUCT },
  }),
  supplierCapacity: shape('supplierCapacity', {
    key: ['supplier', 'product', 'family', 'month'],
    fixed: { supplier: 'text', product: 'text?', family: 'text?', month: 'month' },
    refersTo: { supplier: ['suppliers'], ...PRODUCT_OR_FAMILY },
    oneOf: ['product', 'family'],
    ends: ['month'],
  }),
  policies: shape('policies', {
    key: ['product', 'location'],
    fixed: { product: 'text', location: 'text' },
    refersTo: { location: ['locations'], ...PRODUCT },
  }),
  prices: shape('prices', {
    key: ['product', 'validFrom', 'customer', 'channel', 'country'],
    fixed: {
      product: 'text',
      validFrom: 'day',
      customer: 'text?',
      channel: 'text?',
      country: 'country?',
      validTo: 'day?',
      currency: 'currency',
    },
    refersTo: { customer: ['customers'], ...PRODUCT },
    periods: VALID,
    ends: ['validTo'],
  }),
  purchasePrices: shape('purchasePrices', {
    key: ['supplier', 'product', 'validFrom', 'location'],
    fixed: { supplier: 'text', product: 'text', validFrom: 'day', location: 'text?', currency: 'currency' },
    defaults: { minimumOrderIn: ({ minimumOrder }) => ((minimumOrder ?? null) === null ? null : 'units') },
    refersTo: { supplier: ['suppliers'], location: ['locations'], ...PRODUCT },
  }),
  costs: shape('costs', {
    key: ['product', 'validFrom', 'location'],
    fixed: { product: 'text', validFrom: 'day', location: 'text?', currency: 'currency' },
    refersTo: { location: ['locations'], ...PRODUCT },
  }),
  transferPrices: shape('transferPrices', {
    key: ['fromEntity', 'toEntity', 'product', 'validFrom'],
    fixed: { fromEntity: 'text', toEntity: 'text', product: 'text', validFrom: 'day', currency: 'currency' },
    defaults: { duty: 0 },
    refersTo: { fromEntity: ['entities'], toEntity: ['entities'], ...PRODUCT },
  }),
  tradeTerms: shape('tradeTerms', {
    key: ['customer', 'kind', 'basis', 'validFrom', 'product', 'family'],
    fixed: {
      customer: 'text',
      kind: ['on_invoice', 'rebate', 'per_unit', 'tier', 'fixed', 'logistic'],
      basis: ['sell_in', 'sell_out'],
      validFrom: 'day',
      validTo: 'day?',
      product: 'text?',
      family: 'text?',
      currency: 'currency?',
    },
    defaults: { basis: 'sell_in' },
    refersTo: { customer: ['customers'], ...PRODUCT_OR_FAMILY },
    periods: VALID,
    ends: ['validTo'],
  }),
  promotions: shape('promotions', {
    key: ['id', 'product', 'family', 'customer', 'location', 'country'],
    fixed: {
      id: 'text',
      product: 'text?',
      family: 'text?',
      customer: 'text?',
      location: 'text?',
      country: 'country?',
    },
    refersTo: {
      customer: ['customers'],
      location: ['locations'],
      cannibalises: ['products', 'families'],
      ...PRODUCT_OR_FAMILY,
    },
    periods: [
      ['sellOutStart', 'sellOutEnd'],
      ['buyInStart', 'buyInEnd'],
    ],
    ends: ['sellOutEnd', 'buyInEnd'],
  }),
  events: shape('events', {
    key: ['id', 'scope', 'start'],
    fixed: { id: 'text', kind: ['holiday', 'closure', 'commercial'], scope: 'text?' },
    defaults: { status: 'announced' },
    periods: [['start', 'end']],
    ends: ['end'],
  }),
  // They speak of the past, which every next plan looks back at: they never end.
  historyOverrides: shape('historyOverrides', {
    key: ['product', 'family', 'customer', 'location', 'country', 'start', 'correction'],
    fixed: {
      product: 'text?',
      family: 'text?',
      customer: 'text?',
      location: 'text?',
      country: 'country?',
      start: 'day',
      correction: OVERRIDABLE,
    },
    defaults: { correction: 'any' },
    refersTo: { customer: ['customers'], location: ['locations'], ...PRODUCT_OR_FAMILY },
    periods: [['start', 'end']],
  }),
  assortment: shape('assortment', {
    key: ['product', 'location', 'validFrom'],
    fixed: { product: 'text', location: 'text', validFrom: 'day' },
    refersTo: { location: ['locations'], ...PRODUCT },
    periods: VALID,
    ends: ['validTo'],
  }),
  substitutions: shape('substitutions', {
    key: ['product', 'substitute', 'customer', 'validFrom'],
    fixed: { product: 'text', substitute: 'text', customer: 'text?', validFrom: 'day?' },
    defaults: { ratio: SHARE_WHOLE },
    refersTo: { substitute: ['products'], customer: ['customers'], ...PRODUCT },
  }),
  // Rates that hold until the next one never end; an index is needed as long as its month is looked back at.
  fx: shape('fx', {
    key: ['rateSet', 'month', 'day', 'from', 'to'],
    fixed: {
      rateSet: ['BUDGET', 'PLAN', 'SPOT', 'AVG', 'CLOSE'],
      month: 'month',
      day: 'day?',
      from: 'currency',
      to: 'currency',
    },
    defaults: { month: ({ day }) => (typeof day === 'number' ? monthOf(day) : null) },
    oneOf: ['month', 'day'],
  }),
  inflation: shape('inflation', { key: ['country', 'month'], fixed: { country: 'country', month: 'month' } }),
  taxes: shape('taxes', {
    key: ['country', 'kind', 'validFrom', 'productClass'],
    fixed: { country: 'country', kind: 'text', validFrom: 'day', productClass: 'text?' },
  }),
  budget: shape('budget', {
    key: ['month', 'country', 'family', 'product', 'customer'],
    fixed: {
      month: 'month',
      country: 'country',
      family: 'text?',
      product: 'text?',
      customer: 'text?',
      currency: 'currency?',
    },
    refersTo: { customer: ['customers'], ...PRODUCT_OR_FAMILY },
    oneOf: ['family', 'product'],
    ends: ['month'],
  }),
  opex: shape('opex', {
    key: ['month', 'line', 'country', 'entity'],
    fixed: { month: 'month', line: 'text', country: 'country?', entity: 'text?', currency: 'currency' },
    refersTo: { entity: ['entities'] },
    ends: ['month'],
  }),
  disruptions: shape('disruptions', {
    key: ['id'],
    fixed: { id: 'text', kind: 'text', scope: 'text' },
    defaults: { probability: SHARE_WHOLE, factor: 0 },
    periods: [['start', 'end']],
    ends: ['end'],
  }),
  responsibilities: shape('responsibilities', { key: ['scope'], fixed: { scope: 'text' } }),
}

/** A lane that does not say serves a customer when it ends at one, and is a source otherwise. */
function usualUse({ to }: RecordFields, { customers, locations }: Company): FieldValue {
  const named = (records: readonly { id: string }[]): boolean => records.some(({ id }) => id === to)
  return named(customers) && !named(locations) ? 'customer' : 'source'
}

/** The kind of every field of a list's records, those that stay first. */
export function kindsOf(list: CompanyList): Readonly<Record<string, FieldKind>> {
  const { fields } = EDITABLE_LISTS[list]
  const changing = Object.fromEntries(Object.entries(fields).map(([name, { kind }]) => [name, kind]))
  return { ...RECORD_SHAPES[list]?.fixed, ...changing }
}

/** The last day that a record speaks of; null = it never ends. Of a part of a record, what that part says. */
export function lastDayOf(list: CompanyList, record: RecordFields): Day | null {
  const days = (RECORD_SHAPES[list]?.ends ?? []).flatMap((name) => {
    const value = record[name]
    if (typeof value !== 'number') return []
    return [name === 'month' ? firstDayOfMonth(value + 1) - 1 : value]
  })
  return days.length === 0 ? null : Math.max(...days)
}

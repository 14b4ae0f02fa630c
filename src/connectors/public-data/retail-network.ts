import { type ColumnTable, tableOfRows } from '../../core/base/column-table.js'
import { type Day, formatDay } from '../../core/base/day.js'
import { type Row, shoppersOf } from './adapted-company.js'
import { ASSUMED } from './assumptions.js'

/** A chain of own stores, each served by one distribution centre, each centre by every supplier. */
export interface Chain {
  readonly company: string
  readonly name: string
  readonly country: string
  readonly currency: string
  readonly planDay: Day
  readonly centres: readonly { readonly id: string; readonly region: string }[]
  readonly stores: readonly {
    readonly id: string
    readonly name: string
    readonly centre: string
    readonly region: string
    readonly attributes?: Row
  }[]
  readonly suppliers: readonly { readonly id: string; readonly name: string }[]
  readonly supplierOf: ReadonlyMap<string, string>
  /** Units of a product that a store sells in a day, lately; stock is measured in days of it. */
  readonly lately: ReadonlyMap<string, ReadonlyMap<string, number>>
}

/** Tables of who there is and of how goods flow, opening stock included. */
export function networkTables(chain: Chain): ColumnTable[] {
  const { company, name, country, currency, centres, stores, suppliers } = chain
  return [
    tableOfRows('companies', [{ company_id: company, name, country, functional_currency: currency }]),
    tableOfRows('locations', [
      ...centres.map(({ id, region }) => ({
        location_id: id,
        kind: 'dc',
        country,
        name: id,
        region,
        company_id: company,
      })),
      ...stores.map((store) => ({
        location_id: store.id,
        kind: 'store',
        country,
        name: store.name,
        region: store.region,
        company_id: company,
        ...store.attributes,
      })),
    ]),
    tableOfRows(
      'customers',
      stores.map(({ id, name }) => ({
        id: shoppersOf(id),
        name: `Shoppers of ${name}`,
        channel: 'shoppers',
        country,
        currency,
        company_id: company,
        payment_terms_days: 0,
      })),
    ),
    tableOfRows(
      'suppliers',
      suppliers.map(({ id, name }) => ({
        id,
        name,
        country,
        currency,
        payment_terms_days: ASSUMED.supplierTermsDays,
        terms_basis: 'invoice',
      })),
    ),
    tableOfRows('lanes', lanesOf(chain)),
    tableOfRows('policies', policiesOf(chain)),
    tableOfRows('stock', stockOf(chain)),
  ]
}

/** A supplier's lane names its product: every other supplier could not deliver it. */
function lanesOf({ centres, stores, supplierOf }: Chain): Row[] {
  const supply = centres.flatMap((centre) =>
    [...supplierOf].map(([product, supplier]) => ({
      from: supplier,
      to: centre.id,
      use: 'source',
      product_id: product,
      lead_time_days: ASSUMED.supplierDays,
    })),
  )
  const delivery = stores.map(({ id, centre }) => ({
    from: centre,
    to: id,
    use: 'source',
    lead_time_days: ASSUMED.storeDays,
  }))
  return [...supply, ...delivery]
}

function policiesOf({ centres, lately }: Chain): Row[] {
  const held = [...lately].flatMap(([store, products]) => [...products.keys()].map((product) => ({ product, store })))
  const central = centres.flatMap(({ id }) => productsOf(lately).map((product) => ({ product, store: id })))
  return [...central, ...held].map(({ product, store }) => ({
    product_id: product,
    location_id: store,
    service_level: ASSUMED.serviceLevel,
    review_days: ASSUMED.reviewDays,
  }))
}

function stockOf({ planDay, centres, stores, lately }: Chain): Row[] {
  const date = formatDay(planDay - 1)
  const row = (product: string, place: string, units: number): Row => ({
    date,
    product_id: product,
    location_id: place,
    on_hand_units: Math.round(units),
  })
  const centreOf = new Map(stores.map(({ id, centre }) => [id, centre]))
  const shelves = [...lately].flatMap(([store, products]) =>
    [...products].map(([product, perDay]) => row(product, store, perDay * ASSUMED.storeCoverDays)),
  )
  const central = centres.flatMap(({ id }) => {
    const perDay = new Map<string, number>()
    for (const [store, products] of lately)
      if (centreOf.get(store) === id)
        for (const [product, units] of products) perDay.set(product, (perDay.get(product) ?? 0) + units)
    return [...perDay].map(([product, units]) => row(product, id, units * ASSUMED.centreCoverDays))
  })
  return [...central, ...shelves]
}

const productsOf = (lately: Chain['lately']): string[] => [
  ...new Set([...lately.values()].flatMap((products) => [...products.keys()])),
]

import { type Day, dayOf } from '../../core/base/day.js'
import type { Random } from '../../core/base/random.js'
import { Stream, spreadFactor, wholeBetween } from '../dice.js'

/** What the caller asks for. */
export interface CompanySize {
  readonly products: number
  /** Places of our own: a plant, centres, stores. Products × locations are the stock rows. */
  readonly locations: number
  readonly weeks: number
  readonly seed: number
}

export interface Place {
  readonly id: string
  readonly kind: 'plant' | 'dc' | 'store'
  /** Place that replenishes it; −1 for the first. */
  readonly from: number
  readonly leadDays: number
  /** Units sold here over those of an average store; 0 where nothing is sold. */
  readonly appetite: number
  /** Buyers served from here, as positions; none at a store, whose buyers have no name. */
  readonly buyers: readonly number[]
}

export interface Article {
  readonly id: string
  readonly family: number
  /** Units a week at an average store. */
  readonly weekly: number
  /** In cents. */
  readonly price: number
  readonly cost: number
  readonly made: boolean
  readonly shelfLifeDays: number | null
}

/** Everything about a generated company that is small: who it is, before a single fact. */
export interface Layout {
  readonly random: Random
  readonly planDay: Day
  readonly grain: Grain
  readonly size: CompanySize
  readonly articles: readonly Article[]
  readonly places: readonly Place[]
  readonly buyers: readonly string[]
  readonly familyCount: number
}

/** Sales by day, by Monday week, or by month: the larger the company, the coarser. */
export type Grain = 'D' | 'W' | 'M'

const DAILY_CELLS = 3_000_000
const WEEKLY_CELLS = 12_000_000
const STORES_PER_CENTRE = 11
const BUYERS_PER_CENTRE = 2
const BUYER_APPETITE = 4
const MEAN_WEEKLY_UNITS = 5
const ARTICLES_PER_FAMILY = 25

/** A Monday; months end the day before one, so that no month of sales is cut. */
const PLAN_DAY = dayOf(2026, 11, 23)
const PLAN_DAY_BY_MONTH = dayOf(2026, 6, 1)

export const COUNTRY = 'EC'
export const CURRENCY = 'USD'
export const COMPANY = 'MAIN'

export function buildLayout(random: Random, size: CompanySize, wanted?: Grain): Layout {
  const places = buildPlaces(random, size.locations)
  const selling = places.reduce((sum, place) => sum + (place.kind === 'store' ? 1 : place.buyers.length), 0)
  const cells = size.products * selling * size.weeks
  const grain = wanted ?? (cells * 7 <= DAILY_CELLS ? 'D' : cells <= WEEKLY_CELLS ? 'W' : 'M')
  return {
    random,
    planDay: grain === 'M' ? PLAN_DAY_BY_MONTH : PLAN_DAY,
    grain,
    size,
    articles: buildArticles(random, size.products),
    places,
    buyers: places.flatMap(({ buyers }) => buyers.map((at) => `C-${padded(at + 1, 4)}`)),
    familyCount: familyCountOf(size.products),
  }
}

const familyCountOf = (products: number): number => Math.max(1, Math.ceil(products / ARTICLES_PER_FAMILY))

export const padded = (value: number, width: number): string => String(value).padStart(width, '0')

/** One plant, a centre for every dozen places, stores below them. The last centre has no stores, only buyers. */
function buildPlaces(random: Random, count: number): Place[] {
  const centres = Math.max(1, Math.ceil((count - 1) / (STORES_PER_CENTRE + 1)))
  const plants = count > 1 ? 1 : 0
  const served = Math.max(1, centres - 1)
  return Array.from({ length: count }, (_, at) => {
    if (at < plants) return { id: 'PLANT-1', kind: 'plant' as const, from: -1, leadDays: 0, appetite: 0, buyers: [] }
    if (at < plants + centres) {
      const centre = at - plants
      return {
        id: `DC-${padded(centre + 1, 3)}`,
        kind: 'dc' as const,
        from: plants - 1,
        leadDays: 3,
        appetite: BUYER_APPETITE,
        buyers: Array.from({ length: BUYERS_PER_CENTRE }, (_, buyer) => centre * BUYERS_PER_CENTRE + buyer),
      }
    }
    const store = at - plants - centres
    return {
      id: `S-${padded(store + 1, 5)}`,
      kind: 'store' as const,
      from: plants + (store % served),
      leadDays: 2,
      appetite: spreadFactor(random, Stream.Store, at, 0, 0.4),
      buyers: [],
    }
  })
}

/** Few sell much, most sell little: weekly units fall with the rank, and ranks are dealt at random. */
function buildArticles(random: Random, count: number): Article[] {
  const order = Array.from({ length: count }, (_, at) => at).sort(
    (a, b) => random.at(Stream.Rate, a, 0) - random.at(Stream.Rate, b, 0) || a - b,
  )
  const rank = new Int32Array(count)
  order.forEach((at, position) => {
    rank[at] = position
  })
  let whole = 0
  for (let position = 0; position < count; position++) whole += 1 / (position + 4)
  const scale = (MEAN_WEEKLY_UNITS * count) / whole
  const families = familyCountOf(count)
  return Array.from({ length: count }, (_, at) => {
    const price = Math.round(600 * spreadFactor(random, Stream.Money, at, 0, 0.6)) + 90
    return {
      id: `P-${padded(at + 1, 6)}`,
      family: at % families,
      weekly: scale / (rank[at]! + 4),
      price,
      cost: Math.round((price * wholeBetween(random, Stream.Money, at, 1, 55, 68)) / 100),
      made: random.at(Stream.Range, at, 0) < 0.5,
      shelfLifeDays:
        random.at(Stream.Lifetime, at, 0) < 0.3 ? wholeBetween(random, Stream.Lifetime, at, 1, 20, 40) * 10 : null,
    }
  })
}

/** Demand of a family around a day over its average: one gentle wave a year. */
export const seasonOf = (family: number, day: Day): number =>
  1 + 0.1 * Math.cos((2 * Math.PI * (day - 17 * family)) / 365.25)

/** Units a week that leave each place for one article, stores through their centres through the plant. */
export function weeklyThroughput({ places }: Layout, article: Article): Float64Array {
  const out = new Float64Array(places.length)
  for (let at = places.length - 1; at >= 0; at--) {
    const { appetite, buyers, from, kind } = places[at]!
    out[at]! += article.weekly * appetite * (kind === 'store' ? 1 : buyers.length)
    if (from >= 0) out[from]! += out[at]!
  }
  return out
}

import { formatDay } from '../../core/base/day.js'
import type { ProblemKind } from '../../core/why/problem.js'
import type { PlantedPlace, PlantedTrouble } from '../generated-company.js'
import { type Article, CURRENCY, type Layout, weeklyThroughput } from './layout.js'

export type PlantedKind = Extract<
  ProblemKind,
  'shortage' | 'excess' | 'late_supply' | 'late_order' | 'overload' | 'expiry' | 'obsolete' | 'demand_deviation'
>

/** What weighs least for the same article comes first, and so gets the article with most money behind it. */
export const PLANTED_KINDS: readonly PlantedKind[] = [
  'demand_deviation',
  'late_order',
  'overload',
  'late_supply',
  'shortage',
  'obsolete',
  'expiry',
  'excess',
]

/** One trouble in the making: which article, at which place (a position), and its article's weekly units there. */
export interface Plant {
  readonly kind: PlantedKind
  readonly article: number
  readonly place: number
  readonly weekly: number
  /** Orders and lines that belong to it are named with this. */
  readonly tag: string
}

export const SHORTAGE_LEAD_DAYS = 28
export const EXCESS_COVER_DAYS = 420
export const LATE_SUPPLY = { dueDaysAgo: 15, promisedInDays: 30, weeksOrdered: 6 } as const
export const LATE_ORDER = { dueDaysAgo: 12, weeksOrdered: 5 } as const
export const OVERLOAD_SHARE = 2
export const EXPIRY = { coverDays: 150, lifeDays: 25 } as const
export const OBSOLETE = { coverDays: 300, endsInDays: 28 } as const
export const SURGE = { factor: 4, days: 14 } as const

/**
 * Chooses where trouble goes: the articles with most money behind them, one each, at the centre that sells most of it,
 * so that what is planted outweighs what chance does. Kinds that need a plant are left out where there is none.
 */
export function plantTroubles(layout: Layout, perKind: number): Plant[] {
  const { articles, places } = layout
  const hasPlant = places[0]!.kind === 'plant'
  const kinds = PLANTED_KINDS.filter((kind) => hasPlant || kind !== 'overload')
  const wanted = Array.from({ length: perKind }, () => kinds).flat()
  const byMoney = articles.map((_, at) => at).sort((a, b) => money(articles[b]!) - money(articles[a]!) || a - b)
  const free = new Set(byMoney)
  const planted: Plant[] = []
  wanted.forEach((kind, turn) => {
    const article = byMoney.find((at) => free.has(at) && suits(kind, articles[at]!, hasPlant))
    if (article === undefined) return
    free.delete(article)
    const place = placeFor(layout, kind, turn)
    const weekly =
      kind === 'demand_deviation'
        ? boughtHere(layout, article, place)
        : weeklyThroughput(layout, articles[article]!)[place]!
    planted.push({ kind, article, place, weekly, tag: `${kind.toUpperCase().replace('_', '-')}-${turn + 1}` })
  })
  return planted
}

/** Units a week that buyers take at a centre, its stores left out. */
const boughtHere = ({ articles, places }: Layout, article: number, place: number): number =>
  articles[article]!.weekly * places[place]!.appetite * places[place]!.buyers.length

const money = (article: Article): number => article.weekly * article.price

/** Juice can expire, bread cannot be kept for a year; what is made has a line, what is bought has a supplier. */
function suits(kind: PlantedKind, { made, shelfLifeDays }: Article, hasPlant: boolean): boolean {
  if (kind === 'expiry') return shelfLifeDays !== null
  if (shelfLifeDays !== null) return false
  if (kind === 'overload') return made
  if (kind === 'late_supply') return !made || !hasPlant
  return true
}

/** Supply troubles sit at the plant; the others at the centres in turn. */
function placeFor({ places }: Layout, kind: PlantedKind, turn: number): number {
  const centres = places.flatMap((place, at) => (place.kind === 'dc' ? [at] : []))
  return kind === 'overload' || kind === 'late_supply' ? 0 : centres[turn % centres.length]!
}

const NOWHERE: PlantedPlace = { product: '', location: '', customer: '', reference: '' }

/** The manifest, with rough money: margin of what is not sold, cost of what lies there. */
export function describeTroubles(layout: Layout, planted: readonly Plant[]): PlantedTrouble[] {
  return planted.map((plant) => {
    const article = layout.articles[plant.article]!
    const { units, firstDay, cents } = sizeOf(layout, plant, article)
    const place = placeOf(layout, plant, article)
    return {
      id: plant.tag,
      kind: plant.kind,
      place,
      firstDay: formatDay(firstDay),
      units: Math.round(units),
      value: Math.round((units * cents) / 100),
      currency: CURRENCY,
      consequences: consequencesOf(plant.kind).map((kind) => ({ ...NOWHERE, kind, product: article.id })),
    }
  })
}

function placeOf({ places, buyers }: Layout, { kind, place, tag }: Plant, { id }: Article): PlantedPlace {
  const base = { ...NOWHERE, product: id, location: places[place]!.id }
  if (kind === 'overload') return { ...base, reference: tag }
  if (kind === 'late_supply') return { ...base, reference: tag }
  if (kind === 'late_order') return { ...base, customer: buyers[places[place]!.buyers[0]!]!, reference: tag }
  return base
}

/** What follows from each kind with the same article, wherever it shows. */
function consequencesOf(kind: PlantedKind): ProblemKind[] {
  switch (kind) {
    case 'shortage':
    case 'overload':
      return ['shortage', 'late_supply']
    case 'late_supply':
      return ['shortage']
    case 'late_order':
      return ['shortage', 'late_order']
    case 'expiry':
      return ['excess', 'expiry']
    case 'obsolete':
      return ['excess', 'obsolete']
    case 'excess':
      return ['excess']
    case 'demand_deviation':
      return ['shortage', 'excess', 'demand_deviation']
  }
}

function sizeOf(
  { planDay }: Layout,
  { kind, weekly }: Plant,
  { price, cost }: Article,
): { units: number; firstDay: number; cents: number } {
  const daily = weekly / 7
  const margin = price - cost
  switch (kind) {
    case 'shortage':
      return { units: daily * (SHORTAGE_LEAD_DAYS - 2), firstDay: planDay + 1, cents: margin }
    case 'excess':
      return { units: daily * (EXCESS_COVER_DAYS - 60), firstDay: planDay, cents: cost }
    case 'late_supply':
      return { units: weekly * LATE_SUPPLY.weeksOrdered, firstDay: planDay - LATE_SUPPLY.dueDaysAgo, cents: margin }
    case 'late_order':
      return { units: weekly * LATE_ORDER.weeksOrdered, firstDay: planDay - LATE_ORDER.dueDaysAgo, cents: margin }
    case 'overload':
      return { units: weekly * 10 * (1 - 1 / OVERLOAD_SHARE), firstDay: planDay, cents: margin }
    case 'expiry':
      return { units: daily * (EXPIRY.coverDays - EXPIRY.lifeDays), firstDay: planDay + EXPIRY.lifeDays, cents: cost }
    case 'obsolete':
      return { units: daily * (OBSOLETE.coverDays - OBSOLETE.endsInDays), firstDay: planDay, cents: cost }
    case 'demand_deviation':
      return { units: daily * (SURGE.factor - 1) * SURGE.days, firstDay: planDay - SURGE.days, cents: margin }
  }
}

import type { Day } from '../base/day.js'
import { spread } from '../base/largest-remainder.js'
import type { Quantity } from '../base/quantity.js'
import { SHARE_WHOLE } from '../base/quantity.js'
import type { Company, Lane, RecipeLine } from './company.js'
import { PRODUCTION, PURCHASE, TRANSFER } from './supply-network.js'

/** One way to replenish a product at a location. Positions are leaf indexes; −1 where it does not apply. */
export interface Source {
  readonly kind: number
  readonly location: number
  readonly supplier: number
  readonly lane: number
  readonly leadTimeDays: number
  readonly calendar: string | null
  /** Millionths of the row's receipts; the shares of a row add up to one million. */
  readonly share: number
  readonly minimum: Quantity
  readonly multiple: Quantity
  readonly components: readonly Component[]
}

export interface Component {
  readonly product: number
  /** Millionths of a component base unit per base unit produced, yield included. */
  readonly per: number
}

export interface SourceBook {
  /** Never empty: what nothing is known about is unlimited. Rows that share a lane share the array. */
  sourcesOf(product: number, location: number): readonly Source[]
}

interface LaneAt {
  lane: Lane
  at: number
  location: number
  supplier: number
}

const LAST_PRIORITY = Number.MAX_SAFE_INTEGER

/**
 * Answers "where does this product at this location come from?" from recipes, routings and lanes valid on the plan
 * day. Rules SO1–SO9 of docs/specs/netting.md.
 */
export function openSourceBook(company: Company, planDay: Day = company.settings.planDay): SourceBook {
  const locationCount = company.locations.length
  const productAt = positions(company.products)
  const locationAt = positions(company.locations)
  const key = (product: number, location: number): number => product * locationCount + location
  const produced = productionSources(company, planDay, productAt, locationAt, key)
  const replenishing = laneBook(company, planDay, 'source', productAt, locationAt, key)
  const rebalancing = laneBook(company, planDay, 'transfer', productAt, locationAt, key)
  const chosen = new Map<readonly LaneAt[], readonly Source[]>()

  const lanesOf = (product: number, location: number): readonly LaneAt[] => {
    const lanes = replenishing(product, location)
    return lanes.length > 0 ? lanes : rebalancing(product, location)
  }
  const leadsTo = (product: number, from: number, target: number, seen: Set<number>): boolean => {
    if (from === target) return true
    if (from < 0 || seen.has(from) || produced.has(key(product, from))) return false
    seen.add(from)
    return lanesOf(product, from).some((next) => leadsTo(product, next.location, target, seen))
  }
  const choose = (lanes: readonly LaneAt[]): readonly Source[] => {
    const known = chosen.get(lanes)
    if (known !== undefined) return known
    const sources = sharedSources(lanes)
    chosen.set(lanes, sources)
    return sources
  }
  return {
    sourcesOf(product, location) {
      const recipe = produced.get(key(product, location))
      if (recipe !== undefined) return recipe
      const lanes = replenishing(product, location)
      if (lanes.length > 0) return choose(lanes)
      const transfers = rebalancing(product, location)
      const useful = transfers.filter((lane) => !leadsTo(product, lane.location, location, new Set()))
      if (useful.length > 0) return choose(useful.length === transfers.length ? transfers : useful)
      return company.locations[location]!.kind === 'plant' ? UNLIMITED_PRODUCTION : UNLIMITED_PURCHASE
    },
  }
}

const unlimited = (kind: number): readonly Source[] => [
  {
    kind,
    location: -1,
    supplier: -1,
    lane: -1,
    leadTimeDays: 0,
    calendar: null,
    share: SHARE_WHOLE,
    minimum: 0,
    multiple: 0,
    components: [],
  },
]
const UNLIMITED_PRODUCTION = unlimited(PRODUCTION)
const UNLIMITED_PURCHASE = unlimited(PURCHASE)

export const positions = (records: readonly { id: string }[]): Map<string, number> =>
  new Map(records.map((record, at) => [record.id, at]))

type KeyOf = (product: number, location: number) => number

/** A product with a recipe, or with a routing on a resource of the location, is produced there. */
function productionSources(
  company: Company,
  planDay: Day,
  productAt: ReadonlyMap<string, number>,
  locationAt: ReadonlyMap<string, number>,
  key: KeyOf,
): Map<number, readonly Source[]> {
  const lines = new Map<number, Map<number, RecipeLine>>()
  for (const line of company.recipes) {
    const product = productAt.get(line.product)
    const location = locationAt.get(line.location)
    const component = productAt.get(line.component)
    if (product === undefined || location === undefined || component === undefined) continue
    if (line.validFrom !== null && line.validFrom > planDay) continue
    const recipe = lines.get(key(product, location)) ?? new Map<number, RecipeLine>()
    lines.set(key(product, location), recipe)
    const earlier = recipe.get(component)
    if (earlier === undefined || (earlier.validFrom ?? -Infinity) < (line.validFrom ?? -Infinity))
      recipe.set(component, line)
  }
  const resourceAt = new Map(company.resources.map((resource) => [resource.id, resource]))
  for (const routing of company.routings) {
    const product = productAt.get(routing.product)
    const location = locationAt.get(resourceAt.get(routing.resource)?.location ?? '')
    if (product === undefined || location === undefined) continue
    if (!lines.has(key(product, location))) lines.set(key(product, location), new Map())
  }
  const sources = new Map<number, readonly Source[]>()
  for (const [at, recipe] of lines) sources.set(at, [{ ...UNLIMITED_PRODUCTION[0]!, components: componentsOf(recipe) }])
  return sources
}

function componentsOf(recipe: ReadonlyMap<number, RecipeLine>): Component[] {
  return [...recipe]
    .filter(([, line]) => line.quantityPer > 0 && line.yield > 0)
    .sort(([a], [b]) => a - b)
    .map(([product, line]) => ({ product, per: Math.round((line.quantityPer * SHARE_WHOLE) / line.yield) }))
}

/** Lanes into each product and location: those that name the product win over those for every product. */
function laneBook(
  company: Company,
  planDay: Day,
  use: Lane['use'],
  productAt: ReadonlyMap<string, number>,
  locationAt: ReadonlyMap<string, number>,
  key: KeyOf,
): (product: number, location: number) => readonly LaneAt[] {
  const supplierAt = positions(company.suppliers)
  const general = new Map<number, LaneAt[]>()
  const specific = new Map<number, LaneAt[]>()
  company.lanes.forEach((lane, at) => {
    if (lane.use !== use || !validOn(lane, planDay)) return
    const to = locationAt.get(lane.to)
    const location = locationAt.get(lane.from) ?? -1
    const supplier = location >= 0 ? -1 : (supplierAt.get(lane.from) ?? -1)
    if (to === undefined || (location < 0 && supplier < 0)) return
    const product = lane.product === null ? null : productAt.get(lane.product)
    if (product === undefined) return
    const [book, place] = product === null ? [general, to] : [specific, key(product, to)]
    const lanes = book.get(place)
    if (lanes === undefined) book.set(place, [{ lane, at, location, supplier }])
    else lanes.push({ lane, at, location, supplier })
  })
  const none: LaneAt[] = []
  return (product, location) => specific.get(key(product, location)) ?? general.get(location) ?? none
}

const validOn = (lane: Lane, day: Day): boolean =>
  (lane.validFrom === null || lane.validFrom <= day) && (lane.validTo === null || day <= lane.validTo)

/**
 * Several lanes: by share where any gives one, else the first by priority number, then the quickest, then by name.
 * The order of the lanes in the file never matters.
 */
function sharedSources(lanes: readonly LaneAt[]): readonly Source[] {
  const ordered = [...lanes].sort(
    (a, b) =>
      (a.lane.priority ?? LAST_PRIORITY) - (b.lane.priority ?? LAST_PRIORITY) ||
      a.lane.leadTimeDays - b.lane.leadTimeDays ||
      (a.lane.from < b.lane.from ? -1 : a.lane.from > b.lane.from ? 1 : a.at - b.at),
  )
  const sharing = ordered.filter(({ lane }) => (lane.share ?? 0) > 0)
  if (sharing.length === 0) return [sourceOf(ordered[0]!, SHARE_WHOLE)]
  const shares = spread(
    SHARE_WHOLE,
    sharing.map(({ lane }) => lane.share ?? 0),
  )
  return sharing.map((lane, at) => sourceOf(lane, shares[at]!))
}

const sourceOf = ({ lane, at, location, supplier }: LaneAt, share: number): Source => ({
  kind: location >= 0 ? TRANSFER : PURCHASE,
  location,
  supplier,
  lane: at,
  leadTimeDays: lane.leadTimeDays,
  calendar: lane.calendar,
  share,
  minimum: lane.minimum ?? 0,
  multiple: lane.multiple ?? 0,
  components: [],
})

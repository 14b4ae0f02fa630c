/** What was executed in each flow, by place and day: rule AD14. */
import type { Day } from '../../../core/base/day.js'
import { firstDayOfWeek } from '../../../core/calendar/horizon.js'
import type { Company } from '../../../core/network/company.js'
import { type DatedPlaces, type ExecutedFacts, INBOUND_KINDS } from '../../../core/network/executed.js'
import { WEEK_DAYS } from './committed-weeks.js'
import type { AdherenceFlow } from './flow-rows.js'
import type { PlaceKeys } from './place-keys.js'

export interface Execution {
  readonly key: number
  readonly day: Day
  readonly units: number
}

/** Everything told of the weeks of some commitments, told apart by the first day of its week. */
export interface ExecutedWeeks {
  of(flow: AdherenceFlow, firstDay: Day): readonly Execution[]
  /** What customers' orders ask for; null where the company has none of that week. */
  asked(firstDay: Day): ReadonlyMap<number, number> | null
  /** Customers (positions among all) who order at all. */
  readonly ordering: ReadonlySet<number>
  /** Places of which anything is told in a week, as positions among all. */
  heard(firstDay: Day, key: number): boolean
  /** Cells that hold a sale told for days of several weeks. */
  isSplit(firstDay: Day, key: number): boolean
}

export function readExecutedWeeks(
  facts: ExecutedFacts,
  company: Company,
  keys: PlaceKeys,
  weekStart: number,
): ExecutedWeeks {
  const weekOfDay = (day: Day): Day => firstDayOfWeek(day, weekStart)
  const own = keys.of(company)
  const byWeek = new Map<string, Execution[]>()
  const add = (flow: AdherenceFlow, execution: Execution): void => {
    const name = `${flow} ${weekOfDay(execution.day)}`
    const list = byWeek.get(name)
    if (list === undefined) byWeek.set(name, [execution])
    else list.push(execution)
  }
  addSales(facts, company, own.key, add)
  const { inbound } = facts
  eachPlace(inbound, (at, product, location, day) => {
    if (company.locations[location]!.entity === null) return
    const flow = INBOUND_KINDS[inbound.kind[at]!] === 'made' ? 'PRODUCE' : 'RECEIVE'
    add(flow, { key: own.key(product, location, -1), day, units: inbound.units[at]! })
  })
  const { asked, ordering } = readAsked(facts, own.key, keys, weekOfDay)
  return {
    of: (flow, firstDay) => byWeek.get(`${flow} ${firstDay}`) ?? [],
    asked: (firstDay) => (facts.asked === null ? null : (asked.get(firstDay) ?? new Map())),
    ordering,
    heard: readHeard(facts, own.key, keys, weekOfDay),
    isSplit: readSplit(facts, own.key, weekOfDay),
  }
}

type KeyOf = (product: number, location: number, customer: number) => number

function eachPlace(
  places: DatedPlaces,
  visit: (at: number, product: number, location: number, day: Day) => void,
): void {
  for (let at = 0; at < places.day.length; at++) visit(at, places.product[at]!, places.location[at]!, places.day[at]!)
}

function addSales(
  { sales, corrections }: ExecutedFacts,
  company: Company,
  keyOf: KeyOf,
  add: (flow: AdherenceFlow, execution: Execution) => void,
): void {
  const flowAt = company.locations.map(({ kind, entity }): AdherenceFlow | null =>
    entity === null ? null : kind === 'store' ? 'SALES_OUT' : 'SHIP',
  )
  const addSale = (product: number, location: number, customer: number, day: Day, units: number): void => {
    const flow = location < 0 ? null : flowAt[location]!
    if (flow !== null && units !== 0) add(flow, { key: keyOf(product, location, customer), day, units })
  }
  for (let at = 0; at < sales.count; at++)
    addSale(sales.product[at]!, sales.location[at]!, sales.customer[at]!, sales.day[at]!, sales.units[at]!)
  eachPlace(corrections, (at, product, location, day) =>
    addSale(product, location, corrections.customer[at]!, day, 0 - corrections.units[at]!),
  )
}

function readAsked(
  { asked }: ExecutedFacts,
  keyOf: KeyOf,
  keys: PlaceKeys,
  weekOfDay: (day: Day) => Day,
): { asked: Map<Day, Map<number, number>>; ordering: Set<number> } {
  const weeks = new Map<Day, Map<number, number>>()
  const ordering = new Set<number>()
  if (asked !== null)
    eachPlace(asked, (at, product, location, day) => {
      if (location < 0) return
      const key = keyOf(product, location, asked.customer[at]!)
      const week = weekOfDay(day)
      const units = weeks.get(week) ?? new Map<number, number>()
      weeks.set(week, units)
      units.set(key, (units.get(key) ?? 0) + asked.units[at]!)
      ordering.add(keys.customerOf(key))
    })
  return { asked: weeks, ordering }
}

function readHeard({ heard }: ExecutedFacts, keyOf: KeyOf, keys: PlaceKeys, weekOfDay: (day: Day) => Day) {
  const told = new Set<string>()
  for (let at = 0; at < heard.day.length; at++)
    told.add(`${weekOfDay(heard.day[at]!)} ${keys.locationOf(keyOf(0, heard.location[at]!, -1))}`)
  return (firstDay: Day, key: number): boolean => told.has(`${firstDay} ${keys.locationOf(key)}`)
}

function readSplit({ spans }: ExecutedFacts, keyOf: KeyOf, weekOfDay: (day: Day) => Day) {
  const split = new Set<string>()
  eachPlace(spans, (at, product, location, day) => {
    const last = weekOfDay(spans.endDay[at]! - 1)
    const first = weekOfDay(day)
    if (first === last || location < 0) return
    const key = keyOf(product, location, spans.customer[at]!)
    for (let week = first; week <= last; week += WEEK_DAYS) split.add(`${week} ${key}`)
  })
  return (firstDay: Day, key: number): boolean => split.has(`${firstDay} ${key}`)
}

/**
 * Netting as one would explain it at a whiteboard: one row at a time by recursion, one day at a time, exact fractions.
 * It shares nothing with the kernel but the compiled network's lists.
 */
import type { Plan } from '../../../src/core/plan/plan.js'

export interface NaiveRow {
  requirement: number[]
  closing: number[]
  asIs: number[]
}

export function netNaively(plan: Plan): NaiveRow[] {
  const known = new Map<number, NaiveRow>()
  return Array.from({ length: plan.rows.stock.count }, (_, row) => rowOf(plan, row, known))
}

function rowOf(plan: Plan, row: number, known: Map<number, NaiveRow>): NaiveRow {
  const found = known.get(row)
  if (found !== undefined) return found
  const { network } = plan
  const own = customersOf(plan, row)
  const firmIssues = sparse(plan, plan.firmIssues, row)
  const firm = sparse(plan, plan.firmReceipts, row)
  const direct = own.all.map((asked, bucket) => asked + firmIssues[bucket]!)
  const gross = direct.map((asked, bucket) => asked + consumersAsk(plan, row, known)[bucket]!)

  const asIs: number[] = []
  let stock = network.openingStock[row]!
  direct.forEach((asked, bucket) => {
    stock = lose(stock + firm[bucket]! - asked, own.lapsing[bucket]!)
    asIs.push(stock)
  })

  const requirement: number[] = []
  const closing: number[] = []
  const safety = network.safetyStock[row]!
  const first = Math.min(...sourcesOf(plan, row).map((source) => firstArrival(plan, source)))
  stock = network.openingStock[row]!
  gross.forEach((asked, bucket) => {
    const before = stock + firm[bucket]! - asked
    let order = 0
    if (bucket >= first && before < safety) {
      const shortWithin = (days: number): number => {
        let most = safety - before
        let level = before
        for (
          let later = bucket + 1;
          later < gross.length && endDay(plan, later) - startDay(plan, bucket) <= days;
          later++
        ) {
          level += firm[later]! - gross[later]!
          most = Math.max(most, safety - level)
        }
        return most
      }
      order = roundUp(Math.max(shortWithin(network.reviewDays[row]!), network.minimum[row]!), network.multiple[row]!)
      if (network.maxCoverDays[row]! > 0) {
        const most = shortWithin(network.maxCoverDays[row]!)
        if (order > most)
          order = Math.max(roundDown(most, network.multiple[row]!), roundUp(safety - before, network.multiple[row]!))
      }
    }
    stock = lose(before + order, own.lapsing[bucket]!)
    requirement.push(order)
    closing.push(stock)
  })
  const netted = { requirement, closing, asIs }
  known.set(row, netted)
  return netted
}

const lose = (stock: number, lapsing: number): number => (stock < 0 ? Math.min(0, stock + lapsing) : stock)
const roundUp = (quantity: number, lot: number): number =>
  lot > 0 ? Number((BigInt(quantity) + BigInt(lot) - 1n) / BigInt(lot)) * lot : quantity
const roundDown = (quantity: number, lot: number): number => (lot > 0 ? quantity - (quantity % lot) : quantity)

const startDay = (plan: Plan, bucket: number): number => plan.horizon.firstDay[bucket]!
const endDay = (plan: Plan, bucket: number): number => startDay(plan, bucket) + plan.horizon.days[bucket]!

function bucketOf(plan: Plan, day: number): number {
  if (day < plan.horizon.planDay) return 0
  for (let bucket = 0; bucket < plan.horizon.count; bucket++) if (day < endDay(plan, bucket)) return bucket
  return plan.horizon.count
}

const daysOf = (plan: Plan, source: number): number =>
  plan.network.leadTimes[plan.network.sourceLeadTime[source]!]!.days

const firstArrival = (plan: Plan, source: number): number => bucketOf(plan, plan.horizon.planDay + daysOf(plan, source))

function sourcesOf(plan: Plan, row: number): number[] {
  const { sourceStart } = plan.network
  return Array.from({ length: sourceStart[row + 1]! - sourceStart[row]! }, (_, at) => sourceStart[row]! + at)
}

function sparse(plan: Plan, column: Plan['firmIssues'], row: number): number[] {
  const values = new Array<number>(plan.horizon.count).fill(0)
  for (let at = column.start[row]!; at < column.start[row + 1]!; at++) values[column.bucket[at]!]! += column.value[at]!
  return values
}

function customersOf(plan: Plan, row: number): { all: number[]; lapsing: number[] } {
  const all = new Array<number>(plan.horizon.count).fill(0)
  const lapsing = new Array<number>(plan.horizon.count).fill(0)
  plan.rows.demand.stockRow.forEach((stockRow, demand) => {
    if (stockRow !== row) return
    sparse(plan, plan.orderAdjustments, demand).forEach((adjustment, bucket) => {
      const forecast = plan.columns.consensus[demand * plan.horizon.count + bucket]!
      const asked = Math.max(0, forecast + adjustment) + (bucket === 0 ? plan.openingBacklog[demand]! : 0)
      all[bucket]! += asked
      if (plan.network.backorder[demand] === 0) lapsing[bucket]! += asked
    })
  })
  return { all, lapsing }
}

function consumersAsk(plan: Plan, row: number, known: Map<number, NaiveRow>): number[] {
  const { network } = plan
  const whole = new Array<number>(plan.horizon.count).fill(0)
  const millionths = new Array<bigint>(plan.horizon.count).fill(0n)
  for (let consumer = 0; consumer < plan.rows.stock.count; consumer++)
    for (const source of sourcesOf(plan, consumer)) {
      const components: number[] = []
      for (let at = network.componentStart[source]!; at < network.componentStart[source + 1]!; at++)
        if (network.componentRow[at] === row) components.push(at)
      if (network.sourceRow[source] !== row && components.length === 0) continue
      const releases = releasesOf(plan, source, ordersTo(plan, consumer, source, rowOf(plan, consumer, known)))
      releases.forEach((release, bucket) => {
        if (network.sourceRow[source] === row) whole[bucket]! += release
        for (const component of components)
          millionths[bucket]! += BigInt(release) * BigInt(network.componentPer[component]!)
      })
    }
  return whole.map((asked, bucket) => asked + Number((millionths[bucket]! + 500_000n) / 1_000_000n))
}

function ordersTo(plan: Plan, consumer: number, source: number, { requirement }: NaiveRow): number[] {
  const given = new Map(sourcesOf(plan, consumer).map((one) => [one, 0]))
  let total = 0
  return requirement.map((order, bucket) => {
    if (order === 0) return 0
    total += order
    const able = [...given.keys()].filter((one) => firstArrival(plan, one) <= bucket)
    const lag = (one: number): bigint =>
      BigInt(plan.network.sourceShare[one]!) * BigInt(total) - BigInt(given.get(one)!) * 1_000_000n
    const chosen = able.reduce((best, one) => (lag(one) > lag(best) ? one : best))
    given.set(chosen, given.get(chosen)! + order)
    return chosen === source ? order : 0
  })
}

/** Every day of the receiving bucket is released so many days before; day i of D has ⌊q(i+1)/D⌋ − ⌊qi/D⌋. */
function releasesOf(plan: Plan, source: number, orders: readonly number[]): number[] {
  const releases = new Array<number>(plan.horizon.count).fill(0)
  orders.forEach((order, bucket) => {
    const days = plan.horizon.days[bucket]!
    for (let day = 0; day < days; day++) {
      const upTo = (count: number): number => Number((BigInt(order) * BigInt(count)) / BigInt(days))
      releases[bucketOf(plan, startDay(plan, bucket) + day - daysOf(plan, source))]! += upTo(day + 1) - upTo(day)
    }
  })
  return releases
}

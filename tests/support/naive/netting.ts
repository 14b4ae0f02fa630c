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
  const firmNeeds = sparse(plan, plan.firmNeeds, row)
  const firmIssues = sparse(plan, plan.firmIssues, row).map((placed, bucket) => placed + firmNeeds[bucket]!)
  const firm = sparse(plan, plan.firmReceipts, row)
  const direct = own.all.map((asked, bucket) => asked + firmIssues[bucket]!)
  const asked = direct.map((placed, bucket) => placed + consumersAsk(plan, row, known)[bucket]!)
  const spoiled = spoiledNaively(plan, row, asked)
  const gross = asked.map((units, bucket) => units + spoiled[bucket]!)

  const asIs: number[] = []
  const spoiledAsIs = spoiledNaively(plan, row, direct)
  let stock = network.openingStock[row]!
  direct.forEach((asked, bucket) => {
    stock = lose(stock + firm[bucket]! - asked - spoiledAsIs[bucket]!, own.lapsing[bucket]!)
    asIs.push(stock)
  })

  const requirement: number[] = []
  const closing: number[] = []
  const safety = network.safetyStock[row]!
  const first = Math.min(...sourcesOf(plan, row).map((source) => firstArrival(plan, source)))
  const lostBefore = lostWhileWaiting(plan, row, known, firm, firmIssues)
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
    stock = bucket < first ? before + lostBefore[bucket]! : before + order
    requirement.push(order)
    closing.push(stock)
  })
  const netted = { requirement, closing, asIs }
  known.set(row, netted)
  return netted
}

/** Every day takes from the oldest lots what is asked that day; in the evening what is too old is thrown away. */
export function spoiledNaively(plan: Plan, row: number, asked: readonly number[]): number[] {
  const { network, horizon } = plan
  const shelf: { bucket: number; day: number; left: number }[] = []
  for (let lot = network.lotStart[row]!; lot < network.lotStart[row + 1]!; lot++)
    shelf.push({ bucket: network.lotBucket[lot]!, day: network.lotDays[lot]!, left: network.lotQuantity[lot]! })
  return asked.map((units, bucket) => {
    const days = horizon.days[bucket]!
    let spoiled = 0
    let taken = 0
    for (let day = 0; day <= days; day++) {
      const upTo = Number((BigInt(units) * BigInt(day)) / BigInt(days))
      for (const lot of shelf) {
        const some = Math.min(lot.left, upTo - taken)
        lot.left -= some
        taken += some
      }
      taken = upTo
      for (const lot of shelf)
        if (lot.bucket === bucket && lot.day === day) {
          spoiled += lot.left
          lot.left = 0
        }
    }
    return spoiled
  })
}

interface NaiveClaim {
  tier: number
  kind: number
  id: number
  waits: boolean
  asked: number[]
  per: number
  owed: number
}

/** Bucket by bucket with nothing but open orders coming in: tiers first, then Hamilton's shares; who does not wait loses. */
function lostWhileWaiting(
  plan: Plan,
  row: number,
  known: Map<number, NaiveRow>,
  firm: readonly number[],
  firmIssues: readonly number[],
): number[] {
  const claims = claimsOn(plan, row, known)
  let stock = plan.network.openingStock[row]!
  let firmOwed = 0
  const asked: number[] = []
  return firm.map((arrived, bucket) => {
    stock += arrived
    firmOwed += firmIssues[bucket]!
    const wantedOf = (claim: NaiveClaim): number => {
      const open = claim.owed + claim.asked[bucket]!
      return claim.per === 0 ? open : ceilMillionths(open, claim.per)
    }
    asked.push(firmOwed + claims.reduce((sum, claim) => sum + wantedOf(claim), 0))
    stock -= Math.min(stock, spoiledNaively(plan, row, asked)[bucket]!)
    const placed = Math.min(stock, firmOwed)
    stock -= placed
    firmOwed -= placed
    let lost = 0
    for (const tier of [...new Set(claims.map((claim) => claim.tier))].sort((a, b) => a - b)) {
      const mates = claims.filter((claim) => claim.tier === tier)
      const open = mates.map((claim) => claim.owed + claim.asked[bucket]!)
      const wanted = mates.map((claim, at) => (claim.per === 0 ? open[at]! : ceilMillionths(open[at]!, claim.per)))
      const total = wanted.reduce((sum, one) => sum + one, 0)
      const given = total <= stock ? wanted : hamilton(stock, wanted)
      mates.forEach((claim, at) => {
        stock -= given[at]!
        if (claim.per > 0) {
          const makes = Number((BigInt(given[at]!) * 1_000_000n) / BigInt(claim.per))
          claim.owed = open[at]! - Math.min(open[at]!, makes)
        } else if (claim.waits) claim.owed = wanted[at]! - given[at]!
        else lost += wanted[at]! - given[at]!
      })
    }
    return lost
  })
}

const ceilMillionths = (quantity: number, per: number): number =>
  Number((BigInt(quantity) * BigInt(per) + 999_999n) / 1_000_000n)

function hamilton(total: number, weights: readonly number[]): number[] {
  const sum = BigInt(weights.reduce((all, weight) => all + weight, 0))
  const parts = weights.map((weight) => Number((BigInt(total) * BigInt(weight)) / sum))
  const rests = weights.map((weight) => (BigInt(total) * BigInt(weight)) % sum)
  const byRest = weights.map((_, at) => at)
  byRest.sort((a, b) => Number(rests[b]! - rests[a]!) || weights[b]! - weights[a]! || a - b)
  const left = total - parts.reduce((all, part) => all + part, 0)
  for (const at of byRest.slice(0, left)) parts[at]! += 1
  return parts
}

function claimsOn(plan: Plan, row: number, known: Map<number, NaiveRow>): NaiveClaim[] {
  const { network } = plan
  const claims: NaiveClaim[] = []
  plan.rows.demand.stockRow.forEach((stockRow, demand) => {
    if (stockRow !== row) return
    const waits = network.backorder[demand] === 1
    claims.push({
      tier: network.priority[demand]!,
      kind: 0,
      id: demand,
      waits,
      asked: askedBy(plan, demand),
      per: 0,
      owed: 0,
    })
  })
  for (let consumer = 0; consumer < plan.rows.stock.count; consumer++)
    for (const source of sourcesOf(plan, consumer)) {
      const asks = (): number[] =>
        releasesOf(plan, source, ordersTo(plan, consumer, source, rowOf(plan, consumer, known)))
      if (network.sourceRow[source] === row)
        claims.push({ tier: 100, kind: 1, id: source, waits: true, asked: asks(), per: 0, owed: 0 })
      for (let at = network.componentStart[source]!; at < network.componentStart[source + 1]!; at++)
        if (network.componentRow[at] === row)
          claims.push({
            tier: 100,
            kind: 2,
            id: at,
            waits: true,
            asked: asks(),
            per: network.componentPer[at]!,
            owed: 0,
          })
    }
  return claims.sort((a, b) => a.tier - b.tier || a.kind - b.kind || a.id - b.id)
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

export function sourcesOf(plan: Plan, row: number): number[] {
  const { sourceStart } = plan.network
  return Array.from({ length: sourceStart[row + 1]! - sourceStart[row]! }, (_, at) => sourceStart[row]! + at)
}

export function sparse(plan: Plan, column: Plan['firmIssues'], row: number): number[] {
  const values = new Array<number>(plan.horizon.count).fill(0)
  for (let at = column.start[row]!; at < column.start[row + 1]!; at++) values[column.bucket[at]!]! += column.value[at]!
  return values
}

const askedBy = (plan: Plan, demand: number): number[] =>
  sparse(plan, plan.orderAdjustments, demand).map((adjustment, bucket) => {
    const forecast = plan.columns.consensus[demand * plan.horizon.count + bucket]!
    return Math.max(0, forecast + adjustment) + (bucket === 0 ? plan.openingBacklog[demand]! : 0)
  })

function customersOf(plan: Plan, row: number): { all: number[]; lapsing: number[] } {
  const all = new Array<number>(plan.horizon.count).fill(0)
  const lapsing = new Array<number>(plan.horizon.count).fill(0)
  plan.rows.demand.stockRow.forEach((stockRow, demand) => {
    if (stockRow !== row) return
    askedBy(plan, demand).forEach((asked, bucket) => {
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
export function releasesOf(plan: Plan, source: number, orders: readonly number[]): number[] {
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

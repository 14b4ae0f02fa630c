/**
 * Which demand rows share a row of the base cube, and which of those a row of the second one (SPINE 2). Only what has
 * demand gets a row: dense, the base cube would be some sixty times as big.
 */
import type { Company } from '../core/network/company.js'
import type { Rows } from '../core/plan/plan.js'
import type { CustomerChains } from './customer-chain.js'
import { type Memory, settleInt32 } from './memory.js'
import type { Account, CubeRows, Family, MoneyEntity, SegmentRows } from './money-plan.js'

/** Groups of members: group g has members[start[g] … start[g + 1]), ascending. Members of group −1 are left out. */
export function groupMembers(
  groupOf: Int32Array,
  groupCount: number,
  memory: Memory,
): { start: Int32Array; members: Int32Array } {
  const start = memory.int32(groupCount + 1)
  for (const group of groupOf) if (group >= 0) start[group + 1]! += 1
  for (let group = 0; group < groupCount; group++) start[group + 1]! += start[group]!
  const members = memory.int32(start[groupCount]!)
  const next = start.slice()
  for (let member = 0; member < groupOf.length; member++) {
    const group = groupOf[member]!
    if (group >= 0) members[next[group]!++] = member
  }
  return { start, members }
}

/** Families in the order of the items, and the family of each item. */
export function listFamilies(company: Company): { families: Family[]; familyOf: Int32Array } {
  const families: Family[] = []
  const positionOf = new Map<string, number>()
  const familyOf = Int32Array.from(company.products, ({ family, category }) => {
    const key = `${category}\u0001${family}`
    let at = positionOf.get(key)
    if (at === undefined) {
      at = families.push({ id: family, category }) - 1
      positionOf.set(key, at)
    }
    return at
  })
  return { families, familyOf }
}

/** One account per payer, and one nameless for each country whose own stores sell without a customer. */
export interface AccountBook {
  readonly accounts: Account[]
  /** Account of a demand row's customer; −1 as customer stands for the own store at `location`. */
  accountOf(customer: number, location: number): number
}

export function listAccounts(company: Company, chains: CustomerChains): AccountBook {
  const accounts: Account[] = []
  const positionOf = new Map<string, number>()
  const keep = (key: string, account: Account): number => {
    let at = positionOf.get(key)
    if (at === undefined) {
      at = accounts.push(account) - 1
      positionOf.set(key, at)
    }
    return at
  }
  const ofCustomer = Int32Array.from(chains.chain, (chain) => {
    const payer = company.customers[chain[chain.length - 1]!]!
    return keep(`customer ${payer.id}`, { id: payer.id, country: payer.country, channel: payer.channel ?? '' })
  })
  return {
    accounts,
    accountOf(customer, location) {
      if (customer >= 0) return ofCustomer[customer]!
      const { country } = company.locations[location]!
      return keep(`stores ${country}`, { id: '', country, channel: '' })
    },
  }
}

/** Entity of each location; −1 where the stock belongs to a customer. */
export function entityOfLocations(company: Company, entities: readonly MoneyEntity[]): Int32Array {
  return Int32Array.from(company.locations, ({ entity, customer }) => {
    if (entity !== null) return entities.findIndex((known) => known.id === entity)
    return customer === null ? 0 : -1
  })
}

export function groupDemandRows(
  rows: Rows,
  of: { familyOf: Int32Array; entityOf: Int32Array; accountBook: AccountBook; locationCount: number },
  memory: Memory,
): { cubeRowOf: Int32Array; cube: CubeRows } {
  const { familyOf, entityOf, accountBook, locationCount } = of
  const cubeRowOf = memory.int32(rows.count)
  const positionOf = new Map<number, number>()
  const family: number[] = []
  const location: number[] = []
  const account: number[] = []
  // More accounts than customers and countries there cannot be; the factor only keeps the packed keys apart.
  const accountRoom = accountBook.accounts.length + locationCount
  for (let row = 0; row < rows.count; row++) {
    const at = rows.location[row]!
    if (entityOf[at]! < 0) {
      cubeRowOf[row] = -1
      continue
    }
    const buyer = accountBook.accountOf(rows.customer[row]!, at)
    const inFamily = familyOf[rows.item[row]!]!
    const key = (inFamily * locationCount + at) * accountRoom + buyer
    let cubeRow = positionOf.get(key)
    if (cubeRow === undefined) {
      cubeRow = family.length
      positionOf.set(key, cubeRow)
      family.push(inFamily)
      location.push(at)
      account.push(buyer)
    }
    cubeRowOf[row] = cubeRow
  }
  const { start, members } = groupMembers(cubeRowOf, family.length, memory)
  const cube: CubeRows = {
    count: family.length,
    family: settleInt32(memory, family),
    location: settleInt32(memory, location),
    account: settleInt32(memory, account),
    entity: settleInt32(
      memory,
      location.map((at) => entityOf[at]!),
    ),
    memberStart: start,
    memberRow: members,
  }
  return { cubeRowOf, cube }
}

/** Entities are kept apart, so that every row of the second cube is in one currency. */
export function groupCubeRows(
  cube: CubeRows,
  families: readonly Family[],
  accounts: readonly Account[],
  memory: Memory,
): { segmentRowOf: Int32Array; segments: SegmentRows } {
  const positionOf = new Map<string, number>()
  const category: string[] = []
  const country: string[] = []
  const channel: string[] = []
  const entity: number[] = []
  const segmentRowOf = memory.int32(cube.count)
  for (let cubeRow = 0; cubeRow < cube.count; cubeRow++) {
    const inCategory = families[cube.family[cubeRow]!]!.category
    const buyer = accounts[cube.account[cubeRow]!]!
    const key = `${inCategory}\u0001${buyer.country}\u0001${buyer.channel}\u0001${cube.entity[cubeRow]!}`
    let segment = positionOf.get(key)
    if (segment === undefined) {
      segment = category.length
      positionOf.set(key, segment)
      category.push(inCategory)
      country.push(buyer.country)
      channel.push(buyer.channel)
      entity.push(cube.entity[cubeRow]!)
    }
    segmentRowOf[cubeRow] = segment
  }
  const { start, members } = groupMembers(segmentRowOf, category.length, memory)
  return {
    segmentRowOf,
    segments: {
      count: category.length,
      category,
      country,
      channel,
      entity: settleInt32(memory, entity),
      memberStart: start,
      memberRow: members,
    },
  }
}

import type { Customer } from '../core/network/company.js'

/** Customers by position, each with its ancestors: payer > banner > ship-to, read from the ship-to upwards. */
export interface CustomerChains {
  /** Positions from the customer itself to the top-most parent. */
  readonly chain: readonly Int32Array[]
  /** Nearest channel given along the chain; empty when none is. */
  readonly channel: readonly string[]
}

/** A parent that is not a customer, or a loop, ends the chain: the load has already reported it. */
export function chainCustomers(customers: readonly Customer[]): CustomerChains {
  const positionOf = new Map(customers.map((customer, at) => [customer.id, at]))
  const chain = customers.map((_, at) => {
    const found = [at]
    for (let parent = parentOf(at); parent !== undefined && !found.includes(parent); parent = parentOf(parent))
      found.push(parent)
    return Int32Array.from(found)
  })
  function parentOf(at: number): number | undefined {
    const parent = customers[at]!.parent
    return parent === null ? undefined : positionOf.get(parent)
  }
  const channel = chain.map((positions) => {
    for (const at of positions) if (customers[at]!.channel !== null) return customers[at]!.channel!
    return ''
  })
  return { chain, channel }
}

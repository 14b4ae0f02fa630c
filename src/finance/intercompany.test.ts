import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  consolidate,
  type EntityItem,
  eliminations,
  type IntercompanyTransfer,
  intercompanyEffects,
  unrealisedProfit,
} from './intercompany.js'

const PLANT = 0
const TRADER = 1
const SHOP = 2

/** A transfer of item 0 in month 0, by unit amounts. */
function transfer(
  over: Partial<IntercompanyTransfer> & { price: number; unitCost: [number, number] },
): IntercompanyTransfer {
  const quantity = over.quantity ?? 0
  return {
    month: 0,
    seller: PLANT,
    buyer: TRADER,
    item: 0,
    quantity,
    sold: quantity * over.price,
    bought: quantity * over.price,
    costAtSeller: quantity * over.unitCost[0],
    costAtBuyer: quantity * over.unitCost[1],
    duty: 0,
    ...over,
  }
}
const holder = (entity: number, months: number, over: Partial<EntityItem> = {}): EntityItem => ({
  entity,
  item: 0,
  opening: 0,
  received: new Float64Array(months),
  issued: new Float64Array(months),
  openingProfit: 0,
  ...over,
})

describe('a plant that sells to its trading company', () => {
  // 100 made at 6, sold to the trader at 10 (its standard cost is 10), of which 60 are sold outside at 15 in month 0
  // and 40 in month 1. Plant profit 400; trader 300 + 200; group (15 − 6) × 100 = 900 in all.
  const transfers = [transfer({ quantity: 100, price: 10, unitCost: [6, 10] })]
  const items = [
    holder(PLANT, 2, { received: Float64Array.of(100, 0) }),
    holder(TRADER, 2, { issued: Float64Array.of(60, 40) }),
  ]
  const profit = unrealisedProfit(items, transfers, 2)
  const eliminated = eliminations(transfers, profit, 2)
  const entities = [
    ...intercompanyEffects(transfers),
    { entity: TRADER, month: 0, line: 'grossSales', amount: 60 * 15 },
    { entity: TRADER, month: 0, line: 'standardCost', amount: -60 * 10 },
    { entity: TRADER, month: 1, line: 'grossSales', amount: 40 * 15 },
    { entity: TRADER, month: 1, line: 'standardCost', amount: -40 * 10 },
  ]

  it('[IC2] has unrealised profit on what is still in stock: 40 × 4, then nothing', () => {
    expect([...profit.groupClosing]).toEqual([160, 0])
  })

  it('[IC3] is, as a group, a company that sells at 15 what it made at 6', () => {
    expect(consolidate(entities, eliminated)).toEqual([
      { month: 0, line: 'grossSales', amount: 900 },
      { month: 0, line: 'standardCost', amount: -360 },
      { month: 1, line: 'grossSales', amount: 600 },
      { month: 1, line: 'standardCost', amount: -240 },
    ])
  })

  it('[IC3] eliminates from the result exactly the change of unrealised profit', () => {
    const of = (month: number) =>
      eliminated.filter((row) => row.month === month).reduce((sum, row) => sum + row.amount, 0)
    expect([of(0), of(1)]).toEqual([160, -160])
  })

  it('[IC1] leaves the plant its margin and the trader its variance against standard cost', () => {
    const dear = [transfer({ quantity: 100, price: 11, unitCost: [6, 10], duty: 50 })]
    expect(intercompanyEffects(dear).map(({ entity, line, amount }) => [entity, line, amount])).toEqual([
      [PLANT, 'intercompanySales', 1100],
      [PLANT, 'intercompanyCost', -600],
      [TRADER, 'intercompanyVariance', 1000 - 1100 - 50],
    ])
  })

  it('[IC2] does not take duty for profit of the group', () => {
    const dutied = [transfer({ quantity: 100, price: 10, unitCost: [6, 11], duty: 100 })]
    expect(unrealisedProfit(items, dutied, 2).groupClosing[0]).toBe(160)
  })
})

describe('chains and openings', () => {
  it('[IC2] carries profit on when the buyer sells on within the group, in whatever order transfers are listed', () => {
    // 10 from plant to trader (+4 each), the same 10 on to the shop (+3 each): 70 in the shop's stock.
    const chain = [
      transfer({ seller: TRADER, buyer: SHOP, quantity: 10, price: 13, unitCost: [10, 13] }),
      transfer({ quantity: 10, price: 10, unitCost: [6, 10] }),
    ]
    const items = [holder(PLANT, 1, { received: Float64Array.of(10) }), holder(TRADER, 1), holder(SHOP, 1)]
    const profit = unrealisedProfit(items, chain, 1)
    expect(profit.closing.map((each) => each[0])).toEqual([0, 0, 70])
  })

  it('[IC2] mixes with what the entity got elsewhere, and leaves in proportion', () => {
    const items = [
      holder(PLANT, 1, { received: Float64Array.of(10) }),
      holder(TRADER, 1, { opening: 20, openingProfit: 10, received: Float64Array.of(10), issued: Float64Array.of(10) }),
    ]
    const profit = unrealisedProfit(items, [transfer({ quantity: 10, price: 10, unitCost: [6, 10] })], 1)
    expect(profit.groupClosing[0]).toBe(37) // 50 on 40 units; a quarter leaves, 12.5 rounded to 13
  })

  it('[IC2] ends a circle of transfers instead of turning in it', () => {
    const circle = [
      transfer({ seller: PLANT, buyer: TRADER, quantity: 1, price: 1, unitCost: [1, 1] }),
      transfer({ seller: TRADER, buyer: PLANT, quantity: 1, price: 1, unitCost: [1, 1] }),
    ]
    const items = [holder(PLANT, 1, { opening: 1 }), holder(TRADER, 1, { opening: 1 })]
    expect(unrealisedProfit(items, circle, 1).groupClosing[0]).toBe(0)
  })
})

describe('every group', () => {
  const entry = fc.record({
    month: fc.nat(2),
    seller: fc.nat(2),
    hop: fc.integer({ min: 1, max: 2 }),
    quantity: fc.nat(500),
    price: fc.nat(50),
    costs: fc.tuple(fc.nat(50), fc.nat(50)),
    duty: fc.nat(100),
    slip: fc.integer({ min: -1, max: 1 }),
  })

  it('[IC3] has a result of Σ entities less the change of unrealised profit and the rounding of prices', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 8 }),
        fc.array(fc.nat(400), { minLength: 9, maxLength: 9 }),
        (rows, out) => {
          const transfers = rows.map(({ seller, hop, costs, slip, ...row }) => {
            const made = transfer({ ...row, seller, buyer: (seller + hop) % 3, unitCost: costs })
            return { ...made, bought: made.bought + slip }
          })
          const items = [0, 1, 2].map((entity) =>
            holder(entity, 3, {
              opening: 100,
              received: Float64Array.of(300, 300, 300),
              issued: Float64Array.from(out.slice(entity * 3, entity * 3 + 3)),
            }),
          )
          const profit = unrealisedProfit(items, transfers, 3)
          const eliminated = eliminations(transfers, profit, 3)
          const entities = intercompanyEffects(transfers)
          const group = consolidate(entities, eliminated)
          const sum = (of: readonly { amount: number }[]) => of.reduce((total, row) => total + row.amount, 0)
          const slips = transfers.reduce((total, each) => total + each.sold - each.bought, 0)
          expect(sum(eliminated)).toBe(profit.groupClosing[2]! - profit.opening + slips)
          expect(sum(group)).toBe(sum(entities) - sum(eliminated))
          // No line of a transfer survives in the group.
          expect(group.filter((row) => row.line.startsWith('intercompany'))).toEqual([])
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })

  it('[IC2] has no unrealised profit left when everything has left the group', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(20), fc.nat(20), (quantity, cost, margin) => {
        const items = [
          holder(PLANT, 2, { received: Float64Array.of(quantity, 0) }),
          holder(TRADER, 2, { issued: Float64Array.of(Math.floor(quantity / 3), quantity) }),
        ]
        const transfers = [transfer({ quantity, price: cost + margin, unitCost: [cost, cost + margin] })]
        expect(unrealisedProfit(items, transfers, 2).groupClosing[1]).toBe(0)
      }),
      { seed: 7, numRuns: 100 },
    )
  })
})

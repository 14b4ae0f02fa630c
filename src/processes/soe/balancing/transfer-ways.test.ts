import { describe, expect, test } from 'vitest'
import { balanced, type Given, inputOf, TORN, transfer } from '../../../../tests/support/torn-world.js'
import { UNIT_PRICE_PER_MAJOR } from '../../../core/base/quantity.js'
import type { Company, Lane } from '../../../core/network/company.js'

const [toNorth, toSouth] = TORN.lanes!
const ways = (...lanes: NonNullable<Given['lanes']>): Given => ({ ...TORN, lanes: [toNorth!, toSouth!, ...lanes] })
const way = (more: Partial<Lane> = {}) => transfer('NORTH', 'SOUTH', more)
const movesOf = async (given: Given) => (await balanced(given)).moves

describe('[BA8] the lanes that goods move on', () => {
  test('hold on the plan day', async () => {
    const { planDay } = inputOf(TORN).plan.horizon
    expect(await movesOf(ways(way({ validFrom: planDay, validTo: planDay })))).toHaveLength(1)
    expect(await movesOf(ways(way({ validFrom: planDay + 1 })))).toEqual([])
    expect(await movesOf(ways(way({ validTo: planDay - 1 })))).toEqual([])
  })

  test('between two places those that name the item win, dearer as they may be', async () => {
    const both = ways(way(), way({ product: 'bar', costPerUnit: 3 * UNIT_PRICE_PER_MAJOR }))
    expect(await movesOf(both)).toMatchObject([{ freight: '540' }])
    const other: Given = { ...ways(way(), way({ product: 'jam', costPerUnit: 0 })), products: ['bar', 'jam'] }
    expect(await movesOf(other)).toMatchObject([{ product: 'bar', freight: '180' }])
  })

  test('are left on the first open day, and what travels comes as much later', async () => {
    // The plan day is a Monday; nothing leaves before Thursday.
    const weekdays = (company: Company): Partial<Company> => ({
      calendars: [1, 2, 3].map((weekday) => ({
        calendar: 'late',
        day: null,
        weekday,
        open: false,
        orderCutOff: null,
        capacityFactor: 1_000_000,
      })),
      lanes: company.lanes,
    })
    const [move] = await movesOf({ ...ways(way({ calendar: 'late' })), company: weekdays })
    expect(move).toMatchObject({ shipDate: '2026-09-24', arrivalDate: '2026-09-26', units: '150' })
  })

  test('cost money of which a rate is known', async () => {
    expect(await movesOf(ways(way({ currency: 'XAU' })))).toEqual([])
    expect(await movesOf(ways(way({ currency: 'XAU', costPerUnit: 0 })))).toHaveLength(1)
  })
})

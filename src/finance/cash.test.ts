import { describe, expect, it } from 'vitest'
import { parseDay } from '../core/base/day.js'
import { cashFlow, outflow, settleTax, spreadMonthsOverDays } from './cash.js'

const planDay = parseDay('2026-11-23')! // eight days of November are left, then December
const DAYS = 39

describe('the tax of each month', () => {
  const tax = (november: number, december: number) =>
    Float64Array.from({ length: DAYS }, (_, day) => (day === 0 ? november : day === 20 ? december : 0))
  const none = new Float64Array(DAYS)
  const DECEMBER_20 = 27

  it('[CA2] is paid on the 20th of the next month, output less input', () => {
    const settled = settleTax(planDay, tax(100, 50), tax(30, 0))
    expect(settled.paid[DECEMBER_20]).toBe(70)
    expect(settled.paid.reduce((a, b) => a + b, 0)).toBe(70) // December's falls due in January
    expect(settled.closing[0]).toBe(70)
    expect(settled.closing[DAYS - 1]).toBe(50)
  })

  it('[CA2] is not refunded: more input than output is carried to the months after', () => {
    const settled = settleTax(planDay, none, tax(40, 0))
    expect(settled.paid.every((amount) => amount === 0)).toBe(true)
    expect(settled.closing[DAYS - 1]).toBe(-40)
  })

  it('[CA2] starts from what was owed: last month’s now, this month’s on its day', () => {
    const open = { previousMonth: 10, thisMonth: 5 }
    const early = settleTax(planDay, none, none, open)
    expect(early.opening).toBe(15)
    expect(early.paid[0]).toBe(10) // the 20th of November has passed
    expect(early.paid[DECEMBER_20]).toBe(5)
    expect(settleTax(planDay, none, none, open, 31).paid[7]).toBe(10) // the 31st of November is its 30th
    expect(settleTax(planDay, none, none, { previousMonth: -10, thisMonth: 12 }).paid[DECEMBER_20]).toBe(2)
  })
})

describe('cash', () => {
  it('[CA1] is what comes in less what goes out, running; closing only where the opening is known', () => {
    const collections = Float64Array.of(10, 0, 5)
    const opex = outflow(Float64Array.of(0, 4, 4))
    const flow = cashFlow(3, { collections, opex })
    expect([...flow.net]).toEqual([10, -4, 1])
    expect([...flow.cumulative]).toEqual([10, 6, 7])
    expect(flow.closing).toBeNull()
    expect([...cashFlow(3, { collections, opex }, 100).closing!]).toEqual([110, 106, 107])
  })

  it('[CA3] puts monthly money on the days of the month that are still to come', () => {
    const daily = spreadMonthsOverDays(planDay, [17, 62], DAYS)
    expect([...daily.slice(0, 8)]).toEqual([3, 2, 2, 2, 2, 2, 2, 2])
    expect(daily[8]).toBe(2)
    expect(daily.reduce((a, b) => a + b, 0)).toBe(79)
  })
})

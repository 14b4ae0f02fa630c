import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactEvent } from './fact-event.js'
import { addTexts, tellOn, tellRow } from './told-row.js'

const SUMS = new Set(['units', 'net_amount'])
const day = (text: string): number => Date.parse(text)

let count = 0
const event = (told: Partial<FactEvent>): FactEvent => ({
  id: `e${count++}`,
  sender: 'till',
  table: 'sales',
  says: 'set',
  happenedAt: day('2026-12-01T12:00:00Z'),
  recordedAt: day('2026-12-01T12:00:00Z'),
  row: {},
  ...told,
})

test('[EV4] a restated row has what was said last, column by column; what was added since is on top', () => {
  const order = event({ row: { order_id: '7', units: '100', promised_date: '2026-12-04' } })
  const later = event({ recordedAt: day('2026-12-02T09:00:00Z'), row: { order_id: '7', promised_date: '2026-12-09' } })
  const more = event({ recordedAt: day('2026-12-02T10:00:00Z'), says: 'add', row: { order_id: '7', units: '2.5' } })
  const told = { order_id: '7', units: '102.5', promised_date: '2026-12-09' }
  for (const events of [
    [order, later, more],
    [more, order, later],
    [later, more, order],
  ])
    expect(tellRow(events, SUMS)!.values).toEqual(told)
})

test('[EV4] a withdrawal takes everything before it and nothing after', () => {
  const sold = event({ row: { units: '5' } })
  const gone = event({ recordedAt: day('2026-12-02T00:00:00Z'), says: 'withdraw' })
  const again = event({ recordedAt: day('2026-12-03T00:00:00Z'), says: 'add', row: { units: '1' } })
  expect(tellRow([gone, sold], SUMS)).toBeNull()
  expect(tellRow([again, gone, sold], SUMS)!.values).toEqual({ units: '1' })
})

test('[EV4] a key that looks like a number is not added to', () => {
  const twice = [1, 2].map((at) => event({ says: 'add', recordedAt: at, row: { product_id: '4711', units: '1' } }))
  expect(tellRow(twice, SUMS)!.values).toEqual({ product_id: '4711', units: '2' })
})

test.each([
  ['', '0.1', '0.1'],
  ['0.1', '0.2', '0.3'],
  ['999999999999.999999', '0.000001', '1000000000000'],
  ['-5', '2.25', '-2.75'],
  ['1.50', '-1.5', '0'],
])('%s and %s are %s', (a, b, sum) => {
  expect(addTexts(a, b)).toBe(sum)
})

const anyEvent = fc.record({
  id: fc.uuid(),
  sender: fc.constantFrom('till', 'hub'),
  says: fc.constantFrom('set', 'add', 'withdraw'),
  recordedAt: fc.integer({ min: 0, max: 5 }),
  row: fc.dictionary(fc.constantFrom('units', 'net_amount', 'lot'), fc.integer({ min: -9, max: 9 }).map(String)),
})

test('[EV4] the order in which events come does not matter, nor whether they are told one by one', () => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(anyEvent, { selector: ({ id }) => id, maxLength: 12 })
        .chain((told) => fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length }))),
      ([told, shuffled]) => {
        const [one, other] = [told, shuffled].map((events) => events.map((each) => event(each as Partial<FactEvent>)))
        const whole = tellRow(one!, SUMS)
        expect(tellRow(other!, SUMS)).toEqual(whole)
        const sorted = [...one!].sort(
          (a, b) =>
            a.recordedAt - b.recordedAt || (a.sender < b.sender ? -1 : a.sender > b.sender ? 1 : a.id < b.id ? -1 : 1),
        )
        let row: ReturnType<typeof tellOn> = null
        for (const each of sorted) row = tellOn(row, each, SUMS)
        expect(row).toEqual(whole)
      },
    ),
  )
})

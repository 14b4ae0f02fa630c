import { expect, test } from 'vitest'
import type { FactEvent, SentEvent } from '../core/event/fact-event.js'
import { checkEvent, EVENT_TABLES, rowKeyOf, sumsOf } from './event-check.js'
import { CONTRACT_TABLES, findTable } from './tables.js'

const SALE = { date: '2026-12-01', product_id: 'P100', location_id: 'S1', flow: 'SELL_OUT', units: 3 }
const sent = (told: Partial<SentEvent> = {}): SentEvent => ({
  id: 'a',
  table: 'sales',
  says: 'set',
  happenedAt: 0,
  recordedAt: 0,
  row: SALE,
  ...told,
})
const fault = (told: Partial<SentEvent>) => checkEvent(sent(told), 'till') as { code: string; values: object }

test('[EV1] an event is kept with plain texts and the whole natural key', () => {
  const event = checkEvent(sent(), 'till') as FactEvent
  expect(event).toMatchObject({ id: 'a', sender: 'till', table: 'sales', says: 'set' })
  expect(event.row).toEqual({ ...SALE, units: '3', customer_id: '', company_id: '', kind: 'sale', period: 'D' })
  expect(rowKeyOf(findTable('sales')!, event.row)).toBe('["2026-12-01","P100","S1","","SELL_OUT","","sale","D"]')
})

test('[EV2] events speak of what happens in the moment', () => {
  expect(fault({ table: 'ledger' })).toMatchObject({ code: 'events.unknown_table' })
  expect(fault({ table: 'plans' })).toMatchObject({ code: 'events.unknown_table' })
  expect(fault({ table: 'products' })).toMatchObject({ code: 'events.unknown_table' })
  const closed = ['plans', 'ledger']
  const facts = CONTRACT_TABLES.filter(({ fact, name }) => fact !== null && !closed.includes(name))
  expect(EVENT_TABLES.filter((name) => findTable(name)!.fact !== null).sort()).toEqual(
    facts.map(({ name }) => name).sort(),
  )
})

test.each([
  ['a column that is none', { size: 'L' }, 'events.unknown_column'],
  ['the clock, which is the event’s', { recorded_at: '2026-12-01T00:00:00Z' }, 'events.unknown_column'],
  ['a comma', { units: '3,5' }, 'events.not_a_value'],
  ['a number that is none', { units: Number.NaN }, 'events.not_a_value'],
  ['a power', { units: 1e21 }, 'events.not_a_value'],
  ['a day that is none', { date: '2026-02-30' }, 'events.not_a_value'],
  ['a day as people write it', { date: '01/12/2026' }, 'events.not_a_value'],
  ['a word that is none of the column', { flow: 'sell out' }, 'events.not_a_value'],
  ['a line break', { location_id: 'S1\n' + 'S2' }, 'events.not_a_value'],
  ['a key that is not whole', { product_id: '' }, 'events.missing_key'],
])('[EV3] %s is refused with its place', (_, row, code) => {
  expect(fault({ row: { ...SALE, ...row } })).toMatchObject({
    code,
    values: { table: 'sales', column: Object.keys(row)[0] },
  })
})

test('[EV1] [EV3] only quantities and amounts are added to', () => {
  expect(sumsOf(findTable('sales')!)).toEqual(new Set(['units', 'gross_amount', 'net_amount', 'tax_amount']))
  expect(checkEvent(sent({ says: 'add' }), 'till')).toHaveProperty('row')
  expect(fault({ says: 'add', row: { ...SALE, currency: 'CLP' } })).toMatchObject({ code: 'events.not_added' })
})

import { expect, test } from 'vitest'
import { wordsOf } from '../../words/words.js'
import { changeText, daysText, fieldText, placeText } from './entry-text.js'

const words = wordsOf('en', ['en-US'])
const box = { product: ['snacks', 'bars'], location: [], customer: ['PE'], from: '2027-03-01', until: '2027-04-01' }

test.each([
  [{ kind: 'quantity', op: 'scale', factor: 1_200_000, box }, '+20.0%'],
  [{ kind: 'quantity', op: 'scale', factor: 950_000, box }, '−5.0%'],
  [{ kind: 'quantity', op: 'add', quantity: -50_000, box }, '−50 units'],
  [{ kind: 'quantity', op: 'set', quantity: 1_500_000, box }, '= 1,500 units'],
  [{ kind: 'lock', box }, 'lock'],
  [{ kind: 'master', list: 'prices', field: 'amount', op: 'scale', value: 1_030_000 }, 'Selling prices: amount +3.0%'],
  [{ kind: 'master', list: 'lanes', field: 'leadTimeDays', op: 'add', value: 7 }, 'Lanes: lead time in days +7'],
  [{ kind: 'record', op: 'remove', list: 'promotions', key: {} }, 'remove from Promotions'],
])('[WB72] what an entry did reads as a person says it: %o', (intent, text) => {
  expect(changeText(intent, words)).toBe(text)
})

test('[WB72] where it did it, and over which days', () => {
  expect(placeText({ kind: 'quantity', box }, words)).toBe('snacks ▸ bars · PE')
  expect(daysText({ kind: 'quantity', box }, words)).toBe('Mar 1, 2027 – Mar 31, 2027')
  expect(placeText({ kind: 'master', key: { product: 'oat-bar', customer: null } }, words)).toBe('oat-bar')
  expect(daysText({ kind: 'master', from: '2027-01-01' }, words)).toBe('from Jan 1, 2027')
  expect(placeText({ kind: 'master', key: {} }, words)).toBe('Everything')
})

test('[WB75] a value of a record is written in the unit in which it is read', () => {
  expect(fieldText('prices', 'amount', 6_150_000_000, {}, words)).toBe('6,150.00')
  expect(fieldText('lanes', 'costPerUnit', 12_300, {}, words)).toBe('0.0123')
  expect(fieldText('supplierCapacity', 'units', 1_500_000, {}, words)).toBe('1,500')
  expect(fieldText('fx', 'rate', '950.5', {}, words)).toBe('950.5')
  expect(fieldText('lanes', 'minimum', null, {}, words)).toBe('·')
})

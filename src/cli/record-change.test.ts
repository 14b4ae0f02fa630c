import { expect, test } from 'vitest'
import { recordIntent } from './record-change.js'

test('[RS18] a field is set in the unit that people write, and sent in the one that is kept', () => {
  const where = { product: 'oat-bar', customer: 'mega' }
  expect(recordIntent('prices', { where, field: 'amount', set: '12.5', from: '2027-01-01' })).toEqual({
    kind: 'master',
    list: 'prices',
    key: where,
    field: 'amount',
    op: 'set',
    value: 12_500_000,
    from: '2027-01-01',
  })
  const change = (list: string, field: string, rest: object) => {
    const { op, value } = recordIntent(list, { field, ...rest }) as { op: string; value: unknown }
    return [op, value]
  }
  expect(change('lanes', 'multiple', { set: '12.5' })).toEqual(['set', 12_500])
  expect(change('lanes', 'leadTimeDays', { add: '-2' })).toEqual(['add', -2])
  expect(change('lanes', 'leadTimeSdDays', { set: '1.5' })).toEqual(['set', 1.5])
  expect(change('lanes', 'multiple', { set: '' })).toEqual(['set', null])
  expect(change('calendars', 'open', { set: 'false' })).toEqual(['set', false])
  expect(change('promotions', 'sellOutStart', { set: '2027-02-01' })).toEqual(['set', '2027-02-01'])
  expect(change('promotions', 'sellOutStart', { add: '7' })).toEqual(['add', 7])
  expect(change('fx', 'rate', { set: '950.25' })).toEqual(['set', '950.25'])
  expect(change('costs', 'amount', { scale: '1.05' })).toEqual(['scale', 1_050_000])
})

test('[RS18] a record is added and removed by its fields', () => {
  const insert = { supplier: 'sea', product: 'salt', validFrom: '2027-01-01', amount: '3', minimumOrder: '20' }
  expect(recordIntent('purchasePrices', { insert })).toEqual({
    kind: 'record',
    op: 'insert',
    list: 'purchasePrices',
    record: { ...insert, amount: 3_000_000, minimumOrder: 20_000 },
  })
  const inMoney = { ...insert, minimumOrderIn: 'money' }
  expect(recordIntent('purchasePrices', { insert: inMoney })).toMatchObject({ record: { minimumOrder: 20_000_000 } })
  expect(recordIntent('lanes', { where: { from: 'sea', product: '' }, remove: true })).toEqual({
    kind: 'record',
    op: 'remove',
    list: 'lanes',
    key: { from: 'sea', product: null },
  })
})

test.each([
  ['nothing to do', 'prices', { where: { product: 'a' } }, 'cli.one_list_change'],
  ['a value without its field', 'prices', { where: { product: 'a' }, set: '1' }, 'cli.one_list_change'],
  ['two changes', 'prices', { where: {}, remove: true, set: '1', field: 'amount' }, 'cli.one_list_change'],
  ['no number', 'prices', { where: {}, field: 'amount', set: 'dear' }, 'cli.not_an_option'],
  ['units or money', 'purchasePrices', { where: {}, field: 'minimumOrder', set: '5' }, 'cli.counts_unknown'],
])('[RS18] refused with a remedy: %s', (_, list, options, code) => {
  expect(() => recordIntent(list, options)).toThrow(code)
})

test('[RS18] a list or field that nobody knows goes to the server as it is, which says what there is', () => {
  expect(recordIntent('secrets', { where: { id: '1' }, field: 'size', set: '12' })).toMatchObject({ value: '12' })
})

import { expect, test } from 'vitest'
import { EDITABLE_LISTS } from '../../../core/edit/editable-lists.js'
import { fieldsFor, MASTER_FIELDS, masterIntent } from './master-change.js'

const asked = { key: { product: 'oat-bar' }, from: '2027-01-01' }

test('[WB75] what is typed becomes the exact number that the field holds', () => {
  const price = { ...asked, list: 'prices', field: 'amount' } as const
  expect(masterIntent({ ...price, op: 'scale', amount: -2.5 })).toEqual({
    kind: 'master',
    list: 'prices',
    key: { product: 'oat-bar' },
    field: 'amount',
    op: 'scale',
    value: 975_000,
    from: '2027-01-01',
  })
  expect(masterIntent({ ...price, op: 'set', amount: 12.35 })).toMatchObject({ value: 12_350_000 })
  const days = { ...asked, list: 'lanes', field: 'leadTimeDays' } as const
  expect(masterIntent({ ...days, op: 'add', amount: 7 })).toMatchObject({ value: 7 })
  const units = { ...asked, list: 'supplierCapacity', field: 'units' } as const
  expect(masterIntent({ ...units, op: 'set', amount: 1500 })).toMatchObject({ value: 1_500_000 })
  const rate = { ...asked, list: 'fx', field: 'rate' } as const
  expect(masterIntent({ ...rate, op: 'set', amount: 950.5 })).toMatchObject({ value: '950.5' })
  const hours = { ...asked, list: 'resources', field: 'hoursPerWeek' } as const
  expect(masterIntent({ ...hours, op: 'set', amount: 87.5 })).toMatchObject({ value: 87.5, from: null })
})

test('[WB75] nothing is made of what says nothing', () => {
  const price = { ...asked, list: 'prices', field: 'amount' } as const
  expect(masterIntent({ ...price, op: 'scale', amount: Number.NaN })).toBeNull()
  expect(masterIntent({ ...price, op: 'scale', amount: -101 })).toBeNull()
  expect(masterIntent({ ...asked, list: 'fx', field: 'rate', op: 'set', amount: 0 })).toBeNull()
})

test('[WB75] every field that is offered is one of its list, to those who may change that', () => {
  for (const { list, field } of MASTER_FIELDS) expect(EDITABLE_LISTS[list].fields).toHaveProperty(field)
  expect(fieldsFor((verb) => verb === 'edit supply').map(({ list }) => list)).toContain('lanes')
  expect(fieldsFor((verb) => verb === 'edit supply').map(({ list }) => list)).not.toContain('prices')
  expect(fieldsFor(() => false)).toEqual([])
})

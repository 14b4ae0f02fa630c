import { expect, test } from 'vitest'
import { EVERYWHERE } from '../core/edit/box.js'
import { callerOf, type Grant } from './grant.js'

const grant = (given: Partial<Grant>): Grant => ({ roles: [], scopes: [{}], measures: null, processes: null, ...given })
const nobodySupplies = () => []
const CHILE = { location: ['CL'] }

test('[AC1] roles add up, and a list of measures stands in place of theirs', () => {
  const both = callerOf('ana', grant({ roles: ['demand', 'supply'] }), nobodySupplies)
  expect([...both.may]).toEqual(['read', 'comment', 'edit demand', 'open scenario', 'edit supply'])
  expect([...both.measures]).toEqual(['volume', 'stock', 'revenue'])
  const narrowed = callerOf(
    'ana',
    grant({ roles: ['finance'], measures: ['revenue'], processes: ['ibp'] }),
    nobodySupplies,
  )
  expect([...narrowed.measures]).toEqual(['revenue'])
  expect([...narrowed.processes]).toEqual(['ibp'])
})

test('[AC2] a scope inside another adds nothing, and none at all sees nothing', () => {
  const chile = { ...EVERYWHERE, ...CHILE }
  const scopes = [{ ...CHILE, product: ['snacks'] }, CHILE]
  expect(callerOf('ana', grant({ roles: ['viewer'], scopes }), nobodySupplies).scopes).toEqual([chile])
  expect(callerOf('ana', grant({ roles: ['viewer'], scopes: [{}, CHILE] }), nobodySupplies).scopes).toEqual([
    EVERYWHERE,
  ])
  expect(callerOf('ana', grant({ roles: ['administrator'], scopes: [] }), nobodySupplies).scopes).toEqual([])
})

test('[AC5] a customer as partner sees volume, and stock of places that their scopes name them in', () => {
  const mega = { customer: ['CL', 'retail', 'mega'] }
  const partner = callerOf('mega', grant({ roles: ['partner'], scopes: [mega] }), nobodySupplies)
  expect(partner.scopes).toEqual([{ ...EVERYWHERE, ...mega }])
  expect([...partner.measures]).toEqual(['volume', 'stock'])
  expect([...partner.may]).toEqual(['read', 'comment'])
})

test('[AC5] a supplier as partner sees stock of what they deliver, where they deliver it, and no demand', () => {
  const delivered = [{ product: ['snacks', 'bars', 'oat-bar'], location: ['CL', 'santiago'], customer: [] }]
  const suppliedBy = (supplier: string) => (supplier === 'millers' ? delivered : [])
  const partner = callerOf('millers', grant({ roles: ['partner'], scopes: [{ supplier: 'millers' }] }), suppliedBy)
  expect(partner.scopes).toEqual(delivered)
  expect([...partner.measures]).toEqual(['stock'])
})

test('[AC4] whatever is on file, a partner never sees more than one side, and never the whole company', () => {
  const everything = callerOf('x', grant({ roles: ['partner', 'finance'], scopes: [{}] }), nobodySupplies)
  expect(everything.scopes).toEqual([])
  expect([...everything.may]).toEqual(['read', 'comment'])
  const scopes = [{ customer: ['CL', 'retail', 'mega'] }, { supplier: 'millers' }]
  const both = callerOf('x', grant({ roles: ['partner'], scopes }), () => [EVERYWHERE])
  expect(both.scopes).toEqual([{ ...EVERYWHERE, customer: ['CL', 'retail', 'mega'] }])
  const wider = grant({ roles: ['partner'], scopes: [scopes[0]!], measures: ['volume', 'margin'] })
  expect([...callerOf('x', wider, nobodySupplies).measures]).toEqual(['volume'])
})

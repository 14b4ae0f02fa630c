import { expect, test } from 'vitest'
import { inputOf, TORN } from '../../../../tests/support/torn-world.js'
import type { SupplyProposal } from '../../../core/plan/proposal.js'
import { agreedTransfers } from './agreed-transfers.js'

const { company } = inputOf(TORN)
const { planDay } = company.settings
const agreed = (more: Partial<SupplyProposal>): SupplyProposal => ({
  id: 'one',
  kind: 'transfer',
  product: 'bar',
  from: 'SOUTH',
  to: 'NORTH',
  units: 1000,
  releaseDay: planDay + 26,
  dueDay: planDay + 28,
  tolerance: 0,
  minimum: 0,
  multiple: 0,
  status: 'confirmed',
  order: '',
  ...more,
})

test('[BA9] transfers that were agreed to count when they leave or arrive within four weeks', () => {
  const at = (id: string): number => company.locations.findIndex((location) => location.id === id)
  const found = [{ product: 0, from: at('SOUTH'), to: at('NORTH') }]
  expect(agreedTransfers(company, [agreed({})])).toEqual(found)
  expect(agreedTransfers(company, [agreed({ releaseDay: planDay + 28, dueDay: planDay + 40 })])).toEqual(found)
  expect(agreedTransfers(company, [agreed({ releaseDay: planDay - 40, dueDay: planDay - 28 })])).toEqual(found)
  expect(agreedTransfers(company, [agreed({ releaseDay: planDay + 29, dueDay: planDay + 30 })])).toEqual([])
})

test('[BA9] nothing else that was agreed to is a transfer between places of the company', () => {
  expect(agreedTransfers(company, [agreed({ kind: 'purchase', from: 'mill' })])).toEqual([])
  expect(agreedTransfers(company, [agreed({ from: 'mill' })])).toEqual([])
})

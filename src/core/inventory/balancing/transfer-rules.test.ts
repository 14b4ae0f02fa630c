import { expect, test } from 'vitest'
import { verdictOf, type Way } from './transfer-rules.js'

const ours = { country: 'CL', entity: 'SUR', customer: null }
const way = (more: Partial<Way>): Way => ({ from: ours, to: ours, incoterm: null, goesBack: false, ...more })

test('[BA8] inside one company a move is proposed', () => {
  expect(verdictOf(way({}))).toBe('propose')
})

test('[BA8] across a border only where a delivery term says who clears customs', () => {
  const to = { ...ours, country: 'PE' }
  expect(verdictOf(way({ to }))).toBe('customs')
  expect(verdictOf(way({ to, incoterm: 'DAP' }))).toBe('propose')
})

test('[BA8] where somebody else’s title is in it, a move is only recommended', () => {
  const store = { country: 'CL', entity: null, customer: 'JUMBO' }
  expect(verdictOf(way({ from: store, to: store }))).toBe('recommend')
  expect(verdictOf(way({ to: { ...ours, entity: 'NORTE' } }))).toBe('recommend')
})

test('[BA9] never back the way it came', () => {
  expect(verdictOf(way({ goesBack: true }))).toBe('back')
  expect(verdictOf(way({ goesBack: true, to: { ...ours, country: 'PE' }, incoterm: 'DAP' }))).toBe('back')
})

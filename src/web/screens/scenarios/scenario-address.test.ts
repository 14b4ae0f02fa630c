import { expect, test } from 'vitest'
import { readScenarioView, toggled, writeCompared } from './scenario-address.js'

test('[WB71] what is compared comes back from the address in its order, each once, at most three', () => {
  const compare = writeCompared(['scenario-3', 'scenario-1'])!
  expect(readScenarioView({ compare }).compared).toEqual(['scenario-3', 'scenario-1'])
  expect(readScenarioView({ compare: 'a,b,a,c,d' }).compared).toEqual(['a', 'b', 'c'])
  expect(writeCompared([])).toBeUndefined()
})

test('[WB71] one more or one less; of too many the first one chosen goes', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
  expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  expect(toggled(['a', 'b', 'c'], 'd')).toEqual(['b', 'c', 'd'])
})

test('[WB71] an address that says nothing, or nothing that is known, is the usual view', () => {
  const usual = { tab: 'compare', compared: [], of: null, rows: 'family', figure: null, span: null }
  expect(readScenarioView({})).toEqual(usual)
  expect(readScenarioView({ tab: 'dance', by: 'mood', figure: 'luck' })).toEqual(usual)
})

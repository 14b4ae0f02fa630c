import { expect, test } from 'vitest'
import { wordsOf } from '../../words/words.js'
import { scopeText, tidyScope } from './scope-text.js'

test('[WB60] a part of the company is said in a few words, and given without what says nothing', () => {
  const words = wordsOf('en', [])
  expect(
    [{}, { location: ['PE', 'Lima'], product: ['snacks'] }, { supplier: 'millers' }, { product: [''] }].map((scope) =>
      scopeText(scope, words),
    ),
  ).toEqual(['The whole company', 'snacks × PE ▸ Lima', 'Supplier: millers', '(no name)'])
  expect(tidyScope({ product: [], location: ['PE'], customer: [] })).toEqual({ location: ['PE'] })
  expect([tidyScope({ product: [] }), tidyScope({ supplier: ' millers ' })]).toEqual([{}, { supplier: 'millers' }])
})

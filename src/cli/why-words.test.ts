import { expect, test } from 'vitest'
import { CHOICE_REASONS, METHOD_NAMES } from '../core/demand/forecast-note.js'
import { CATALOGUE } from '../language/catalogue.js'
import { WHY_KINDS } from '../processes/living/living-plan.js'

test('[DF9] every kind of part of a number, every method and every reason of a forecast has a name that a person can read', () => {
  const codes = [
    ...METHOD_NAMES.map((name) => `method.${name}`),
    ...CHOICE_REASONS.map((one) => `method.choice_${one}`),
  ]
  expect([...codes, ...WHY_KINDS.map((kind) => `why.${kind}`)].filter((code) => CATALOGUE[code] === undefined)).toEqual(
    [],
  )
})

import type { CellPlace } from './grid-shape.js'

/** One text for one number of one plan, whatever row it stands in. */
export const cellKey = (scenario: string, { measure, scope, from, until }: CellPlace): string =>
  JSON.stringify([scenario, measure, scope.product, scope.location, scope.customer, from, until])

export const boxOf = ({ scope, from, until }: Omit<CellPlace, 'measure'>) => ({
  product: [...scope.product],
  location: [...scope.location],
  customer: [...scope.customer],
  from,
  until,
})

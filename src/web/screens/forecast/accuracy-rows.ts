/** How good past cycles were for the part of the plan that is looked at (docs/specs/accuracy.md). */
import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import type { Scope } from '../../../core/edit/box.js'
import type { AccuracyBy } from './forecast-address.js'

export type AccuracyReport = AnswerOf<Routes['accuracy']>
export type AccuracyFigures = AccuracyReport['total']
type Dimension = AccuracyReport['by'][number]

const PRODUCT: readonly Dimension[] = ['category', 'family', 'item']
const CUSTOMER: readonly Dimension[] = ['country', 'channel', 'account', 'customer']

/** Names that a row must have to lie in the scope; the country of a place is no name that accuracy is told by. */
export function scopeNames({ product, location, customer }: Scope): readonly (readonly [Dimension, string])[] {
  return [
    ...product.map((name, depth) => [PRODUCT[depth]!, name] as const),
    ...(location[1] === undefined ? [] : [['location', location[1]] as const]),
    ...customer.map((name, depth) => [CUSTOMER[depth]!, name] as const),
  ]
}

/** Whether accuracy can be told of just this part. */
export const isCut = ({ location }: Scope): boolean => location.length !== 1

export interface AccuracyRow {
  /** Null for the total. */
  readonly name: string | null
  readonly figures: AccuracyFigures
}

export function dimensionsAsked(scope: Scope, by: AccuracyBy | null): readonly Dimension[] {
  const names = scopeNames(scope).map(([dimension]) => dimension)
  return by === null || names.includes(by) ? names : [...names, by]
}

/** Of a report by the names of the scope and one dimension more: the rows in the scope, under the name they have in that. */
export function rowsInScope(report: AccuracyReport, scope: Scope, by: AccuracyBy | null): readonly AccuracyRow[] {
  if (report.by.length === 0) return [{ name: null, figures: report.total }]
  const wanted = scopeNames(scope).map(([dimension, name]) => [report.by.indexOf(dimension), name] as const)
  const at = by === null ? -1 : report.by.indexOf(by)
  return report.rows
    .filter(({ names }) => wanted.every(([place, name]) => names[place] === name))
    .map(({ names, ...figures }) => ({ name: at < 0 ? null : names[at]!, figures }))
}

export type Layer = AccuracyFigures['layers'][number]
export const layerOf = ({ layers }: AccuracyFigures, name: Layer['layer']): Layer | undefined =>
  layers.find(({ layer }) => layer === name)

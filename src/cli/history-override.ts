/** A part of the plan as a history override names it: by products, families, places, customers and countries. */
import { Refusal } from '../core/base/refusal.js'
import type { NodePath, Scope } from '../core/edit/box.js'

/** @throws Refusal `corrections.needs_part` where the part is of another kind: a category, a channel, a country's places */
export function overrideFields({ product, location, customer }: Scope) {
  return {
    ...fieldAt('product', product, { 0: null, 2: 'family', 3: 'product' }),
    ...fieldAt('location', location, { 0: null, 2: 'location' }),
    ...fieldAt('customer', customer, { 0: null, 1: 'country', 3: 'customer', 4: 'customer' }),
  }
}

const FIELDS = {
  product: { product: null, family: null },
  location: { location: null },
  customer: { customer: null, country: null },
} as const

/** Which field a way of so many names fills with its last; the others of the tree say nothing. */
function fieldAt(tree: keyof Scope, way: NodePath, fields: Readonly<Record<number, string | null>>) {
  const field = fields[way.length]
  if (field === undefined) throw new Refusal('corrections.needs_part', { value: way.join('/') })
  return { ...FIELDS[tree], ...(field === null ? {} : { [field]: way.at(-1)! }) }
}

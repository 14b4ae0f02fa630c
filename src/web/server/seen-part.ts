import type { Me } from './session.js'

/** Whether somebody sees the company and not only a part of it. */
export const seesWhole = ({ scopes }: Pick<Me, 'scopes'>): boolean =>
  scopes.some(({ product, location, customer }) => product.length + location.length + customer.length === 0)

/** Whether all that somebody sees is one or the other customer's. */
export const seesCustomers = ({ scopes }: Pick<Me, 'scopes'>): boolean =>
  scopes.length > 0 && scopes.every(({ customer }) => customer.length > 0)

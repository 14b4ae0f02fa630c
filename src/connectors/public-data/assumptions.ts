/**
 * What no public set of shop sales says and a plan needs. Stated in the README of each example: change them here and the
 * README together.
 */
export const ASSUMED = {
  /** From a supplier to the distribution centre, and from there to a store. */
  supplierDays: 7,
  storeDays: 1,
  /** Stock on the morning of the plan, in days of what sold lately. */
  storeCoverDays: 14,
  centreCoverDays: 7,
  /** Suppliers are paid this long after their invoice; shoppers pay at the till. */
  supplierTermsDays: 30,
  serviceLevel: 0.95,
  reviewDays: 7,
} as const

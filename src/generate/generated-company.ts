import type { ColumnTable } from '../core/base/column-table.js'
import type { Day } from '../core/base/day.js'
import type { ProblemKind } from '../core/why/problem.js'

/** Where trouble was put; empty text = not applicable. */
export interface PlantedPlace {
  readonly product: string
  readonly location: string
  readonly customer: string
  /** Order, supplier or resource, when the trouble belongs to one. */
  readonly reference: string
}

/**
 * Trouble that the generator put in on purpose, so that a test can ask whether it was found. `value` is a rough size in
 * base currency (right within a factor of about three: what it really costs depends on the planner's rules).
 */
export interface PlantedTrouble {
  readonly id: string
  readonly kind: ProblemKind
  readonly place: PlantedPlace
  readonly firstDay: string
  readonly units: number
  readonly value: number
  readonly currency: string
  /** Other trouble that follows from this one: not noise, though nobody planted it there. */
  readonly consequences: readonly ({ readonly kind: ProblemKind } & PlantedPlace)[]
}

/** A whole company folder, not yet written anywhere. */
export interface GeneratedCompany {
  /** Text of `company.yaml`. */
  readonly companyYaml: string
  readonly planDay: Day
  readonly tables: readonly ColumnTable[]
  readonly planted: readonly PlantedTrouble[]
  /** A few sentences for people: what this company is and what is going wrong in it. */
  readonly story: readonly string[]
}

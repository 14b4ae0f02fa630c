import type { Access, MeasureGroup, Verb } from '../core/edit/access.js'
import { EVERYWHERE, type NodePath, type Scope } from '../core/edit/box.js'
import { withoutCovered } from '../core/edit/scope-cover.js'
import { type Process, RIGHTS, type Role } from './roles.js'

/** A part of the company that somebody is given: nodes of its trees, or what a supplier delivers and where. */
export type GrantedScope =
  | { readonly product?: NodePath; readonly location?: NodePath; readonly customer?: NodePath }
  | { readonly supplier: string }

/** What an administrator gave a person. */
export interface Grant {
  readonly roles: readonly Role[]
  /** None at all sees nothing; `{}` is the whole company. */
  readonly scopes: readonly GrantedScope[]
  /** In place of the roles' own; a partner's can only become fewer. Null: as the roles say. */
  readonly measures: readonly MeasureGroup[] | null
  readonly processes: readonly Process[] | null
}

/** Who asks, with the processes whose pages are theirs. */
export interface Caller extends Access {
  readonly processes: ReadonlySet<Process>
}

/** The parts of the plan that a supplier delivers: product and receiving location; from the company's lanes. */
export type SuppliedBy = (supplier: string) => readonly Scope[]

/** Of another company, on one side of one relationship (AC4). */
export const isPartner = ({ roles }: Pick<Grant, 'roles'>): boolean => roles.includes('partner')

/** What a grant allows, for the gate and the engine (docs/specs/access.md AC1–AC5). */
export function callerOf(actor: string, grant: Grant, suppliedBy: SuppliedBy): Caller {
  return isPartner(grant)
    ? partnerCaller(actor, grant, suppliedBy)
    : {
        actor,
        may: new Set<Verb>(grant.roles.flatMap((role) => RIGHTS[role].may)),
        measures: new Set(grant.measures ?? grant.roles.flatMap((role) => RIGHTS[role].measures)),
        processes: new Set(grant.processes ?? grant.roles.flatMap((role) => RIGHTS[role].processes)),
        scopes: withoutCovered(grant.scopes.flatMap((scope) => scopesOf(scope, suppliedBy))),
      }
}

/**
 * A partner is either a customer or a supplier. A customer sees the demand planned for them and, since stock is nobody's
 * customer's, of stock only what lies in their own places. A supplier sees what is needed and held of what they
 * deliver, where they deliver it, and no demand.
 */
function partnerCaller(actor: string, grant: Grant, suppliedBy: SuppliedBy): Caller {
  const bought = grant.scopes.filter((scope) => !('supplier' in scope) && (scope.customer?.length ?? 0) > 0)
  const supplied = grant.scopes.filter((scope) => 'supplier' in scope)
  const isCustomer = bought.length > 0
  const own: readonly MeasureGroup[] = isCustomer ? ['volume', 'stock'] : ['stock']
  const rights = RIGHTS.partner
  return {
    actor,
    may: new Set(rights.may),
    measures: new Set(own.filter((group) => grant.measures?.includes(group) ?? true)),
    processes: new Set(rights.processes.filter((process) => grant.processes?.includes(process) ?? true)),
    scopes: withoutCovered((isCustomer ? bought : supplied).flatMap((scope) => scopesOf(scope, suppliedBy))),
  }
}

const scopesOf = (scope: GrantedScope, suppliedBy: SuppliedBy): readonly Scope[] =>
  'supplier' in scope ? suppliedBy(scope.supplier) : [{ ...EVERYWHERE, ...scope }]

import type { SuppliedBy } from '../../access/grant.js'
import type { LivingPlan } from '../../processes/living/living-plan.js'

/** What each supplier delivers, as the plan is whenever it is asked (AC23). */
export async function followSupplied(plan: Pick<LivingPlan, 'suppliedParts' | 'watch'>): Promise<SuppliedBy> {
  let parts = {} as Awaited<ReturnType<LivingPlan['suppliedParts']>>
  plan.watch((changed) => {
    if (changed.kind === 'supplied') parts = changed.parts
  })
  parts = await plan.suppliedParts()
  return (supplier) => (Object.hasOwn(parts, supplier) ? parts[supplier]! : [])
}

import type { Disruption } from '../../core/network/company.js'
import type { ExceptionContext } from './exception-input.js'

/** The running disruption whose scope covers a flow, or null; the one that began last when several do. */
export function disruptionAt(
  { company, plan }: Pick<ExceptionContext, 'company' | 'plan'>,
  flow: Readonly<Record<string, string>>,
): Disruption | null {
  const { planDay } = plan.horizon
  let found: Disruption | null = null
  for (const disruption of company.disruptions) {
    if (disruption.end < planDay || disruption.start > planDay || disruption.factor >= SHARE_WHOLE) continue
    if (!covers(disruption.scope, flow)) continue
    if (found === null || disruption.start > found.start) found = disruption
  }
  return found
}

const SHARE_WHOLE = 1_000_000

/** A scope is `key=value` pairs, all of which must hold; a bare word is any of the places of the flow. */
function covers(scope: string, flow: Readonly<Record<string, string>>): boolean {
  const parts = scope
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0) return false
  return parts.every((part) => {
    const [key, value] = part.split('=').map((word) => word.trim())
    if (value === undefined) return Object.values(flow).includes(part)
    const known = flow[key!] ?? (key === 'supplier' ? flow.from : undefined)
    return known === value
  })
}

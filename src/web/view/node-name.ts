import type { PlanTree } from '../../processes/living/living-plan.js'

/** What people call a node, where it has another name than the one that plans it. */
export type LabelOf = (tree: PlanTree, parent: readonly string[], name: string) => string | undefined

/** What people call it, with the name that plans it where that is another. */
export const namedAs = (label: string | undefined, name: string): string =>
  label === undefined || label === '' || label === name ? name : `${label} (${name})`

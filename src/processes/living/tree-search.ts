/** Nodes of a plan's trees by part of their name, or of what people call them. */
import type { Access } from '../../core/edit/access.js'
import { EVERYWHERE, pathOf } from '../../core/edit/box.js'
import type { Company } from '../../core/network/company.js'
import { type FoundNode, PLAN_TREES, type PlanTree } from './living-plan.js'
import { labelsOf, leavesSeen, leavesUnder, type Trees } from './tree-nodes.js'
import { viewerOf } from './viewer.js'

/** How well a node is met: its whole name, the beginning of one of its names, a part of them. */
const WHOLE = 0
const BEGINNING = 1
const PART = 2

/**
 * Every word has to be found in the name or the label of a node, whatever its case and accents. The best met come first,
 * then those nearest the root, then in the order of the trees; only what the viewer sees something under.
 */
export function nodesNamedLike(
  plan: Trees,
  company: Pick<Company, 'products' | 'locations' | 'customers'>,
  { text, limit }: { readonly text: string; readonly limit: number },
  access: Access,
): readonly FoundNode[] {
  const words = folded(text)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const viewer = viewerOf(plan, company, access, EVERYWHERE)
  const found: { tree: PlanTree; node: number; met: number; label: string }[] = []
  for (const tree of PLAN_TREES) {
    const hierarchy = plan[tree]
    const labelOf = labelsOf(company, tree, hierarchy)
    const seen = leavesSeen(plan, tree, viewer, access.measures)
    hierarchy.id.forEach((name, node) => {
      const label = labelOf(node)
      const met = node === 0 ? null : howMet(words, folded(name), folded(label))
      if (met !== null && leavesUnder(hierarchy, node, seen) > 0) found.push({ tree, node, met, label })
    })
  }
  const level = ({ tree, node }: (typeof found)[number]): number => plan[tree].level[node]!
  found.sort((a, b) => a.met - b.met || level(a) - level(b))
  return found.slice(0, limit).map(({ tree, node, label }) => {
    const { levels } = plan[tree]
    return { tree, way: pathOf(plan[tree], node), label, level: levels[plan[tree].level[node]!]! }
  })
}

function howMet(words: readonly string[], name: string, label: string): number | null {
  if (!words.every((word) => name.includes(word) || label.includes(word))) return null
  const whole = words.join(' ')
  if (name === whole || label === whole) return WHOLE
  return name.startsWith(whole) || label.startsWith(whole) ? BEGINNING : PART
}

/** Without case and accents: `Café` is found by `cafe`. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

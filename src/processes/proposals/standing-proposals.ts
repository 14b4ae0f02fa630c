import type { Day } from '../../core/base/day.js'
import { digestText } from '../../core/base/digest.js'
import type { ProposalAnswer, SupplyKind, SupplyNeed, SupplyProposal } from '../../core/plan/proposal.js'

/** A need that moved by no more than this is still the same need. */
export const SAME_NEED_DAYS = 3
/** What was released is forgotten when nobody has seen it this long after it was due. */
const FORGOTTEN_DAYS = 30

export interface StandingGiven {
  readonly needs: readonly SupplyNeed[]
  /** The proposals of the run before, in any order. */
  readonly earlier: readonly SupplyProposal[]
  readonly answers: readonly ProposalAnswer[]
  /** Orders of the facts, whatever their state, that proposals became. */
  readonly arrived: ReadonlySet<string>
  readonly planDay: Day
}

/**
 * Today's proposals: needs under the names they had, what people answered as they answered it. Rules PP4–PP9 of
 * docs/specs/proposals.md.
 */
export function standProposals({ needs, earlier, answers, arrived, planDay }: StandingGiven): SupplyProposal[] {
  const known = answerProposals(earlier, answers)
  const answered = known.filter((proposal) => proposal.status !== 'proposed' && stands(proposal, arrived, planDay))
  const open = known.filter(({ status }) => status === 'proposed' || status === 'rejected')
  const names = matchByLane(needs, open)
  const taken = new Set([...known, ...answers].map(({ id }) => id))
  const proposed = needs.flatMap((need, at): SupplyProposal[] => {
    const before = names.get(at)
    if (before?.status === 'rejected') return []
    return [{ ...need, id: before?.id ?? newId(need, taken), status: 'proposed', order: '' }]
  })
  return [...answered, ...proposed].sort(byPlaceAndDay)
}

/** What is known about each proposal once the answers are read; the last answer about a proposal holds. */
export function answerProposals(
  proposals: readonly SupplyProposal[],
  answers: readonly ProposalAnswer[],
): SupplyProposal[] {
  const last = new Map(answers.map((answer) => [answer.id, answer]))
  return proposals.map((proposal) => {
    const answer = last.get(proposal.id)
    if (answer === undefined) return proposal
    return {
      ...proposal,
      status: answer.status,
      order: answer.order,
      units: answer.units ?? proposal.units,
      dueDay: answer.dueDay ?? proposal.dueDay,
    }
  })
}

/** An answered proposal stays until the order it became is among the facts, or nobody can be waiting for it. */
export function stands(proposal: SupplyProposal, arrived: ReadonlySet<string>, planDay: Day): boolean {
  if (proposal.status === 'rejected') return proposal.dueDay + SAME_NEED_DAYS >= planDay
  return !arrived.has(proposal.order) && !arrived.has(proposal.id) && proposal.dueDay + FORGOTTEN_DAYS >= planDay
}

const laneOf = ({ kind, product, from, to }: SupplyNeed): string => [kind, product, from, to].join('\u0001')

/** Which need is which earlier proposal: same lane; the same day first, then the nearest, each once. */
function matchByLane(needs: readonly SupplyNeed[], open: readonly SupplyProposal[]): Map<number, SupplyProposal> {
  const lanes = new Map<string, { needs: number[]; open: SupplyProposal[] }>()
  needs.forEach((need, at) => {
    const lane = laneOf(need)
    const found = lanes.get(lane)
    if (found === undefined) lanes.set(lane, { needs: [at], open: [] })
    else found.needs.push(at)
  })
  for (const proposal of open) lanes.get(laneOf(proposal))?.open.push(proposal)
  const matched = new Map<number, SupplyProposal>()
  for (const lane of lanes.values()) {
    const pairs = lane.needs.flatMap((at) =>
      lane.open.map((proposal) => ({ at, proposal, apart: Math.abs(proposal.dueDay - needs[at]!.dueDay) })),
    )
    pairs.sort((a, b) => a.apart - b.apart || a.at - b.at || (a.proposal.id < b.proposal.id ? -1 : 1))
    const used = new Set<SupplyProposal>()
    for (const { at, proposal, apart } of pairs) {
      if (apart > SAME_NEED_DAYS) break
      if (matched.has(at) || used.has(proposal)) continue
      matched.set(at, proposal)
      used.add(proposal)
    }
  }
  return matched
}

const PREFIX: Readonly<Record<SupplyKind, string>> = { purchase: 'PU', production: 'PR', transfer: 'TR' }

/** From what the need is, so that nobody has to keep a counter; a second one of the same day gets a number. */
function newId(need: SupplyNeed, taken: Set<string>): string {
  const stem = `${PREFIX[need.kind]}-${digestText(`${need.dueDay}\u0001${laneOf(need)}`)
    .slice(0, 12)
    .toUpperCase()}`
  let id = stem
  for (let number = 2; taken.has(id); number++) id = `${stem}-${number}`
  taken.add(id)
  return id
}

function byPlaceAndDay(a: SupplyProposal, b: SupplyProposal): number {
  const place = (one: SupplyProposal): string => laneOf(one)
  return compare(place(a), place(b)) || a.dueDay - b.dueDay || compare(a.id, b.id)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

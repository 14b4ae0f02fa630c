import type { Day } from '../../core/base/day.js'
import { digestText } from '../../core/base/digest.js'
import type { ProposalAnswer, SupplyKind, SupplyNeed, SupplyProposal } from '../../core/plan/proposal.js'
import { steadyOrders, toleranceOf } from './steady-orders.js'

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
  /** Everything released before this day was in the window of the run before. */
  readonly frozenUntil: Day
}

/**
 * Today's proposals: needs under the names they had, what people answered as they answered it. Rules PP4–PP9 of
 * docs/specs/proposals.md.
 */
export function standProposals(given: StandingGiven): SupplyProposal[] {
  const { needs, earlier, answers, arrived, planDay, frozenUntil } = given
  const known = answerProposals(earlier, answers)
  const answered = known.filter((proposal) => proposal.status !== 'proposed' && stands(proposal, arrived, planDay))
  const taken = new Set([...known, ...answers].map(({ id }) => id))
  const proposed = groupByLane(needs, known).flatMap((lane) => {
    const names = matchNeeds(lane.needs, lane.open)
    const name = (need: SupplyNeed): SupplyProposal[] => nameNeed(need, names.get(need), taken)
    const wanted = lane.needs.filter((need) => names.get(need)?.status !== 'rejected')
    const frozen = lane.open.filter(
      ({ status, releaseDay }) => status === 'proposed' && releaseDay >= planDay && releaseDay < frozenUntil,
    )
    if (frozen.length === 0 || wanted.length === 0) return wanted.flatMap(name)
    const standing = (need: SupplyNeed): boolean => need.releaseDay < frozenUntil || names.has(need)
    const steady = steadyOrders(frozen, wanted.filter(standing), toleranceOf(wanted))
    const held = new Set(steady.kept.map(({ id }) => id))
    const since = wanted.filter((need) => !standing(need)).map((need) => ({ need, units: need.units }))
    const added = [...steady.added, ...since].flatMap(({ need, units }) => {
      const before = names.get(need)
      return nameNeed({ ...need, units }, before !== undefined && held.has(before.id) ? undefined : before, taken)
    })
    return [...steady.kept, ...added]
  })
  return [...answered, ...proposed].sort(byPlaceAndDay)
}

const nameNeed = (need: SupplyNeed, before: SupplyProposal | undefined, taken: Set<string>): SupplyProposal[] => [
  { ...need, id: before?.id ?? newId(need, taken), status: 'proposed', order: '' },
]

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

interface Lane {
  readonly needs: SupplyNeed[]
  /** Earlier proposals that a need may be: proposed or rejected ones. */
  readonly open: SupplyProposal[]
}

function groupByLane(needs: readonly SupplyNeed[], known: readonly SupplyProposal[]): Lane[] {
  const lanes = new Map<string, Lane>()
  const laneAt = (of: SupplyNeed): Lane => {
    const name = laneOf(of)
    const lane = lanes.get(name) ?? { needs: [], open: [] }
    lanes.set(name, lane)
    return lane
  }
  for (const need of needs) laneAt(need).needs.push(need)
  for (const proposal of known)
    if (proposal.status === 'proposed' || proposal.status === 'rejected') laneAt(proposal).open.push(proposal)
  return [...lanes.values()]
}

/** Which need is which earlier proposal: the same day first, then the nearest, each once. */
function matchNeeds(needs: readonly SupplyNeed[], open: readonly SupplyProposal[]): Map<SupplyNeed, SupplyProposal> {
  const pairs = needs.flatMap((need, at) =>
    open.map((proposal) => ({ need, at, proposal, apart: Math.abs(proposal.dueDay - need.dueDay) })),
  )
  pairs.sort((a, b) => a.apart - b.apart || a.at - b.at || compare(a.proposal.id, b.proposal.id))
  const matched = new Map<SupplyNeed, SupplyProposal>()
  const used = new Set<SupplyProposal>()
  for (const { need, proposal, apart } of pairs) {
    if (apart > SAME_NEED_DAYS) break
    if (matched.has(need) || used.has(proposal)) continue
    matched.set(need, proposal)
    used.add(proposal)
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

/**
 * Which proposals do not know of what people have changed (SPINE 5; LP47): they were worked out once, for the version,
 * and stay as they were until the company is planned anew.
 */
import { overridesText } from '../../core/demand/cleaning/history-override.js'
import type { PlanPart } from '../../core/edit/editable-lists.js'
import type { EditState, LoggedEntry } from '../../core/edit/fold.js'
import { type Entry, type Intent, isOfCompany } from '../../core/edit/intent.js'
import { partsOf } from '../../core/edit/master-change.js'
import type { HistoryOverride } from '../../core/network/company.js'
import type { StaleProposal } from './living-plan.js'

/** What each was worked out from: lists of the company by the part of the plan they move, or any change at all. */
const MADE_FROM: Readonly<Record<StaleProposal['proposal'], ReadonlySet<PlanPart> | 'anything'>> = {
  // Promotions, events and ranging explain the past that a forecast learns from.
  forecast: new Set<PlanPart>(['demand']),
  // Lead times, review days and service levels, and the demand that they cover.
  safety_stock: new Set<PlanPart>(['demand', 'supply']),
  orders: 'anything',
}

/** `known` is what the version's forecast was told of the history (HC9). */
export function staleProposals(edits: EditState, known: readonly HistoryOverride[]): StaleProposal[] {
  const { log, company } = edits
  const isKnown = overridesText(company.historyOverrides) === overridesText(known)
  const told = isKnown ? undefined : log.findLast(({ entry }) => isOfHistory(edits, entry))
  const proposals = Object.keys(MADE_FROM) as StaleProposal['proposal'][]
  return proposals.flatMap((proposal) => {
    const last = log.findLast((logged) => isInForce(logged) && concerns(logged, MADE_FROM[proposal]))
    const position = Math.max(last?.entry.position ?? 0, told?.entry.position ?? 0)
    return position === 0 ? [] : [{ proposal, position }]
  })
}

const isInForce = ({ undoers, refused, entry }: LoggedEntry): boolean =>
  undoers === 0 && refused === null && entry.intents.some((intent) => !isAboutHistory(intent))

const isAboutHistory = (intent: Intent): boolean => isOfCompany(intent) && intent.list === 'historyOverrides'

/** It speaks of the history, or takes back one that does. */
function isOfHistory(edits: EditState, entry: Entry): boolean {
  const behind = entry.undoes === undefined ? undefined : edits.byPosition.get(entry.undoes)
  return behind === undefined ? entry.intents.some(isAboutHistory) : isOfHistory(edits, behind.entry)
}

function concerns({ entry, placed }: LoggedEntry, parts: ReadonlySet<PlanPart> | 'anything'): boolean {
  if (parts === 'anything') return true
  const lists = (placed ?? []).flatMap(({ touches }) => (touches.list === null ? [] : [touches.list]))
  return entry.intents.some(isOfCompany) && lists.some((list) => partsOf(list).some((part) => parts.has(part)))
}

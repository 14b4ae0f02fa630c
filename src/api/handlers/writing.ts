import { Refusal } from '../../core/base/refusal.js'
import type { Draft, Entry, ScenarioId } from '../../core/edit/intent.js'
import type { Effect, Refused } from '../../processes/living/living-plan.js'
import type { Call } from '../call.js'
import { DetailedRefusal } from '../refusals.js'
import { showEntry } from '../wire/edit.js'

/** Writes a draft as the caller's, now. */
export async function write(scenario: ScenarioId, seen: number, given: Omit<Draft, 'actor' | 'at'>, call: Call) {
  const { plan, now } = call.ports
  const draft: Draft = { ...given, actor: call.caller.actor, at: new Date(now()).toISOString() }
  const done = await plan.commit(scenario, draft, seen, call.caller)
  if ('refused' in done) throw await commitRefusal(scenario, done.refused, call)
  return { entry: showEntry(done.entry), numbers: shownEffect(done.numbers) }
}

/** The entry in the way is part of the answer, for those who may read it. */
export async function commitRefusal(
  scenario: ScenarioId,
  { code, values }: Refused['refused'],
  call: Call,
): Promise<Refusal> {
  if (!code.endsWith('conflict') || typeof values.position !== 'number') return new Refusal(code, { ...values })
  const entry = await call.ports.plan.entry(scenario, values.position, call.caller)
  return entry === null
    ? new Refusal('edit.hidden_conflict', {})
    : new DetailedRefusal(code, { ...values }, { conflict: showEntry(entry) })
}

export const shownEffect = ({ epoch, cells, moved }: Effect) => ({ epoch, cells, moved: [...moved] })

export function pageOf(entries: readonly Entry[], limit: number) {
  return { entries: entries.map(showEntry), next: entries.length === limit ? entries.at(-1)!.position : null }
}

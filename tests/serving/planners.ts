//! People who change a served plan at the pace of people, each with a token of their own.
import { setTimeout as pause } from 'node:timers/promises'
import { type ApiRefusal, apiClient, type Client } from '../../src/api/client.js'
import { seededRandom } from '../../src/core/base/random.js'
import { openAccounts } from '../../src/house/serving/open-company.js'

const MAIN = { scenario: 'main' }

export interface Place {
  readonly product: string[]
  readonly location: string[]
}

export interface PlannerResult {
  /** Positions that were acknowledged, with the key of each. */
  readonly acknowledged: Map<string, number>
  /** Sent, and no answer came. */
  readonly unanswered: Set<string>
  readonly milliseconds: number[]
  conflicts: number
  /** Codes of whatever else was refused. */
  readonly refused: string[]
}

/** Accounts that may edit demand everywhere; gives the secret of each one's token. */
export function hirePlanners(folder: string, count: number): string[] {
  const accounts = openAccounts(folder)
  const by = { actor: 'console', origin: 'test' }
  try {
    return Array.from({ length: count }, (_, at) => {
      const grant = { roles: ['demand' as const], scopes: [{}], measures: null, processes: null }
      accounts.users.add({ id: `planner-${at}`, name: `Planner ${at}`, email: null, language: null, grant }, by)
      return accounts.makeToken({ user: `planner-${at}`, name: 'load', kind: 'api', days: 1 }, by).secret
    })
  } finally {
    accounts.close()
  }
}

export const clientOf = (url: string, token: string): Client => apiClient({ url, token })

/**
 * One change about every second until told to stop: a product somewhere in some weeks, more or less. What is in the way
 * is looked at, and the change sent again; what got no answer is not.
 */
export async function planAway(
  name: string,
  client: Client,
  places: readonly Place[],
  days: readonly string[],
  { seed, stop, everyMs = 1000 }: { seed: number; stop: AbortSignal; everyMs?: number },
): Promise<PlannerResult> {
  const random = seededRandom(seed)
  const result: PlannerResult = {
    acknowledged: new Map(),
    unanswered: new Set(),
    milliseconds: [],
    conflicts: 0,
    refused: [],
  }
  let seen = 0
  for (let step = 0; !stop.aborted; step++) {
    const dice = (at: number): number => random.at(1, step, at)
    await pause(everyMs * (0.5 + dice(0)), undefined, { signal: stop }).catch(() => undefined)
    if (stop.aborted) break
    const place = places[Math.floor(dice(1) * places.length)]!
    const first = Math.floor(dice(2) * (days.length - 1))
    const box = { ...place, from: days[first]!, until: days[first + 1]! }
    const kind = dice(3)
    const intent =
      kind < 0.2
        ? { kind: 'quantity' as const, op: 'set' as const, quantity: Math.floor(dice(4) * 900_000), box }
        : { kind: 'quantity' as const, op: 'scale' as const, factor: 800_000 + Math.floor(dice(4) * 500_000), box }
    const key = `change-${name}-${step}`
    for (let attempt = 0; attempt < 3 && !stop.aborted; attempt++) {
      const began = performance.now()
      try {
        const body = { key, seen, reason: { code: 'customer' }, intents: [intent] }
        const done = await client('commit', { params: MAIN, body })
        result.milliseconds.push(performance.now() - began)
        result.acknowledged.set(key, done.entry.position)
        seen = done.numbers.epoch.numbers
        break
      } catch (error) {
        const { status, answer } = error as Partial<ApiRefusal>
        if (status === undefined) {
          result.unanswered.add(key)
          break
        }
        if (status !== 409) {
          result.refused.push(answer?.code ?? String(status))
          break
        }
        result.conflicts++
        seen = (answer as { conflict?: { position: number } } | undefined)?.conflict?.position ?? seen
      }
    }
  }
  return result
}

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { type Chosen, usePanels } from '../frame/panels.js'
import { planKey } from '../server/live.js'
import { useSession } from '../server/session.js'
import { useView } from '../view/view.js'
import { isMoney } from './measure-text.js'

type Asked<Name extends 'why' | 'history'> = {
  readonly chosen: Chosen | null
  readonly data: AnswerOf<Routes[Name]> | undefined
  readonly error: Error | null
}

/** What is told of the number that is chosen. */
export function useCell<Name extends 'why' | 'history'>(name: Name): Asked<Name> {
  const { call } = useSession()
  const { scenario, currency } = useView()
  const { chosen } = usePanels()
  const { version, around: _, ...cell } = chosen ?? {}
  const body =
    chosen === null ? null : { ...cell, ...(currency === null || !isMoney(chosen.measure) ? {} : { currency }) }
  const { data, error } = useQuery({
    queryKey: version === undefined ? planKey(scenario, name, body) : ['frozen', version, name, body],
    // Nobody changes a version that is frozen.
    enabled: body !== null && (version === undefined || name === 'why'),
    queryFn: (): Promise<unknown> =>
      version === undefined
        ? call(name, { params: { scenario }, body: body! } as never)
        : call('whyVersion', { params: { version }, body: body! } as never),
  })
  return { chosen, data: data as AnswerOf<Routes[Name]> | undefined, error }
}

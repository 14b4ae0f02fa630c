import { useQuery } from '@tanstack/react-query'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import type { Words } from '../words/words.js'
import { useSession } from './session.js'

export type JobShown = AnswerOf<Routes['job']>

/** Jobs that the caller may see, newest first. */
export function useJobs(): readonly JobShown[] {
  const { call } = useSession()
  const { data } = useQuery({ queryKey: ['jobs'], queryFn: () => call('jobs', {}) })
  return [...(data?.jobs ?? [])].reverse()
}

/** What a job does right now, in words, and how much of it is done. */
export function stepOf({ steps }: JobShown, { sayCode }: Pick<Words, 'sayCode'>): { text: string; fraction: number } {
  const step = steps.at(-1)
  if (step === undefined) return { text: '…', fraction: 0 }
  return { text: sayCode(`job.title_${step.step.replace(/[ -]/g, '_')}`, {}, step.step), fraction: step.fraction }
}

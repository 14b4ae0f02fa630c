import { Badge, Button, Paper, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AnswerOf } from '../../api/declaration.js'
import type { Routes } from '../../api/declarations.js'
import { type Chosen, usePanels } from '../frame/panels.js'
import { RefusalAlert } from '../page/refusal-alert.js'
import { freshKey } from '../server/client.js'
import { planKey } from '../server/live.js'
import { useNameOf } from '../server/names.js'
import { type Reader, useReaders } from '../server/readers.js'
import { useSession } from '../server/session.js'
import { ErrorState, LoadingRows } from '../states/states.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import { ChosenHead } from './chosen-head.js'
import { NoteField } from './note-field.js'

type Said = AnswerOf<Routes['comments']>['entries'][number]

/** What people said about the part of the plan that is chosen, thread by thread. */
export function NotesTab(): ReactNode {
  const { say } = useWords()
  const { chosen: number } = usePanels()
  // What is said about several numbers is said about the part of the plan that they lie in.
  const chosen = number?.around === undefined ? number : { measure: number.measure, ...number.around }
  const { may } = useSession()
  const { threads, error, isPending, add } = useThreads(chosen)
  const readers = useReaders(chosen?.scope ?? null)
  if (chosen === null) return <Text c="dimmed">{say('web.choose_number')}</Text>
  if (error !== null) return <ErrorState error={error} />
  return (
    <Stack gap="md">
      <ChosenHead chosen={chosen} />
      {isPending ? <LoadingRows rows={3} /> : null}
      {!isPending && threads.length === 0 ? <Text c="dimmed">{say('web.notes_none')}</Text> : null}
      {threads.map((thread) => (
        <Thread key={thread[0]!.position} thread={thread} readers={readers} add={may('comment') ? add : null} />
      ))}
      {may('comment') ? (
        <NoteField label={say('web.note_new')} readers={readers} send={(text) => add({ text })} />
      ) : null}
    </Stack>
  )
}

interface Added {
  readonly text?: string
  readonly answers?: number
  readonly resolves?: boolean
}
type Add = (added: Added) => Promise<unknown>

function useThreads(chosen: Chosen | null): { threads: Said[][]; error: Error | null; isPending: boolean; add: Add } {
  const { call } = useSession()
  const { scenario } = useView()
  const queries = useQueryClient()
  const key = planKey(scenario, 'comments', chosen?.scope, chosen?.from, chosen?.until)
  const { data, error, isPending } = useQuery({
    queryKey: key,
    enabled: chosen !== null,
    queryFn: () => {
      const { scope, from, until } = chosen!
      const ways = Object.fromEntries(Object.entries(scope).filter(([, way]) => way.length > 0))
      return call('comments', { params: { scenario }, query: { ...ways, from, until, limit: 500 } } as never)
    },
  })
  const { mutateAsync } = useMutation({
    mutationFn: (added: Added) => {
      const { scope, from, until } = chosen!
      const comment = { box: { ...scope, from, until }, ...added } as never
      return call('addComment', { params: { scenario }, body: { key: freshKey(), comment } })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  })
  const threads = new Map<number, Said[]>()
  for (const said of data?.entries ?? []) {
    const known = threads.get(said.thread)
    if (known === undefined) threads.set(said.thread, [said])
    else known.push(said)
  }
  return { threads: [...threads.values()], error, isPending, add: mutateAsync }
}

interface ThreadProps {
  readonly thread: Said[]
  readonly readers: readonly Reader[]
  readonly add: Add | null
}

function Thread({ thread, readers, add }: ThreadProps): ReactNode {
  const { say, date } = useWords()
  const nameOf = useNameOf()
  const { position: answers } = thread[0]!
  const { resolved } = thread[0]!
  const settling = useMutation({ mutationFn: (told: Add) => told({ answers, resolves: !resolved }) })
  return (
    <Paper withBorder p="xs" component="article">
      <Stack gap="xs">
        {thread.map(({ position, actor, at, comment }) => (
          <div key={position}>
            <Text size="xs" c="dimmed">
              <b>{nameOf(actor)}</b> · {date.moment(at)}
            </Text>
            <Text style={{ whiteSpace: 'pre-wrap' }}>
              {comment?.text || say(comment?.resolves === true ? 'web.note_settled' : 'web.note_reopened')}
            </Text>
          </div>
        ))}
        {resolved ? (
          <Badge color="green" variant="light">
            {say('web.note_is_settled')}
          </Badge>
        ) : null}
        {add === null ? null : (
          <>
            <NoteField label={say('web.note_answer')} readers={readers} send={(text) => add({ text, answers })} />
            <Button variant="default" loading={settling.isPending} onClick={() => settling.mutate(add)}>
              {say(resolved ? 'web.note_reopen' : 'web.note_settle')}
            </Button>
            <RefusalAlert error={settling.error} />
          </>
        )}
      </Stack>
    </Paper>
  )
}

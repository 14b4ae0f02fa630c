import { ActionIcon, Indicator, Popover, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { EntryShown } from '../../api/wire/edit.js'
import type { StreamEvent } from '../../api/wire/event.js'
import { MAIN } from '../../core/edit/intent.js'
import { mentionsOf } from '../../core/edit/mentions.js'
import { useLive, useWatch } from '../server/live.js'
import { useNameOf, useNamesKept } from '../server/names.js'
import { useSession } from '../server/session.js'
import { useView } from '../view/view.js'
import type { Words } from '../words/words.js'
import { useWords } from '../words/words.js'
import { type Chosen, usePanels } from './panels.js'

interface News {
  readonly at: string
  readonly text: string
  readonly scenario: string
  /** What is spoken of, where somebody is named. */
  readonly place?: Chosen
}

const KEPT = 40

/** What others did while one was here: changes, words, scenarios, and one's own jobs that ended. */
export function BellMenu(): ReactNode {
  const words = useWords()
  const { say, date } = words
  const { me, sees } = useSession()
  const { set } = useView()
  const { choose, showDrawer } = usePanels()
  const { hearing } = useLive()
  const nameOf = useNameOf()
  useNamesKept()
  const [heard, setNews] = useState<readonly News[]>([])
  const [unread, setUnread] = useState(0)
  const { missed, isRead, read } = useNamedMeanwhile(heard, nameOf)
  const news = [...heard, ...missed]
  const count = unread + (isRead ? 0 : missed.length)
  const open = ({ scenario, place }: News): void => {
    set({ scenario })
    if (place === undefined) return
    choose(sees('volume') ? place : { ...place, measure: 'closing' })
    showDrawer('notes')
  }
  useWatch((event) => {
    const one = hearing === 'live' ? newsOf(event, { user: me.user, nameOf, words }) : null
    if (one === null) return
    setNews((known) => [one, ...known].slice(0, KEPT))
    setUnread((before) => before + 1)
  })
  return (
    <Popover
      width={340}
      position="bottom-end"
      onOpen={() => {
        setUnread(0)
        read()
      }}
    >
      <Popover.Target>
        <Tooltip label={say('web.news')}>
          <Indicator label={count} size={14} disabled={count === 0} color="rumbo">
            <ActionIcon aria-label={say('web.news_unread', { count })}>
              <IconBell size={16} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown mah={420} style={{ overflow: 'auto' }}>
        <Stack gap="sm">
          {news.length === 0 ? <Text c="dimmed">{say('web.news_none')}</Text> : null}
          {news.map((one) => (
            <UnstyledButton key={one.at + one.text} onClick={() => open(one)}>
              <Text fw={one.place === undefined ? 400 : 600}>{one.text}</Text>
              <Text size="xs" c="dimmed">
                {date.moment(one.at)}
              </Text>
            </UnstyledButton>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface Reader {
  readonly user: string
  readonly nameOf: (user: string) => string
  readonly words: Words
}

function newsOf(event: StreamEvent, { user: me, nameOf, words }: Reader): News | null {
  const { say } = words
  if (event.event === 'changed') {
    const { entry, kind } = event.data
    if (kind !== 'numbers' || entry === null || entry.actor === me) return null
    const { actor, at, scenario, comment, undoes } = entry
    if (comment !== undefined && mentionsOf(comment.text).has(me))
      return namedNews({ actor, at, scenario, comment }, { nameOf, words })
    const text =
      comment !== undefined
        ? say('web.news_comment', { who: nameOf(actor), text: comment.text })
        : say(undoes === undefined ? 'web.news_changed' : 'web.news_undid', {
            who: nameOf(actor),
            what: String(undoes ?? ''),
          })
    return { at, text, scenario }
  }
  if (event.event === 'scenario') {
    const { kind, scenario, by } = event.data
    if (by === me) return null
    const at = new Date().toISOString()
    return {
      at,
      text: say(`web.news_scenario_${kind}`, { who: nameOf(by), name: scenario.name }),
      scenario: kind === 'opened' ? scenario.id : MAIN,
    }
  }
  if (event.event === 'job' && event.data.endedAt !== null && event.data.by === me) {
    const { kind, state, endedAt } = event.data
    const text = say('web.news_job', { job: say(`web.job_${kind}`), state: say(`web.job_state_${state}`) })
    return { at: endedAt, text, scenario: MAIN }
  }
  return null
}

type Said = Pick<EntryShown, 'actor' | 'at' | 'scenario'> & { readonly comment: NonNullable<EntryShown['comment']> }

function namedNews(
  { actor, at, scenario, comment: { box, text } }: Said,
  { nameOf, words }: Omit<Reader, 'user'>,
): News {
  const { from, until, ...scope } = box
  return {
    at,
    scenario,
    text: words.say('web.news_named', { who: nameOf(actor), text }),
    place: { measure: 'consensus', scope, from, until },
  }
}

/** Where one was named while one was away, and has not looked since: of threads that are open. */
function useNamedMeanwhile(heard: readonly News[], nameOf: (user: string) => string) {
  const words = useWords()
  const { me, call } = useSession()
  const [seen, setSeen] = useLocalStorage({
    key: `rumbo.named.${me.user}`,
    defaultValue: 0,
    getInitialValueInEffect: false,
  })
  const { data } = useQuery({
    queryKey: ['named', me.user],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call('comments', { params: { scenario: MAIN }, query: { names: 'me', state: 'open', limit: 500 } }),
  })
  const entries = (data?.entries ?? []).slice(-KEPT)
  const newest = entries.at(-1)?.position ?? 0
  const isHeard = (at: string): boolean => heard.some((one) => one.at === at && one.place !== undefined)
  const [since] = useState(seen)
  const missed = entries
    .filter(({ position, at }) => position > since && !isHeard(at))
    .map((entry) => namedNews({ ...entry, comment: entry.comment! }, { nameOf, words }))
    .reverse()
  return { missed, isRead: newest <= seen, read: () => setSeen(Math.max(seen, newest)) }
}

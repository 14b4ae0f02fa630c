import { ActionIcon, Indicator, Popover, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { StreamEvent } from '../../api/wire/event.js'
import { MAIN } from '../../core/edit/intent.js'
import { useLive, useWatch } from '../server/live.js'
import { useSession } from '../server/session.js'
import { useView } from '../view/view.js'
import type { Words } from '../words/words.js'
import { useWords } from '../words/words.js'

interface News {
  readonly at: string
  readonly text: string
  readonly scenario: string
}

const KEPT = 40

/** What others did while one was here: changes, words, scenarios, and one's own jobs that ended. */
export function BellMenu(): ReactNode {
  const words = useWords()
  const { say, date } = words
  const { me } = useSession()
  const { set } = useView()
  const { hearing } = useLive()
  const [news, setNews] = useState<readonly News[]>([])
  const [unread, setUnread] = useState(0)
  useWatch((event) => {
    const one = hearing === 'live' ? newsOf(event, me.user, words) : null
    if (one === null) return
    setNews((known) => [one, ...known].slice(0, KEPT))
    setUnread((count) => count + 1)
  })
  return (
    <Popover width={340} position="bottom-end" onOpen={() => setUnread(0)}>
      <Popover.Target>
        <Tooltip label={say('web.news')}>
          <Indicator label={unread} size={14} disabled={unread === 0} color="rumbo">
            <ActionIcon aria-label={say('web.news_unread', { count: unread })}>
              <IconBell size={16} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown mah={420} style={{ overflow: 'auto' }}>
        <Stack gap="sm">
          {news.length === 0 ? <Text c="dimmed">{say('web.news_none')}</Text> : null}
          {news.map(({ at, text, scenario }) => (
            <UnstyledButton key={at + text} onClick={() => set({ scenario })}>
              <Text>{text}</Text>
              <Text size="xs" c="dimmed">
                {date.moment(at)}
              </Text>
            </UnstyledButton>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function newsOf(event: StreamEvent, me: string, { say }: Words): News | null {
  if (event.event === 'changed') {
    const { entry, kind } = event.data
    if (kind !== 'numbers' || entry === null || entry.actor === me) return null
    const { actor, at, scenario, comment, undoes } = entry
    const text =
      comment !== undefined
        ? say('web.news_comment', { who: actor, text: comment.text })
        : say(undoes === undefined ? 'web.news_changed' : 'web.news_undid', { who: actor, what: String(undoes ?? '') })
    return { at, text, scenario }
  }
  if (event.event === 'scenario') {
    const { kind, scenario, by } = event.data
    if (by === me) return null
    const at = new Date().toISOString()
    return {
      at,
      text: say(`web.news_scenario_${kind}`, { who: by, name: scenario.name }),
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

import { Button, Group, Tooltip } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import type { EventData } from '../../api/wire/event.js'
import { useLive, useWatch } from '../server/live.js'
import { useScopeNames } from '../server/scope-names.js'
import { useSession } from '../server/session.js'
import { useView } from '../view/view.js'
import { useWords } from '../words/words.js'
import { usePanels } from './panels.js'

type Present = EventData<'present'>

const AGAIN_MS = 20_000
const SHOWN = 5

/** Who else is here, and what they look at; and the telling of where one is oneself. */
export function PresentPeople(): ReactNode {
  const { say } = useWords()
  const { me } = useSession()
  const { set } = useView()
  const [people, setPeople] = useState<ReadonlyMap<string, Present>>(new Map())
  const namesOf = useScopeNames([...people.values()].flatMap(({ place }) => (place === null ? [] : [place.scope])))
  useTellPlace()
  useWatch((event) => {
    if (event.event !== 'present' || event.data.user === me.user) return
    const { data } = event
    setPeople((known) => {
      const next = new Map(known)
      if (!data.here) next.delete(data.user)
      else next.set(data.user, data)
      return next
    })
  })
  if (people.size === 0) return null
  return (
    <Group gap={4} wrap="nowrap">
      {[...people.values()].slice(0, SHOWN).map(({ user, name, place }) => {
        const where = place === null ? '' : namesOf(place.scope).join(', ') || say('web.everything')
        const label = where === '' ? name : say('web.person_at', { name, where })
        return (
          <Tooltip key={user} label={label}>
            <Button
              variant="light"
              size="compact-xs"
              aria-label={label}
              onClick={() => place !== null && set({ scope: place.scope, scenario: place.scenario })}
            >
              {name}
            </Button>
          </Tooltip>
        )
      })}
    </Group>
  )
}

/** Told when it changes, and again before it is forgotten. */
function useTellPlace(): void {
  const { call } = useSession()
  const { hearing } = useLive()
  const { scenario, scope } = useView()
  const { chosen } = usePanels()
  const { around: _, ...place } = chosen ?? { scope }
  const text = JSON.stringify({ scenario, ...place })
  useEffect(() => {
    if (hearing !== 'live') return
    const tell = (): void => {
      if (document.visibilityState === 'visible')
        void call('sayPresent', { body: JSON.parse(text) as never }).catch(() => undefined)
    }
    const soon = setTimeout(tell, 300)
    const again = setInterval(tell, AGAIN_MS)
    return () => {
      clearTimeout(soon)
      clearInterval(again)
    }
  }, [call, hearing, text])
}

import { Tooltip } from '@mantine/core'
import { IconCloudOff, IconPointFilled, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useFreshness } from '../server/freshness.js'
import { useLive } from '../server/live.js'
import { useWords } from '../words/words.js'

/** How fresh what one sees is: heard live, still settling, or not heard of any more. */
export function HearingMark(): ReactNode {
  const { say, date } = useWords()
  const { hearing } = useLive()
  const { settling, at } = useFreshness()
  if (hearing === 'lost' || hearing === 'ended')
    return (
      <Tooltip label={say('web.offline_since', { at: at === null ? '·' : date.moment(at) })}>
        <span role="status" className="bad">
          <IconCloudOff size={14} /> {say('web.offline')}
        </span>
      </Tooltip>
    )
  const label = say(hearing === 'connecting' ? 'web.connecting' : settling ? 'web.settling' : 'web.settled')
  return (
    <Tooltip label={settling ? say('web.settling_why') : say('web.settled_why')}>
      <span
        role="status"
        className={settling ? 'quiet' : 'good'}
        style={{ display: 'flex', alignItems: 'center', gap: 4, fontSize: 12 }}
      >
        {settling ? <IconRefresh size={12} /> : <IconPointFilled size={12} />}
        <span>{label}</span>
      </span>
    </Tooltip>
  )
}

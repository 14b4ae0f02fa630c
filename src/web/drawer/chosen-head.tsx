import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Chosen } from '../frame/panels.js'
import { addDays } from '../words/date-format.js'
import { useWords } from '../words/words.js'

/** What is chosen, in words: which number, of what, over which days. */
export function ChosenHead({ chosen }: { chosen: Chosen }): ReactNode {
  const { say, date } = useWords()
  const { measure, scope, from, until } = chosen
  const where = [scope.product, scope.location, scope.customer]
    .filter((way) => way.length > 0)
    .map((way) => way.join(' ▸ '))
  const last = addDays(until, -1)
  return (
    <div>
      <Title order={3}>{say(`web.measure_${measure}`)}</Title>
      <Text size="xs" c="dimmed">
        {where.length === 0 ? say('web.everything') : where.join(' · ')}
      </Text>
      <Text size="xs" c="dimmed">
        {last === from ? date.day(from) : `${date.day(from)} – ${date.day(last)}`}
      </Text>
    </div>
  )
}

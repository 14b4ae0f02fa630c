import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Chosen } from '../frame/panels.js'
import { useScopeText } from '../server/scope-names.js'
import { addDays } from '../words/date-format.js'
import { useWords } from '../words/words.js'

/** What is chosen, in words: which number, of what, over which days. */
export function ChosenHead({ chosen }: { chosen: Chosen }): ReactNode {
  const { say, date } = useWords()
  const { measure, scope, from, until } = chosen
  const part = useScopeText(scope)
  const way = [scope.product, scope.location, scope.customer].filter((one) => one.length > 1)
  const last = addDays(until, -1)
  return (
    <div>
      <Title order={3}>{say(`web.measure_${measure}`)}</Title>
      <Text size="xs" c="dimmed">
        {part}
      </Text>
      {way.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          {way.map((one) => one.join(' ▸ ')).join(' · ')}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {last === from ? date.day(from) : `${date.day(from)} – ${date.day(last)}`}
      </Text>
    </div>
  )
}

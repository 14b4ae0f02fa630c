import { Alert, List } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RefusalAnswer } from '../../api/wire/base.js'
import { ApiRefusal } from '../server/client.js'
import { useWords, type Words } from '../words/words.js'

/** Why something was not done, in words, also where no answer came. */
export const toldRefusal = (error: unknown, { say }: Pick<Words, 'say'>): Told =>
  error instanceof ApiRefusal ? error.answer : { message: say('web.lost'), remedy: say('web.lost_remedy') }

type Told = Pick<RefusalAnswer, 'message' | 'remedy' | 'issues'>

/** Why something was not done, and what to do about it, in words or yet to be told; nothing when nothing was refused. */
export function RefusalAlert({ error }: { error: Error | Told | null }): ReactNode {
  const { say } = useWords()
  if (error === null) return null
  const { message, remedy, issues = [] } = error instanceof Error ? toldRefusal(error, { say }) : error
  return (
    <Alert color="red" role="alert" p="xs" title={message}>
      {remedy}
      {issues.length === 0 ? null : (
        <List size="xs">
          {issues.map(({ at, problem }) => (
            <List.Item key={`${at} ${problem}`}>
              {at}: {problem}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  )
}

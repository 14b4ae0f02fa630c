import { Alert, List } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiRefusal } from '../server/client.js'
import { useWords } from '../words/words.js'

/** Why something was not done, and what to do about it; nothing when nothing was refused. */
export function RefusalAlert({ error }: { error: Error | null }): ReactNode {
  const { say } = useWords()
  if (error === null) return null
  const {
    message,
    remedy,
    issues = [],
  } = error instanceof ApiRefusal ? error.answer : { message: say('web.lost'), remedy: say('web.lost_remedy') }
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

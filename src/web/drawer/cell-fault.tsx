import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiRefusal } from '../server/client.js'
import { ErrorState } from '../states/states.js'
import { useWords } from '../words/words.js'

/** Why nothing is told of a number. That a period of another calendar cuts a bucket is no fault. */
export function CellFault({ error }: { error: Error }): ReactNode {
  const { say } = useWords()
  if (error instanceof ApiRefusal && error.answer.code === 'edit.cuts_bucket')
    return <Text c="dimmed">{say('web.cut_why')}</Text>
  return <ErrorState error={error} />
}

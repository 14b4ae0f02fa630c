import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useWords } from '../words/words.js'
import { toldRefusal } from './refusal-alert.js'

/** For what nobody waits for: where it was not done, that is said at the edge of the page. */
export function useAttempt(): (attempt: Promise<unknown>) => void {
  const { say } = useWords()
  return useCallback(
    (attempt) =>
      void attempt.catch((error: unknown) => {
        const { message, remedy } = toldRefusal(error, { say })
        notifications.show({ color: 'red', title: message, message: remedy })
      }),
    [say],
  )
}

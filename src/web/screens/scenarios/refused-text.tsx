import type { ReactNode } from 'react'
import { ApiRefusal } from '../../server/client.js'
import { useWords } from '../../words/words.js'
import classes from './scenarios.module.css'

/** Why something was not done, and what to do, in place. */
export function RefusedText({ error }: { error: Error | null }): ReactNode {
  const { say } = useWords()
  if (error === null) return null
  const text =
    error instanceof ApiRefusal
      ? `${error.answer.message} ${error.answer.remedy}`
      : `${say('web.lost')}. ${say('web.lost_remedy')}`
  return (
    <div className={classes.refused} role="alert">
      {text}
    </div>
  )
}

import { Anchor, CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../../words/words.js'
import classes from './plan.module.css'
import type { Refused } from './plan-edits.js'
import type { SheetCell } from './plan-sheet.js'
import { summaryOf } from './selected-cells.js'

interface StatusLineProps {
  readonly cells: readonly SheetCell[]
  readonly unit: (cell: SheetCell) => string
  readonly refused: Refused | null
  readonly unread: number
  readonly onClose: () => void
}

/** What is selected adds up to, and what was refused, with its remedy. */
export function StatusLine({ cells, unit, refused, unread, onClose }: StatusLineProps): ReactNode {
  const { say, number } = useWords()
  const summary = summaryOf(cells)
  const [first] = cells
  if (refused !== null || unread > 0)
    return (
      <div className={classes.refused} role="alert">
        {unread > 0 ? <span>{say('web.unread_cells', { count: unread })}</span> : null}
        {refused === null ? null : (
          <>
            <strong>{refused.answer.message}</strong>
            <span>{refused.answer.remedy}</span>
            <ConflictText refused={refused} />
          </>
        )}
        <CloseButton size="xs" aria-label={say('web.close')} onClick={onClose} />
      </div>
    )
  return (
    <div className={classes.status}>
      {summary === null || first === undefined ? (
        <span className="quiet">{say(first?.isCut === true ? 'web.cut_period' : 'web.select_cells')}</span>
      ) : (
        <>
          <span>
            {say('web.sum')} <b>{number.whole(summary.sum, first.decimals)}</b> {unit(first)}
          </span>
          {summary.count > 1 ? (
            <>
              <span>
                {say('web.mean')} {number.whole(Math.round(summary.mean), first.decimals)}
              </span>
              <span>
                {say('web.cells')} {number.plain(summary.count)}
              </span>
            </>
          ) : null}
          {first.isCut ? <span className="quiet">{say('web.cut_period')}</span> : null}
        </>
      )}
    </div>
  )
}

/** Of a change that somebody else was quicker with: who, and when. */
function ConflictText({ refused }: { refused: Refused }): ReactNode {
  const { say, date } = useWords()
  const conflict = refused.answer.conflict as { actor?: string; at?: string } | undefined
  if (conflict?.actor === undefined) return null
  return (
    <Anchor component="span" size="xs">
      {say('web.conflict_with', { who: conflict.actor, at: date.moment(conflict.at!) })}
    </Anchor>
  )
}

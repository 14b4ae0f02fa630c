import type { ReactNode } from 'react'
import type { WebKey } from '../../../language/messages/web.js'
import { isMoney } from '../../drawer/measure-text.js'
import type { As } from '../../view/address.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { BulkBar } from './bulk-bar.js'
import { ConflictPanel } from './conflict-panel.js'
import classes from './plan.module.css'
import type { PlanEdits } from './plan-edits.js'
import type { PlanSheet, SheetCell } from './plan-sheet.js'
import type { Part } from './selected-parts.js'
import { StatusLine } from './status-line.js'

interface FootProps {
  readonly as: As
  readonly mayEdit: boolean
  readonly cells: readonly SheetCell[]
  readonly parts: readonly Part[] | null
  readonly sheet: PlanSheet
  readonly edits: PlanEdits
  readonly currency: string
  readonly unread: number
  readonly readOnly: WebKey | null
  readonly setUnread: (count: number) => void
}

/** What is selected adds up to, what was refused, and one change over many cells. */
export function PlanFoot({
  as,
  mayEdit,
  cells,
  parts,
  sheet,
  edits,
  currency,
  unread,
  setUnread,
  readOnly,
}: FootProps): ReactNode {
  const { say } = useWords()
  const { scenario } = useView()
  const forget = (): void => {
    edits.forgetRefusal()
    setUnread(0)
  }
  return (
    <div className={classes.foot}>
      <StatusLine
        cells={cells}
        unit={({ figure: { measure } }) => (isMoney(measure) ? currency : say('web.unit'))}
        refused={edits.refused}
        unread={unread}
        mayEdit={mayEdit}
        readOnly={readOnly}
        onClose={forget}
      />
      <ConflictPanel edits={edits} onChosen={forget} />
      {mayEdit && as === 'units' ? (
        <BulkBar
          scenario={scenario}
          parts={parts}
          periods={sheet.shape.periods}
          change={edits.change}
          reason={edits.reason}
          setReason={edits.setReason}
        />
      ) : null}
    </div>
  )
}

import type { GridSelection } from '@glideapps/glide-data-grid'
import { notifications } from '@mantine/notifications'
import { useMemo } from 'react'
import type { WebKey } from '../../../language/messages/web.js'
import { PLAN_TREES } from '../../../processes/living/living-plan.js'
import { usePanels } from '../../frame/panels.js'
import { LEVELS } from '../../view/levels.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { boxOf } from './cell-keys.js'
import type { DecimalMark } from './number-block.js'
import type { PlanEdits } from './plan-edits.js'
import type { PlanGridActions } from './plan-grid-actions.js'
import type { PlanLayout } from './plan-layout.js'
import { writeDepths } from './plan-layout.js'
import type { PlanSheet } from './plan-sheet.js'
import { isPartlyUnread, selectedCells } from './selected-cells.js'
import { pastingsOf, rangesOf } from './selected-ranges.js'
import { changeOfBlocks, changeOfTexts, locksOf, type SheetChange } from './sheet-changes.js'

interface Acting {
  readonly sheet: PlanSheet
  readonly edits: PlanEdits
  readonly selection: GridSelection
  readonly layout: PlanLayout
  readonly setUnread: (count: number) => void
  /** Keeps what is selected while more is selected with the keyboard. */
  readonly pin: () => void
}

export function useGridActions({ sheet, edits, selection, layout, setUnread, pin }: Acting): PlanGridActions {
  const { say, number } = useWords()
  const { drill, rise } = useDrill(sheet, layout)
  const { showDrawer } = usePanels()
  return useMemo(() => {
    const mark = number.decimalMark as DecimalMark
    const tell = (message: WebKey): void => void notifications.show({ message: say(message) })
    const make = ({ intents, paint, faults }: SheetChange): void => {
      setUnread(faults.length)
      // All of a paste or nothing: what cannot be read is mended first.
      if (faults.length === 0 && intents.length > 0) void edits.change(intents, paint)
    }
    return {
      typed: (typed) => {
        make(changeOfTexts(sheet, typed, mark))
        return true
      },
      pasted: (block) => {
        const pastings = pastingsOf(rangesOf(selection), block)
        if (pastings === null) tell('web.paste_shapes_differ')
        else if (isPartlyUnread(sheet, selection)) tell('web.selection_not_read')
        else make(changeOfBlocks(sheet, pastings, mark))
        return false
      },
      cleared: (cleared) => {
        if (isPartlyUnread(sheet, cleared)) {
          tell('web.selection_not_read')
          return false
        }
        const cells = selectedCells(sheet, cleared, Number.POSITIVE_INFINITY).filter(({ editable }) => editable)
        const zeros = cells.map(({ place }) => ({
          kind: 'quantity' as const,
          op: 'set' as const,
          quantity: 0,
          box: boxOf(place),
        }))
        if (zeros.length > 0) void edits.change(zeros, new Map(cells.map(({ key }) => [key, 0])))
        return false
      },
      drill,
      rise,
      drillSelected: () =>
        selection.current !== undefined && drill(selection.current.cell[1], selection.current.cell[0]),
      undo: () => void edits.undo(),
      redo: () => void edits.redo(),
      lock: (locked) => {
        if (isPartlyUnread(sheet, selection)) return tell('web.selection_not_read')
        const intents = locksOf(selectedCells(sheet, selection, Number.POSITIVE_INFINITY), locked ? 'lock' : 'unlock')
        if (intents.length > 0) void edits.change(intents, new Map())
      },
      tell,
      pin,
      comment: () => showDrawer('notes'),
      why: () => showDrawer('why'),
    }
  }, [sheet, edits, selection, drill, rise, number, showDrawer, setUnread, say, pin])
}

/** Down into a row: it becomes what is looked at, and the rows are what lies below it. And up again. */
function useDrill(sheet: PlanSheet, layout: PlanLayout): Pick<PlanGridActions, 'drill' | 'rise'> {
  const { scope, set, move } = useView()
  return useMemo(
    () => ({
      drill: (row, column) => {
        const part = sheet.scopeOf(row, column)
        if (part === undefined || sheet.shape.groupCount === 0) return
        const depths = Object.fromEntries(
          PLAN_TREES.map((tree) => {
            const below = part[tree].length > scope[tree].length ? part[tree].length + 1 : layout.depths[tree]
            return [tree, below > LEVELS[tree].length ? 0 : below]
          }),
        ) as unknown as PlanLayout['depths']
        set({ scope: part })
        move({ rows: PLAN_TREES.every((tree) => depths[tree] === 0) ? undefined : writeDepths(depths) })
      },
      rise: () => {
        const tree = PLAN_TREES.find((one) => scope[one].length > 0)
        if (tree === undefined) return
        set({ scope: { ...scope, [tree]: scope[tree].slice(0, -1) } })
        move({ rows: undefined })
      },
    }),
    [sheet, layout, scope, set, move],
  )
}

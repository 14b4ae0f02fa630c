import type { GridSelection } from '@glideapps/glide-data-grid'
import { useMemo } from 'react'
import type { WebKey } from '../../../language/messages/web.js'
import { PLAN_TREES } from '../../../processes/living/living-plan.js'
import { mayChange } from '../../frame/navigation.js'
import { useNarrow, usePanels } from '../../frame/panels.js'
import { type Me, useSession } from '../../server/session.js'
import { LEVELS } from '../../view/levels.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { boxOf } from './cell-keys.js'
import type { DecimalMark } from './number-block.js'
import type { PlanEdits } from './plan-edits.js'
import type { PlanGridActions } from './plan-grid-actions.js'
import type { PlanLayout } from './plan-layout.js'
import { writeDepths } from './plan-layout.js'
import type { PlanSheet, SheetCell } from './plan-sheet.js'
import { selectedCells } from './selected-cells.js'
import { changeOfBlock, changeOfTexts, locksOf, type SheetChange } from './sheet-changes.js'

interface Acting {
  readonly sheet: PlanSheet
  readonly edits: PlanEdits
  readonly selection: GridSelection
  readonly layout: PlanLayout
  readonly setUnread: (count: number) => void
  readonly setReadOnly: (why: WebKey) => void
}

export function useGridActions({ sheet, edits, selection, layout, setUnread, setReadOnly }: Acting): PlanGridActions {
  const { number } = useWords()
  const { me } = useSession()
  const narrow = useNarrow()
  const { scope, set, move } = useView()
  const { showDrawer } = usePanels()
  return useMemo(() => {
    const mark = number.decimalMark as DecimalMark
    const make = ({ intents, paint, faults }: SheetChange): void => {
      setUnread(faults.length)
      // All of a paste or nothing: what cannot be read is mended first.
      if (faults.length === 0 && intents.length > 0) void edits.change(intents, paint)
    }
    /** Down into a row: it becomes what is looked at, and the rows are what lies below it. */
    const drill = (row: number): void => {
      const part = sheet.scopeOf(row)
      if (part === undefined || sheet.shape.groupCount === 0) return
      const depths = Object.fromEntries(
        PLAN_TREES.map((tree) => {
          const below = part[tree].length > scope[tree].length ? part[tree].length + 1 : layout.depths[tree]
          return [tree, below > LEVELS[tree].length ? 0 : below]
        }),
      ) as unknown as PlanLayout['depths']
      set({ scope: part })
      move({ rows: PLAN_TREES.every((tree) => depths[tree] === 0) ? undefined : writeDepths(depths) })
    }
    return {
      readOnly: (cell) => setReadOnly(whyReadOnly(cell, me, narrow)),
      typed: (typed) => {
        make(changeOfTexts(sheet, typed, mark))
        return true
      },
      pasted: (at, block) => {
        make(changeOfBlock(sheet, at, block, mark))
        return false
      },
      cleared: (cleared) => {
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
      drillSelected: () => selection.current !== undefined && drill(selection.current.cell[1]),
      rise: () => {
        const tree = PLAN_TREES.find((one) => scope[one].length > 0)
        if (tree === undefined) return
        set({ scope: { ...scope, [tree]: scope[tree].slice(0, -1) } })
        move({ rows: undefined })
      },
      undo: () => void edits.undo(),
      redo: () => void edits.redo(),
      lock: (locked) => {
        const intents = locksOf(selectedCells(sheet, selection, Number.POSITIVE_INFINITY), locked ? 'lock' : 'unlock')
        if (intents.length > 0) void edits.change(intents, new Map())
      },
      comment: () => showDrawer('notes'),
      why: () => showDrawer('why'),
    }
  }, [sheet, edits, selection, layout, scope, set, move, number, me, narrow, showDrawer, setUnread, setReadOnly])
}

/** Why nobody, or this person, writes a number there. */
function whyReadOnly(cell: SheetCell | null, me: Me, narrow: boolean): WebKey {
  if (!me.may.includes('edit demand')) return mayChange(me) ? 'web.read_only_demand' : 'web.read_only_reader'
  if (narrow) return 'web.read_only_phone'
  return cell === null || cell.isPast ? 'web.read_only_past' : 'web.read_only_figure'
}

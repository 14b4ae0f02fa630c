import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type CSSProperties, Fragment, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useView } from '../../view/view.js'
import type { Scale } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { columnTitle } from './column-text.js'
import classes from './finance.module.css'
import { writeOpened } from './finance-view.js'
import type { Column } from './month-columns.js'
import { opens, ProfitRow } from './profit-row.js'
import { RangeRow } from './range-row.js'
import type { Row } from './report-cell.js'
import { REFERENCE_COLUMNS, type TablePlace, tablePlaces } from './table-places.js'
import type { Finance } from './use-finance.js'
import { useGroupLabels } from './use-group-labels.js'

/** Months and years in columns, lines in rows: moved through with arrows, opened with Enter. */
export function ProfitTable({ finance, caption }: { finance: Finance; caption: string }): ReactNode {
  const { move } = useView()
  const table = useRef<HTMLTableElement>(null)
  const [active, setActive] = useState({ row: 0, column: 1 })
  const { rows, columns, view, reference } = finance
  const places = tablePlaces(columns, view.show, reference !== null)
  const labelOf = useGroupLabels(finance.plan, view.by)
  const toggle = (row: Row): void => {
    const opened = new Set(view.opened)
    if (!opened.delete(row.shape.line)) opened.add(row.shape.line)
    move({ open: writeOpened(opened) })
  }
  const choose = (row: Row, column: Column): void => {
    if (opens(column)) move({ cell: `${row.id}@${column.month}`, drill: undefined })
  }
  const { cell } = view
  // What was chosen stays in sight when its parts open below.
  useEffect(() => {
    const here = table.current
    if (cell === null || here === null) return
    const show = (): void => here.querySelector('[data-chosen]')?.scrollIntoView({ block: 'center', inline: 'nearest' })
    const sized = new ResizeObserver(show)
    sized.observe(here.parentElement!)
    return () => sized.disconnect()
  }, [cell])
  const go = (row: number, column: number): void => {
    const to = {
      row: Math.min(rows.length - 1, Math.max(0, row)),
      column: Math.min(places.length, Math.max(0, column)),
    }
    setActive(to)
    table.current?.querySelector<HTMLElement>(`[data-place="${to.row} ${to.column}"]`)?.focus()
  }
  const pressed = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    go(active.row + step[0], active.column + step[1])
  }
  return (
    <div className={classes.tablePlace} data-stale={finance.isStale || undefined}>
      <table
        ref={table}
        className={classes.table}
        role="grid"
        aria-label={caption}
        onKeyDown={pressed}
        style={{ '--places': places.length * widthOf(finance) } as CSSProperties}
      >
        <TableHead finance={finance} places={places} />
        <tbody>
          {rows.map((row, at) => (
            <Fragment key={row.id}>
              <ProfitRow
                {...{ row, labelOf, at, places, finance, active, choose, toggle }}
                onFocus={(column) => setActive({ row: at, column })}
              />
              <RangeRow {...{ row, places, finance }} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** On paper a table is as wide as its numbers are long, in widths of a short one. */
const WIDTHS: Readonly<Record<Scale, number>> = { '1': 1.5, k: 1.1, M: 1 }
const widthOf = ({ scale, view }: Finance): number => WIDTHS[scale] * (view.show === 'variance' ? 1.15 : 1)

function TableHead({ finance, places }: { finance: Finance; places: readonly TablePlace[] }): ReactNode {
  const words = useWords()
  const { report, reference, view } = finance
  // Years that are asked for are shown in all their months.
  const opened = view.span === 'usual' ? places.find(({ column }) => column.kind === 'actual') : undefined
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.corner}>
          {words.say('web.line')}
        </th>
        {places.map((place) => {
          const { title, lower } = columnTitle(place.column, report.planDay, words)
          const name = REFERENCE_COLUMNS[place.shows]
          return (
            <th key={place.key} scope="col" data-kind={place.column.kind} data-shows={place.shows}>
              {place.column.kind === 'actuals' || (place.column.kind === 'actual' && place === opened) ? (
                <PastToggle title={title} isOpen={place.column.kind === 'actual'} />
              ) : name === undefined ? (
                title
              ) : place.shows === 'reference' ? (
                reference!.name
              ) : (
                words.say(name)
              )}
              <div className={classes.lower}>{name === undefined ? lower : title}</div>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

/** Months that are over, in one column or each for itself. */
function PastToggle({ title, isOpen }: { title: string; isOpen: boolean }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  const Arrow = isOpen ? IconChevronDown : IconChevronRight
  return (
    <UnstyledButton
      className={classes.lineName}
      aria-expanded={isOpen}
      aria-label={isOpen ? say('web.close_past') : say('web.open_past', { months: title })}
      onClick={() => move({ past: isOpen ? undefined : 'months' })}
    >
      <Arrow size={12} /> {title}
    </UnstyledButton>
  )
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -1000],
  End: [0, 1000],
}

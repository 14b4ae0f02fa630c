import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useView } from '../../view/view.js'
import { UNKNOWN, ZERO } from '../../words/number-format.js'
import { useWords } from '../../words/words.js'
import { amountText, saysSomething, shareText } from './amount-text.js'
import classes from './finance.module.css'
import type { Column } from './month-columns.js'
import { OTHERS } from './report-amounts.js'
import { cellOf, type ReportCell, type Row } from './report-cell.js'
import type { TablePlace } from './table-places.js'
import type { Finance } from './use-finance.js'

/** Behind a sum of which a part is not known. */
export const INCOMPLETE = '†'

interface ProfitRowProps {
  readonly row: Row
  /** What people call a group. */
  readonly labelOf: (group: string) => string
  readonly at: number
  readonly places: readonly TablePlace[]
  readonly finance: Finance
  readonly active: { readonly row: number; readonly column: number }
  readonly choose: (row: Row, column: Column) => void
  readonly toggle: (row: Row) => void
  readonly onFocus: (column: number) => void
}

export function ProfitRow({
  row,
  labelOf,
  at,
  places,
  finance,
  active,
  choose,
  toggle,
  onFocus,
}: ProfitRowProps): ReactNode {
  const { view } = finance
  const chosen = view.cell?.row === row.id ? view.cell.month : null
  return (
    <tr
      data-sum={(row.shape.isSum && row.group === null) || undefined}
      data-group={row.group !== null || undefined}
      data-line={row.shape.line}
    >
      <th scope="row">
        <RowName
          {...{ row, labelOf, finance, toggle }}
          place={`${at} 0`}
          tabIndex={active.row === at && active.column === 0 ? 0 : -1}
          onFocus={() => onFocus(0)}
        />
      </th>
      {places.map((place, index) => (
        <td
          key={place.key}
          role="gridcell"
          data-place={`${at} ${index + 1}`}
          data-kind={place.column.kind}
          data-shows={place.shows}
          data-chosen={(opens(place.column) && place.column.month === chosen) || undefined}
          data-opens={(opens(place.column) && place.shows !== 'reference') || undefined}
          tabIndex={active.row === at && active.column === index + 1 ? 0 : -1}
          onFocus={() => onFocus(index + 1)}
          onClick={() => choose(row, place.column)}
          onKeyDown={({ key }) => key === 'Enter' && choose(row, place.column)}
        >
          <CellText {...{ row, place, finance }} />
        </td>
      ))}
    </tr>
  )
}

/** A month is made of something, planned or sold. */
export const opens = (column: Column): column is Extract<Column, { kind: 'month' | 'actual' }> =>
  column.kind === 'month' || column.kind === 'actual'

interface RowNameProps {
  readonly row: Row
  readonly labelOf: (group: string) => string
  readonly finance: Finance
  readonly toggle: (row: Row) => void
  readonly place: string
  readonly tabIndex: number
  readonly onFocus: () => void
}

/** The line's name draws it above; the arrow before it opens its groups. */
function RowName({ row, labelOf, finance, toggle, place, tabIndex, onFocus }: RowNameProps): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  const { shape, group, canOpen } = row
  if (group !== null) {
    const name = group === OTHERS ? say('web.others') : labelOf(group)
    return (
      <span className={classes.group} title={name}>
        {name}
      </span>
    )
  }
  const opened = finance.view.opened.has(shape.line)
  return (
    <span className={classes.name}>
      {canOpen ? (
        <UnstyledButton
          tabIndex={-1}
          aria-expanded={opened}
          aria-label={say('web.open_line', { line: say(shape.name) })}
          onClick={() => toggle(row)}
        >
          {opened ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}
        </UnstyledButton>
      ) : null}
      <UnstyledButton
        className={classes.lineName}
        data-place={place}
        tabIndex={tabIndex}
        onFocus={onFocus}
        aria-pressed={finance.view.line === shape.line}
        onClick={() => move({ line: shape.line === 'netSales' ? undefined : shape.line }, { replace: true })}
      >
        <span className={classes.sign}>{shape.sign}</span> {say(shape.name)}
        <UnitOfRow row={row} finance={finance} />
      </UnstyledButton>
    </span>
  )
}

/** What is not in the table's currency says its unit itself. */
function UnitOfRow({ row: { shape }, finance: { scale } }: { row: Row; finance: Finance }): ReactNode {
  const { say } = useWords()
  if (shape.unit === 'money') return null
  const unit = shape.unit === 'days' ? say('web.days') : `${scale === '1' ? '' : `${scale} `}${say('web.unit')}`
  return <span className="quiet"> · {unit}</span>
}

function CellText({ row, place, finance }: { row: Row; place: TablePlace; finance: Finance }): ReactNode {
  const words = useWords()
  const { report, scale, reference } = finance
  const style = { words, currency: report.currency, scale, millionDigits: 2 }
  const cell = cellOf(row, place.column, reference)
  switch (place.shows) {
    case 'value':
      return <Amount {...{ cell }} text={amountText(cell.value, row.shape, style)} />
    case 'reference':
      return amountText(cell.reference, row.shape, style)
    case 'sales share':
      return salesShare(row, place.column, finance, words.number.share)
    case 'delta':
      return <Variance {...{ row, cell }} text={amountText(cell.delta, row.shape, style, true)} />
    case 'share':
      return <Variance {...{ row, cell }} text={shareText(cell.share, words)} />
    case 'variance':
      return (
        <>
          <Variance {...{ row, cell }} text={amountText(cell.delta, row.shape, style, true)} />
          <div className={classes.lower}>{cell.delta === null ? '' : shareText(cell.share, words)}</div>
        </>
      )
  }
}

/** A year of which not every month is known says so. */
function Amount({ cell: { known }, text }: { cell: ReportCell; text: string }): ReactNode {
  const { say } = useWords()
  if (known === null) return text
  return (
    <span title={say('web.known_months', known)}>
      {text}
      <span className="quiet">{INCOMPLETE}</span>
    </span>
  )
}

/** Good is green and bad is red, each with its sign; a year of which not all is compared says so. */
function Variance({ row, cell, text }: { row: Row; cell: ReportCell; text: string }): ReactNode {
  const { say } = useWords()
  const { delta, compared } = cell
  const tone = delta === null || !saysSomething(text) ? 'quiet' : delta * row.shape.better > 0 ? 'good' : 'bad'
  return (
    <span className={tone} title={compared === null ? undefined : say('web.compared_months', compared)}>
      {text}
      {compared === null ? '' : '*'}
    </span>
  )
}

function salesShare(row: Row, column: Column, { rows }: Finance, share: (value: number | null) => string): string {
  if (row.shape.unit !== 'money') return UNKNOWN
  const sales =
    rows.find(({ id }) => id === (row.group === null ? 'netSales' : `netSales/${row.group}`)) ??
    rows.find(({ id }) => id === 'netSales')
  if (sales === undefined) return UNKNOWN
  const [part, whole] = [cellOf(row, column, null).value, cellOf(sales, column, null).value]
  if (part === 0) return ZERO
  return share(part === null || whole === null || whole === 0 ? null : part / whole)
}

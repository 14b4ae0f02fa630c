import { SegmentedControl, Select, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { MAIN } from '../../../core/edit/intent.js'
import type { ScenarioShown } from '../../server/company.js'
import { ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { useWords } from '../../words/words.js'
import { deltaOf, monthsSideBySide, type NamedNumbers, sideBySide } from './deltas.js'
import { DeltaCells, type FigureShown, figureText, unitText } from './figure-text.js'
import { COMPARE_ROWS, ROWS_BY } from './scenario-address.js'
import classes from './scenarios.module.css'
import { letterOf, type ScenariosShown } from './use-scenarios-view.js'
import { usePlanTables } from './use-totals.js'

/** The plan and up to three scenarios side by side: what they come to, then row by row. */
export function ComparePanel({ shown }: { shown: ScenariosShown }): ReactNode {
  const { say } = useWords()
  if (shown.compared.length === 0)
    return (
      <Text c="dimmed" p="sm">
        {say('web.compare_choose')}
      </Text>
    )
  return (
    <div className={classes.panel}>
      <CompareTools shown={shown} />
      <CompareTable shown={shown} />
    </div>
  )
}

function CompareTools({ shown: { rows, figure, figures } }: { shown: ScenariosShown }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  return (
    <div className={classes.line}>
      <SegmentedControl
        aria-label={say('web.compare_rows')}
        value={rows}
        onChange={(chosen) => move({ by: chosen === 'family' ? undefined : chosen })}
        data={COMPARE_ROWS.map((one) => ({ value: one, label: say(`web.compare_rows_${one}`) }))}
      />
      <Select
        aria-label={say('web.compare_figure')}
        w={180}
        value={figure}
        data={figures.map((one) => ({ value: one, label: say(`web.measure_${one}`) }))}
        onChange={(chosen) => move({ figure: chosen ?? undefined })}
      />
    </div>
  )
}

function CompareTable({ shown }: { shown: ScenariosShown }): ReactNode {
  const words = useWords()
  const { say, date } = words
  const { compared, figures, figure, span, rows, scale } = shown
  const plans = [MAIN, ...compared.map(({ id }) => id)]
  const totals = usePlanTables(plans, { figures, span })
  const period = rows === 'month' ? 'month' : 'total'
  const detail = usePlanTables(plans, { figures: figure === null ? [] : [figure], by: ROWS_BY[rows], period, span })
  const error = totals.error ?? detail.error
  if (error !== null) return <ErrorState error={error} again={totals.again} />
  if (totals.tables.some((table) => table === undefined)) return <LoadingRows rows={8} />
  const tables = totals.tables.flatMap((table) => table ?? [])
  const parts = detail.tables.flatMap((table) => table ?? [])
  const currency = tables[0]!.currency
  const of = (one: (typeof figures)[number]): FigureShown => ({ figure: one, currency, scale })
  const named =
    figure === null || parts.length < plans.length
      ? []
      : (rows === 'month' ? monthsSideBySide : sideBySide)(parts, figure)
  const hidden = Math.max(0, ...parts.map(({ rowCount, rows: told }) => rowCount - told.length))
  const nameOf = ({ name }: NamedNumbers): string => (rows === 'month' ? date.month(name[0]!) : wayOf(name))
  const wayOf = (name: readonly string[]): string =>
    name.every((one) => one === '')
      ? say('web.compare_unassigned')
      : name.map((one) => one || say('web.nameless')).join(' ▸ ')
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label={say('web.compare_table')}>
        <CompareHead compared={compared} />
        <Table.Tbody>
          {figures.map((one) => (
            <NumbersRow
              key={one}
              name={`${say(`web.measure_${one}`)}, ${unitText(of(one), words)}`}
              numbers={tables.map((table) => table.rows[0]?.values[one]?.[0] ?? 0)}
              shown={of(one)}
              strong
            />
          ))}
          {figure === null ? null : (
            <Table.Tr className={classes.section}>
              <Table.Td colSpan={2 + compared.length * 3}>
                {say(`web.measure_${figure}`)}, {unitText(of(figure), words)} · {say(`web.compare_rows_${rows}`)}
              </Table.Td>
            </Table.Tr>
          )}
          {named.map((row) => (
            <NumbersRow key={row.name.join('/')} name={nameOf(row)} numbers={row.numbers} shown={of(figure!)} />
          ))}
        </Table.Tbody>
      </Table>
      {hidden === 0 ? null : (
        <Text size="xs" c="dimmed" p="xs">
          {say('web.compare_more', { count: hidden })}
        </Text>
      )}
    </div>
  )
}

function CompareHead({ compared }: { compared: readonly ScenarioShown[] }): ReactNode {
  const { say } = useWords()
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th rowSpan={2}>{say('web.key_figure')}</Table.Th>
        <Table.Th rowSpan={2} className="number">
          {say('web.plan_itself')}
        </Table.Th>
        {compared.map(({ id, name }, at) => (
          <Table.Th key={id} colSpan={3} className={`number ${classes.group}`}>
            <span className={classes.letter}>{letterOf(at)}</span>
            {name}
          </Table.Th>
        ))}
      </Table.Tr>
      <Table.Tr>
        {compared.map(({ id }) => [
          <Table.Th key={`${id} value`} className={`number ${classes.group}`}>
            {say('web.other_now')}
          </Table.Th>,
          <Table.Th key={`${id} change`} className="number">
            {say('web.difference')}
          </Table.Th>,
          <Table.Th key={`${id} share`} className="number">
            {say('web.difference_share')}
          </Table.Th>,
        ])}
      </Table.Tr>
    </Table.Thead>
  )
}

interface NumbersProps {
  readonly name: string
  /** The plan's first. */
  readonly numbers: readonly (number | null)[]
  readonly shown: FigureShown
  readonly strong?: boolean
}

function NumbersRow({ name, numbers, shown, strong = false }: NumbersProps): ReactNode {
  const words = useWords()
  const [plan, ...others] = numbers
  return (
    <Table.Tr data-plan={strong || undefined}>
      <Table.Td className={classes.name}>{name}</Table.Td>
      <Table.Td className="number">{figureText(plan, shown, words)}</Table.Td>
      {others.map((value, at) => [
        <Table.Td key={`value ${at}`} className={`number ${classes.group}`}>
          {figureText(value, shown, words)}
        </Table.Td>,
        <DeltaCells key={`delta ${at}`} delta={deltaOf(plan, value)} shown={shown} words={words} />,
      ])}
    </Table.Tr>
  )
}

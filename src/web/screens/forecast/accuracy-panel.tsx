import { SegmentedControl, Select, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { QUANTITY_DECIMALS } from '../../../core/base/quantity.js'
import { minorDecimals } from '../../../finance/currency.js'
import { EmptyState, ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import type { Words } from '../../words/words.js'
import { useWords } from '../../words/words.js'
import { type AccuracyFigures, type AccuracyReport, isCut, layerOf, rowsInScope } from './accuracy-rows.js'
import classes from './forecast.module.css'
import { ACCURACY_BY, type AccuracyBy, readForecastView } from './forecast-address.js'
import { useAccuracy } from './use-forecast.js'

/** How good past cycles were here: error, bias, what each layer added, and what being wrong cost. */
export function AccuracyPanel(): ReactNode {
  const { say } = useWords()
  const { address } = useView()
  const { by, grain } = readForecastView(address)
  const { rows, total, error, again } = useAccuracy(by, grain)
  if (error !== null) return <ErrorState error={error} again={again} />
  if (rows?.cycles.length === 0)
    return <EmptyState title={say('web.accuracy_none')} text={say('web.accuracy_none_why')} />
  return (
    <div className={classes.panel}>
      <AccuracyTools by={by} grain={grain} />
      {rows === undefined || total === undefined ? (
        <LoadingRows rows={6} />
      ) : (
        <AccuracyTable {...{ by, rows, total }} />
      )}
    </div>
  )
}

interface TableProps {
  readonly by: AccuracyBy
  readonly rows: AccuracyReport
  readonly total: AccuracyReport
}

function AccuracyTable({ by, rows, total }: TableProps): ReactNode {
  const words = useWords()
  const { say } = words
  const { scope } = useView()
  const found = rowsInScope(rows, scope, by)
  const all = rowsInScope(total, scope, null)[0]
  return (
    <>
      <Text size="xs" c="dimmed">
        {cyclesText(rows, words)}
        {isCut(scope) ? '' : ` ${say('web.accuracy_not_cut')}`}
      </Text>
      <div className={classes.scroll}>
        <Table className={classes.table} aria-label={say('web.forecast_tab_accuracy')}>
          <AccuracyHead by={by} currency={rows.currency} />
          <Table.Tbody>
            {all === undefined ? null : (
              <FiguresRow name={say('web.total')} figures={all.figures} currency={rows.currency} total />
            )}
            {found.map(({ name, figures }) => (
              <FiguresRow key={name} name={name ?? ''} by={by} figures={figures} currency={rows.currency} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {found.length === 0 ? <Text c="dimmed">{say('web.accuracy_no_rows')}</Text> : null}
    </>
  )
}

function cyclesText({ cycles }: AccuracyReport, { say, date }: Words): string {
  const days = cycles.map(({ planDay }) => planDay).sort()
  return say('web.accuracy_cycles', { count: cycles.length, first: date.day(days[0]!), last: date.day(days.at(-1)!) })
}

function AccuracyTools({ by, grain }: { by: AccuracyBy; grain: 'week' | 'month' }): ReactNode {
  const { say } = useWords()
  const { move } = useView()
  return (
    <div className={classes.tools}>
      <Select
        aria-label={say('web.accuracy_by')}
        w={190}
        value={by}
        data={ACCURACY_BY.map((one) => ({ value: one, label: say(`web.accuracy_by_${one}`) }))}
        onChange={(chosen) => move({ by: chosen === 'lag' ? undefined : (chosen ?? undefined) })}
      />
      <SegmentedControl
        aria-label={say('web.period')}
        value={grain}
        onChange={(chosen) => move({ grain: chosen === 'week' ? undefined : chosen })}
        data={(['week', 'month'] as const).map((one) => ({ value: one, label: say(`web.period_${one}`) }))}
      />
    </div>
  )
}

const LAYERS = ['naive', 'statistical', 'events', 'consensus'] as const

function AccuracyHead({ by, currency }: { by: AccuracyBy; currency: string }): ReactNode {
  const { say } = useWords()
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th rowSpan={2}>{say(`web.accuracy_by_${by}`)}</Table.Th>
        <Table.Th rowSpan={2} className="number">
          {say('web.accuracy_actual')}, {say('web.unit')}
        </Table.Th>
        <Table.Th colSpan={4} className={classes.group}>
          {say('web.accuracy_wmape')}
        </Table.Th>
        <Table.Th rowSpan={2} className={`number ${classes.group}`}>
          {say('web.accuracy_bias')}
        </Table.Th>
        <Table.Th rowSpan={2} className="number">
          {say('web.accuracy_added')}
        </Table.Th>
        <Table.Th rowSpan={2} className="number">
          {say('web.accuracy_coverage')}
        </Table.Th>
        <Table.Th colSpan={2} className={classes.group}>
          {say('web.accuracy_cost')}, {currency}
        </Table.Th>
      </Table.Tr>
      <Table.Tr>
        {LAYERS.map((layer, at) => (
          <Table.Th key={layer} className={`number ${at === 0 ? classes.group : ''}`}>
            {say(`web.accuracy_layer_${layer}`)}
          </Table.Th>
        ))}
        <Table.Th className={`number ${classes.group}`}>{say('web.accuracy_over')}</Table.Th>
        <Table.Th className="number">{say('web.accuracy_under')}</Table.Th>
      </Table.Tr>
    </Table.Thead>
  )
}

interface FiguresProps {
  readonly name: string
  readonly figures: AccuracyFigures
  readonly currency: string
  readonly by?: AccuracyBy
  readonly total?: boolean
}

function FiguresRow({ name, figures, currency, by, total = false }: FiguresProps): ReactNode {
  const words = useWords()
  const { number } = words
  const consensus = layerOf(figures, 'consensus')
  const added = consensus?.valueOverNaive ?? null
  const money = (value: number | null | undefined): string => number.whole(value, minorDecimals(currency))
  return (
    <Table.Tr data-total={total || undefined}>
      <Table.Td>{by === undefined ? name : groupText(by, name, words)}</Table.Td>
      <Table.Td className="number">{number.whole(consensus?.actual, QUANTITY_DECIMALS)}</Table.Td>
      {LAYERS.map((layer, at) => (
        <Table.Td key={layer} className={`number ${at === 0 ? classes.group : ''}`}>
          {number.share(layerOf(figures, layer)?.wmape)}
        </Table.Td>
      ))}
      <Table.Td className={`number ${classes.group}`}>{signedShare(consensus?.bias, words)}</Table.Td>
      <Table.Td className={`number ${added === null || added === 0 ? '' : added > 0 ? 'good' : 'bad'}`}>
        {pointsText(added, words)}
      </Table.Td>
      <Table.Td className="number">{number.share(figures.range.coverage, 0)}</Table.Td>
      <Table.Td className={`number ${classes.group}`}>{money(consensus?.overCost)}</Table.Td>
      <Table.Td className="number">{money(consensus?.underCost)}</Table.Td>
    </Table.Tr>
  )
}

function signedShare(value: number | null | undefined, { number }: Words): string {
  if (value === null || value === undefined) return number.share(null)
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${number.share(Math.abs(value))}`
}

/** One share less another is points. */
function pointsText(value: number | null, { number }: Words): string {
  if (value === null) return number.plain(null)
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${number.plain(Math.abs(value * 100), 1)}`
}

function groupText(by: AccuracyBy, name: string, { say, sayCode, date }: Words): string {
  if (by === 'class') return sayCode(`web.class_${name}`, {}, name)
  if (by === 'period' && /^\d{4}-\d{2}-\d{2}$/.test(name)) return date.day(name)
  return name === '' ? say('web.nameless') : name
}

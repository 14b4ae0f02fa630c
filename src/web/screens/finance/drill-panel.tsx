import { ActionIcon, Anchor, Breadcrumbs, Button, Text, Title } from '@mantine/core'
import { IconChevronRight, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useMemo } from 'react'
import type { Scope } from '../../../core/edit/box.js'
import type { WebKey } from '../../../language/messages/web.js'
import { usePanels } from '../../frame/panels.js'
import { ErrorState, LoadingRows } from '../../states/states.js'
import { useView } from '../../view/view.js'
import { readWay, wayText } from '../../view/way-text.js'
import { useWords } from '../../words/words.js'
import { DrillTable } from './drill-table.js'
import classes from './finance.module.css'
import { type MoneyMeasure, measureOfLine, nextStep, scopeBelow, soldMeasure } from './group-scope.js'
import { daysOfMonth, isOver } from './month-columns.js'
import { livingPlan } from './plan-names.js'
import { OTHERS } from './report-amounts.js'
import type { Row } from './report-cell.js'
import { useDrillTable, useGroupWays } from './use-drill.js'
import type { Finance } from './use-finance.js'

/** Below the number that was chosen: what it is made of, down to one row whose prices and rows of files are told. */
export function DrillPanel({ finance }: { finance: Finance }): ReactNode {
  const { say, date } = useWords()
  const { move } = useView()
  const { view, rows, plan, report } = finance
  const row = rows.find(({ id }) => id === view.cell?.row)
  if (view.cell === null || row === undefined) return null
  const { from, until } = daysOfMonth(view.cell.month, report.planDay)
  const month = date.month(`${view.cell.month}-01`)
  const over = isOver(view.cell.month, report.planDay)
  const measure = over ? soldMeasure(row.shape.line) : measureOfLine(row.shape.line)
  return (
    <section className={classes.drill} aria-label={say('web.drill')}>
      <div className={classes.drillHead}>
        <Title order={2} size="h3">
          {[say(row.shape.name), row.group, month].filter(Boolean).join(' · ')}
        </Title>
        <ActionIcon aria-label={say('web.close')} onClick={() => move({ cell: undefined, drill: undefined })}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {measure === null || row.group === OTHERS ? (
        <Text className={classes.note}>{say(noDrill(over, measure))}</Text>
      ) : (
        <Drill {...{ finance, row, plan, from, until, measure, isOver: over }} />
      )}
    </section>
  )
}

function noDrill(isOver: boolean, measure: MoneyMeasure | null): WebKey {
  if (measure !== null) return 'web.drill_no_part'
  return isOver ? 'web.drill_booked' : 'web.drill_none'
}

interface DrillProps {
  readonly finance: Finance
  readonly row: Row
  readonly plan: string
  readonly from: string
  readonly until: string
  readonly measure: MoneyMeasure
  readonly isOver: boolean
}

function Drill(asked: DrillProps): ReactNode {
  const { say } = useWords()
  const { finance, plan, row } = asked
  const { ways } = useGroupWays(plan, finance.view.by, row.group)
  if (ways === undefined) return <LoadingRows rows={3} />
  if (ways.length === 0) return <Text className={classes.note}>{say('web.drill_no_part')}</Text>
  return <DrillWays {...asked} ways={ways} />
}

function DrillWays({
  finance,
  row,
  plan,
  from,
  until,
  measure,
  isOver,
  ways,
}: DrillProps & { ways: readonly Scope[] }): ReactNode {
  const { say } = useWords()
  const { address, move } = useView()
  const { choose, showDrawer } = usePanels()
  const [first, product, customer] = (address.drill ?? '').split('|')
  const root = ways[Number(first) || 0] ?? ways[0]!
  const scope = useMemo<Scope>(
    () => ({
      ...root,
      product: product ? readWay(product) : root.product,
      customer: customer ? readWay(customer) : root.customer,
    }),
    [root, product, customer],
  )
  const { table, error } = useDrillTable({ plan, scope, from, until, isOver })
  // Why is told of what is planned.
  const version = livingPlan(plan) === null ? { version: plan } : {}
  const chosenText = isOver ? null : JSON.stringify({ measure, scope, from, until, ...version })
  useEffect(() => choose(chosenText === null ? null : JSON.parse(chosenText)), [choose, chosenText])
  const at = (to: Scope): void => move({ drill: [first || '0', wayText(to.product), wayText(to.customer)].join('|') })
  const step = nextStep(scope)
  if (error !== null) return <ErrorState error={error} />
  return (
    <>
      <div className={classes.drillHead}>
        <Trail {...{ scope, root }} look={at} />
        <OtherWays ways={ways} />
        {isOver ? null : (
          <Button variant="default" onClick={() => showDrawer('why')}>
            {say('web.why_whole')}
          </Button>
        )}
      </div>
      {table === undefined ? (
        <LoadingRows rows={4} />
      ) : (
        <DrillTable
          {...{ table, finance, row, measure, scope, isOver }}
          isWhole={ways.length === 1 && scope.product === root.product && scope.customer === root.customer}
          month={finance.view.cell!.month}
          descend={step === null ? null : (names) => at(scopeBelow(scope, step, names))}
          explain={(names, of) => {
            const part = step === null ? scope : scopeBelow(scope, step, names)
            choose({ measure: of, scope: part, from, until, ...version })
            showDrawer('why')
          }}
        />
      )}
    </>
  )
}

/** The same group in other countries. */
function OtherWays({ ways }: { ways: readonly Scope[] }): ReactNode {
  const { move } = useView()
  if (ways.length < 2) return null
  return (
    <Breadcrumbs separator="·" separatorMargin={4}>
      {ways.map((way, index) => (
        <Anchor key={wayText(way.customer)} component="button" size="xs" onClick={() => move({ drill: `${index}||` })}>
          {way.customer.join(' ▸ ')}
        </Anchor>
      ))}
    </Breadcrumbs>
  )
}

/** Where one is below the number: each name leads back to it. */
function Trail({ scope, root, look }: { scope: Scope; root: Scope; look: (to: Scope) => void }): ReactNode {
  const { say } = useWords()
  const steps = [
    ...scope.product.slice(root.product.length).map((name, at) => ({
      name,
      to: { ...root, product: scope.product.slice(0, root.product.length + at + 1) },
    })),
    ...scope.customer.slice(root.customer.length).map((name, at) => ({
      name,
      to: { ...scope, customer: scope.customer.slice(0, root.customer.length + at + 1) },
    })),
  ]
  return (
    <Breadcrumbs separator={<IconChevronRight size={12} />} separatorMargin={2}>
      <Anchor component="button" size="xs" onClick={() => look(root)}>
        {[...root.product, ...root.customer].join(' ▸ ') || say('web.everything')}
      </Anchor>
      {steps.map(({ name, to }) => (
        <Anchor key={wayText([...to.product, ...to.customer])} component="button" size="xs" onClick={() => look(to)}>
          {name || say('web.nameless')}
        </Anchor>
      ))}
    </Breadcrumbs>
  )
}

/** A report on adherence as people read it. */
import { formatScaled } from '../core/base/decimal.js'
import { SHARE_DECIMALS, type Share } from '../core/base/quantity.js'
import { type TextColumn, textTable } from '../core/base/text-table.js'
import type { BalanceCauses } from '../finance/cash-to-cash-causes.js'
import { minorDecimals } from '../finance/currency.js'
import { type AdherenceFigures, CORNERS } from '../processes/soe/adherence/adherence-figures.js'
import type { AdherenceReport, AdherenceRow } from '../processes/soe/adherence/adherence-report.js'
import { MARGIN_CAUSES } from '../processes/soe/adherence/month-margin.js'
import type { CommandContext } from './command.js'
import { localNumber } from './locale.js'
import type { Terminal } from './terminal.js'

const NOTHING = '·'

interface Teller {
  readonly word: CommandContext['word']
  out(text: string): void
  percent(share: Share | null): string
  money(minor: number | null): string
  days(days: number): string
}

export function tellAdherence(terminal: Terminal, { word }: CommandContext, report: AdherenceReport): void {
  const { language } = terminal
  const decimals = minorDecimals(report.currency)
  const teller: Teller = {
    word,
    out: (text) => terminal.out(text),
    percent: (share) =>
      share === null ? NOTHING : localNumber(formatScaled(share * 100, SHARE_DECIMALS), language, 1),
    money: (minor) => (minor === null ? NOTHING : localNumber(formatScaled(minor, decimals), language, 0)),
    days: (days) => localNumber(String(days), language, 2),
  }
  const { weeks, lag, measuredAt } = report
  teller.out(word('adherence.title', { count: weeks.length, first: weeks[0]!, last: weeks.at(-1)!, lag }))
  tellFlows(teller, report)
  tellTriangle(teller, report)
  tellChains(teller, report)
  if (report.rows.length > 0) tellRows(teller, report)
  if (report.planningAgain !== null) tellPlanningAgain(teller, report.planningAgain)
  if (report.margin !== null && report.margin.length > 0) tellMargin(teller, report)
  if (report.cash !== null) tellCash(teller, report, report.cash, language)
  if (measuredAt !== null)
    teller.out(word('adherence.measured', { first: measuredAt.first.slice(0, 10), last: measuredAt.last.slice(0, 10) }))
}

const right = (title: string): TextColumn => ({ title, align: 'right' })

const FIGURES = [
  'planned', 'index', 'under', 'over', 'unplanned', 'negative', 'tolerant', 'hit', 'attainment', 'illusion', 'controllable', 'coverage',
] as const // biome-ignore format: a list

const figureColumns = ({ word }: Teller, { currency }: AdherenceReport): TextColumn[] =>
  FIGURES.map((code) => right(word(`adherence.column_${code}`, { currency })))

function figureCells({ money, percent }: Teller, figures: AdherenceFigures): string[] {
  const { parts } = figures
  return [
    money(figures.planned),
    ...[
      parts?.index ?? null,
      figures.under,
      parts?.over ?? null,
      parts?.unplanned ?? null,
      parts?.negative ?? null,
      figures.tolerant,
      figures.hitCells,
      figures.attainment,
      figures.nettingIllusion,
      figures.controllable,
      figures.coverage,
    ].map(percent),
  ]
}

function tellFlows(teller: Teller, report: AdherenceReport): void {
  const { word, percent, out } = teller
  const columns = [{ title: word('adherence.by_flow') }, ...figureColumns(teller, report)]
  out(
    textTable(
      columns,
      report.flows.map(({ flow, corners }) => [
        word(`adherence.flow_${flow}`),
        ...figureCells(teller, corners.execution),
      ]),
    ),
  )
  const { execution } = report.headline
  out(execution === null ? word('adherence.no_headline') : word('adherence.headline', { percent: percent(execution) }))
  for (const { flow, corners } of report.flows) tellDoubts(teller, flow, corners.execution)
}

/** What the figures of a flow rest on. */
function tellDoubts({ word, out, percent }: Teller, flow: AdherenceRow['flow'], figures: AdherenceFigures): void {
  const name = word(`adherence.flow_${flow}`)
  const { coverage, missing, estimated, contradicted } = figures
  if (figures.suppressed) out(word('adherence.suppressed', { flow: name, coverage: percent(coverage) }))
  else if (missing > 0) out(word('adherence.missing', { flow: name, count: missing }))
  if (estimated > 0) out(word('adherence.estimated', { flow: name, count: estimated }))
  if (contradicted > 0) out(word('adherence.contradicted', { flow: name, count: contradicted }))
}

function tellTriangle({ word, out, percent }: Teller, { flows, headline }: AdherenceReport): void {
  if (flows.every(({ corners }) => corners.total.parts === null)) {
    out(word('adherence.no_record'))
    return
  }
  const columns = [
    { title: word('adherence.by_flow') },
    ...CORNERS.map((corner) => right(word(`adherence.corner_${corner}`))),
  ]
  const rows = flows.map(({ flow, corners }) => [
    word(`adherence.flow_${flow}`),
    ...CORNERS.map((corner) => percent(corners[corner].parts?.index ?? null)),
  ])
  const whole = [word('adherence.column_headline'), ...CORNERS.map((corner) => percent(headline[corner]))]
  out(textTable(columns, [...rows, whole]))
}

const REASONS = ['demandShort', 'supplyShort', 'executionShort', 'untold'] as const

function tellChains({ word, out, percent }: Teller, { chains, flows }: AdherenceReport): void {
  const causes = [...new Set(chains.flatMap(({ causes: own }) => own.map(({ cause }) => cause)))]
  const columns = [
    { title: word('adherence.by_flow') },
    ...causes.map((cause) => right(word(`adherence.cause_${cause}`))),
  ]
  out(
    textTable(
      columns,
      chains.map(({ flow, causes: own }) => [
        word(`adherence.flow_${flow}`),
        ...causes.map((cause) => percent(own.find((one) => one.cause === cause)?.share ?? null)),
      ]),
    ),
  )
  const short = flows.filter(({ corners }) => (corners.execution.under ?? 0) > 0)
  if (short.length === 0) return
  out(
    textTable(
      [{ title: word('adherence.by_flow') }, ...REASONS.map((reason) => right(word(`adherence.reason_${reason}`)))],
      short.map(({ flow, corners }) => [
        word(`adherence.flow_${flow}`),
        ...REASONS.map((reason) => percent(corners.execution.parts![reason])),
      ]),
    ),
  )
}

function tellRows(teller: Teller, report: AdherenceReport): void {
  const { word, out, percent } = teller
  const columns = [
    { title: word('adherence.by_flow') },
    ...report.by.map((name) => ({ title: word(`adherence.by_${name}`) })),
    ...figureColumns(teller, report),
    right(word('adherence.corner_total')),
  ]
  out(
    textTable(
      columns,
      report.rows.map(({ flow, names, corners }) => [
        word(`adherence.flow_${flow}`),
        ...names,
        ...figureCells(teller, corners.execution),
        percent(corners.total.parts?.index ?? null),
      ]),
    ),
  )
}

function tellPlanningAgain(
  { word, out, percent }: Teller,
  { original, latest, gain, weeks }: NonNullable<AdherenceReport['planningAgain']>,
): void {
  const values = { original: percent(original), latest: percent(latest), gain: percent(gain), weeks }
  out(word('adherence.planning_again', values))
}

function tellMargin({ word, out, money }: Teller, { margin, currency }: AdherenceReport): void {
  const columns = [
    { title: word('adherence.column_month') },
    right(word('adherence.column_net', { currency })),
    ...MARGIN_CAUSES.map((cause) => right(word(`adherence.reason_${cause}`))),
  ]
  out(word('adherence.margin'))
  out(
    textTable(
      columns,
      margin!.map((month) => [month.month, money(month.net), ...MARGIN_CAUSES.map((cause) => money(month[cause]))]),
    ),
  )
}

function tellCash(
  { word, out, money, days }: Teller,
  { currency }: AdherenceReport,
  cash: NonNullable<AdherenceReport['cash']>,
  language: Terminal['language'],
): void {
  out(word('adherence.cash', { days: cash.days, version: cash.version }))
  const sides = [
    ['stock', cash.stock],
    ['receivables', cash.receivables],
    ['payables', cash.payables],
  ] as const
  const terms = sides.flatMap(([side, balance]) =>
    balance === null ? [] : [[word(`adherence.side_${side}`), ...balanceCells(balance, days)]],
  )
  const titles = ['days_plan', 'days_adherence', 'days_executed', 'days_other', 'days_actual']
  const columns = [{ title: '' }, ...titles.map((code) => right(word(`adherence.column_${code}`)))]
  const { cycle } = cash
  const whole =
    cycle === null
      ? []
      : [
          [
            word('adherence.side_cycle'),
            ...[
              cycle.plan,
              cycle.byGroup.adherence,
              cycle.asExecuted,
              cycle.actual - cycle.asExecuted,
              cycle.actual,
            ].map(days),
          ],
        ]
  out(textTable(columns, [...terms, ...whole]))
  const causes = cash.stock?.terms.filter((term) => Number(days(Math.abs(term.days)).replace(/[^1-9]/g, '')) > 0) ?? []
  if (causes.length > 0)
    out(
      textTable(
        [{ title: word('adherence.side_stock') }, right(word('adherence.column_days'))],
        causes.map((term) => [word(`adherence.cash_${term.cause}`), days(term.days)]),
      ),
    )
  if (cycle !== null) {
    const amount = (atoms: number): string => localNumber(formatScaled(atoms, cash.decimals), language, 0)
    out(word('adherence.trapped_cash', { amount: amount(cycle.cashTrapped), carry: amount(cycle.carry), currency }))
  }
  if (cash.trapped !== null) out(word('adherence.trapped_stock', { amount: money(cash.trapped), currency }))
  for (const what of cash.assumed) out(word(`adherence.assumed_${what}`))
}

function balanceCells({ daysPlan, daysActual, terms }: BalanceCauses, days: Teller['days']): string[] {
  const own = terms.filter(({ group }) => group === 'adherence').reduce((sum, term) => sum + term.days, 0)
  return [daysPlan, own, daysPlan + own, daysActual - daysPlan - own, daysActual].map(days)
}

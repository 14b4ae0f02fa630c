/** What balancing proposes, line by line, in the legal minor unit of the base currency. Rules BA13, BA14 and BA17. */
import { formatDay } from '../../../core/base/day.js'
import { formatScaled } from '../../../core/base/decimal.js'
import { digestText } from '../../../core/base/digest.js'
import { formatQuantity } from '../../../core/base/quantity.js'
import { runsOutIn } from '../../../core/inventory/balancing/outlook.js'
import { minorDecimals } from '../../../finance/currency.js'
import { openBaseMoney } from '../../exceptions/base-money.js'
import type { CompanyBalance, FoundMove } from './balance-company.js'
import type { BalancingInput, BalancingLimits } from './balancing-input.js'
import { type Expedite, openExpedites } from './expedite.js'

/** Money is in major units as a decimal string; days are ISO dates. */
export interface BalancingLine {
  readonly rank: number
  readonly id: string
  /** Somebody else's title is in what is only recommended. */
  readonly status: 'proposed' | 'recommended'
  readonly product: string
  readonly from: string
  readonly to: string
  readonly units: string
  readonly shipDate: string
  readonly arrivalDate: string
  readonly lots: readonly { readonly expiry: string; readonly units: string }[]
  /** Loss spared at one end, caused at the other, and freight: relief − sacrifice − freight = benefit. */
  readonly relief: string
  readonly sacrifice: string
  readonly freight: string
  readonly benefit: string
  readonly doNothing: {
    readonly loss: string
    readonly chance: number
    readonly runsOut: string | null
  }
  readonly expedite: {
    readonly from: string
    readonly mode: string
    readonly arrivalDate: string
    readonly cost: string
    readonly benefit: string
  } | null
  /** The alternative that is worth more. */
  readonly best: 'transfer' | 'expedite'
}

export interface BalancingReport {
  readonly currency: string
  readonly planDate: string
  readonly items: number
  readonly moves: readonly BalancingLine[]
  readonly lossOfNothing: string
  readonly lossAfter: string
  readonly freight: string
  readonly benefit: string
  readonly budget: string | null
  /** On each lane that says what a truck carries. */
  readonly trucks: number | null
  /** Moves that are worth it, and too little for a line of their own. */
  readonly small: { readonly moves: number; readonly benefit: string }
  readonly barred: CompanyBalance['barred']
  /** False where the plan does not say how wrong its forecast may be. */
  readonly knowsErrors: boolean
}

export function balancingReport(
  input: BalancingInput,
  balance: CompanyBalance,
  { budget, trucks }: BalancingLimits,
): BalancingReport {
  const base = openBaseMoney(input.money)
  const decimals = minorDecimals(base.currency)
  const expediteOf = openExpedites(input, base)
  const minor = (major: number): number => Math.round(major * 10 ** decimals)
  const shown = (amount: number): string => formatScaled(amount, decimals)
  const found = balance.moves.map((move) => ({ move, ...amountsOf(move, minor) }))
  const least = Math.max(1, minor(balance.floor))
  const kept = found.filter(({ benefit }) => benefit >= least).sort((a, b) => b.benefit - a.benefit)
  const small = found.filter(({ benefit }) => benefit < least)
  const sum = (of: (line: (typeof kept)[number]) => number): number => kept.reduce((total, line) => total + of(line), 0)
  const loss = minor(balance.lossOfNothing)
  return {
    currency: base.currency,
    planDate: formatDay(input.plan.horizon.planDay),
    items: balance.items,
    moves: kept.map((line, at) => lineOf(input, line, expediteOf(line.move), { rank: at + 1, shown, minor })),
    lossOfNothing: shown(loss),
    lossAfter: shown(loss - sum(({ relief, sacrifice }) => relief - sacrifice)),
    freight: shown(sum(({ freight }) => freight)),
    benefit: shown(sum(({ benefit }) => benefit)),
    budget: budget === null ? null : shown(minor(budget)),
    trucks,
    small: { moves: small.length, benefit: shown(small.reduce((total, { benefit }) => total + benefit, 0)) },
    barred: balance.barred,
    knowsErrors: input.errors !== null,
  }
}

interface Amounts {
  readonly relief: number
  readonly sacrifice: number
  readonly freight: number
  readonly benefit: number
}

/** Each rounded once; the benefit is what they leave, so that every line adds up. */
function amountsOf(move: FoundMove, minor: (major: number) => number): Amounts {
  const [relief, sacrifice, freight] = [minor(move.relief), minor(move.sacrifice), minor(move.freight)]
  return { relief, sacrifice, freight, benefit: relief - sacrifice - freight }
}

function lineOf(
  { company, plan }: BalancingInput,
  { move, relief, sacrifice, freight, benefit }: Amounts & { move: FoundMove },
  expedite: Expedite | null,
  { rank, shown, minor }: { rank: number; shown: (amount: number) => string; minor: (major: number) => number },
): BalancingLine {
  const product = company.products[move.item]!.id
  const [from, to] = [company.locations[move.way.from]!.id, company.locations[move.way.to]!.id]
  const step = runsOutIn(move.to.outlook)
  const shipDate = formatDay(move.way.shipDay)
  return {
    rank,
    id: `BA-${digestText([product, from, to, shipDate].join('|')).slice(0, 12).toUpperCase()}`,
    status: move.verdict === 'propose' ? 'proposed' : 'recommended',
    product,
    from,
    to,
    units: formatQuantity(move.units),
    shipDate,
    arrivalDate: formatDay(move.way.arrivalDay),
    lots: move.lots.map(({ expiryDay, quantity }) => ({
      expiry: formatDay(expiryDay),
      units: formatQuantity(quantity),
    })),
    relief: shown(relief),
    sacrifice: shown(sacrifice),
    freight: shown(freight),
    benefit: shown(benefit),
    doNothing: {
      loss: shown(minor(move.loss)),
      chance: move.chance,
      runsOut: step < 0 ? null : formatDay(plan.horizon.firstDay[step]!),
    },
    expedite:
      expedite === null
        ? null
        : {
            from: expedite.from,
            mode: expedite.mode,
            arrivalDate: formatDay(expedite.arrivalDay),
            cost: shown(minor(expedite.cost)),
            benefit: shown(minor(expedite.benefit)),
          },
    best: expedite !== null && minor(expedite.benefit) > benefit ? 'expedite' : 'transfer',
  }
}

import { ExactSum } from '../../../finance/adherence/exact-sum.js'

/** Weight (millionths) times quantity (thousandths) is in billionths. */
const VALUE_DECIMALS = 9

/** Whole billionths as whole atoms of so many decimals, rounded half away from zero. */
export function atomsOf(value: bigint, decimals: number): number {
  const divisor = 10n ** BigInt(VALUE_DECIMALS - decimals)
  const size = (value < 0n ? -value : value) + divisor / 2n
  const atoms = Number(size / divisor)
  return value < 0n && atoms !== 0 ? -atoms : atoms
}

/** Money by day, each day exact until it is read. */
export class DailyMoney {
  private readonly days: ExactSum[]

  constructor(days: number) {
    this.days = Array.from({ length: days }, () => new ExactSum())
  }

  /** What falls behind the last day is not seen. */
  add(day: number, weight: number, units: number): void {
    if (day >= 0 && day < this.days.length) this.days[day]!.add(weight, units)
  }

  atoms(decimals: number): Float64Array {
    return Float64Array.from(this.days, (sum) => atomsOf(sum.total, decimals))
  }
}

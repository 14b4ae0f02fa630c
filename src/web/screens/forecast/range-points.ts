const WEEK = 7
const FEW = 4

/** Points that stand equally far apart in time, as far as there are any; months are of any length. */
export function evenly<Of extends { readonly days: number }>(points: readonly Of[]): readonly Of[] {
  const weeks = points.filter(({ days }) => days % WEEK === 0)
  const even = weeks.filter(({ days }, at) => days === (at + 1) * WEEK)
  return even.length < FEW ? points : even
}

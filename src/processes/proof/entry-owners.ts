/**
 * Who answers for what people changed in the journal: the author of an entry, for the places and months in which it
 * moved the demand. What moves elsewhere because of it (stock that somebody else gets, a price) is nobody's until
 * somebody says so. Rule LP46 of docs/specs/living-plan.md.
 */
import type { Month } from '../../core/base/day.js'
import { endOfHorizon } from '../../core/calendar/horizon.js'
import type { PlacedBox } from '../../core/edit/box.js'
import { rowsInBox } from '../../core/edit/box-rows.js'
import type { EditState } from '../../core/edit/fold.js'
import type { Entry } from '../../core/edit/intent.js'
import type { OwnedChange } from '../../core/plan/version.js'
import type { MoneyPlan } from '../../finance/money-plan.js'

/** Of entries in force after a position of the journal; the last one that moved a place and month answers for it. */
export function changesOfEntries({ log, base }: EditState, money: MoneyPlan, after: number): OwnedChange[] {
  const owners = new Map<string, OwnedChange>()
  const expires = endOfHorizon(base.horizon)
  for (const { entry, placed, undoers } of log) {
    if (entry.position <= after || undoers > 0) continue
    for (const { touches } of placed ?? []) {
      if (touches.writes === null) continue
      for (const place of placesIn(base, money, touches.writes))
        owners.set(keyOf(place), ownedBy(entry, place, expires))
    }
  }
  return [...owners.values()]
}

interface Place {
  readonly country: string
  readonly account: string
  readonly family: string
  readonly month: Month
}

const keyOf = ({ country, account, family, month }: Place): string => `${country}\n${account}\n${family}\n${month}`

const ownedBy = ({ position, actor, reason }: Entry, place: Place, expires: number): OwnedChange => ({
  id: `entry-${position}`,
  owner: actor,
  reason: reason.note === '' ? reason.code : `${reason.code}: ${reason.note}`,
  expires,
  country: place.country,
  account: place.account,
  family: place.family,
  fromMonth: place.month,
  toMonth: place.month,
})

function* placesIn({ rows }: EditState['base'], money: MoneyPlan, box: PlacedBox): Iterable<Place> {
  const cubeRows = new Set<number>()
  for (const row of rowsInBox(rows, box)) if (money.cubeRowOf[row]! >= 0) cubeRows.add(money.cubeRowOf[row]!)
  const months = new Set<Month>()
  for (let bucket = box.from; bucket < box.to; bucket++) months.add(money.firstMonth + money.monthOfBucket[bucket]!)
  for (const row of cubeRows) {
    const { id: account, country } = money.accounts[money.cube.account[row]!]!
    const family = money.families[money.cube.family[row]!]!.id
    for (const month of months) yield { country, account, family, month }
  }
}

import type { Entry } from '../../core/edit/intent.js'
import type { BridgeEnd } from '../../finance/bridge-plans.js'
import type { BridgeGroup } from '../report/bridge-report.js'
import type { BridgePart } from './bridge-by-entry.js'

/** A bridge told by entries, in decimal strings of major units, bar by bar: the parts add up to the whole. */
export interface BridgeEntries {
  readonly from: string
  readonly to: string
  readonly end: BridgeEnd
  readonly by: BridgeGroup
  readonly key: string | null
  readonly currency: string
  readonly bars: readonly string[]
  readonly whole: readonly string[]
  readonly parts: readonly {
    readonly kind: BridgePart['kind']
    readonly count: number
    readonly isTakenOff: boolean
    readonly entry: Pick<Entry, 'position' | 'actor' | 'at' | 'reason'> | null
    readonly amounts: readonly string[]
  }[]
}

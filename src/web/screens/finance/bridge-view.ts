import type { BridgeEnd } from '../../../finance/bridge-plans.js'
import type { BridgeGroup } from '../../../processes/report/bridge-report.js'
import type { Scale } from '../../words/number-format.js'

/** What of the bridge's screen stands in the address. */
export interface BridgeView {
  readonly from: string
  readonly to: string
  readonly end: BridgeEnd
  readonly by: BridgeGroup
  /** The cause that is looked at more closely, and the group of it. */
  readonly bar: string | null
  readonly key: string | null
  readonly scale: Scale | null
}

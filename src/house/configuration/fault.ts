import { type MessageValue, Refusal } from '../../core/base/refusal.js'

/** One thing that is wrong with the configuration, and where it stands: `rumbo.yaml:3`, `RUMBO_PORT`, `--port`. */
export interface ConfigurationFault {
  readonly at: string
  readonly code: string
  readonly values: Readonly<Record<string, MessageValue>>
}

/** Everything that is wrong, told at once. */
export class RefusedConfiguration extends Refusal {
  constructor(readonly faults: readonly ConfigurationFault[]) {
    super('config.refused', { count: faults.length })
  }
}

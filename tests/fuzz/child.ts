//! One of the processes that try damaged folders: is sent seeds, answers with what became of them.
import { tryDamaged } from './trial.js'

export interface Order {
  readonly seed: number
  readonly root: string
  readonly names: readonly string[]
}

process.on('message', ({ seed, root, names }: Order) => {
  tryDamaged(seed, root, names).then(
    (trial) => process.send!({ trial }),
    (error: unknown) => process.send!({ seed, failure: error instanceof Error ? error.message : String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send!({ ready: true })

import { fork } from 'node:child_process'
import path from 'node:path'
import type { Damage } from './journal-damage.js'
import type { DamageOrder, DamageSays } from './journal-damage-child.js'
import type { Outcome } from './journal-damage-trial.js'

const STARTER = path.resolve(import.meta.dirname, '../support/typescript-child.js')
const CHILD = path.resolve(import.meta.dirname, 'journal-damage-child.ts')
const SECONDS_PER_TRIAL = 60

export interface Came {
  readonly damage: Damage
  readonly read: Outcome
  readonly written: Outcome
}

/** Tries damages in a process of their own; what is wrong is thrown with the damage, a crash or a hang too. */
export function tryAll(order: DamageOrder): Promise<Came[]> {
  const child = fork(STARTER, [CHILD], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' })
  child.send(order)
  const came: Came[] = []
  const wrong: string[] = []
  return new Promise((resolve, reject) => {
    let now: Damage | undefined
    const late = setTimeout(() => child.kill('SIGKILL'), SECONDS_PER_TRIAL * 1_000)
    child.on('message', (said: DamageSays) => {
      late.refresh()
      if (said.tries !== undefined) now = said.tries
      if (said.came !== undefined) came.push(said.came)
      if (said.wrong !== undefined) wrong.push(`${JSON.stringify(said.wrong.damage)}: ${said.wrong.what}`)
    })
    child.once('exit', (code, signal) => {
      clearTimeout(late)
      if (code !== 0) wrong.push(`ended with ${signal ?? code} at ${JSON.stringify(now)}`)
      if (wrong.length === 0) resolve(came)
      else
        reject(
          new Error(`${order.file}: ${wrong.length} wrong of ${order.damages.length}\n${wrong.slice(0, 8).join('\n')}`),
        )
    })
  })
}

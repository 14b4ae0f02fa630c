//! A process that tries damage after damage, and says each before it tries it, so that one it dies of is known.
import fs from 'node:fs'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { seededRandom } from '../../src/core/base/random.js'
import { type Damage, damaged, type Sound, takenIn } from './journal-damage.js'
import { type Outcome, tryDamaged } from './journal-damage-trial.js'

export interface DamageOrder {
  /** A folder with the journal, and a file with what is known of it. */
  readonly journal: string
  readonly known: string
  readonly room: string
  readonly file: string
  readonly damages: readonly Damage[]
}

export interface DamageSays {
  readonly tries?: Damage
  readonly came?: { readonly damage: Damage; readonly read: Outcome; readonly written: Outcome }
  readonly wrong?: { readonly damage: Damage; readonly what: string }
}

const SWEEP_EVERY = 50

// Statements of SQLite keep their files open until they are collected; nobody else asks for that here.
setFlagsFromString('--expose-gc')
const sweep = runInNewContext('gc') as () => void

process.on('message', async ({ journal, known, room, file, damages }: DamageOrder) => {
  const say = (words: DamageSays): void => void process.send!(words)
  const sound = JSON.parse(fs.readFileSync(known, 'utf8')) as Sound
  const bytes = fs.readFileSync(path.join(journal, file))
  const taken = file.endsWith('.db') ? takenIn(journal, file) : bytes
  const random = seededRandom(5)
  for (const [at, damage] of damages.entries()) {
    // A folder of its own: the files before may still be open.
    const folder = path.join(room, `trial-${at}`)
    fs.cpSync(journal, folder, { recursive: true })
    const chance = (sector: number): number => random.at(1, sector, 'seed' in damage ? damage.seed : 0)
    fs.writeFileSync(path.join(folder, file), damaged(bytes, damage, taken, chance))
    say({ tries: damage })
    try {
      say({ came: { damage, ...(await tryDamaged(folder, sound)) } })
    } catch (error) {
      say({
        wrong: {
          damage,
          what: String(error instanceof Error ? error.stack : error)
            .split('\n')
            .slice(0, 9)
            .join('\n'),
        },
      })
    }
    fs.rmSync(folder, { recursive: true })
    if (at % SWEEP_EVERY === 0) sweep()
  }
  process.disconnect()
})

// Works on a company until it is killed, so that somebody can back it up meanwhile:
// `node backup-writer.js edit|plan <folder>`. `edit` appends, opens and closes scenarios, rebases and archives, and says
// the position of every acknowledged entry; `plan` restates stock, loads and freezes, and says each version.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { planFolder } from '../../dist/house/planning.js'
import { versionsOf } from '../../dist/house/versions.js'
import { runJob } from '../../dist/jobs/job.js'
import { openSqliteJournal } from '../../dist/journal/sqlite-journal.js'

const [work, folder] = process.argv.slice(2)
const say = (text) => process.stdout.write(`${text}\n`)

const draft = (key, size) => ({
  key,
  actor: 'ana',
  at: new Date().toISOString(),
  reason: { code: 'promo', note: 'x'.repeat(size) },
  intents: [],
})

async function edit() {
  const journal = await openSqliteJournal(path.join(folder, '.rumbo', 'journal.db'), { mode: 'write' })
  let scenario = 'main'
  for (let round = await journal.head(); ; round++) {
    const batch = Array.from({ length: 1 + (round % 7) }, (_, at) => draft(`${round}-${at}`, (round * 37) % 2_000))
    const appended = await journal.append(round % 2 === 0 ? 'main' : scenario, batch)
    const { position } = appended.at(-1)
    say(position)
    await setTimeout(20)
    if (round % 11 === 0) {
      if (scenario !== 'main') await journal.closeScenario(scenario, { as: 'dropped', position })
      scenario = `scenario ${round}`
      const opening = { id: scenario, name: scenario, owner: 'ana', parent: 'main', position, openedAt: 'now' }
      await journal.openScenario(opening)
    }
    if (round % 50 === 0) {
      const live = await versionsOf(folder).live()
      await journal.rebase({ version: live.id, position })
      await journal.compact(Math.max(0, position - 100))
    }
  }
}

async function plan() {
  const stock = path.join(folder, 'stock.csv')
  for (;;) {
    const [header, ...rows] = fs.readFileSync(stock, 'utf8').trimEnd().split('\n')
    const at = header.split(',').indexOf('on_hand_units')
    const more = rows.map((row) =>
      row
        .split(',')
        .map((cell, column) => (column === at ? String(Number(cell) + 1) : cell))
        .join(','),
    )
    fs.writeFileSync(`${stock}.part`, `${[header, ...more].join('\n')}\n`)
    fs.renameSync(`${stock}.part`, stock)
    const planned = await runJob('plan', {}, (job) => planFolder(folder, job, { workers: 0 }))
    await setTimeout(2_000)
    say(planned.version?.id ?? JSON.stringify(planned.refused.faults))
  }
}

await (work === 'edit' ? edit() : plan())

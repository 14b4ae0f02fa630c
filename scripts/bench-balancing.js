// `npm run bench:balancing [-- items …]`: balances drawn items at 30 nodes on two threads, against the bar of 15 s for
// 10,000 items, and once more with three tenths of the freight that costs. Each size in a process of its own.
import { spawnSync } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { root, setUp } from './setup.js'

const NODES = 30
const THREADS = 2
const BUDGET_SHARE = 0.3
const BAR = { items: 10_000, seconds: 15 }

await setUp()
const asked = process.argv.slice(2).map(Number)
for (const items of asked.length > 0 ? asked : [1000, 10_000]) {
  const file = path.join(root, 'dist', 'bench', 'balancing-benchmark.js')
  const args = [file, items, NODES, THREADS, BUDGET_SHARE].map(String)
  const busy = os.loadavg()[0]
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--max-old-space-size=8000', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status !== 0) {
    console.error(stderr)
    process.exit(1)
  }
  tell(JSON.parse(stdout), busy)
}

function tell(measured, busy) {
  const { items, nodes, threads, balanced, arcs, moves, lossOfNothing, loss, building, solving, limited, peak } =
    measured
  const show = ({ wall, cpu }) => `${wall.toFixed(1)} s (${cpu.toFixed(1)} s of processor)`
  const whole = { wall: building.wall + solving.wall, cpu: building.cpu + solving.cpu }
  console.log(`\n${items} items × ${nodes} nodes, ${threads} threads: ${balanced} with something to move, ${arcs} arcs`)
  if (busy > 1)
    console.log(`  others were at work: ${busy.toFixed(1)} processes wanted ${os.availableParallelism()} cores before`)
  console.log(`  from outlooks to programs   ${show(building)}, one thread`)
  console.log(`  programs and whole packs    ${show(solving)}`)
  const bar = items === BAR.items ? `, bar ${BAR.seconds} s: ${whole.wall <= BAR.seconds ? 'held' : 'missed'}` : ''
  console.log(`  together                    ${show(whole)}${bar}`)
  console.log(`  ${moves} moves; ${((1 - loss / lossOfNothing) * 100).toFixed(1)} % of the expected loss spared`)
  const gap = ((limited.loss - limited.bound) / limited.loss).toExponential(1)
  console.log(
    `  with 30 % of the freight    ${show(limited)} more, ${limited.rounds} rounds, within ${gap} of the optimum`,
  )
  console.log(
    `  peak memory                 ${peak.withoutLimits.toFixed(2)} GB, with the budget ${peak.withLimits.toFixed(2)} GB`,
  )
}

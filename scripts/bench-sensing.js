// `npm run bench:sensing [-- set …]`: demand sensing on the public series that lie beside the project. Settings are learnt on
// the earlier weeks, the later ones are reported: error one week ahead, unsensed and sensed, and alarms.
import { spawn } from 'node:child_process'
import path from 'node:path'
import readline from 'node:readline'
import { root, setUp } from './setup.js'

const percent = (share) => `${(share * 100).toFixed(2)} %`
const between = ({ low, high }) => `${percent(low)} … ${percent(high)}`

await setUp()
const file = path.join(root, 'dist', 'bench', 'sensing-benchmark.js')
const child = spawn(process.execPath, [file, ...process.argv.slice(2)], { stdio: ['ignore', 'pipe', 'inherit'] })
for await (const text of readline.createInterface({ input: child.stdout })) {
  const line = JSON.parse(text)
  const { alarms } = line
  console.log(`\n${line.set}: ${line.rows} series, ${line.judgedWeeks} weeks, a plan every ${line.cycleWeeks} weeks`)
  console.log(`  WMAPE one week ahead       ${percent(line.unsensed)} → ${percent(line.sensed)}`)
  console.log(`  difference                 ${percent(line.difference)}`)
  console.log(`  95 %, drawing series       ${between(line.bySeries)}   (bar: below zero)`)
  console.log(`  95 %, drawing weeks        ${between(line.byWeek)}`)
  console.log(`  a plan made every week     ${percent(line.freshUnsensed)}`)
  for (const { level, series, unsensed, sensed, valueAdded } of line.levels)
    console.log(
      `  ${`${level} (${series})`.padEnd(26)} ${percent(unsensed)} → ${percent(sensed)}, value added ${percent(valueAdded)}`,
    )
  console.log(
    `  alarms per 100             ${alarms.perHundred.toFixed(2)} of all series-weeks, ${alarms.quietPerHundred.toFixed(2)} of quiet ones   (bar: 1)`,
  )
  console.log(`  switched off, cut at 30 %  ${line.offWeeks} of ${line.groupWeeks}, ${line.cutCells} of ${line.cells}`)
}

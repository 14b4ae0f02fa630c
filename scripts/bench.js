// `npm run bench`: every size in a process of its own, so that peak memory is that size's. Ratios are against the same
// valuation in DuckDB SQL, in the same run. `npm run bench -- million` runs one size.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { root, setUp } from './setup.js'

await setUp()
const SIZES = ['tenThousand', 'hundredThousand', 'million']
const asked = process.argv.slice(2).filter((arg) => SIZES.includes(arg))
const seconds = (steps, names) =>
  steps.filter(({ step }) => names.includes(step)).reduce((sum, { seconds }) => sum + seconds, 0)

for (const size of asked.length > 0 ? asked : SIZES) {
  const script = path.join(root, 'dist', 'bench', 'plan-benchmark.js')
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--max-old-space-size=16000', script, size, '2'], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status !== 0) {
    console.error(stderr)
    process.exit(1)
  }
  const result = JSON.parse(stdout)
  const volume = ['net']
  const money = ['value', 'roll up']
  console.log(
    `\n${size}: ${result.stockRows} stock rows, ${result.demandRows} demand rows × ${result.buckets} buckets, ${result.workers} workers`,
  )
  for (const [name, steps] of [
    ['first touch', result.first],
    ['arrays touched', result.again],
  ])
    console.log(
      `  ${name.padEnd(15)} ${steps.map(({ step, seconds }) => `${step} ${seconds.toFixed(3)} s`).join(' · ')} · net+value+roll up ${(seconds(steps, volume) + seconds(steps, money)).toFixed(2)} s`,
    )
  const ours = seconds(result.again, money)
  console.log(`  peak memory     ${result.peakGigabytes.toFixed(2)} GB`)
  console.log(
    `  snapshot        saved in ${result.saveSeconds.toFixed(2)} s, opened in ${result.openSeconds.toFixed(2)} s`,
  )
  console.log(
    `  DuckDB SQL      value and roll up ${result.sqlSeconds.toFixed(2)} s = ${(result.sqlSeconds / ours).toFixed(1)} × ours; totals agree: ${result.agrees}`,
  )
}

// `npm run bench`: net, value and roll up of synthetic plans. `npm run bench -- million` runs one size, `-- versions`
// takes plans through files, `-- living` edits a living plan, `-- companies` whole generated companies. Everything that is measured runs in a process of
// its own, so that peak memory is its own.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { benchmarkCompanies } from './bench-companies.js'
import { root, setUp } from './setup.js'

const SIZES = ['tenThousand', 'hundredThousand', 'million', 'threeMillionDemand']
const VERSION_SIZES = ['tenThousand', 'hundredThousand', 'million']

/** What a benchmark of `dist/bench/` prints, with memory for the largest. */
function measured(script, ...args) {
  const file = path.join(root, 'dist', 'bench', `${script}.js`)
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--max-old-space-size=16000', file, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (status === 0) return JSON.parse(stdout)
  console.error(stderr)
  process.exit(1)
}

const secondsOf = (steps, names) =>
  steps.filter(({ step }) => names.includes(step)).reduce((sum, { seconds }) => sum + seconds, 0)

function benchmarkPlan(size) {
  const result = measured('plan-benchmark', size, '2')
  const money = ['value', 'roll up']
  console.log(
    `\n${size}: ${result.stockRows} stock rows, ${result.demandRows} demand rows × ${result.buckets} buckets, ${result.workers} workers`,
  )
  for (const [name, steps] of [
    ['first touch', result.first],
    ['arrays touched', result.again],
  ])
    console.log(
      `  ${name.padEnd(15)} ${steps.map(({ step, seconds }) => `${step} ${seconds.toFixed(3)} s`).join(' · ')} · net+value+roll up ${secondsOf(steps, ['net', ...money]).toFixed(2)} s`,
    )
  console.log(`  peak memory     ${result.peakGigabytes.toFixed(2)} GB`)
  if (result.sql === null) return
  const times = result.sql.seconds / secondsOf(result.again, money)
  console.log(
    `  DuckDB SQL      value and roll up ${result.sql.seconds.toFixed(2)} s = ${times.toFixed(1)} × ours; totals agree: ${result.sql.agrees}`,
  )
}

function benchmarkVersion(size) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-bench-'))
  try {
    const { rows, gigabytes, steps } = measured('version-benchmark', 'freeze', folder, size, '2')
    const [save, freeze] = ['save', 'freeze'].map((name) => steps.find(({ step }) => step === name))
    const show = ({ seconds, peakGigabytes }) => `${seconds.toFixed(2)} s, peak ${peakGigabytes.toFixed(2)} GB`
    console.log(`\n${size}: a version of ${rows} rows in its tables`)
    console.log(`  freeze          ${show(freeze)}, ${gigabytes.tables.toFixed(2)} GB of Parquet`)
    console.log(`  of that, ready  ${save.seconds.toFixed(2)} s, ${gigabytes.snapshot.toFixed(2)} GB kept to be opened`)
    const told = forgetFiles(folder) ? 'from disk' : 'perhaps from memory'
    console.log(`  open            ${show(measured('version-benchmark', 'open', folder))}, ${told}`)
    const proof = measured('version-benchmark', 'prove', folder)
    console.log(
      `  prove by SQL    ${show(proof)}, ${proof.cells} cells in ${proof.checks} checks; all agree: ${proof.ok}`,
    )
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Asks the system to forget what it remembers of the files, where it can; else opening reads them from memory. */
function forgetFiles(folder) {
  spawnSync('sync')
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files
    .map(({ parentPath, name }) => spawnSync('dd', [`if=${path.join(parentPath, name)}`, 'iflag=nocache', 'count=0']))
    .every(({ status }) => status === 0)
}

function benchmarkLiving(size) {
  const result = measured('living-benchmark', size, '2')
  console.log(
    `\n${size}: edits of a living plan, ${result.stockRows} stock rows, ${result.demandRows} demand rows × ${result.buckets} buckets; best, p50 and p95 in ms`,
  )
  const show = ({ best, p50, p95 }) => [best, p50, p95].map((seconds) => (seconds * 1000).toFixed(1)).join(' · ')
  for (const { kind, rows, edits, numbers, read, settled, undo } of result.kinds)
    console.log(
      `  ${kind.padEnd(16)} ${rows} rows, ${edits} edits: numbers ${show(numbers)}, of that the P&L read ${show(read)} | settled ${show(settled)} | undo ${show(undo)}`,
    )
  console.log(
    `  opened in ${result.openSeconds.toFixed(2)} s, peak memory ${result.peakGigabytes.toFixed(2)} GB; cloned in ${result.cloneSeconds.toFixed(2)} s, then ${result.clonePeakGigabytes.toFixed(2)} GB`,
  )
}

await setUp()
const asked = process.argv.slice(2)
const sizesOf = (all) => (asked.some((arg) => all.includes(arg)) ? all.filter((size) => asked.includes(size)) : all)
if (asked.includes('companies')) benchmarkCompanies(asked.slice(asked.indexOf('companies') + 1))
else if (asked.includes('living')) for (const size of sizesOf(VERSION_SIZES)) benchmarkLiving(size)
else if (asked.includes('versions')) for (const size of sizesOf(VERSION_SIZES)) benchmarkVersion(size)
else for (const size of sizesOf(SIZES)) benchmarkPlan(size)

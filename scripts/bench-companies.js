// Generated companies through the whole run, by the real commands: seconds and peak memory of every step at one size and
// at ten times the size, and how much each grew.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from './setup.js'

const SIZES = {
  tenThousand: { products: 1000, locations: 10, weeks: 104 },
  hundredThousand: { products: 2000, locations: 50, weeks: 104 },
  million: { products: 10_000, locations: 100, weeks: 10 },
}
/** The million is run only when it is asked for: its history is short, so it does not belong in a table of growth. */
const USUAL = ['tenThousand', 'hundredThousand']

const PEAK = 'most resident memory in KiB:'
/** Every process tells its own high-water mark when it ends. */
const TELL_PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\n${PEAK} '+process.resourceUsage().maxRSS+'\\n'))`

function rumbo(...args) {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=12000', '--import', TELL_PEAK, path.join(root, 'bin', 'rumbo.js'), ...args],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const seconds = (performance.now() - start) / 1000
  const peaks = stderr.split('\n').flatMap((line) => (line.startsWith(PEAK) ? [Number(line.slice(PEAK.length))] : []))
  // Problems found are an answer too.
  const ok = status === 0 || (status === 1 && stdout.startsWith('{'))
  return { ok, stdout, stderr, seconds, gigabytes: (Math.max(0, ...peaks) * 1024) / 1e9 }
}

/** Steps with their seconds and peaks, in order. Null where a command does not end well; it has said why. */
function runCompany({ products, locations, weeks }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-company-'))
  const size = ['--products', products, '--locations', locations, '--weeks', weeks].map(String)
  const steps = new Map()
  const run = (name, ...args) => {
    const ran = rumbo(...args)
    steps.set(name, ran)
    if (ran.ok) return ran
    console.log(
      `  ${name} stopped after ${ran.seconds.toFixed(1)} s: ${(ran.stderr || ran.stdout).trim().slice(0, 2000)}`,
    )
    return null
  }
  try {
    if (run('generate', 'generate', folder, ...size) === null) return null
    const plan = run('plan', 'plan', folder, '--json')
    if (plan === null) return null
    const { demandRows, stockRows, steps: timings } = JSON.parse(plan.stdout)
    const whole = steps.get('plan')
    steps.delete('plan')
    for (const { step, milliseconds, peakBytes } of timings)
      steps.set(step, { seconds: milliseconds / 1000, gigabytes: peakBytes / 1e9 })
    steps.set('plan, all of it', whole)
    const proof = run('prove', 'prove', folder, '--json')
    if (proof === null) return null
    run('report', 'report', folder, '--json')
    return { demandRows, stockRows, steps, cells: JSON.parse(proof.stdout).cells }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

export function benchmarkCompanies(asked) {
  let before = null
  for (const size of asked.length > 0 ? asked : USUAL) {
    const { products, locations, weeks } = SIZES[size]
    console.log(`\n${size}: ${products} products × ${locations} locations, ${weeks} weeks of sales`)
    const result = runCompany(SIZES[size])
    if (result === null) continue
    console.log(`  ${result.demandRows} demand rows, ${result.stockRows} stock rows, ${result.cells} cells proved`)
    for (const [step, { seconds, gigabytes }] of result.steps) {
      const earlier = before?.steps.get(step)
      const grew = earlier === undefined ? '' : `${(seconds / earlier.seconds).toFixed(1)} ×`
      console.log(
        `  ${step.padEnd(18)} ${seconds.toFixed(2).padStart(8)} s ${gigabytes.toFixed(2).padStart(7)} GB ${grew.padStart(9)}`,
      )
    }
    before = result
  }
}

// `npm run bench:forecast [-- set …]`: forecasts on the public series that lie beside the project, one line for each
// forecaster: accuracy, bias, coverage of the 90 % range, loss over the quantiles, series a second on one core; then stock at
// equal service.
import { spawn } from 'node:child_process'
import path from 'node:path'
import readline from 'node:readline'
import { root, setUp } from './setup.js'

const COLUMNS = [
  ['sMAPE', ({ smape }) => smape?.toFixed(2)],
  ['MASE', ({ mase }) => mase?.toFixed(3)],
  ['OWA', ({ owa }) => owa?.toFixed(3)],
  ['WMAPE', ({ wmape }) => percent(wmape)],
  ['bias', ({ bias }) => percent(bias)],
  ['coverage', ({ coverage }) => percent(coverage)],
  ['WQL', ({ wql }) => percent(wql)],
  ['of sums', ({ sumCoverage }) => percent(sumCoverage)],
  ['series/s', ({ seriesPerSecond }) => seriesPerSecond?.toFixed(0)],
]
const STOCK_COLUMNS = [
  ['fill', ({ fill }) => percent(fill)],
  ['cycles', ({ cycleService }) => percent(cycleService)],
  ['factor', ({ factor }) => factor.toFixed(2)],
  ['safety', ({ safetyStock }) => safetyStock.toFixed(2)],
  ['on hand', ({ onHand }) => onHand.toFixed(2)],
]
const columnsOf = (line) => ('fill' in line ? STOCK_COLUMNS : COLUMNS)
const percent = (share) => (typeof share === 'number' ? `${(share * 100).toFixed(1)} %` : undefined)

await setUp()
const file = path.join(root, 'dist', 'bench', 'forecast-benchmark.js')
const child = spawn(process.execPath, [file, 'reported', ...process.argv.slice(2)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
let title = ''
for await (const text of readline.createInterface({ input: child.stdout })) {
  const line = JSON.parse(text)
  const named = `${line.set} ${line.window ?? ''}`.trim()
  if (named !== title)
    console.log(
      `\n${named.padEnd(40)}${columnsOf(line)
        .map(([name]) => name.padStart(10))
        .join('')}`,
    )
  title = named
  const cells = columnsOf(line).map(([, show]) => (show(line) ?? '').padStart(10))
  console.log(`  ${line.forecaster.padEnd(38)}${cells.join('')}`)
}

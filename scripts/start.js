// `npm start`: from a fresh clone to the finished plan of the demo company.
import { setUp } from './setup.js'

await setUp()
const { main } = await import('../dist/cli/cli.js')
process.exitCode = await main(['demo', ...process.argv.slice(2)])

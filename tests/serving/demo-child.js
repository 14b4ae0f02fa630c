// What `npm start` does once the company is planned, over any folder: `node demo-child.js <folder> [port]`. Plain
// JavaScript, because Node runs it as it is.
import { serveDemo } from '../../dist/cli/commands/demo-serving.js'
import { openTerminal, tellError } from '../../dist/cli/terminal.js'
import { openPlanThread } from '../../dist/house/living/plan-thread.js'
import { say } from '../../dist/language/catalogue.js'

const [folder, port] = process.argv.slice(2)
const terminal = openTerminal('en', false)
const context = { language: 'en', openPlan: openPlanThread, word: (code, values = {}) => say(code, values, 'en').text }
try {
  process.exitCode = await serveDemo(folder, terminal, context, { port })
} catch (error) {
  process.exitCode = tellError(terminal, error)
}

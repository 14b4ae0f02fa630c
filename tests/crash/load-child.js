// Loads a folder, so that somebody can kill it: `node load-child.js <folder> <knownAt>`. Says when it starts.
import { openCompanySources } from '../../dist/connectors/company-sources.js'
import { loadFolder } from '../../dist/store/company-folder.js'

const [folder, knownAt] = process.argv.slice(2)
process.stdout.write('loading\n')
const report = await loadFolder(folder, { open: openCompanySources, knownAt })
process.exitCode = report.loaded ? 0 : 2

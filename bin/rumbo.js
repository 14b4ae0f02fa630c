#!/usr/bin/env node
// Plain JavaScript on purpose: it runs in a fresh clone, before anything is installed or compiled.
import { setUp } from '../scripts/setup.js'

await setUp({ quiet: true })
const { main } = await import('../dist/cli/cli.js')
process.exitCode = await main(process.argv.slice(2))

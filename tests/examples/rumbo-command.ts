import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { examplesFolder } from './worked-answers.js'

const RUMBO = path.resolve(import.meta.dirname, '../../bin/rumbo.js')

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** Runs the real command, as a person would. */
export function rumbo(...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUMBO, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout, error: stderr }
}

/** What a command with `--json` says. @throws Error when it says nothing that is JSON. */
export function rumboJson<Of>(...args: string[]): Of {
  const ran = rumbo(...args, '--json')
  try {
    return JSON.parse(ran.out) as Of
  } catch {
    throw new Error(`rumbo ${args.join(' ')} exited ${ran.code} without JSON:\n${ran.out}\n${ran.error}`)
  }
}

/** A fresh copy of an example outside the repository, without what earlier runs left in it. */
export function copyOfExample(company: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `rumbo-${company}-`))
  const left = new Set(['.rumbo', 'out'])
  fs.cpSync(path.join(examplesFolder, company), folder, {
    recursive: true,
    filter: (source) => !left.has(path.basename(source)),
  })
  return folder
}

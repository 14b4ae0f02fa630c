import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Database, openDatabase } from '../duckdb/database.js'
import { isRunning } from '../running-process.js'

const MEMORY_LIMIT = '600MB'
const FOLDER = 'rumbo-passing-'

/** A database for the length of one piece of work, on disk so that it may be larger than memory. */
export async function openPassingDatabase(): Promise<Pick<Database, 'connection' | 'close'>> {
  clearStrays()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${FOLDER}${process.pid}-`))
  const { connection, close } = await openDatabase(path.join(folder, 'passing.duckdb'), 'write', MEMORY_LIMIT)
  return {
    connection,
    close() {
      close()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What killed processes left: it may be gigabytes. */
function clearStrays(): void {
  for (const name of fs.readdirSync(os.tmpdir()))
    if (name.startsWith(FOLDER) && !isRunning(Number.parseInt(name.slice(FOLDER.length), 10)))
      fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true })
}

import fs from 'node:fs/promises'
import path from 'node:path'
import { Refusal } from '../core/base/refusal.js'
import { syncEntry } from './file-pieces.js'

/**
 * Replaces a small file whole: readers see the old text or the new one, also after a power cut. Where several processes
 * may do it at once, each writes it first in a place of its own on the same disk.
 */
export async function replaceFile(file: string, text: string, beside = `${file}.new`): Promise<void> {
  const handle = await fs.open(beside, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await fs.rename(beside, file)
  await syncEntry(path.dirname(file))
}

/**
 * What a small JSON file of ours says; null when there is none.
 * @throws Refusal `plan.unreadable_file` when it is cut short or somebody's editor went through it.
 */
export async function readJsonFile<Of>(file: string): Promise<Of | null> {
  let text: string
  try {
    text = await fs.readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const said = parseJson(text)
  if (typeof said !== 'object' || said === null) throw new Refusal('plan.unreadable_file', { file })
  return said as Of
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

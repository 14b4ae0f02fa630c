import fs from 'node:fs/promises'
import path from 'node:path'
import { type Day, formatDay } from '../../core/base/day.js'
import { readJsonFile, replaceFile } from '../durable-file.js'

/** What was sensed, one file for each morning; sensed again, the file is replaced whole. */
export function sensingBook<Of extends object>(folder: string) {
  const root = path.join(folder, '.rumbo', 'sensing')
  const fileOf = (morning: Day): string => path.join(root, `${formatDay(morning)}.json`)
  return {
    async keep(morning: Day, proposal: Of): Promise<string> {
      await fs.mkdir(root, { recursive: true })
      await replaceFile(fileOf(morning), `${JSON.stringify(proposal)}\n`)
      return path.relative(folder, fileOf(morning)).split(path.sep).join('/')
    },
    find: (morning: Day): Promise<Of | null> => readJsonFile<Of>(fileOf(morning)),
  }
}

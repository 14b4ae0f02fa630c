import fs from 'node:fs'
import path from 'node:path'
import { SqliteInbox } from '../../events/sqlite-inbox.js'

/** The inbox of a company. Several processes may have it open. @throws Refusal `journal.cannot_open`, `journal.unreadable` */
export function openInbox(folder: string): SqliteInbox {
  const file = inboxFile(folder)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  return new SqliteInbox(file, Date.now)
}

export const inboxFile = (folder: string): string => path.join(folder, '.rumbo', 'events.db')

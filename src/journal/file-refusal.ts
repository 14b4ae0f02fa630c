import { Refusal } from '../core/base/refusal.js'

/** Does something with files; what the file system refuses is a refusal naming the file. */
export async function refusingFile<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw fileRefusalOf(error, file)
  }
}

function fileRefusalOf(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const detail = String((error as { code?: unknown }).code)
  const full = detail === 'ENOSPC' || detail === 'EDQUOT'
  return new Refusal(full ? 'journal.no_room' : 'journal.cannot_write', { file, detail })
}

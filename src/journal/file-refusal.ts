import { Refusal } from '../core/base/refusal.js'

const CODES: Readonly<Record<string, string>> = {
  ENOENT: 'journal.cannot_open',
  ENOTDIR: 'journal.cannot_open',
  ENOSPC: 'journal.no_room',
  EDQUOT: 'journal.no_room',
}

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
  const code = CODES[detail] ?? 'journal.cannot_write'
  return new Refusal(code, { file, detail })
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, YAMLParseError } from 'yaml'
import { type CompanyFile, parseCompanyFile } from '../contract/company-file.js'
import type { SourceFault } from '../contract/source-table.js'

export const COMPANY_FILE = 'company.yaml'

export interface OpenedCompanyFile {
  readonly company: CompanyFile | null
  readonly text: string
  readonly faults: SourceFault[]
}

/** `company.yaml` of a folder, or everything that is wrong with it. */
export async function openCompanyFile(folder: string): Promise<OpenedCompanyFile> {
  let text: string
  try {
    text = await readFile(join(folder, COMPANY_FILE), 'utf8')
  } catch {
    return { company: null, text: '', faults: [fault('contract.no_company_file', { file: COMPANY_FILE })] }
  }
  let content: unknown
  try {
    content = parse(text, { maxAliasCount: 100, logLevel: 'error' })
  } catch (error) {
    return { company: null, text, faults: [unreadable(text, error)] }
  }
  const parsed = parseCompanyFile(content)
  if ('file' in parsed) return { company: parsed.file, text, faults: [] }
  const faults = parsed.faults.map(({ code, values }) => fault(code, { file: COMPANY_FILE, ...values }))
  return { company: null, text, faults }
}

const EXCERPT = 80

/** The line the parser stopped at, in the reader's own words; its reason would be in English. */
function unreadable(text: string, error: unknown): SourceFault {
  const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined
  if (line === undefined) return fault('contract.company_file_tangled', { file: COMPANY_FILE })
  // What does not close stops at the end of the file, below the last line that says something.
  const lines = text.split(/\r?\n/).slice(0, line)
  while (lines.length > 1 && lines[lines.length - 1]!.trim() === '') lines.pop()
  const excerpt = lines[lines.length - 1]!.trim().slice(0, EXCERPT)
  return fault('contract.company_file_unreadable', { file: COMPANY_FILE, line: lines.length, excerpt })
}

const fault = (code: string, values: SourceFault['values']): SourceFault => ({
  code,
  table: '',
  file: COMPANY_FILE,
  sheet: '',
  values,
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
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
    content = parse(text, { maxAliasCount: 100 })
  } catch (error) {
    const reason = String(error).split('\n')[0]!.slice(0, 200)
    return { company: null, text, faults: [fault('contract.company_file_unreadable', { file: COMPANY_FILE, reason })] }
  }
  const parsed = parseCompanyFile(content)
  if ('file' in parsed) return { company: parsed.file, text, faults: [] }
  const faults = parsed.faults.map(({ code, key, reason }) => fault(code, { file: COMPANY_FILE, key, reason }))
  return { company: null, text, faults }
}

const fault = (code: string, values: SourceFault['values']): SourceFault => ({
  code,
  table: '',
  file: COMPANY_FILE,
  sheet: '',
  values,
})

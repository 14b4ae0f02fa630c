/**
 * What goes out of a company folder and comes back into it: `out/*.csv` for people and their systems, and beside the
 * versions the list of standing proposals, which is what the next run reads. Rules PP4, PP8 and PP11 of
 * docs/specs/proposals.md.
 */
import fs from 'node:fs/promises'
import path from 'node:path'
import { RecordSplitter } from '../../connectors/csv/records.js'
import { writeCsvFile } from '../../connectors/folder-writer/csv-file.js'
import type { ColumnTable } from '../../core/base/column-table.js'
import { type Day, parseDay } from '../../core/base/day.js'
import { parseQuantity } from '../../core/base/quantity.js'
import { Refusal } from '../../core/base/refusal.js'
import {
  PROPOSAL_STATUSES,
  type ProposalAnswer,
  type ProposalStatus,
  type SupplyProposal,
} from '../../core/plan/proposal.js'
import { readJsonFile, replaceFile } from '../durable-file.js'

const OUT = 'out'
const CONFIRMATIONS = 'confirmations.csv'

/** The proposals of a run and the day it planned. */
export interface StandingProposals {
  readonly planDay: Day
  readonly proposals: readonly SupplyProposal[]
}

export interface ProposalBook {
  /** The proposals of the last run, with what had been answered by then. */
  standing(): Promise<StandingProposals>
  /**
   * What people have written into `out/confirmations.csv`, in its order.
   * @throws Refusal `proposal.bad_answer` with row, column and value.
   */
  answers(): Promise<ProposalAnswer[]>
  /** Replaces the standing proposals, then each file of `out/` whole. Killed between, the next run writes the rest. */
  replace(standing: StandingProposals, tables: readonly ColumnTable[]): Promise<void>
}

export function proposalBook(folder: string): ProposalBook {
  const list = path.join(folder, '.rumbo', 'proposals.json')
  const out = path.join(folder, OUT)
  return {
    async standing() {
      return (await readJsonFile<StandingProposals>(list)) ?? { planDay: 0, proposals: [] }
    },
    async answers() {
      const text = await readText(path.join(out, CONFIRMATIONS))
      return text === null ? [] : parseAnswers(text)
    },
    async replace(standing, tables) {
      await replaceFile(list, `${JSON.stringify(standing, null, 1)}\n`)
      await fs.mkdir(out, { recursive: true })
      for (const table of tables) {
        const file = path.join(out, `${table.name}.csv`)
        writeCsvFile(`${file}.new`, table)
        await fs.rename(`${file}.new`, file)
      }
    },
  }
}

const REQUIRED = ['proposal_id', 'status'] as const

function parseAnswers(text: string): ProposalAnswer[] {
  const delimiter = text.split('\n', 1)[0]!.includes(';') ? ';' : ','
  const splitter = new RecordSplitter(delimiter)
  const [header, ...records] = [...splitter.push(text.replace(/^\uFEFF/, '')), ...splitter.end()]
  if (header === undefined) return []
  const names = header.cells.map((name) => name.trim().toLowerCase())
  for (const name of REQUIRED) if (!names.includes(name)) throw badAnswer(header.line, name, '')
  return records.map(({ line, cells }) => {
    const cell = (name: string): string => cells[names.indexOf(name)]?.trim() ?? ''
    const status = cell('status').toLowerCase() as ProposalStatus
    const id = cell('proposal_id')
    if (id === '') throw badAnswer(line, 'proposal_id', '')
    if (!PROPOSAL_STATUSES.includes(status)) throw badAnswer(line, 'status', cell('status'))
    const units = cell('units') === '' ? null : parseQuantity(cell('units'))
    if (cell('units') !== '' && (units === null || units < 0)) throw badAnswer(line, 'units', cell('units'))
    const dueDay = cell('due_date') === '' ? null : parseDay(cell('due_date'))
    if (cell('due_date') !== '' && dueDay === null) throw badAnswer(line, 'due_date', cell('due_date'))
    return { id, status, order: cell('order_id'), units, dueDay }
  })
}

const badAnswer = (row: number, column: string, value: string): Refusal =>
  new Refusal('proposal.bad_answer', { file: `${OUT}/${CONFIRMATIONS}`, row, column, value })

async function readText(file: string): Promise<string | null> {
  try {
    return await fs.readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

import type { Accounts } from '../access/accounts/accounts.js'
import type { SuppliedBy } from '../access/grant.js'
import type { GuardedPlan } from '../access/guarded-plan.js'
import type { IdentityProvider } from '../access/openid/identity-provider.js'
import type { Day } from '../core/base/day.js'
import type { MessageValue } from '../core/base/refusal.js'
import type { Access } from '../core/edit/access.js'
import type { KeptEvent, SentEvent } from '../core/event/fact-event.js'
import type { PlanOfRecord, Version } from '../core/plan/version.js'
import type { BridgeEnd } from '../finance/bridge-plans.js'
import type { Language } from '../language/message.js'
import type { AccuracyQuery, AccuracyReport } from '../processes/accuracy/accuracy-report.js'
import type { CorrectionsQuery, CorrectionsReport } from '../processes/corrections/corrections-report.js'
import type { BadRowQuery, BadRows, DataTables, LoadShown } from '../processes/import/data-report.js'
import type { Upload } from '../processes/import/upload.js'
import type { CellRef, Query, Table, Why } from '../processes/living/living-plan.js'
import type { KeptProof } from '../processes/proof/kept-proof.js'
import type { BridgeGroup, BridgeReport } from '../processes/report/bridge-report.js'
import type { ExceptionLine } from '../processes/report/exception-list.js'
import type { Report, ReportQuery } from '../processes/report/report.js'
import type { JobControl } from './job-board.js'
import type { RequestLog } from './request-log.js'

/** Frozen versions, read whole. */
export interface VersionDesk {
  list(): Promise<{ versions: readonly Version[]; live: string | null; record: PlanOfRecord | null }>
  /** `live` stands for the one in force. @throws Refusal `plan.no_version` */
  report(version: string, query: ReportQuery): Promise<Report>
  bridge(from: string, to: string, query: { end: BridgeEnd; by: BridgeGroup }): Promise<BridgeReport>
  /** Rows of a version, and why a number of it is what it is, as of the plan that lives. */
  query(version: string, query: Query, viewer: Access): Promise<Table>
  why(version: string, cell: CellRef, viewer: Access): Promise<readonly Why[]>
  exceptions(version: string, language: Language): Promise<readonly ExceptionLine[]>
  /** Past cycles held against what came, of what the viewer may see. @throws Refusal `accuracy.no_cycle` */
  accuracy(query: AccuracyQuery, viewer: Pick<Access, 'scopes' | 'measures'>): Promise<AccuracyReport>
  /**
   * Corrections of the history a version was planned from, of what the viewer may see; of the plan in force unless a
   * version is named. @throws Refusal `plan.no_plan`, `plan.no_version`, `corrections.not_kept`
   */
  corrections(
    version: string | undefined,
    query: CorrectionsQuery,
    viewer: Pick<Access, 'scopes' | 'measures'>,
  ): Promise<CorrectionsReport>
  sign(version: string, by: string, reason: string): Promise<PlanOfRecord>
}

/** One column of a file: its name and what is in it, row by row. */
export interface FileColumn {
  readonly name: string
  readonly type: 'VARCHAR' | 'DATE' | 'DOUBLE'
  /** Dates as day numbers; NaN is what is not known. */
  readonly values: readonly string[] | Float64Array | Int32Array
}

/** Writes batches of columns as one Parquet file and gives it as a stream; what it needed is gone when that ends. */
export type WriteParquet = (batches: AsyncIterable<readonly FileColumn[]>) => Promise<ReadableStream<Uint8Array>>

/** Planning the company anew, or rolling it forward to a day, from its folder. */
export type Course = { readonly strict?: boolean; readonly workers?: number; readonly by?: string } & (
  | { readonly kind: 'plan' }
  | { readonly kind: 'roll'; readonly to: Day }
)

/** Looking without changing anything: at the folder as it would be with a file, or at the plan in force. */
export type Study =
  | {
      readonly kind: 'check'
      readonly file: string
      /** Where it lies. */
      readonly elsewhere: string
    }
  | { readonly kind: 'prove' }
  | BridgeEntriesAsked

/** A bridge by what people did, of a group (`key`) or all of it. */
export interface BridgeEntriesAsked {
  readonly kind: 'bridge'
  readonly from: string
  readonly to: string
  readonly end: BridgeEnd
  readonly by: BridgeGroup
  readonly key: string | null
}

/** Makes versions in a process of its own; `live` of the folder is the new one when it is done. */
export interface CourseDesk {
  /** What was made, as data; a load that was refused is `refused`. @throws Refusal of planning, `job.cancelled` */
  run(course: Course | Study, control: JobControl): Promise<object>
}

/** The company's data: what is loaded, what was set aside, and files on their way in. */
export interface DataDesk {
  tables(): Promise<DataTables>
  /** Before one (the newest, where it is null), newest first. */
  loads(before: number | null, limit: number): Promise<readonly LoadShown[]>
  /** @throws Refusal `data.no_load` */
  badRows(query: BadRowQuery): Promise<BadRows>
  /** Keeps a file beside the folder. @throws Refusal `data.file_name`, `data.file_too_large` and others of `data` */
  receive(given: { file: string; body: AsyncIterable<Uint8Array>; by: string }): Promise<Upload>
  uploads(): Promise<readonly Upload[]>
  /** @throws Refusal `data.no_upload` */
  upload(id: string): Promise<Upload>
  /** Checks the folder as it would be with it, in a process of its own. @throws Refusal `data.no_upload`, `job.cancelled` */
  check(id: string, control: JobControl): Promise<Upload>
  /**
   * Puts it into the folder in one step; `free` is asked right before it. Gives where the file before it is kept.
   * @throws Refusal of `data`
   */
  confirm(
    id: string,
    how: { readonly despiteFaults: boolean; readonly free: () => void },
  ): Promise<{ readonly upload: Upload; readonly backup: string | null }>
  discard(id: string): Promise<Upload>
}

/** What became of an event that was sent. */
export type EventAnswer =
  | { readonly id: string; readonly state: 'kept' | 'known'; readonly position: number }
  | {
      readonly id: string
      readonly state: 'refused'
      readonly code: string
      readonly values: Readonly<Record<string, MessageValue>>
    }

/** Facts that come one by one (docs/specs/events.md). */
export interface EventDesk {
  /** One answer an event; resolves when those that are kept are on disk. @throws Refusal when none of them could be */
  post(sender: string, events: readonly SentEvent[]): Promise<readonly EventAnswer[]>
  read(after: number, limit: number, table?: string): Promise<readonly KeptEvent[]>
  last(): Promise<number>
}

/** The newest proof of One Number. */
export interface ProofShelf {
  newest(): Promise<KeptProof | null>
  keep(proof: KeptProof): Promise<void>
}

/** Where a server is in its life. Changes are taken while it is ready; a standby is read. */
export const PHASES = ['opening', 'standby', 'ready', 'stopping', 'failed'] as const
export type Phase = (typeof PHASES)[number]

/** Whether anything but the state of the server is answered. */
export const isAnswering = (phase: Phase): boolean => phase === 'ready' || phase === 'standby'

/** What the server stands on; the house joins them. */
export interface ApiPorts {
  readonly plan: GuardedPlan
  readonly accounts: Accounts
  readonly suppliedBy: SuppliedBy
  readonly versions: VersionDesk
  readonly courses: CourseDesk
  readonly data: DataDesk
  readonly proofs: ProofShelf
  readonly events: EventDesk
  readonly writeParquet: WriteParquet
  readonly identityProvider: IdentityProvider | null
  /** The secret of this machine's console, for the command line of whoever runs the server. */
  readonly consoleKey: string | null
  readonly log: RequestLog
  readonly phase: () => Phase
  readonly programVersion: string
  readonly companyLanguage: Language
  readonly settings: ApiSettings
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface ApiSettings {
  /** How the world reaches the server; null: as the request says. `https` makes cookies and headers strict. */
  readonly publicUrl: string | null
  /** A proxy in front says who calls (the last `x-forwarded-for`). */
  readonly trustProxy: boolean
  readonly bodyBytes: number
  /** Requests a second of one caller, and how many at once. */
  readonly requestsPerSecond: number
  readonly requestBurst: number
  /** The same of requests that send events. */
  readonly eventRequestsPerSecond: number
  readonly heartbeatMs: number
}

export const API_SETTINGS: ApiSettings = {
  publicUrl: null,
  trustProxy: false,
  bodyBytes: 8 * 2 ** 20,
  requestsPerSecond: 50,
  requestBurst: 200,
  eventRequestsPerSecond: 10_000,
  heartbeatMs: 15_000,
}

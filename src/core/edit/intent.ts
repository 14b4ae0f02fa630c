import type { Day } from '../base/day.js'
import type { Quantity } from '../base/quantity.js'
import type { LayerKind } from '../demand/layer.js'
import type { Box } from './box.js'

export type ActorId = string
/** The plan itself is `main`. */
export type ScenarioId = string
export const MAIN: ScenarioId = 'main'

/** How a quantity over a box is shared out among its cells (docs/specs/editing.md). */
export type Profile = 'current' | 'baseline' | 'equal' | 'days'

/** What to do to the consensus demand of a box. Quantities are whole thousandths, factors whole millionths. */
export type QuantityOperation =
  /** The box adds up to this. */
  | { readonly op: 'set'; readonly quantity: Quantity }
  | { readonly op: 'add'; readonly quantity: Quantity }
  | { readonly op: 'scale'; readonly factor: number }
  /** Every row has this in every bucket of the box. */
  | { readonly op: 'fill'; readonly quantity: Quantity }
  /** What is planned from `fromDay` on (of another product, if one is named), times a factor. */
  | { readonly op: 'copy'; readonly fromDay: Day; readonly product?: string; readonly factor: number }
  /** What is planned in the box happens so many days later (below zero: earlier); nothing leaves the box's rows. */
  | { readonly op: 'shift'; readonly days: number }

export type QuantityIntent = QuantityOperation & {
  readonly kind: 'quantity'
  readonly box: Box
  readonly layer: LayerKind
  readonly profile: Profile
  /** Shares are whole packs of each product, where its smallest pack is known. */
  readonly inPacks: boolean
}

/** Cells that no share of a change reaches, until they are unlocked. */
export interface LockIntent {
  readonly kind: 'lock' | 'unlock'
  readonly box: Box
}

/**
 * A change of master data: of the records of one list of the company that have these ids, one field. Amounts of dated
 * lists change from a day on; the record before that day stays as it was.
 */
export interface MasterIntent {
  readonly kind: 'master'
  /** A list of `Company`: prices, costs, lanes, resources, policies, promotions, fx … */
  readonly list: string
  readonly key: RecordFields
  readonly field: string
  readonly op: 'set' | 'add' | 'scale'
  /** In the field's own unit; a factor is whole millionths. */
  readonly value: FieldValue
  readonly from: Day | null
}

/** What a field of a record of the company holds, in its own unit; null = not given. */
export type FieldValue = string | number | boolean | null
export type RecordFields = Readonly<Record<string, FieldValue>>

/** A record of one list of the company comes, or every record with some values goes. */
export type RecordIntent =
  /** Fields that are left out, or null, are what the company folder takes them for. */
  | { readonly kind: 'record'; readonly op: 'insert'; readonly list: string; readonly record: RecordFields }
  | { readonly kind: 'record'; readonly op: 'remove'; readonly list: string; readonly key: RecordFields }

/** What changes the company and not the quantities. */
export type CompanyIntent = MasterIntent | RecordIntent

export type Intent = QuantityIntent | LockIntent | CompanyIntent

/** Master data, which belong to the whole company. */
export const isOfCompany = (intent: Intent): intent is CompanyIntent =>
  intent.kind === 'master' || intent.kind === 'record'

/** Why somebody changed the plan: one code for everything that was changed in one go, and perhaps words. */
export interface Reason {
  readonly code: string
  readonly note: string
}

/** Something that made a person or a process act: an exception, an event, another entry. */
export interface Cause {
  readonly kind: string
  readonly id: string
}

/** What one person does in one go; all of it happens, or nothing. */
export interface Draft {
  /** Chosen by whoever sends it: the same key again is the same entry, whatever the network did meanwhile. */
  readonly key: string
  readonly actor: ActorId
  /** Who sent it, where that is not who made it: a merge keeps the authors of a scenario. */
  readonly sentBy?: ActorId
  /** ISO moment. */
  readonly at: string
  readonly reason: Reason
  readonly intents: readonly Intent[]
  /** Position of the entry that is taken back (of an undo: done again); `intents` is then empty. */
  readonly undoes?: number
  readonly cause?: Cause
  /** Said about a part of the plan; changes nothing. */
  readonly comment?: Comment
}

export interface Comment {
  readonly box: Box
  readonly text: string
  /** Position of the comment that is answered. */
  readonly answers?: number
  /** With this answer the thread is settled, or (false) open again. */
  readonly resolves?: boolean
}

export interface Entry extends Draft {
  /** 1, 2, 3 … over the whole journal. */
  readonly position: number
  readonly scenario: ScenarioId
  /** SHA-256 over this entry and the digest of the one before it, in hexadecimal. */
  readonly digest: string
}

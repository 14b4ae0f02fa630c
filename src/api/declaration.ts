import type { z } from '@hono/zod-openapi'
import type { Process } from '../access/roles.js'
import type { MeasureGroup, Verb } from '../core/edit/access.js'

/**
 * Who may call: anybody at all, whoever is signed in, or those with a verb. What of the plan they see is the gate's
 * affair, not the route's.
 */
export type Needs = 'nobody' | 'signed in' | Verb

/** A route, said once: the server checks by it, the OpenAPI document prints it, and the client is typed by it. */
export interface Declared {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** With `{names}` of its parameters. */
  readonly path: string
  readonly summary: string
  readonly area: string
  readonly needs: Needs
  /** One of these has to be the caller's. */
  readonly processes?: readonly Process[]
  /** Only tables that a workbook refreshes from: a *live* token is enough here, and good for nothing else. */
  readonly live?: boolean
  /** The answer cannot be cut to a scope: for those who see the whole company, and these kinds of numbers. */
  readonly wholeCompany?: readonly MeasureGroup[]
  /** Takes a person in (or changes how they get in): counted apart, and allowed with a password that must be changed. */
  readonly entrance?: boolean
  /** Machines send it all day: counted apart from what people ask. */
  readonly feed?: true
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** The body is a file as it is (`application/octet-stream`), which the handler reads. */
  readonly raw?: true
  readonly status?: 200 | 201 | 202 | 204 | 302
  readonly answer?: z.ZodType
  /** Media types of an answer that is not JSON. */
  readonly streams?: readonly string[]
  /** Of a stream of server-sent events: what the data of each hold, by its name. */
  readonly events?: Readonly<Record<string, z.ZodObject>>
}

/** What a browser's form cannot send by itself. */
export const RAW_TYPE = 'application/octet-stream'

export const declare = <const Of extends Declared>(declared: Of): Of => declared

type In<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined
type Out<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
type Part<Of, Key extends string> = Key extends keyof Of ? Of[Key] : undefined

/** What a handler is given: checked, and days as day numbers. */
export interface InputOf<Of> {
  readonly params: Out<Part<Of, 'params'>>
  readonly query: Out<Part<Of, 'query'>>
  readonly body: Out<Part<Of, 'body'>>
}

type Optional<Key extends string, Value> = [Value] extends [undefined]
  ? { [K in Key]?: undefined }
  : { [K in Key]: Value }
type Loose<Value> = Value extends undefined ? undefined : Value | (Partial<Value> extends Value ? undefined : never)

/** What a client sends. */
export type SentTo<Of> = Optional<'params', In<Part<Of, 'params'>>> &
  ([Loose<In<Part<Of, 'query'>>>] extends [undefined] ? { query?: undefined } : { query?: In<Part<Of, 'query'>> }) &
  (Part<Of, 'raw'> extends true ? { body: Uint8Array | Blob } : Optional<'body', In<Part<Of, 'body'>>>)

/** What a client gets; a stream is read from the response. */
export type AnswerOf<Of> = Part<Of, 'streams'> extends readonly string[] ? Response : In<Part<Of, 'answer'>>

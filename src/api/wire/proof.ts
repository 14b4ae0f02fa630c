import { z } from '@hono/zod-openapi'
import type { KeptProof, ProofSight } from '../../processes/proof/kept-proof.js'
import { moment } from './base.js'

const count = z.number().int()
const amount = z.string().openapi({ description: 'A decimal in major units.' })

export const proofShown = z
  .object({
    version: z.string().openapi({ description: 'Of the plan in force; `+` and a position where people changed it.' }),
    at: moment.openapi({ description: 'When it began: what people did later is not in it.' }),
    by: z.string(),
    seconds: z.number(),
    ok: z
      .boolean()
      .openapi({ description: 'Identity holds, and nothing differs from what was signed without an owner.' }),
    moved: z.boolean().openapi({ description: 'The plan or its signature is not any more what was proved.' }),
    cells: count,
    identity: z.object({
      holds: z.boolean(),
      checks: z.array(
        z.object({
          name: z.string(),
          compared: count,
          mismatches: count,
          first: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
        }),
      ),
    }),
    agreement: z
      .object({
        record: z.string(),
        currency: z.string(),
        open: z.boolean(),
        gap: amount.openapi({ description: 'What differs and nobody owns, netted.' }),
        owned: z.array(z.object({ owner: z.string(), reason: z.string(), amount })),
        lineCount: count,
        lines: z
          .array(
            z.object({
              month: z.string(),
              country: z.string(),
              account: z.string(),
              family: z.string(),
              amount,
              owner: z.string(),
            }),
          )
          .openapi({ description: 'Largest first, as many as a page shows.' }),
      })
      .nullable()
      .openapi({ description: 'Null where nothing is signed, or its figures are not the caller’s.' }),
    truth: z
      .object({
        lines: count,
        unexplainedCount: count,
        unexplained: z.array(
          z.object({
            company: z.string(),
            month: z.string(),
            line: z.string(),
            amount,
            ledger: amount,
            priced: amount,
            currency: z.string(),
          }),
        ),
      })
      .nullable()
      .openapi({ description: 'Null where there is no ledger, or its figures are not the caller’s.' }),
    shows: z
      .object({ gap: z.boolean(), truth: z.boolean() })
      .openapi({ description: 'Which figures are the caller’s to see.' }),
  })
  .openapi('Proof')
export type ProofShown = z.infer<typeof proofShown>

const LISTED = 100

export function showProof({ proof, at, by, seconds }: KeptProof, moved: boolean, shows: ProofSight): ProofShown {
  const { version, ok, cells, identity, checks, gap, truth } = proof
  return {
    version,
    at,
    by,
    seconds,
    ok,
    moved,
    cells,
    identity: {
      holds: identity,
      checks: checks.map(({ first, ...check }) => ({
        ...check,
        first: first !== null && shows.truth ? { ...first } : null,
      })),
    },
    agreement:
      gap === null || !shows.gap
        ? null
        : {
            record: gap.record,
            currency: gap.currency,
            open: gap.open,
            gap: gap.amount,
            owned: gap.owned.map((one) => ({ ...one })),
            lineCount: gap.lines.length,
            lines: gap.lines.slice(0, LISTED).map((line) => ({ ...line })),
          },
    truth:
      truth === null || !shows.truth
        ? null
        : {
            lines: truth.lines,
            unexplainedCount: truth.unexplained.length,
            unexplained: truth.unexplained.slice(0, LISTED).map((line) => ({ ...line })),
          },
    shows: { ...shows },
  }
}

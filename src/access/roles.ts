import type { MeasureGroup, Verb } from '../core/edit/access.js'

export const ROLES = ['viewer', 'demand', 'supply', 'finance', 'executive', 'partner', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** The meetings and desks that Rumbo serves; a person sees the pages of theirs. */
export const PROCESSES = ['ibp', 'sop', 'soe', 'tower', 'cpfr', 'finance'] as const
export type Process = (typeof PROCESSES)[number]

export interface Rights {
  readonly may: readonly Verb[]
  readonly measures: readonly MeasureGroup[]
  readonly processes: readonly Process[]
}

const MONEY: readonly MeasureGroup[] = ['volume', 'stock', 'revenue', 'margin', 'cash']

/** What each role may do and see (docs/specs/access.md). Several roles add up; `partner` stands alone. */
export const RIGHTS: Readonly<Record<Role, Rights>> = {
  viewer: {
    may: ['read'],
    measures: ['volume', 'stock', 'revenue'],
    processes: ['ibp', 'sop', 'soe', 'tower'],
  },
  demand: {
    may: ['read', 'comment', 'edit demand', 'open scenario'],
    measures: ['volume', 'stock', 'revenue'],
    processes: ['ibp', 'sop', 'soe', 'tower', 'cpfr'],
  },
  supply: {
    may: ['read', 'comment', 'edit supply', 'open scenario'],
    measures: ['volume', 'stock'],
    processes: ['sop', 'soe', 'tower', 'cpfr'],
  },
  finance: {
    may: ['read', 'comment', 'edit finance', 'open scenario'],
    measures: MONEY,
    processes: ['ibp', 'sop', 'finance'],
  },
  executive: {
    may: ['read', 'comment', 'open scenario', 'promote', 'sign'],
    measures: MONEY,
    processes: PROCESSES,
  },
  partner: { may: ['read', 'comment'], measures: ['volume', 'stock'], processes: ['cpfr'] },
  administrator: { may: ['read', 'run', 'administer'], measures: ['volume', 'stock'], processes: [] },
}

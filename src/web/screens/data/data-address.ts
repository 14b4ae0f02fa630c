import type { BadRowsAsked } from '../../server/company-data.js'
import type { Address } from '../../view/address.js'

export const DATA_TABS = ['tables', 'loads', 'bad', 'files', 'coverage'] as const
export type DataTab = (typeof DATA_TABS)[number]

export interface DataAddress {
  readonly tab: DataTab
  /** The table or load that is opened. */
  readonly open: string | null
  readonly lateOnly: boolean
  readonly bad: BadRowsAsked
  /** How many bad rows stand before the page. */
  readonly after: number
}

/** What of the address this screen reads; whatever it does not understand is as if it were not there (WB53). */
export function readDataAddress(address: Address): DataAddress {
  const load = wholeOf(address.load)
  return {
    tab: DATA_TABS.find((tab) => tab === address.show) ?? 'tables',
    open: address.open ?? null,
    lateOnly: address.only === 'late',
    bad: {
      ...(load === null || load === 0 ? {} : { load }),
      ...(address.table === undefined ? {} : { table: address.table }),
      ...(address.code === undefined ? {} : { code: address.code }),
    },
    after: wholeOf(address.after) ?? 0,
  }
}

const wholeOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null

/** Going from one list to another leaves what was chosen in the one before. */
export const EMPTY = {
  open: undefined,
  only: undefined,
  load: undefined,
  table: undefined,
  code: undefined,
  after: undefined,
} as const

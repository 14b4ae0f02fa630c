/** Where a company keeps its journal, unless that is in PostgreSQL, and its accounts: paths inside its folder. */
export const JOURNAL = '.rumbo/journal.db'
export const JOURNAL_ARCHIVE = '.rumbo/journal-archive.db'
export const ACCESS = '.rumbo/access.db'

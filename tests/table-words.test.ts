import { expect, test } from 'vitest'
import { CONTRACT_TABLES } from '../src/contract/tables.js'
import { tableMessages } from '../src/language/messages/web/table.js'

test('[WB50] every table of the contract has a name that people know', () => {
  const named = Object.keys(tableMessages).map((key) => key.slice('web.table_'.length))
  expect(named).toEqual(CONTRACT_TABLES.map(({ name }) => name))
})

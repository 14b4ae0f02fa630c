import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { besides, PlanNews, planKey } from './plan-news.js'

const BRIDGE = planKey('scenario-1', 'bridge', 'live', 'scenario-1')
const ANOTHER = planKey('scenario-2', 'numbers')

test.each([
  ['main', true],
  ['scenario-1', true],
  ['scenario-2', false],
])('[WB39] what is told of two plans is read again when either moves: %s', async (moved, isReadAgain) => {
  const queries = new QueryClient()
  const news = new PlanNews(queries)
  await queries.fetchQuery({ queryKey: BRIDGE, meta: besides('main'), queryFn: () => 'told' })
  await queries.fetchQuery({ queryKey: ANOTHER, queryFn: () => 'told' })
  const isInvalid = (key: readonly unknown[]): boolean | undefined => queries.getQueryState(key)?.isInvalidated
  news.readAgain(planKey('scenario-2'))
  if (moved !== 'scenario-2') news.readAgain(planKey(moved))
  await expect.poll(() => isInvalid(ANOTHER)).toBe(true)
  expect(isInvalid(BRIDGE)).toBe(isReadAgain)
  news.close()
  queries.clear()
})

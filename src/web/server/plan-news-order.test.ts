import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StreamEvent } from '../../api/wire/event.js'
import { numbersOnly, PlanNews, planKey } from './plan-news.js'

const KEY = planKey('main', 'table', 'everything')
const OTHER = planKey('main', 'table', 'Peru')
const table = (numbers: number, shows = numbers) => ({ epoch: { scenario: 'main', numbers, settled: numbers }, shows })
const changed = (numbers: number): StreamEvent => ({
  event: 'changed',
  id: numbers,
  data: { kind: 'numbers', epoch: { scenario: 'main', numbers, settled: 0 }, entry: null },
})
const missed = (position: number): StreamEvent =>
  ({
    event: 'changed',
    id: position,
    data: { kind: 'numbers', epoch: null, entry: { scenario: 'main', position } },
  }) as unknown as StreamEvent
const RELOAD: StreamEvent = { event: 'reload', id: null, data: {} }

let queries: QueryClient
let news: PlanNews
/** How far the plan is, as a question about it is answered. */
let plan: number
let asked: number
const stops: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  queries = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: false } } })
  queries.mount()
  news = new PlanNews(queries)
  plan = 1
  asked = 0
})

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  queries.clear()
  queries.unmount()
  vi.useRealTimers()
})

/** Something on the screen that asks about numbers, answered after a while with what the plan was when it was asked. */
function look(key = KEY, answerMs = 0): () => void {
  const observer = new QueryObserver(queries, {
    queryKey: key,
    meta: numbersOnly({}),
    queryFn: async () => {
      asked++
      const now = plan
      await new Promise((resolve) => setTimeout(resolve, answerMs))
      return table(now)
    },
  })
  const stop = observer.subscribe(() => undefined)
  stops.push(stop)
  return stop
}
const pass = (milliseconds = 50): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)
const shown = (key = KEY) => (queries.getQueryData(key) as { shows: number } | undefined)?.shows

test('[WB19] one’s own change is shown as it was answered, and not asked again when the stream tells of it', async () => {
  look()
  await pass()
  plan = 2
  await news.readNow('main', 2, [{ key: KEY, table: table(2) }])
  news.told(changed(2))
  await pass()
  expect([shown(), asked]).toEqual([2, 1])
})

test('[WB19] an answer of before the change that comes after it is not shown', async () => {
  look(KEY, 200)
  await pass(250)
  news.told(changed(2))
  plan = 2
  await pass()
  // The question is on its way as of 2 when one's own change, 3, is answered.
  plan = 3
  await news.readNow('main', 3, [{ key: KEY, table: table(3) }])
  news.told(changed(3))
  await pass(1000)
  expect(shown()).toBe(3)
})

test('[WB19] an answer that comes late does not cover what others have changed since', async () => {
  look()
  await pass()
  plan = 3
  news.told(changed(3))
  await pass()
  await news.readNow('main', 2, [{ key: KEY, table: table(2) }])
  await pass()
  expect(shown()).toBe(3)
  // Nor is what was given up for it forgotten.
  plan = 5
  news.told(changed(5))
  await news.readNow('main', 4, [{ key: KEY, table: table(4) }])
  await pass()
  expect(shown()).toBe(5)
})

test('[WB19] what is not in sight while one changes the plan is read again when one comes back to it', async () => {
  const leave = look(OTHER)
  await pass()
  leave()
  look(KEY)
  plan = 2
  await news.readNow('main', 2, [{ key: KEY, table: table(2) }])
  news.told(changed(2))
  await pass()
  look(OTHER)
  await pass()
  expect(shown(OTHER)).toBe(2)
})

test('[WB7] what was missed is read, whether it is told entry by entry or only how far the plan is', async () => {
  look()
  await pass()
  plan = 2
  news.told(missed(2))
  await pass()
  expect(shown()).toBe(2)
  plan = 3
  news.told({ event: 'here', id: null, data: { epoch: { scenario: 'main', numbers: 3, settled: 3 }, scenarios: [] } })
  await pass()
  expect(shown()).toBe(3)
})

test('[WB7] another plan is read whole, though it stands where the last one stood', async () => {
  look()
  await pass()
  news.told(changed(1))
  await pass()
  expect(asked).toBe(1)
  news.told(RELOAD)
  await pass()
  expect(asked).toBe(2)
})

test('where somebody goes says nothing of the plan or its scenarios', async () => {
  stops.push(
    new QueryObserver(queries, {
      queryKey: ['scenarios'],
      queryFn: () => {
        asked++
        return Promise.resolve([])
      },
    }).subscribe(() => undefined),
  )
  await pass()
  news.told({ event: 'present', id: null, data: { user: 'luis', name: 'Luis', here: true, place: null } } as never)
  await pass()
  expect(asked).toBe(1)
})

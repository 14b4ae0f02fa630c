import { expect, test } from 'vitest'
import { withHolidays } from './holiday-thread.js'

const ASKED = { countries: ['CL', 'MX'], fromYear: 2025, toYear: 2026 }
const BROKEN = new URL('data:text/javascript,throw new Error("no library")')

test('[NH4] a thread of its own knows the same holidays as this one', async () => {
  const [there, here] = await Promise.all([1, 0].map((workers) => withHolidays(workers, (holidays) => holidays(ASKED))))
  expect(there).toEqual(here)
  expect(there!.some(({ country }) => country === 'MX')).toBe(true)
})

test('a thread that died fails who asks, and nobody else', async () => {
  const waited = () => new Promise((resolve) => setTimeout(resolve, 300))
  const asking = withHolidays(
    1,
    async (holidays) => {
      await waited()
      return holidays(ASKED)
    },
    BROKEN,
  )
  await expect(asking).rejects.toThrow('no library')
  expect(await withHolidays(1, () => waited().then(() => 'planned'), BROKEN)).toBe('planned')
})

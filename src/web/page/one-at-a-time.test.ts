import { expect, test } from 'vitest'
import { oneAtATime } from './one-at-a-time.js'

test('[WB43] what is begun twice is done once, and can be done again when it has ended or was refused', async () => {
  const begun: number[] = []
  const ends: ((refused?: Error) => void)[] = []
  const run = (at: number): Promise<void> => {
    begun.push(at)
    return new Promise((resolve, reject) =>
      ends.push((refused) => (refused === undefined ? resolve() : reject(refused))),
    )
  }
  const once = oneAtATime(run, { current: false })
  once(1)
  once(2)
  expect(begun).toEqual([1])
  ends[0]!()
  await Promise.resolve()
  once(3)
  expect(begun).toEqual([1, 3])
  ends[1]!(new Error('refused'))
  await Promise.resolve()
  once(4)
  expect(begun).toEqual([1, 3, 4])
})

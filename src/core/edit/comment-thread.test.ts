import { expect, test } from 'vitest'
import { boxOf, entryMaker } from '../../../tests/support/edit-world.js'
import { commentThreads } from './comment-thread.js'
import type { Comment, Entry } from './intent.js'

const box = boxOf({ product: ['food'] })
let make: ReturnType<typeof entryMaker>
const say = (comment: Partial<Comment> = {}): Entry => make([], { comment: { box, text: 'x', ...comment } })

/** `1: 1 2, settled` for each thread. */
function threadsOf(build: () => Entry[]): string[] {
  make = entryMaker()
  return commentThreads(build()).map(
    ({ position, resolved, comments }) =>
      `${position}: ${comments.map((entry) => entry.position).join(' ')}${resolved ? ', settled' : ''}`,
  )
}

test('[ED93] answers belong to the thread of what they answer, however deep', () => {
  expect(threadsOf(() => [say(), say(), say({ answers: 1 }), say({ answers: 3 }), say({ answers: 2 })])).toEqual([
    '1: 1 3 4',
    '2: 2 5',
  ])
  make = entryMaker()
  const elsewhere = boxOf({ product: ['home'] })
  const [thread] = commentThreads([say(), say({ answers: 1, box: elsewhere })])
  expect(thread!.box).toEqual(box)
})

test('[ED93] what answers nothing that is read begins a thread', () => {
  expect(threadsOf(() => [say({ answers: 77 }), say({ answers: 1 })])).toEqual(['1: 1 2'])
  expect(threadsOf(() => [make([]), say()])).toEqual(['2: 2'])
})

test('[ED94] the last answer that settled or opened a thread counts', () => {
  const settled = () => [say(), say({ answers: 1, resolves: true })]
  expect(threadsOf(settled)).toEqual(['1: 1 2, settled'])
  expect(threadsOf(() => [...settled(), say({ answers: 2 })])).toEqual(['1: 1 2 3, settled'])
  expect(threadsOf(() => [...settled(), say({ answers: 2, resolves: false })])).toEqual(['1: 1 2 3'])
})

test('[ED94] what was taken back neither stands nor counts', () => {
  const undone = () => [say(), say({ answers: 1, resolves: true }), make([], { undoes: 2 })]
  expect(threadsOf(undone)).toEqual(['1: 1'])
  expect(threadsOf(() => [...undone(), make([], { undoes: 3 })])).toEqual(['1: 1 2, settled'])
  expect(threadsOf(() => [say(), say({ answers: 1 }), make([], { undoes: 1 })])).toEqual(['2: 2'])
})

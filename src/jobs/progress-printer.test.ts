import { expect, test } from 'vitest'
import type { Progress } from './job.js'
import { progressPrinter, stepTitle } from './progress-printer.js'

function paper(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, written, write: (text: string) => written.push(text) }
}

const at = (fraction: number, state: Progress['state'] = 'running'): Progress => ({
  job: 'plan',
  step: 'net',
  position: 0,
  fraction,
  state,
  milliseconds: 1234,
  peakBytes: 312_400_000,
})

const clockAt = (milliseconds: () => number) => ({ milliseconds, residentBytes: () => 0, processPeakBytes: () => 0 })

test('[JB6] not on a terminal: one line a step, when it ends', () => {
  const log = paper(false)
  const print = progressPrinter(log, 'en')
  for (const progress of [at(0), at(0.5), at(1, 'done')]) print(progress)
  expect(log.written).toEqual(['✓ net requirements    1.23 s, 312 MB\n'])
})

test('[JB6] on a terminal: the running line is redrawn in place and ends as one line', () => {
  let now = 0
  const terminal = paper(true)
  const print = progressPrinter(
    terminal,
    'en',
    clockAt(() => now),
  )
  print(at(0))
  now = 100
  print(at(0.5))
  print(at(1, 'done'))
  expect(terminal.written).toEqual([
    `\r\x1b[K  net requirements    ${' '.repeat(20)}   0 %`,
    `\r\x1b[K  net requirements    ${'█'.repeat(10)}${' '.repeat(10)}  50 %`,
    '\r\x1b[K✓ net requirements    1.23 s, 312 MB\n',
  ])
})

test('[JB6] a terminal is not flooded: a million reports draw at most once in 80 ms', () => {
  let now = 0
  const terminal = paper(true)
  const print = progressPrinter(
    terminal,
    'en',
    clockAt(() => now),
  )
  for (now = 0; now < 800; now++) for (let again = 0; again < 100; again++) print(at(0.5))
  expect(terminal.written).toHaveLength(10)
})

test('numbers and titles follow the language; an unknown step keeps its name', () => {
  const log = paper(false)
  progressPrinter(log, 'es')(at(0.2, 'failed'))
  expect(log.written).toEqual(['✗ calcular compras    falló a los 1,23 s\n'])
  expect(stepTitle('roll up', 'pt')).toBe('agregar')
  expect(stepTitle('count sheep', 'en')).toBe('count sheep')
})

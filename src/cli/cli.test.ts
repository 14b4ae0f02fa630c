import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from './cli.js'

let said: string

beforeEach(() => {
  said = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

test.each([
  [['nonsense'], 'There is no command "nonsense".'],
  [['plan'], 'The argument "folder" is missing.'],
  [['plan', 'x', '--workers', 'many'], '"many" is not a value for --workers.'],
  [['report', 'x', '--by', 'nobody'], '"nobody" is not a value for --by.'],
  [['sign', 'x', '--by', 'me'], 'The option "--reason <why>" is missing.'],
  [['plan', 'x', '--fast'], 'There is no option "--fast".'],
])('rumbo %j is refused with a remedy, exit 2', async (args, sentence) => {
  expect(await main(args)).toBe(2)
  expect(said).toContain(sentence)
  expect(said).toContain('→ ')
})

test('a refusal speaks the language asked for', async () => {
  expect(await main(['plan', '/nowhere/at/all', '--language', 'es'])).toBe(2)
  expect(said).toContain('no existe o no tiene company.yaml')
})

test('a language nobody speaks here is refused', async () => {
  expect(await main(['plan', 'x', '--language', 'de'])).toBe(2)
  expect(said).toContain('es, pt, en')
})

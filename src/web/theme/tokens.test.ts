import { expect, test } from 'vitest'
import { DARK, LIGHT, type Tokens, variablesOf } from './tokens.js'

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light! + 0.05) / (dark! + 0.05)
}

const AA = 4.5
const WRITING = ['ink', 'ink2', 'ink3', 'accent', 'good', 'bad', 'warn'] as const
const GROUNDS = ['surface', 'surface2', 'surface3', 'editable', 'past'] as const

test.each([
  ['day', LIGHT],
  ['night', DARK],
] as [string, Tokens][])('[WB3] whatever is written can be read, by %s', (_, tokens) => {
  const pale = WRITING.flatMap((ink) =>
    GROUNDS.map((ground) => ({ ink, ground, ratio: contrast(tokens[ink], tokens[ground]) })),
  ).filter(({ ratio }) => ratio < AA)
  expect(pale).toEqual([])
  expect(contrast(tokens.onAccent, tokens.accent)).toBeGreaterThan(AA)
  expect(contrast(tokens.onScenario, tokens.scenario)).toBeGreaterThan(AA)
  expect(contrast(tokens.ink, tokens.accentSoft)).toBeGreaterThan(AA)
  expect(contrast(tokens.warn, tokens.warnSoft)).toBeGreaterThan(AA)
})

test('[WB3] both rooms have the same colours, under names a style sheet can use', () => {
  expect(Object.keys(variablesOf(DARK))).toEqual(Object.keys(variablesOf(LIGHT)))
  expect(Object.keys(variablesOf(LIGHT))).toEqual(expect.arrayContaining(['--r-ink-2', '--r-accent-soft', '--r-past']))
})

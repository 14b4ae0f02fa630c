import { expect, test } from 'vitest'
import { mentionsOf } from './mentions.js'

const named = (text: string, who: string): boolean => mentionsOf(text).has(who)

test('[ED95] somebody is named by an @ before the name of their account, and nobody by an address', () => {
  expect(named('@ana: look', 'ana')).toBe(true)
  expect(named('please look, @ANA.', 'ana')).toBe(true)
  expect(named('(@ana-at-andina.cl)', 'ana-at-andina.cl')).toBe(true)
  expect(named('@ana.', 'ana.')).toBe(true)
  expect(named('¿@ana y @luis?', 'luis')).toBe(true)
  expect(named('write to ana@andina.cl', 'andina.cl')).toBe(false)
  expect(named('@anabel', 'ana')).toBe(false)
  expect(named('ana', 'ana')).toBe(false)
  expect(mentionsOf('@@ @ .@')).toEqual(new Set())
})

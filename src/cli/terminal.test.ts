import { expect, test } from 'vitest'
import { printable } from './terminal.js'

test('what a file says cannot clear the screen, ring the bell or turn the line around', () => {
  expect(printable('a\u001b[2Jb\u0007\u202Ec\u0085')).toBe('a�[2Jb��c�')
  expect(printable('Días de stock → 6,5\n\tñ 🙂')).toBe('Días de stock → 6,5\n\tñ 🙂')
})

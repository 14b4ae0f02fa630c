import { expect, test } from 'vitest'
import { namedLike, namingAt, withName } from './naming.js'

const readers = [
  { user: 'ana', name: 'Ana Pérez' },
  { user: 'sofia', name: 'Sofía Peña Anaya' },
  { user: 'luis', name: 'Luis Quispe' },
]
const found = (begun: string): string[] => namedLike(readers, { from: 0, begun }).map(({ user }) => user)

test('[WB103] whom one is about to name is found by account and by name, whatever the accents', () => {
  expect(found('')).toEqual(['ana', 'sofia', 'luis'])
  expect(found('an')).toEqual(['ana', 'sofia'])
  expect(found('pen')).toEqual(['sofia'])
  expect(found('QUIS')).toEqual(['luis'])
  expect(found('uis')).toEqual(['luis'])
  expect(found('x')).toEqual([])
})

test('[WB103] an @ begins a name after anything but a word, and what is chosen stands in its place', () => {
  expect(namingAt('hola @an', 8)).toEqual({ from: 5, begun: 'an' })
  expect(namingAt('@', 1)).toEqual({ from: 0, begun: '' })
  expect(namingAt('ana@an', 6)).toBeNull()
  expect(namingAt('hola @ana y', 11)).toBeNull()
  expect(withName('hola @an, mira', 8, { from: 5, begun: 'an' }, 'ana')).toEqual({
    text: 'hola @ana , mira',
    caret: 10,
  })
})

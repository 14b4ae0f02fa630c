import { expect, test } from 'vitest'
import { wordsOf } from '../../words/words.js'
import { detailText } from './audit-detail.js'

test('[WB63] what changed of somebody’s rights is told in words, before and after', () => {
  const words = wordsOf('es', [])
  const before = { roles: ['viewer'], scopes: [], measures: null, processes: null }
  const after = { roles: ['demand', 'finance'], scopes: [{ location: ['PE'] }], measures: ['volume'], processes: null }
  expect(detailText({ before, after }, words)).toBe(
    'Lectura / nada: no ve ninguna cifra → Demanda, Finanzas / PE / Volumen',
  )
  expect(detailText({ upload: 'x', bytes: 7_113_532, sha256: 'b45c6a63d223908caf' }, words)).toBe(
    '7,1 MB · sha256 b45c6a63d223…',
  )
  expect(detailText({ how: 'password' }, words)).toBe('con contraseña')
  expect(detailText({ user: 'ana', name: 'Excel', kind: 'live', days: 90 }, words)).toBe('Excel · En vivo · 90 días')
  expect(detailText({ subject: 'x' }, words)).toBe('subject: x')
  expect(detailText({}, words)).toBe('')
})

import { spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useSession } from '../server/session.js'
import { placesOf } from './navigation.js'
import { usePanels } from './panels.js'

const SEQUENCE_MS = 1200

/** Keys that work everywhere: `/` searches, `g` and a letter goes somewhere, `?` helps, `w` says why. */
export function ShortcutKeys(): ReactNode {
  const navigate = useNavigate()
  const { me } = useSession()
  const { showHelp, showDrawer, drawer } = usePanels()
  useEffect(() => {
    let goingSince = 0
    const pressed = (event: KeyboardEvent): void => {
      if (isWriting(event) || event.ctrlKey || event.metaKey || event.altKey) return
      const { key } = event
      const place = placesOf(me).find(({ letter }) => letter === key)
      if (performance.now() - goingSince < SEQUENCE_MS && place !== undefined)
        void navigate({ to: place.path } as never)
      goingSince = key === 'g' ? performance.now() : 0
      if (key === '/') {
        event.preventDefault()
        spotlight.open()
      }
      if (key === '?') showHelp(true)
      if (key === 'w') showDrawer(drawer === null ? 'why' : null)
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [navigate, me, showHelp, showDrawer, drawer])
  return null
}

/** Where letters are letters: fields; and the grid, for the signs that begin a number. */
const isWriting = ({ target, key }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
    (key === '/' && target.closest('canvas') !== null))

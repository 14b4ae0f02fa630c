import type { GridSelection, Rectangle } from '@glideapps/glide-data-grid'
import { useCallback, useRef, useState } from 'react'
import { NOTHING_SELECTED } from './plan-grid.js'
import { rangesOf } from './selected-ranges.js'

interface Selecting {
  readonly selection: GridSelection
  readonly select: (selection: GridSelection) => void
  /** What is selected stays so while more is selected with the keyboard, until the grid is told to select nothing. */
  readonly pin: () => void
}

export function useSelection(): Selecting {
  const [selection, setSelection] = useState(NOTHING_SELECTED)
  const pinned = useRef<readonly Rectangle[]>([])
  const now = useRef(selection)
  now.current = selection
  const select = useCallback((next: GridSelection) => {
    if (next.current === undefined) pinned.current = []
    setSelection(withRanges(next, pinned.current))
  }, [])
  const pin = useCallback(() => {
    pinned.current = rangesOf(now.current)
  }, [])
  return { selection, select, pin }
}

function withRanges(selection: GridSelection, pinned: readonly Rectangle[]): GridSelection {
  const { current } = selection
  if (current === undefined || pinned.length === 0) return selection
  const isPinned = (range: Rectangle): boolean => pinned.some((one) => isSame(one, range))
  const rangeStack = [...pinned, ...current.rangeStack.filter((range) => !isPinned(range))]
  return { ...selection, current: { ...current, rangeStack } }
}

const isSame = (a: Rectangle, b: Rectangle): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height

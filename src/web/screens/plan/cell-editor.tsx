import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/words.js'
import classes from './plan.module.css'

/** Where one goes when a cell is written: columns and rows from where one is. */
export type Step = readonly [right: number, down: number]

export interface Editing {
  readonly column: number
  readonly row: number
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** What was in the cell, or the key that began it. */
  readonly text: string
  /** Begun by typing: arrows leave the cell, as in any spreadsheet. */
  readonly typed: boolean
}

interface CellEditorProps {
  readonly editing: Editing
  readonly onDone: (text: string, step: Step | null) => void
  readonly onCancel: () => void
}

/**
 * The field over a cell. It is there in the same moment as the key that begins it: a field that is fetched when it is
 * first needed loses the keys that come meanwhile, and a lost `=` makes another number of `=+100`.
 */
export function CellEditor({ editing, onDone, onCancel }: CellEditorProps): ReactNode {
  const { say } = useWords()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(editing.text)
  const over = useRef(false)
  useEffect(() => {
    field.current?.focus()
    if (!editing.typed) field.current?.select()
  }, [editing])
  const end = (work: () => void): void => {
    if (over.current) return
    over.current = true
    work()
  }
  const pressed = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.key === 'Escape') return end(onCancel)
    const step = stepOf(event, editing.typed)
    if (step === null) return
    event.preventDefault()
    end(() => onDone(text, step))
  }
  const { x, y, width, height } = editing.bounds
  return (
    <input
      ref={field}
      className={classes.editor}
      style={{ left: x, top: y, minWidth: width, height }}
      aria-label={say('web.cell_editor')}
      value={text}
      inputMode="decimal"
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onKeyDown={pressed}
      onBlur={() => end(() => onDone(text, null))}
    />
  )
}

const ARROWS: Readonly<Record<string, Step>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** Null where the key belongs to the field. */
export function stepOf({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, typed: boolean): Step | null {
  if (key === 'Enter') return [0, shiftKey ? -1 : 1]
  if (key === 'Tab') return [shiftKey ? -1 : 1, 0]
  return typed ? (ARROWS[key] ?? null) : null
}

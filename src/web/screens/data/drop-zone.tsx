import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useWords } from '../../words/words.js'
import classes from './data.module.css'

/** The whole screen takes files that are dropped on it. */
export function DropZone({
  onFiles,
  children,
}: {
  onFiles: ((files: readonly File[]) => void) | null
  children: ReactNode
}): ReactNode {
  const { say } = useWords()
  const [over, setOver] = useState(false)
  // Entering a child is told before leaving its parent.
  const depth = useRef(0)
  if (onFiles === null) return children
  const has = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files')
  const end = (): void => {
    depth.current = 0
    setOver(false)
  }
  return (
    <div
      className={classes.zone}
      data-testid="drop-zone"
      onDragEnter={(event) => {
        if (!has(event)) return
        depth.current++
        setOver(true)
      }}
      onDragOver={(event) => has(event) && event.preventDefault()}
      onDragLeave={() => {
        if (--depth.current <= 0) end()
      }}
      onDrop={(event) => {
        if (!has(event)) return
        event.preventDefault()
        end()
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
      {over ? (
        <div className={classes.drop} aria-hidden>
          {say('web.data_drop_now')}
        </div>
      ) : null}
    </div>
  )
}

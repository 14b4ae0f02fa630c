import type { GridKeyEventArgs } from '@glideapps/glide-data-grid'
import type { PlanGridActions } from './plan-grid-actions.js'

/** Keys of the grid beyond those of any spreadsheet. @returns whether it was one of them. */
export function planGridKeys(event: GridKeyEventArgs, actions: PlanGridActions): boolean {
  const action = actionOf(event, actions)
  if (action === undefined) return false
  event.cancel()
  event.preventDefault()
  action()
  return true
}

function actionOf(
  { key, ctrlKey, metaKey, altKey, shiftKey }: GridKeyEventArgs,
  actions: PlanGridActions,
): (() => void) | undefined {
  const command = ctrlKey || metaKey
  const letter = key.toLowerCase()
  if (command && letter === 'z') return shiftKey ? actions.redo : actions.undo
  if (command && letter === 'y') return actions.redo
  if (command && letter === 'l') return () => actions.lock(!shiftKey)
  if (altKey && key === 'ArrowRight') return actions.drillSelected
  if (altKey && key === 'ArrowLeft') return actions.rise
  if (altKey && key === 'Enter') return actions.why
  if (shiftKey && key === 'F2') return actions.comment
  if (shiftKey && key === 'F8') return actions.pin
  return undefined
}

import { useRef } from 'react'

/** What is begun again before it has ended is begun once: a second click is quicker than a button that is switched off. */
export function oneAtATime<Args extends readonly unknown[]>(
  run: (...args: Args) => Promise<unknown>,
  going: { current: boolean },
): (...args: Args) => void {
  return (...args) => {
    if (going.current) return
    going.current = true
    // Whoever runs it tells what was refused.
    const ended = (): void => {
      going.current = false
    }
    void run(...args).then(ended, ended)
  }
}

export const useOneAtATime = <Args extends readonly unknown[]>(
  run: (...args: Args) => Promise<unknown>,
): ((...args: Args) => void) => oneAtATime(run, useRef(false))

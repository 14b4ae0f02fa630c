/** Whether a process of this number is there: what a killed one left behind may be cleared away. */
export function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch (error) {
    // There is such a process, and it is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

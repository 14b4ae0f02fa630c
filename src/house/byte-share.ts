import type { Report } from '../jobs/job.js'

/** Tells how much of so many bytes has passed. */
export function shareOf(whole: number, report: Report): (bytes: number) => void {
  let passed = 0
  return (bytes) => {
    passed += bytes
    report(passed / Math.max(1, whole))
  }
}

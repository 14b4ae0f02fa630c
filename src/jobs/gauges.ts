/** Time and memory as a job reads them; tests bring their own, so that no test waits or depends on the machine. */
export interface Gauges {
  /** Monotonic, from any origin. */
  milliseconds(): number
  /** Resident memory now. */
  residentBytes(): number
  /** The most resident memory the process has ever had. */
  processPeakBytes(): number
}

const BYTES_PER_KIBIBYTE = 1024

export const processGauges: Gauges = {
  milliseconds: () => performance.now(),
  residentBytes: () => process.memoryUsage.rss(),
  processPeakBytes: () => process.resourceUsage().maxRSS * BYTES_PER_KIBIBYTE,
}

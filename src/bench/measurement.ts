/** What one step took. Peak memory is the process's own high-water mark, which never falls. */
export interface Measurement {
  readonly step: string
  readonly seconds: number
  readonly peakGigabytes: number
}

const BYTES_PER_GIGABYTE = 1e9
const KIBIBYTE = 1024

export async function measure(step: string, work: () => Promise<unknown> | unknown): Promise<Measurement> {
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  return { step, seconds, peakGigabytes: (process.resourceUsage().maxRSS * KIBIBYTE) / BYTES_PER_GIGABYTE }
}

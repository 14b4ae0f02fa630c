/**
 * A short fingerprint of a text, for noticing that something changed; not a defence against anybody. 64-bit FNV-1a in two
 * halves, so that it runs anywhere with the same result.
 */
export function digestText(text: string): string {
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (let at = 0; at < text.length; at++) {
    low ^= text.charCodeAt(at)
    // Times the prime 2^40 + 0x1b3, kept to 64 bits in 32-bit halves.
    const lowTimes = (low >>> 0) * 0x1b3
    high = (Math.imul(high, 0x1b3) + Math.floor(lowTimes / 0x100000000) + (low << 8)) | 0
    low = lowTimes | 0
  }
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0')
}

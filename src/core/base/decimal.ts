/**
 * Exact decimals as whole numbers of a power of ten. Text such as `12.345` never passes through a binary fraction
 * on its way in, nor on its way out.
 */

const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?$/

/**
 * `parseScaled('12.5', 3)` → 12500. Rounds half away from zero past `decimals`; null when the text is not a plain
 * decimal number or its scaled value reaches 2^53.
 */
export function parseScaled(text: string, decimals: number): number | null {
  const match = PATTERN.exec(text.trim())
  if (match === null || (match[2] === '' && (match[3] ?? '') === '')) return null
  const fraction = (match[3] ?? '').padEnd(decimals + 1, '0')
  const kept = BigInt((match[2] || '0') + fraction.slice(0, decimals))
  const magnitude = kept + (fraction[decimals]! >= '5' ? 1n : 0n)
  if (magnitude > BigInt(Number.MAX_SAFE_INTEGER)) return null
  const value = Number(magnitude)
  return match[1] === '-' && value !== 0 ? -value : value
}

/** `formatScaled(12500, 3)` → `12.5`; `minimumDecimals` pads with zeros. */
export function formatScaled(value: number, decimals: number, minimumDecimals = 0): string {
  const digits = Math.abs(value)
    .toFixed(0)
    .padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits
    .slice(digits.length - decimals)
    .replace(/0+$/, '')
    .padEnd(minimumDecimals, '0')
  return `${value < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

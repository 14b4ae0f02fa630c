/**
 * Records as workers should get them: every big array in shared memory, so that handing over a plan of a million rows
 * copies nothing twice, however many workers and plans there are. What is shared already stays where it is.
 */
export function inSharedMemory<Of>(value: Of, known: WeakMap<object, unknown>): Of {
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value))
    return (isBig(value) ? kept(value, known, () => shared(value as unknown as Numbers)) : value) as Of
  if (Array.isArray(value)) {
    // Lists of texts and numbers are cloned faster than they are looked through.
    return typeof value[0] === 'object' && value.length <= LIST_MOST
      ? (kept(value, known, () => value.map((one: unknown) => inSharedMemory(one, known))) as Of)
      : value
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inSharedMemory(part, known)])) as Of
}

type Numbers = Float64Array | Int32Array | Uint16Array | Uint8Array

const BYTES_LEAST = 4096
const LIST_MOST = 10_000

const isBig = ({ buffer, byteLength }: ArrayBufferView): boolean =>
  !(buffer instanceof SharedArrayBuffer) && byteLength >= BYTES_LEAST

function shared(numbers: Numbers): Numbers {
  const { constructor } = Object.getPrototypeOf(numbers) as { constructor: new (buffer: SharedArrayBuffer) => Numbers }
  const copy = new constructor(new SharedArrayBuffer(numbers.byteLength))
  copy.set(numbers)
  return copy
}

function kept(value: object, known: WeakMap<object, unknown>, make: () => unknown): unknown {
  if (!known.has(value)) known.set(value, make())
  return known.get(value)
}

/** The share of a standard normal law that lies below a value: Hart's rational approximation as West (2005) gives it. */
export function normalShare(value: number): number {
  const x = Math.abs(value)
  if (x > FAR) return value > 0 ? 1 : 0
  const density = Math.exp((-x * x) / 2)
  const upper = x < MIDDLE ? density * ratioNear(x) : density / (continued(x) * Math.sqrt(2 * Math.PI))
  return value > 0 ? 1 - upper : upper
}

const FAR = 37
const MIDDLE = 7.07106781186547

const TOP = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
]
const BOTTOM = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
]

const polynomial = (x: number, factors: readonly number[]): number =>
  factors.reduce((sum, factor) => sum * x + factor, 0)
const ratioNear = (x: number): number => polynomial(x, TOP) / polynomial(x, BOTTOM)

const continued = (x: number): number => [4, 3, 2, 1].reduce((below, step) => x + step / below, x + 0.65)

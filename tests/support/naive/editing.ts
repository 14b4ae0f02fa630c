//! An edit by hand: objects, day by day, exact largest remainder from BigInt. Shares nothing with the kernels.
import { spread } from '../../../src/core/base/largest-remainder.js'
import { placeBox } from '../../../src/core/edit/box.js'
import type { EditBase } from '../../../src/core/edit/fold.js'
import type { QuantityIntent } from '../../../src/core/edit/intent.js'

interface Cell {
  row: number
  bucket: number
}

/** The consensus column after the edit, or the code of the refusal. */
export function editNaively(
  world: EditBase,
  intent: QuantityIntent,
  locked: (row: number, bucket: number) => boolean,
): Float64Array | string {
  const box = placeBox(world, intent.box)
  const { count, firstDay, days, planDay } = world.horizon
  const consensus = world.consensus.slice()
  const end = firstDay[count - 1]! + days[count - 1]!
  const at = ({ row, bucket }: Cell): number => row * count + bucket
  const rows: Cell[][] = []
  for (let row = 0; row < world.rows.count; row++) {
    const [item, location, customer] = [world.rows.item[row]!, world.rows.location[row]!, world.rows.customer[row]!]
    if (item < box.firstProduct || item >= box.endProduct) continue
    if (location < box.firstLocation || location >= box.endLocation) continue
    if (customer < box.firstCustomer || customer >= box.endCustomer) continue
    rows.push(Array.from({ length: box.to - box.from }, (_, cell) => ({ row, bucket: box.from + cell })))
  }
  const free = rows.map((cells) => cells.filter(({ row, bucket }) => !locked(row, bucket)))
  const allLocked = free.every((cells) => cells.length === 0)
  const sum = (cells: readonly Cell[]): number => cells.reduce((total, cell) => total + world.consensus[at(cell)]!, 0)

  /** What is planned in the first days of a row, each bucket even over its days. */
  const before = (row: number, day: number): number => {
    let total = 0
    for (let bucket = 0; bucket < count; bucket++) {
      const inside = Math.min(Math.max(day - firstDay[bucket]!, 0), days[bucket]!)
      total += Number((BigInt(world.consensus[row * count + bucket]!) * BigInt(inside)) / BigInt(days[bucket]!))
    }
    return total
  }
  const times = (value: number, factor: number): number =>
    Number((BigInt(value) * BigInt(factor) * 2n + 1_000_000n) / 2_000_000n)

  if (intent.op === 'copy') {
    const shift = intent.fromDay - intent.box.from
    const first = firstDay[box.from]! + shift
    const last = (box.to < count ? firstDay[box.to]! : end) + shift
    if (first < planDay || last > end) return 'edit.outside_horizon'
    if (rows.length === 0) return 'edit.nothing_there'
    const product = intent.product === undefined ? -1 : world.product.id.indexOf(intent.product)
    const sources = rows.map(([cell]) => {
      if (product < 0) return cell!.row
      const leaf = world.product.firstLeaf[product]!
      for (let row = 0; row < world.rows.count; row++)
        if (
          world.rows.item[row] === leaf &&
          world.rows.location[row] === world.rows.location[cell!.row] &&
          world.rows.customer[row] === world.rows.customer[cell!.row]
        )
          return row
      return -1
    })
    if (sources.every((row) => row < 0)) return 'edit.nothing_there'
    if (allLocked) return 'edit.all_locked'
    rows.forEach((cells, place) => {
      const source = sources[place]!
      for (const cell of cells) {
        if (locked(cell.row, cell.bucket)) continue
        const upTo = (day: number): number =>
          source < 0 ? 0 : times(before(source, day) - before(source, first), intent.factor)
        const start = firstDay[cell.bucket]! + shift
        consensus[at(cell)] = upTo(start + days[cell.bucket]!) - upTo(start)
      }
    })
    return consensus
  }
  if (rows.length === 0) return 'edit.nothing_there'
  if (allLocked) return 'edit.all_locked'
  if (intent.op === 'fill') {
    for (const cell of free.flat()) consensus[at(cell)] = intent.quantity
    return consensus
  }
  if (intent.op === 'shift') {
    for (const cell of free.flat()) {
      const quantity = world.consensus[at(cell)]!
      consensus[at(cell)]! -= quantity
      for (let day = 0; day < days[cell.bucket]!; day++) {
        const share = (to: number): number => Math.floor((quantity * to) / days[cell.bucket]!)
        const target = Math.min(Math.max(firstDay[cell.bucket]! + day + intent.days, planDay), end - 1)
        const bucket = firstDay.findLastIndex((first) => first <= target)
        consensus[at({ row: cell.row, bucket })]! += share(day + 1) - share(day)
      }
    }
    const landed = consensus.some(
      (value, cell) => value !== world.consensus[cell] && locked(Math.floor(cell / count), cell % count),
    )
    return landed ? 'edit.lands_on_lock' : consensus
  }

  const kept =
    rows.reduce((total, cells) => total + sum(cells), 0) - free.reduce((total, cells) => total + sum(cells), 0)
  const now = free.reduce((total, cells) => total + sum(cells), 0) + kept
  const total =
    intent.op === 'set' ? intent.quantity : intent.op === 'add' ? now + intent.quantity : times(now, intent.factor)
  if (total < 0) return 'edit.negative'
  if (total < kept) return 'edit.below_locked'
  const takes = intent.op === 'add' && intent.quantity < 0
  const adds = intent.op === 'add' && !takes
  const profile = takes ? 'current' : intent.profile
  const plain = (cell: Cell): number =>
    profile === 'current'
      ? world.consensus[at(cell)]!
      : profile === 'baseline'
        ? world.baseline[at(cell)]!
        : profile === 'equal'
          ? 1
          : days[cell.bucket]!
  const nothing = free.flat().every((cell) => plain(cell) === 0)
  const weigh = (cell: Cell): number => (nothing ? days[cell.bucket]! : plain(cell))
  const weights = free.map((cells) => cells.reduce((weight, cell) => weight + weigh(cell), 0))
  const amount = adds ? intent.quantity : total - kept

  const pack = (place: number): number =>
    intent.inPacks ? world.packUnits[world.rows.item[rows[place]![0]!.row]!]! : 0
  const inPacks = (what: number, of: readonly number[], units: number): number[] => {
    if (units === 0) return [...spread(what, of)]
    const packs = Math.floor(what / units)
    const parts = [...spread(packs, of)].map((part) => part * units)
    parts[of.indexOf(Math.max(...of))]! += what - packs * units
    return parts
  }
  const shares: number[] = []
  if (intent.inPacks) {
    const products = [...new Set(rows.map(([cell]) => world.rows.item[cell!.row]!))]
    const places = products.map((item) =>
      rows.flatMap(([cell], place) => (world.rows.item[cell!.row] === item ? [place] : [])),
    )
    const ofProduct = spread(
      amount,
      places.map((own) => own.reduce((weight, place) => weight + weights[place]!, 0)),
    )
    places.forEach((own, product) => {
      inPacks(
        ofProduct[product]!,
        own.map((place) => weights[place]!),
        pack(own[0]!),
      ).forEach((share, part) => {
        shares[own[part]!] = share
      })
    })
  } else shares.push(...spread(amount, weights))
  free.forEach((cells, place) => {
    if (cells.length === 0) return
    inPacks(shares[place]!, cells.map(weigh), pack(place)).forEach((part, cell) => {
      consensus[at(cells[cell]!)] = part + (adds ? world.consensus[at(cells[cell]!)]! : 0)
    })
  })
  return consensus
}

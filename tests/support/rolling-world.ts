/**
 * Andina lived day by day: its buyers order what the generator says they ordered, its stock and its orders are what came of
 * Rumbo's own proposals. Each morning that somebody plans, the world writes what an ERP would have written by then.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { writeCompanyFolder } from '../../src/connectors/folder-writer/write-company-folder.js'
import { type ColumnTable, tableOfRows } from '../../src/core/base/column-table.js'
import { type Day, formatDay, parseDay } from '../../src/core/base/day.js'
import type { SupplyKind, SupplyProposal } from '../../src/core/plan/proposal.js'
import { generateAndina } from '../../src/generate/andina/andina.js'
import { rowsOf } from '../../src/generate/table-reading.js'

type Row = Record<string, string>

interface Sale {
  readonly day: Day
  readonly product: string
  readonly location: string
  readonly customer: string
  readonly currency: string
  readonly asked: number
  readonly gross: number
  readonly net: number
  shipped: number
}

interface Order {
  readonly id: string
  readonly kind: SupplyKind
  readonly product: string
  readonly from: string
  readonly to: string
  readonly due: Day
  readonly shipDay: Day | null
  units: number
  received: Day | null
}

export interface RollingWorld {
  readonly folder: string
  /** The morning it is. */
  readonly day: Day
  /** Writes what is known this morning into the folder. */
  tell(): void
  /** Lives until the morning of `until`; orders the proposals whose day comes. */
  live(until: Day, proposals: readonly SupplyProposal[]): void
  remove(): void
}

/** Tables that a plan can do without, left out so that a morning is short. */
const LEFT_OUT = ['plans', 'receivables', 'payables', 'ledger', 'budget', 'supply_orders', 'orders', 'stock', 'sales']

/** Andina on the morning of `start`, its story moved there; history of `weeks`, and only its first `families`. */
export async function andinaFrom(start: Day, weeks: number, families = Infinity): Promise<RollingWorld> {
  const whole = generateAndina()
  const andina = { ...whole, tables: families === Infinity ? whole.tables : withFamilies(whole.tables, families) }
  const shift = start - andina.planDay
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rumbo-rolling-'))
  const world = new LivedWorld(folder, start, andina.tables, shift)
  await writeCompanyFolder(folder, {
    companyYaml: andina.companyYaml.replace(/^planDate:.*$/m, `planDate: ${formatDay(start)}`),
    tables: [...andina.tables.filter(({ name }) => !LEFT_OUT.includes(name)), ...world.history(start - weeks * 7)],
  })
  return world
}

/** Without the goods of the other families; what goods are made of stays. */
function withFamilies(tables: readonly ColumnTable[], count: number): ColumnTable[] {
  const products = rowsOf(tables, 'products')
  const goods = products.filter(({ category }) => category !== 'Materiales')
  const kept = new Set([...new Set(goods.map(({ family }) => family))].slice(0, count))
  const left = new Set(goods.filter(({ family }) => !kept.has(family)).map(({ product_id }) => product_id))
  return tables.map((table) => {
    if (!table.columns.some(({ name }) => name === 'product_id')) return table
    const rows = rowsOf([table], table.name).filter((row) => !left.has(row.product_id))
    return { ...tableOfRows(table.name, rows), ...(table.part === undefined ? {} : { part: table.part }) }
  })
}

const moved = (iso: string, by: number): Day => parseDay(iso)! + by
const place = (product: string, location: string): string => `${product}@${location}`

class LivedWorld implements RollingWorld {
  readonly folder: string
  day: Day
  private told: Day
  private readonly sales: Sale[]
  private readonly orders: Order[]
  private readonly onHand = new Map<string, number>()
  private readonly recipes = new Map<string, { component: string; per: number }[]>()
  private readonly empty: { day: Day; key: string }[] = []
  private readonly confirmed = new Map<string, string>()

  constructor(folder: string, start: Day, tables: readonly ColumnTable[], shift: number) {
    this.folder = folder
    this.day = start
    this.told = start
    this.sales = rowsOf(
      tables.filter(({ part }) => part === 'sell-in'),
      'sales',
    ).map(saleOf)
    this.orders = rowsOf(tables, 'supply_orders').map((row) => orderOf(row, shift))
    const nights = rowsOf(tables, 'stock')
    const last = nights.reduce((latest, { date }) => (date! > latest ? date! : latest), '')
    const stores = new Set(
      rowsOf(tables, 'locations').flatMap(({ kind, location_id }) => (kind === 'store' ? [location_id!] : [])),
    )
    for (const row of nights)
      if (row.date === last && !stores.has(row.location_id!))
        this.add(place(row.product_id!, row.location_id!), Number(row.on_hand_units))
    for (const row of rowsOf(tables, 'recipes')) {
      const key = place(row.product_id!, row.location_id!)
      const per = Number(row.quantity_per) / Number(row.yield === '' || row.yield === undefined ? 1 : row.yield)
      this.recipes.set(key, [...(this.recipes.get(key) ?? []), { component: row.component_id!, per }])
    }
  }

  /** Sales before the first morning. */
  history(from: Day): ColumnTable[] {
    const past = this.sales.filter(({ day }) => day >= from && day < this.day)
    for (const sale of past) sale.shipped = sale.asked
    return [{ ...tableOfRows('sales', past.map(saleRow)), part: 'history' }]
  }

  tell(): void {
    const yesterday = this.day - 1
    const week = this.sales.filter(({ day, shipped }) => day >= this.told && day < this.day && shipped > 0)
    if (week.length > 0) this.write(`sales-${formatDay(this.told)}.csv`, week.map(saleRow))
    const stock = [
      ...this.empty.filter(({ day }) => day < yesterday).map(({ day, key }) => stockRow(day, key, 0)),
      ...[...this.onHand].map(([key, units]) => stockRow(yesterday, key, units)),
    ]
    this.write(`stock-${formatDay(this.day)}.csv`, stock)
    this.empty.length = 0
    this.write('orders.csv', this.customerOrders())
    this.write(
      'supply_orders.csv',
      this.orders.filter(({ received }) => received === null || received >= this.day - 21).map(orderRow),
    )
    const answers = [...this.confirmed].map(([id, order]) => ({
      proposal_id: id,
      status: 'confirmed',
      order_id: order,
    }))
    this.write('out/confirmations.csv', answers)
    this.told = this.day
  }

  live(until: Day, proposals: readonly SupplyProposal[]): void {
    const open = proposals.filter(({ status, id }) => status === 'proposed' && !this.confirmed.has(id))
    for (; this.day < until; this.day++) {
      for (const order of this.orders) if (order.received === null && order.due <= this.day) this.receive(order)
      for (const sale of this.sales) if (sale.day === this.day) this.ship(sale)
      for (const proposal of open) if (proposal.releaseDay === this.day) this.order(proposal)
      for (const [key, units] of this.onHand) if (units === 0) this.empty.push({ day: this.day, key })
    }
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  private receive(order: Order): void {
    if (order.kind === 'production')
      for (const { component, per } of this.recipes.get(place(order.product, order.to)) ?? [])
        order.units = Math.min(order.units, this.available(place(component, order.to)) / per)
    order.units = Math.floor(order.units * 1000) / 1000
    if (order.kind === 'production')
      for (const { component, per } of this.recipes.get(place(order.product, order.to)) ?? [])
        this.add(place(component, order.to), -order.units * per)
    this.add(place(order.product, order.to), order.units)
    order.received = this.day
  }

  private ship(sale: Sale): void {
    const key = place(sale.product, sale.location)
    sale.shipped = Math.floor(Math.min(sale.asked, this.available(key)))
    this.add(key, -sale.shipped)
  }

  private order(proposal: SupplyProposal): void {
    let units = proposal.units / 1000
    if (proposal.kind === 'transfer') {
      const key = place(proposal.product, proposal.from)
      units = Math.min(units, this.available(key))
      this.add(key, -units)
    }
    const { id, kind, product, from, to, dueDay } = proposal
    const order = `ERP-${this.orders.length}`
    this.confirmed.set(id, order)
    const shipDay = kind === 'transfer' ? this.day : null
    this.orders.push({
      id: order,
      kind,
      product,
      from,
      to,
      due: Math.max(dueDay, this.day),
      shipDay,
      units,
      received: null,
    })
  }

  /** What buyers ordered two days before it was to leave. */
  private customerOrders(): Row[] {
    return this.sales
      .filter(({ day }) => day - 2 < this.day && day >= this.day - 7)
      .map((sale, at) => ({
        order_id: `${sale.customer}-${sale.day}`,
        line: `${sale.product}-${at}`,
        product_id: sale.product,
        customer_id: sale.customer,
        ordered_units: String(sale.asked),
        order_date: formatDay(sale.day - 2),
        ship_from: sale.location,
        requested_date: formatDay(sale.day),
        shipped_units: sale.day < this.day ? String(sale.shipped) : '0',
        shipped_date: sale.day < this.day ? formatDay(sale.day) : '',
        cancel_date: sale.day < this.day && sale.shipped < sale.asked ? formatDay(sale.day) : '',
      }))
  }

  private available(key: string): number {
    return this.onHand.get(key) ?? 0
  }

  private add(key: string, units: number): void {
    this.onHand.set(key, Math.max(0, Math.round((this.available(key) + units) * 1000) / 1000))
  }

  private write(name: string, rows: readonly Row[]): void {
    const names = Object.keys(rows[0] ?? { proposal_id: '', status: '' })
    const text = [names.join(','), ...rows.map((row) => names.map((column) => row[column] ?? '').join(','))].join('\n')
    fs.mkdirSync(path.dirname(path.join(this.folder, name)), { recursive: true })
    fs.writeFileSync(path.join(this.folder, name), `${text}\n`)
  }
}

const saleOf = (row: Row): Sale => ({
  day: parseDay(row.date!)!,
  product: row.product_id!,
  location: row.location_id!,
  customer: row.customer_id!,
  currency: row.currency!,
  asked: Number(row.units),
  gross: Number(row.gross_amount),
  net: Number(row.net_amount),
  shipped: 0,
})

function saleRow({ day, product, location, customer, currency, asked, gross, net, shipped }: Sale): Row {
  const part = (amount: number): string => ((amount * shipped) / asked).toFixed(2)
  return {
    date: formatDay(day),
    product_id: product,
    location_id: location,
    customer_id: customer,
    units: String(shipped),
    gross_amount: part(gross),
    net_amount: part(net),
    currency,
  }
}

const orderOf = (row: Row, shift: number): Order => ({
  id: row.order_id!,
  kind: row.kind as SupplyKind,
  product: row.product_id!,
  from: row.from ?? '',
  to: row.to!,
  due: moved(row.promised_date || row.due_date!, shift),
  shipDay: row.ship_date ? moved(row.ship_date, shift) : null,
  units: Number(row.ordered_units),
  received: null,
})

const orderRow = (order: Order): Row => ({
  order_id: order.id,
  product_id: order.product,
  to: order.to,
  kind: order.kind,
  ordered_units: order.units.toFixed(3),
  due_date: formatDay(order.due),
  from: order.from,
  ship_date: order.shipDay === null ? '' : formatDay(order.shipDay),
  received_units: order.received === null ? '0' : order.units.toFixed(3),
  received_date: order.received === null ? '' : formatDay(order.received),
  status: order.received === null ? 'confirmed' : 'received',
})

const stockRow = (day: Day, key: string, units: number): Row => {
  const [product, location] = key.split('@') as [string, string]
  return { date: formatDay(day), product_id: product, location_id: location, on_hand_units: units.toFixed(3) }
}

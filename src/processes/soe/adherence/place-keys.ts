import type { Company } from '../../../core/network/company.js'
import { customerPath, locationPath, productPath } from '../../../core/network/company-order.js'

/** The ids of several companies as positions, so that rows of one and facts in the positions of another meet. */
export class PlaceKeys {
  private readonly products: Positions
  private readonly locations: Positions
  private readonly customers: Positions

  /** Of an id that several companies have, the first one's record counts. */
  constructor(companies: readonly Company[]) {
    this.products = new Positions(companies.flatMap(({ products }) => products.map((of) => [of.id, productPath(of)])))
    this.locations = new Positions(
      companies.flatMap(({ locations }) => locations.map((of) => [of.id, locationPath(of)])),
    )
    this.customers = new Positions(
      companies.flatMap(({ customers }) => {
        const path = customerPath(customers)
        return customers.map((of): [string, string[]] => [of.id, path(of)])
      }),
    )
  }

  /** Keys of the rows and facts of one company; −1 as a customer stands for none. */
  of({ products, locations, customers }: Company): CompanyKeys {
    const product = this.products.of(products)
    const location = this.locations.of(locations)
    const customer = this.customers.of(customers)
    return {
      product,
      key: (at, place, buyer) => this.key(product[at]!, location[place]!, buyer < 0 ? -1 : customer[buyer]!),
    }
  }

  key(product: number, location: number, customer: number): number {
    return (product * this.locations.size + location) * (this.customers.size + 1) + customer + 1
  }

  productOf = (key: number): number => Math.floor(key / (this.customers.size + 1) / this.locations.size)
  locationOf = (key: number): number => Math.floor(key / (this.customers.size + 1)) % this.locations.size
  customerOf = (key: number): number => (key % (this.customers.size + 1)) - 1

  /** The same place with another item. */
  withProduct = (key: number, product: number): number => this.key(product, this.locationOf(key), this.customerOf(key))

  /** Item and place alone. */
  stockKey = (key: number): number => Math.floor(key / (this.customers.size + 1))

  productPosition = (id: string): number => this.products.position(id)
  productPath = (key: number): readonly string[] => this.products.path(this.productOf(key))
  locationPath = (key: number): readonly string[] => this.locations.path(this.locationOf(key))
  customerPath = (key: number): readonly string[] =>
    this.customerOf(key) < 0 ? [] : this.customers.path(this.customerOf(key))
}

export interface CompanyKeys {
  /** Positions among all of each product of the company. */
  readonly product: Int32Array
  key(product: number, location: number, customer: number): number
}

class Positions {
  private readonly at = new Map<string, number>()
  private readonly paths: (readonly string[])[] = []

  constructor(records: readonly (readonly [string, readonly string[]])[]) {
    for (const [id, path] of records) {
      if (this.at.has(id)) continue
      this.at.set(id, this.paths.length)
      this.paths.push(path)
    }
  }

  get size(): number {
    return this.paths.length
  }

  of = (records: readonly { id: string }[]): Int32Array => Int32Array.from(records, ({ id }) => this.at.get(id)!)
  position = (id: string): number => this.at.get(id) ?? -1
  path = (at: number): readonly string[] => this.paths[at]!
}

import { once } from 'node:events'
import net from 'node:net'

/**
 * A wire to the server that is cut where a test wants it: the next entry arrives and its answer does not, or neither. Or it
 * is held: nothing arrives and nobody is told, until it is let go.
 */
export class Wire {
  readonly connectionString: string
  cuts = 0
  readonly #door: net.Server
  #cut: 'question' | 'nothing' | null = null
  #held: (() => void)[] | null = null

  private constructor(door: net.Server, connectionString: string) {
    this.#door = door
    this.connectionString = connectionString
  }

  static async to(connectionString: string): Promise<Wire> {
    const { port } = new URL(connectionString)
    const door = net.createServer((near) => {
      const far = net.connect(Number(port), '127.0.0.1')
      const end = (): void => void (near.destroy(), far.destroy())
      let silent = false
      near.on('data', (bytes) => {
        if (bytes.includes('INSERT INTO') && wire.#cut !== null) {
          silent = true
          wire.cuts++
          if (wire.#cut === 'question') far.write(bytes)
          wire.#cut = null
          setTimeout(end, 150)
        } else if (!silent) wire.#pass(() => far.write(bytes))
      })
      far.on('data', (bytes) => {
        if (!silent) wire.#pass(() => near.write(bytes))
      })
      for (const side of [near, far]) side.on('close', () => wire.#pass(end)).on('error', () => undefined)
    })
    door.listen(0, '127.0.0.1')
    await once(door, 'listening')
    const address = new URL(connectionString)
    address.port = String((door.address() as net.AddressInfo).port)
    const wire = new Wire(door, address.href)
    return wire
  }

  cutAfterNext(arrives: 'question' | 'nothing'): void {
    this.#cut = arrives
  }

  hold(): void {
    this.#held = []
  }

  /** What was on its way arrives now. */
  letGo(): void {
    const held = this.#held ?? []
    this.#held = null
    for (const pass of held) pass()
  }

  #pass(bytes: () => void): void {
    if (this.#held === null) bytes()
    else this.#held.push(bytes)
  }

  async end(): Promise<void> {
    this.#door.close()
    await once(this.#door, 'close')
  }
}

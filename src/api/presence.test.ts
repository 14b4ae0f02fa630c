import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, openApiWorld, refusalOf, URL_OF_TESTS } from '../../tests/support/api-world.js'
import { memoryLivingPlan } from '../../tests/support/memory-living-plan.js'
import { GuardedPlan } from '../access/guarded-plan.js'
import type { SentTo } from './declaration.js'
import type { Routes } from './declarations.js'
import { listen } from './event-reader.js'
import { API_SETTINGS } from './ports.js'
import type { PresenceShown } from './wire/presence.js'

let world: ApiWorld
beforeEach(() => {
  world = openApiWorld({ settings: { ...API_SETTINGS, requestsPerSecond: 1e6, requestBurst: 1e6, heartbeatMs: 20 } })
})
afterEach(() => world.close())

type At = SentTo<Routes['sayPresent']>['body']
const at = (user: string, place: At) => world.client(user)('sayPresent', { body: place })
const CHILE = { scope: { location: ['CL'] } }
const PERU = { scope: { location: ['PE'] } }

/** Everything that somebody is told of the others, as it comes. */
class Watcher {
  readonly told: PresenceShown[] = []
  private ready = false

  private constructor(user: string) {
    void this.read(user)
  }

  static async of(user: string): Promise<Watcher> {
    const watcher = new Watcher(user)
    await expect.poll(() => watcher.ready).toBe(true)
    return watcher
  }

  private async read(user: string): Promise<void> {
    const source = { url: URL_OF_TESTS, token: world.token(user), fetch: world.send }
    for await (const { event, data } of listen(source)) {
      if (event === 'here') this.ready = true
      if (event === 'present') this.told.push(data)
    }
  }

  /** Who, whether here, and in which country; `?` where the place is not told. */
  get lines(): string[] {
    return this.told.map(
      ({ user, here, place }) =>
        `${user} ${here ? (place === null ? '?' : (place.scope.location[0] ?? 'all')) : 'gone'}`,
    )
  }
}

/** Whatever was on its way before is told before this. */
async function told(watcher: Watcher): Promise<string[]> {
  const user = `demand`
  await at(user, { scope: {} })
  await expect.poll(() => watcher.lines.at(-1)).toBe(`${user} all`)
  return watcher.lines.slice(0, -1)
}

test('[AP39] who is here is told when they come, move and go, and not again while nothing changes', async () => {
  const viewer = await Watcher.of('viewer')
  const place = { ...CHILE, measure: 'consensus' as const, from: '2027-01-01', until: '2027-02-01' }
  await at('chile', place)
  await at('chile', place)
  await at('chile', { ...place, measure: null })
  await world.client('chile')('sayGone', {})
  await world.client('chile')('sayGone', {})
  expect(await told(viewer)).toEqual(['chile CL', 'chile CL', 'chile gone'])
  expect(viewer.told[0]).toMatchObject({
    name: 'chile',
    place: { scenario: 'main', measure: 'consensus', from: '2027-01-01', until: '2027-02-01' },
  })
  expect(viewer.told[1]!.place!.measure).toBeNull()
})

test('[AP39] whoever says nothing for a minute has gone', async () => {
  const viewer = await Watcher.of('viewer')
  await at('chile', CHILE)
  world.forward(59_000)
  await at('chile', CHILE)
  world.forward(59_000)
  expect(await told(viewer)).toEqual(['chile CL'])
  world.forward(1000)
  await expect.poll(() => viewer.lines.at(-1)).toBe('chile gone')
})

test('[AP39] who comes later is told who is there already, and nobody of themselves', async () => {
  await at('chile', CHILE)
  await at('viewer', CHILE)
  const viewer = await Watcher.of('viewer')
  expect(await told(viewer)).toEqual(['chile CL'])
})

test('[AP39] who comes while a client is told who is there is told to it once', async () => {
  world.close()
  let goOn = (): void => undefined
  const cameMeanwhile = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const plan = memoryLivingPlan()
  const epoch: typeof plan.epoch = (scenario) => cameMeanwhile.then(() => plan.epoch(scenario))
  world = openApiWorld({ plan: new GuardedPlan({ ...plan, epoch }) })
  const watching = Watcher.of('viewer')
  await at('chile', CHILE)
  goOn()
  expect(await told(await watching)).toEqual(['chile CL'])
})

test('[AP39] a place is one that is there and of which they see something', async () => {
  const status = async (user: string, place: At) => {
    const { status: of, answer } = await refusalOf(at(user, place))
    return [of, answer.code]
  }
  expect(await status('chile', PERU)).toEqual([404, 'access.no_node'])
  expect(await status('demand', { scope: { product: ['call me'] } })).toEqual([404, 'access.no_node'])
  expect(await status('demand', { scenario: 'none', ...CHILE })).toEqual([404, 'access.no_scenario'])
  expect(await status('demand', { ...CHILE, measure: 'grossMargin' })).toEqual([403, 'access.measure'])
})

test('[AP40] a place is told to those who see something of it, to other planners only that somebody is here', async () => {
  const watchers = {
    finance: await Watcher.of('finance'),
    peru: await Watcher.of('peru'),
    partner: await Watcher.of('partner'),
  }
  await at('executive', { ...CHILE, measure: 'grossMargin' })
  await at('executive', PERU)
  await at('executive', { scope: { location: ['CL'], product: ['drinks', 'water', 'still'] } })
  expect(await told(watchers.finance)).toEqual(['executive CL', 'executive PE', 'executive CL'])
  expect(await told(watchers.peru)).toEqual(['executive ?', 'executive PE', 'executive ?'])
  expect(await told(watchers.partner)).toEqual(['executive CL', 'executive gone', 'executive CL'])
  // Of the measures, those that are theirs.
  expect(watchers.finance.told[0]!.place!.measure).toBe('grossMargin')
  expect(watchers.partner.told[0]!.place!.measure).toBeNull()
})

test('[AP40] a name under which somebody sees nothing is not told, wherever it stands', async () => {
  const peru = await Watcher.of('peru')
  // Almonds are sold in Chile only.
  await at('executive', { scope: { product: ['snacks', 'nuts', 'almonds'] } })
  await at('executive', { scope: { product: ['snacks', 'bars'] } })
  const lines = await told(peru)
  expect(lines).toEqual(['executive ?', 'executive all'])
  expect(peru.told[0]!.place).toBeNull()
  expect(peru.told[1]!.place!.scope.product).toEqual(['snacks', 'bars'])
})

test('[AP40] a scenario is a place for those who see scenarios', async () => {
  const { id } = await world.client('demand')('openScenario', { body: { name: 'What if' } })
  const [viewer, supply] = [await Watcher.of('viewer'), await Watcher.of('supply')]
  await at('finance', { scenario: id })
  expect(await told(supply)).toEqual(['finance all'])
  expect(supply.told[0]!.place!.scenario).toBe(id)
  expect((await told(viewer)).filter((line) => line.startsWith('finance'))).toEqual([])
})

test('[AP40] whoever may open scenarios no more is told of nobody in them', async () => {
  const { id } = await world.client('demand')('openScenario', { body: { name: 'What if' } })
  const supply = await Watcher.of('supply')
  await at('finance', { scenario: id })
  expect(await told(supply)).toEqual(['finance all'])
  const grant = {
    roles: ['viewer' as const],
    scopes: [{}],
    measures: ['volume' as const, 'stock' as const],
    processes: null,
  }
  world.accounts.users.grant('supply', grant, { actor: 'boss', origin: 'test' })
  await at('finance', { scenario: id, measure: 'netSales' })
  await at('demand', CHILE)
  await expect.poll(() => supply.lines.slice(2)).toEqual(['finance gone', 'demand CL'])
})

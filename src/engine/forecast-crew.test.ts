import { expect, test } from 'vitest'
import { normalAt, seededRandom } from '../core/base/random.js'
import { forecastCollection } from '../core/demand/forecast/collection-forecast.js'
import { ForecastCrew } from './forecast-crew.js'

const random = seededRandom(8)
const SERIES = Array.from({ length: 40 }, (_, at) => ({
  id: `series ${at}`,
  values: Float64Array.from({ length: 30 + (at % 20) }, (__, step) =>
    Math.max(0, 20 + 15 * normalAt(random, 1, at, step)),
  ),
  drivers: [],
}))
const SETTINGS = { horizon: 4, seasons: [4], byVolume: false, levels: [0.1, 0.5, 0.9] }
const NEWCOMER = { ...SERIES[0]!, id: 'not in the sample' }

test('[FF1] [FF2] one thread or three: what the collection gives, also for series that nothing was learned from', async () => {
  const expected = forecastCollection(SERIES, SETTINGS)
  for (const workers of [1, 3]) {
    const crew = new ForecastCrew(workers)
    await crew.learn(SERIES, SETTINGS)
    const [first, second] = await Promise.all([crew.forecast(SERIES.slice(0, 25)), crew.forecast(SERIES.slice(25))])
    expect([...first!.forecasts, ...second!.forecasts]).toEqual(expected.forecasts)
    const newcomer = await crew.forecast([NEWCOMER, { ...NEWCOMER, id: 'empty', values: new Float64Array(0) }])
    expect(newcomer.forecasts).toEqual([{ ...expected.forecasts[0]!, id: NEWCOMER.id }])
    expect(newcomer.refusals).toEqual([{ id: 'empty', reason: 'no_numbers' }])
    await crew.close()
  }
})

test('[FF1] [CF8] what was learned of counts says the same in a thread', async () => {
  const slow = Array.from({ length: 150 }, (_, at) => ({
    id: `slow ${at}`,
    values: Float64Array.from({ length: 40 }, (__, step) =>
      random.at(2, at, step) < 0.1 + (at % 10) / 20 ? 1 + Math.floor(5 * random.at(3, at, step) ** 2) : 0,
    ),
    drivers: [],
  }))
  const settings = { ...SETTINGS, seasons: [] }
  const expected = forecastCollection(slow, settings).forecasts
  expect(expected.every(({ quantiles }) => quantiles.every((of) => of.every(Number.isInteger)))).toBe(true)
  const crew = new ForecastCrew(2)
  await crew.learn(slow, settings)
  expect((await crew.forecast(slow)).forecasts).toEqual(expected)
  await crew.close()
})

test('[FF1] where nothing sound was learned from, a sound series has a forecast all the same', async () => {
  const crew = new ForecastCrew(1)
  await crew.learn([], SETTINGS)
  const { forecasts } = await crew.forecast([NEWCOMER])
  expect(forecasts[0]!.mean.every((value) => value > 0)).toBe(true)
  await crew.close()
})

test('a thread that ends fails what it was asked', async () => {
  const crew = new ForecastCrew(1)
  await crew.learn(SERIES.slice(0, 3), SETTINGS)
  const asked = crew.forecast(SERIES)
  await crew.close()
  await expect(asked).rejects.toThrow('has ended')
})

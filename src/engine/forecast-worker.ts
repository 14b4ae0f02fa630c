/** The inside of a thread that forecasts series: it trains the voices on a sample, rehearses, and forecasts. */
import { parentPort } from 'node:worker_threads'
import { type Collection, prepareCollection } from '../core/demand/forecast/collection.js'
import {
  forecastSeries,
  type Lesson,
  type TrainedVoices,
  trainVoices,
} from '../core/demand/forecast/collection-forecast.js'
import { rehearse } from '../core/demand/forecast/rehearsal.js'
import type { ForecastMessage, ForecastRequest } from './forecast-crew.js'

let sample: Collection
let voices: TrainedVoices
let lesson: Lesson

function answer(request: ForecastRequest): unknown {
  switch (request.kind) {
    case 'train':
      sample = prepareCollection(request.series, request.settings).collection
      voices = trainVoices(sample)
      return null
    case 'rehearse':
      return sample.prepared.slice(request.from, request.to).map((one) => rehearse(sample, voices.past, one))
    case 'teach':
      lesson = request.lesson
      return null
    case 'forecast': {
      const { collection, refusals } = prepareCollection(request.series, sample)
      const known = new Map(request.rehearsals)
      const forecasts = collection.prepared.map((one) =>
        forecastSeries(sample, voices, lesson, one, known.get(one.id) ?? rehearse(sample, voices.past, one)),
      )
      return { forecasts, refusals }
    }
  }
}

parentPort?.on('message', ({ number, request }: ForecastMessage) => {
  parentPort?.postMessage({ number, answer: answer(request) })
})

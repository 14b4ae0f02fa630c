import { expect, test } from 'vitest'
import { calendarsFor } from './calendars.js'

test('[WB106] beside the plan’s own calendar stand the company’s, where it is another one, and those of retailers', () => {
  expect(calendarsFor('calendar', null)).toEqual(['nrf', 'walmart'])
  expect(calendarsFor('month', null)).toEqual(['nrf', 'walmart'])
  expect(calendarsFor('4-4-5', null)).toEqual(['4-4-5', 'nrf', 'walmart'])
  expect(calendarsFor('walmart', null)).toEqual(['walmart', 'nrf'])
  expect(calendarsFor('calendar', 'iso')).toEqual(['nrf', 'walmart', 'iso'])
})

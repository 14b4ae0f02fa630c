import type { Declared } from './declaration.js'
import { accuracyRoutes } from './declarations/accuracy.js'
import { companyRoutes } from './declarations/company.js'
import { correctionRoutes } from './declarations/corrections.js'
import { dataRoutes } from './declarations/data.js'
import { eventRoutes } from './declarations/events.js'
import { forecastRoutes } from './declarations/forecast.js'
import { jobRoutes } from './declarations/jobs.js'
import { courseRoutes, planRoutes, scenarioRoutes } from './declarations/plan.js'
import { presenceRoutes } from './declarations/presence.js'
import { operationRoutes, recordRoutes } from './declarations/records.js'
import { sessionRoutes, userRoutes } from './declarations/session.js'
import { treeRoutes } from './declarations/trees.js'
import { viewRoutes } from './declarations/views.js'

/** Every route of the server, by its name: nothing is served that is not here. */
export const ROUTES = {
  ...sessionRoutes,
  ...userRoutes,
  ...planRoutes,
  ...treeRoutes,
  ...courseRoutes,
  ...scenarioRoutes,
  ...recordRoutes,
  ...accuracyRoutes,
  ...correctionRoutes,
  ...forecastRoutes,
  ...operationRoutes,
  ...jobRoutes,
  ...dataRoutes,
  ...eventRoutes,
  ...presenceRoutes,
  ...viewRoutes,
  ...companyRoutes,
} as const
export type Routes = typeof ROUTES
export type RouteName = keyof Routes

export const ROUTE_LIST = Object.entries(ROUTES) as [RouteName, Declared][]

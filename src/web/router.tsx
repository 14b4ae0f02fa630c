import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { Frame } from './frame/frame.js'
import { ErrorState, LoadingRows } from './states/states.js'
import { type Address, KEPT, readAddress, writeAddress } from './view/address.js'

const root = createRootRoute({
  component: Frame,
  validateSearch: (search: Record<string, unknown>): Address => search as Address,
  search: { middlewares: [retainSearchParams([...KEPT])] },
})

/** Each screen is fetched when it is first gone to. */
const screens = [
  createRoute({
    getParentRoute: () => root,
    path: '/plan',
    component: lazyRouteComponent(() => import('./screens/plan/plan-screen.js'), 'PlanScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/forecast',
    component: lazyRouteComponent(() => import('./screens/forecast/forecast-screen.js'), 'ForecastScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/scenarios',
    component: lazyRouteComponent(() => import('./screens/scenarios/scenarios-screen.js'), 'ScenariosScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/finance',
    component: lazyRouteComponent(() => import('./screens/finance/finance-screen.js'), 'FinanceScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/finance/bridge',
    component: lazyRouteComponent(() => import('./screens/finance/bridge-screen.js'), 'BridgeScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/data',
    component: lazyRouteComponent(() => import('./screens/data/data-screen.js'), 'DataScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/administration',
    component: lazyRouteComponent(
      () => import('./screens/administration/administration-screen.js'),
      'AdministrationScreen',
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/me',
    component: lazyRouteComponent(() => import('./screens/me/me-screen.js'), 'MeScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/gallery',
    component: lazyRouteComponent(() => import('./screens/gallery/gallery-screen.js'), 'GalleryScreen'),
  }),
] as const

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/plan' } as never)
  },
})

export const router = createRouter({
  routeTree: root.addChildren([home, ...screens]),
  parseSearch: readAddress,
  stringifySearch: (address) => writeAddress(address as Address),
  defaultPreload: 'intent',
  defaultPendingComponent: LoadingRows,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} again={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

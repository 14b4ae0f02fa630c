declare module 'virtual:routes' {
  export const ROUTES: Readonly<
    Record<import('../api/declarations.js').RouteName, import('../api/route-caller.js').RouteAddress>
  >
}

// Runs one TypeScript module in a process of its own: `fork(this, [module])`. Plain JavaScript, because nothing is
// compiled yet when it starts; the test runner's own transformer does the rest.
import { createViteServer } from 'vitest/node'

const server = await createViteServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, watch: null, ws: false, hmr: false },
  optimizeDeps: { noDiscovery: true },
})
await server.ssrLoadModule(process.argv[2])

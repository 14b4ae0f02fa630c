// The screens: built into dist/web, which the server gives out as it is. The API is compiled before (`tsc -b`): the
// browser needs of its routes only how each is reached, not the shapes they are checked by.
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = import.meta.dirname
const ROUTES = 'virtual:routes'

const routeTable = () => ({
  name: 'route-table',
  resolveId: (id) => (id === ROUTES ? `\0${ROUTES}` : undefined),
  async load(id) {
    if (id !== `\0${ROUTES}`) return undefined
    const declared = await import(pathToFileURL(path.join(root, 'dist', 'api', 'declarations.js')).href)
    const table = Object.entries(declared.ROUTES).map(([name, { method, path: way, streams, raw }]) => [
      name,
      {
        method,
        path: way,
        ...(streams === undefined ? {} : { streams: true }),
        ...(raw === undefined ? {} : { raw: true }),
      },
    ])
    return `export const ROUTES = ${JSON.stringify(Object.fromEntries(table))}`
  },
})

const ZIP = '\0zip-at-once'

/**
 * Long files of a workbook would be packed in workers that are made of text, which the policy of the pages forbids: they
 * would be waited for for ever. Where it takes long, the writer is in a worker of ours already.
 */
const zipAtOnce = () => ({
  name: 'zip-at-once',
  enforce: 'pre',
  resolveId: (id, importer = '') => (id === 'fflate' && importer.includes('write-excel-file') ? ZIP : undefined),
  load: (id) =>
    id === ZIP
      ? `import { zipSync } from 'fflate'
         export * from 'fflate'
         export const zip = (files, done) => done(null, zipSync(files))`
      : undefined,
})

const WORTH_PACKING = /\.(js|css|html|svg|json)$/

/** Beside each file what browsers take more gladly: packed once, not at every request. */
const packed = () => ({
  name: 'packed',
  apply: 'build',
  closeBundle() {
    const folder = path.join(root, 'dist', 'web')
    for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!WORTH_PACKING.test(name)) continue
      const file = path.join(folder, name)
      const bytes = fs.readFileSync(file)
      fs.writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
      fs.writeFileSync(
        `${file}.br`,
        brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
      )
    }
  },
})

const API = { target: process.env.RUMBO_URL ?? 'http://127.0.0.1:7070', changeOrigin: false }

export default defineConfig({
  root: path.join(root, 'src', 'web'),
  base: '/',
  plugins: [react(), routeTable(), zipAtOnce(), packed()],
  worker: { format: 'es', plugins: () => [zipAtOnce()] },
  build: {
    outDir: path.join(root, 'dist', 'web'),
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { '/api': API, '/health': API, '/ready': API } },
})

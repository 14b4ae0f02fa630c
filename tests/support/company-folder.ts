import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'

const made: string[] = []
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder of its own for one test, with these files in it; taken away when the test file is done. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rumbo-test-'))
  made.push(folder)
  put(folder, files)
  return folder
}

export function put(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

/** The smallest company that can be loaded: one product, one location, one sale. */
export const SMALLEST: Readonly<Record<string, string>> = {
  'company.yaml': 'name: Small\nbaseCurrency: CLP\ncountries: [CL]\nplanDate: 2026-01-05\n',
  'products.csv': 'product_id,family\nP1,Snacks\nP2,Snacks\n',
  'locations.csv': 'location_id,kind,country\nDC1,dc,CL\n',
  'sales.csv': 'date,product_id,units\n2026-01-01,P1,10\n2026-01-02,P1,12\n2026-01-02,P2,5\n',
}

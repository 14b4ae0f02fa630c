/** Companies to try Rumbo on: the demo, generated ones, public data sets. */
import fs from 'node:fs'
import path from 'node:path'
import { editionIn, type WrittenFile, writeCompanyFolder } from '../connectors/folder-writer/write-company-folder.js'
import type { AdaptOptions } from '../connectors/public-data/adapted-company.js'
import { adaptM5 } from '../connectors/public-data/m5.js'
import { adaptOrangeJuice } from '../connectors/public-data/orange-juice.js'
import { ANDINA_EDITION, generateAndina } from '../generate/andina/andina.js'
import { generateCompany } from '../generate/generate-company.js'

export interface PreparedDemo {
  readonly written: boolean
  /** Where an earlier edition was moved, with its plans; null when there was none. */
  readonly movedTo: string | null
}

/** Writes the demo company from its seed unless this edition of it is there; an older one is moved aside whole (GE12). */
export async function prepareDemo(folder: string): Promise<PreparedDemo> {
  const whole = fs.existsSync(path.join(folder, 'company.yaml'))
  if (whole && editionIn(folder) === ANDINA_EDITION) return { written: false, movedTo: null }
  const movedTo = whole ? moveAside(folder) : null
  const { companyYaml, tables } = generateAndina()
  await writeCompanyFolder(folder, { companyYaml, tables, edition: ANDINA_EDITION })
  return { written: true, movedTo }
}

function moveAside(folder: string): string {
  let count = 1
  while (fs.existsSync(`${folder}-earlier-${count}`)) count++
  const aside = `${folder}-earlier-${count}`
  fs.renameSync(folder, aside)
  return aside
}

export async function generateFolder(
  folder: string,
  options: { products: number; locations: number; weeks: number; seed: number; planted?: boolean },
): Promise<WrittenFile[]> {
  const { companyYaml, tables, planted } = generateCompany(options)
  return writeCompanyFolder(folder, { companyYaml, tables, ...(options.planted ? { planted } : {}) })
}

const ADAPTERS = { 'orange-juice': adaptOrangeJuice, m5: adaptM5 }
export type PublicSet = keyof typeof ADAPTERS
export const PUBLIC_SETS = Object.keys(ADAPTERS) as PublicSet[]

/** A public data set as a company folder; `source` holds its files as published (examples/<set>/README.md). */
export async function adaptFolder(
  set: PublicSet,
  source: string,
  folder: string,
  options: AdaptOptions,
): Promise<WrittenFile[]> {
  return writeCompanyFolder(folder, ADAPTERS[set](source, options))
}

import fs from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCourseDesk } from '../../src/house/courses/course-desk.js'
import { proveFolder } from '../../src/house/proving.js'
import { versionsOf } from '../../src/house/versions.js'
import { copyOfExample } from '../examples/rumbo-command.js'

let folder: string
beforeEach(() => {
  folder = copyOfExample('supplier-mini')
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const watched = () => {
  const controller = new AbortController()
  const steps: string[] = []
  return { signal: controller.signal, controller, steps, onProgress: ({ step }: { step: string }) => steps.push(step) }
}

test('[AP26] in a process of its own a folder is planned and rolled, step by step', async () => {
  const desk = openCourseDesk(folder)
  const planning = watched()
  const made = await desk.run({ kind: 'plan', workers: 0 }, planning)
  expect(made).toMatchObject({ version: '0001-cycle', demandRows: 3, badRows: 0 })
  expect(new Set(planning.steps)).toContain('forecast')
  const { planDay } = (await versionsOf(folder).live())!
  const rolled = await desk.run({ kind: 'roll', to: planDay + 7, workers: 0 }, watched())
  expect(rolled).toMatchObject({ rolledFrom: '0001-cycle', commitments: expect.any(String) })
  await expect(desk.run({ kind: 'roll', to: planDay, workers: 0 }, watched())).rejects.toMatchObject({
    code: expect.stringMatching(/^(plan|roll)\./),
  })
})

test('[AP34] in a process of its own a folder is checked as it would be with a file, and nothing changes', async () => {
  const desk = openCourseDesk(folder)
  const elsewhere = `${folder}-elsewhere.csv`
  const before = fs.readFileSync(`${folder}/sales.csv`, 'utf8')
  fs.writeFileSync(elsewhere, before.replace('MERMELADA', 'NADIE'))
  const checking = watched()
  const report = await desk.run({ kind: 'check', file: 'sales.csv', elsewhere }, checking)
  expect(report).toMatchObject({ ok: true, badRowCount: 1, badRows: [{ file: 'sales.csv', excerpt: 'NADIE' }] })
  expect(new Set(checking.steps)).toEqual(new Set(['check']))
  expect(fs.readFileSync(`${folder}/sales.csv`, 'utf8')).toBe(before)
  expect(fs.existsSync(`${folder}/.rumbo`)).toBe(false)
  fs.rmSync(elsewhere)
})

test('[AP37] in a process of its own the plan is proved as `rumbo prove` does', async () => {
  const desk = openCourseDesk(folder)
  await desk.run({ kind: 'plan', workers: 0 }, watched())
  const proving = watched()
  const proof = await desk.run({ kind: 'prove' }, proving)
  expect(proof).toEqual(await proveFolder(folder))
  expect(proof).toMatchObject({ identity: true, version: '0001-cycle' })
  expect(new Set(proving.steps)).toEqual(new Set(['prove']))
})

test('[AP26] asked to stop it stops, and what it had not kept is not there', async () => {
  const desk = openCourseDesk(folder)
  const { controller, ...control } = watched()
  const run = desk.run({ kind: 'plan', workers: 0 }, { ...control, onProgress: () => controller.abort() })
  await expect(run).rejects.toMatchObject({ code: 'job.cancelled' })
  expect(await versionsOf(folder).live()).toBeNull()
  const killed = desk.run({ kind: 'plan', workers: 0 }, { ...watched(), onProgress: () => desk.close() })
  await expect(killed).rejects.toThrow('has ended')
})

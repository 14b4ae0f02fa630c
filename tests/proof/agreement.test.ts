import fs from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { copyOfExample, rumboJson } from '../examples/rumbo-command.js'

interface Proof {
  ok: boolean
  identity: boolean
  checks: { name: string; compared: number; mismatches: number }[]
  gap: { record: string; amount: string; open: boolean; owned: { owner: string; amount: string }[] } | null
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

function planned(): string {
  const folder = copyOfExample('supplier-mini')
  folders.push(folder)
  rumboJson('plan', folder)
  return folder
}

const netSales = (folder: string): { month: string; amount: number } => {
  const report = rumboJson<{ months: string[]; lines: { netSales: string[] } }>('report', folder)
  return { month: report.months[0]!, amount: Number(report.lines.netSales[0]) }
}

test('a finance plan of 10 more than operations run: identity holds, a gap of 10 is named', () => {
  const folder = planned()
  const families = rumboJson<{ months: string[]; groups: { key: string; lines: { netSales: string[] } }[] }>(
    'report',
    folder,
    '--by',
    'family',
  ).groups.filter(({ key }) => key !== '')
  const { month } = netSales(folder)
  const products = fs.readFileSync(path.join(folder, 'products.csv'), 'utf8').split('\n')
  const header = products[0]!.split(',')
  const rows = families.map(({ key, lines }, at) => {
    const product = products
      .slice(1)
      .find((line) => line.split(',')[header.indexOf('family')] === key)!
      .split(',')[0]!
    // 110 signed where operations run 100: ten more on the first family.
    const value = Number(lines.netSales[0]) + (at === 0 ? 10 : 0)
    return `FIN-1,finance,2026-11-25,SELL_IN,${product},${month}-01,${month}-31,0,${value}`
  })
  const plans = ['snapshot_id,stream,frozen_at,flow,product_id,period_start,period_end,units,value', ...rows]
  fs.writeFileSync(path.join(folder, 'plans.csv'), `${plans.join('\n')}\n`)
  rumboJson('plan', folder)
  const proof = rumboJson<Proof>('prove', folder)
  expect(proof.identity).toBe(true)
  expect(proof.gap).toMatchObject({ record: 'FIN-1', amount: '10', open: true })
  expect(proof.ok).toBe(false)
})

test('a signed version that is the live one leaves no gap', () => {
  const folder = planned()
  rumboJson('sign', folder, '--by', 'gm', '--reason', 'cycle 12')
  const proof = rumboJson<Proof>('prove', folder)
  expect(proof.gap).toMatchObject({ amount: '0', open: false })
  expect(proof.ok).toBe(true)
})

/** Every list price times a factor. */
function reprice(folder: string, factor: number): void {
  const prices = path.join(folder, 'prices.csv')
  const [head, ...lines] = fs.readFileSync(prices, 'utf8').trim().split('\n')
  const amountAt = head!.split(',').indexOf('amount')
  const changed = lines.map((line) => {
    const cells = line.split(',')
    cells[amountAt] = String(Number(cells[amountAt]) * factor)
    return cells.join(',')
  })
  fs.writeFileSync(prices, `${[head, ...changed].join('\n')}\n`)
}

test('a change that somebody owns is not a gap; one that nobody owns is', () => {
  const folder = planned()
  rumboJson('sign', folder, '--by', 'gm', '--reason', 'cycle 12')
  reprice(folder, 1.01)
  rumboJson('plan', folder)
  const open = rumboJson<Proof>('prove', folder)
  expect(open.gap!.open).toBe(true)
  expect(Number(open.gap!.amount)).toBeLessThan(0)
  const bridge = open.checks.find(({ name }) => name === 'bridge from the plan of record')!
  expect(bridge.compared).toBeGreaterThan(0)
  expect(bridge.mismatches).toBe(0)
  rumboJson('own', folder, '--by', 'sales', '--reason', 'price list of December', '--expires', '2027-12-31')
  const owned = rumboJson<Proof>('prove', folder)
  expect(owned.gap).toMatchObject({ amount: '0', open: false, owned: [{ owner: 'sales', amount: open.gap!.amount }] })
  expect(owned.ok).toBe(true)
})

const planGaps = (folder: string): { customer: string; reference: string; value: string; why: string }[] =>
  rumboJson<{ kind: string; customer: string; reference: string; value: string; why: string }[]>(
    'exceptions',
    folder,
  ).filter(({ kind }) => kind === 'plan_gap')

test('[EX25] the gap to the signed plan is an exception until somebody answers for it', () => {
  const folder = planned()
  rumboJson('sign', folder, '--by', 'gm', '--reason', 'cycle 12')
  reprice(folder, 0.8)
  rumboJson('plan', folder)
  const { lines } = rumboJson<{ lines: { netSales: string[] } }>('report', folder)
  const left = lines.netSales.slice(0, 3).reduce((sum, amount) => sum + Number(amount), 0)
  const found = planGaps(folder)
  expect(found.map(({ customer, reference }) => [customer, reference])).toEqual([['', '']])
  expect(found[0]!.why).toContain(`20% under the signed plan (${(left / 4).toLocaleString('en-US')} CLP`)
  rumboJson('own', folder, '--by', 'sales', '--reason', 'price war', '--expires', '2027-12-31')
  expect(planGaps(folder)).toEqual([])
})

test('[EX26] a week that passed as planned is no gap', () => {
  const folder = planned()
  rumboJson('sign', folder, '--by', 'gm', '--reason', 'cycle 12')
  rumboJson('roll', folder, '--to', '2026-12-08')
  expect(rumboJson<Proof>('prove', folder).gap).toMatchObject({ amount: '0', open: false })
  expect(planGaps(folder)).toEqual([])
})

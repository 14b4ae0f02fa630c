import { expect, test } from 'vitest'
import { folderWith, SMALLEST } from '../../tests/support/company-folder.js'
import { openCompanySources } from '../connectors/company-sources.js'
import { formatDay, parseDay } from '../core/base/day.js'
import type { Company } from '../core/network/company.js'
import type { Facts } from '../core/network/facts.js'
import { loadFolder, openStore } from './company-folder.js'
import { readCompany } from './read-company.js'
import { readFacts } from './read-facts.js'

const TWO_COUNTRIES: Readonly<Record<string, string>> = {
  'company.yaml':
    'name: Two\nbaseCurrency: CLP\ncountries: [CL, PE]\nplanDate: 2026-01-05\nquality: {badRowValueShare: 1}\n',
  'products.csv': 'product_id,family\nP1,Snacks\nP2,Drinks\n',
  'locations.csv':
    'location_id,kind,country,customer_id\nCL-DC1,dc,CL,\nCL-DC2,dc,CL,\nPE-DC,dc,PE,\nOWN-STORE,store,CL,\nC1-STORE,store,CL,C1\n',
  'customers.csv': 'id,parent_id,country\nC1,,CL\nC1-SHIP,C1,CL\nC2,,PE\nC3,,CL\n',
  'lanes.csv': 'from,to,lead_time_days,use\nCL-DC2,C1,1,customer\n',
}

async function loaded(
  files: Readonly<Record<string, string>>,
  asKnownAt?: string,
): Promise<{ company: Company; facts: Facts }> {
  const folder = folderWith({ ...TWO_COUNTRIES, ...files })
  const report = await loadFolder(folder, { open: openCompanySources, knownAt: '2026-01-05T06:00:00Z' })
  expect(report.faults).toEqual([])
  const store = await openStore(folder)
  try {
    const company = await readCompany(store)
    return { company, facts: await readFacts(store, company, asKnownAt === undefined ? {} : { asKnownAt }) }
  } finally {
    store.close()
  }
}

/** `2026-01-01 P1 CL-DC1 → C1 in 10 returned 0 gross 100 net 90`, estimated days marked `~`. */
function salesLines({ company, facts: { sales } }: { company: Company; facts: Facts }): string[] {
  return Array.from({ length: sales.count }, (_, row) => {
    const place = `${company.locations[sales.location[row]!]!.id} → ${company.customers[sales.customer[row]!]!.id}`
    const flow = sales.flow[row] === 1 ? 'out' : 'in'
    const money = `gross ${sales.grossAmount[row]! / 1e6} net ${sales.netAmount[row]! / 1e6}`
    const mark = sales.estimated[row] === 1 ? '~' : ''
    return `${mark}${formatDay(sales.day[row]!)} ${company.products[sales.product[row]!]!.id} ${place} ${flow} ${sales.units[row]! / 1000} returned ${sales.returnedUnits[row]! / 1000} ${money}`
  })
}

test('[IM14] a sale without customer goes to the owner of the store, or to the walk-in customer of the country', async () => {
  const lines = salesLines(
    await loaded({
      'sales.csv':
        'date,product_id,units,location_id,flow\n2026-01-01,P1,1,C1-STORE,SELL_OUT\n2026-01-01,P1,2,OWN-STORE,SELL_OUT\n2026-01-01,P1,3,PE-DC,SELL_IN\n',
    }),
  )
  expect(lines.map((line) => line.split(' gross')[0])).toEqual([
    '2026-01-01 P1 C1-STORE → C1 out 1 returned 0',
    '2026-01-01 P1 OWN-STORE → consumers-CL out 2 returned 0',
    '2026-01-01 P1 PE-DC → consumers-PE in 3 returned 0',
  ])
})

test('[IM14] a sale without location left from where its customer is served', async () => {
  const lines = salesLines(
    await loaded({
      'sales.csv':
        'date,product_id,units,customer_id\n2026-01-01,P1,1,C1\n2026-01-01,P1,2,C1-SHIP\n2026-01-01,P1,3,C2\n2026-01-01,P1,4,C3\n2026-01-02,P1,5,\n',
    }),
  )
  expect(lines.map((line) => line.split(' returned')[0]).sort()).toEqual([
    '2026-01-01 P1 CL-DC1 → C3 in 4', // no lane and no parent: the first distribution centre of the country
    '2026-01-01 P1 CL-DC2 → C1 in 1', // the only one with a lane
    '2026-01-01 P1 CL-DC2 → C1-SHIP in 2', // as its parent
    '2026-01-01 P1 PE-DC → C2 in 3',
    '2026-01-02 P1 CL-DC1 → consumers-CL in 5',
  ])
})

test('[IM13] a week is seven days from its date and a month its calendar month; nothing is lost and all is estimated', async () => {
  const { facts } = await loaded({
    'sales.csv':
      'date,product_id,units,location_id,period,net_amount\n2026-01-30,P1,10,CL-DC1,W,100\n2026-02-10,P2,29,CL-DC1,M,1\n2026-02-10,P2,5,CL-DC1,D,7\n',
  })
  const { sales } = facts
  const rowsOf = (product: number): number[] =>
    Array.from({ length: sales.count }, (_, row) => row).filter((row) => sales.product[row] === product)
  const drinks = rowsOf(0)
  const snacks = rowsOf(1)
  expect(snacks.map((row) => formatDay(sales.day[row]!))).toEqual([
    '2026-01-30',
    '2026-01-31',
    '2026-02-01',
    '2026-02-02',
    '2026-02-03',
    '2026-02-04',
    '2026-02-05',
  ])
  expect(snacks.reduce((sum, row) => sum + sales.units[row]!, 0)).toBe(10_000)
  expect(snacks.reduce((sum, row) => sum + sales.netAmount[row]!, 0)).toBe(100_000_000)
  expect(drinks).toHaveLength(28)
  expect(drinks.reduce((sum, row) => sum + sales.units[row]!, 0)).toBe(34_000)
  expect([...sales.estimated].every((flag) => flag === 1)).toBe(true)
})

test('a return, or a negative sale, is a returned quantity and takes its money back', async () => {
  const lines = salesLines(
    await loaded({
      'sales.csv':
        'date,product_id,units,location_id,customer_id,kind,gross_amount,net_amount\n2026-01-01,P1,10,CL-DC1,C1,sale,100,90\n2026-01-01,P1,2,CL-DC1,C1,return,20,18\n2026-01-02,P1,-3,CL-DC1,C1,sale,-30,-27\n',
    }),
  )
  expect(lines).toEqual([
    '2026-01-01 P1 CL-DC1 → C1 in 10 returned 2 gross 80 net 72',
    '2026-01-02 P1 CL-DC1 → C1 in 0 returned 3 gross -30 net -27',
  ])
})

const TWO_BOOKS: Readonly<Record<string, string>> = {
  'companies.csv': 'company_id,name,country,functional_currency\nCL01,Sur,CL,CLP\nPE01,Norte,PE,PEN\n',
  'locations.csv':
    'location_id,kind,country,customer_id,company_id\nCL-DC1,dc,CL,,CL01\nPE-DC,dc,PE,,PE01\nC1-STORE,store,CL,C1,\n',
  'customers.csv': 'id,parent_id,country,currency\nC1,,CL,CLP\nC2,,PE,\n',
  'lanes.csv': 'from,to,lead_time_days\nCL-DC1,PE-DC,1\n',
  'fx.csv':
    'rate_set,month,from,to,rate\nAVG,2025-12,USD,CLP,900\nPLAN,2025-12,USD,CLP,1\nAVG,2026-01,USD,CLP,950\nPLAN,2026-01,PEN,CLP,250\n',
}

test('[IM18] money told in another currency is translated at the average of its month before it is added up', async () => {
  const world = await loaded({
    ...TWO_BOOKS,
    // One sale of the day in pesos, one in dollars, a return in dollars; then December's average, and none of November.
    'sales.csv': `date,product_id,units,location_id,customer_id,kind,period,gross_amount,net_amount,currency
2026-01-01,P1,10,CL-DC1,C1,sale,D,1000,900,CLP
2026-01-01,P1,2,CL-DC1,C1,return,D,3,2,USD
2026-01-01,P1,31,CL-DC1,C1,sale,M,,31,USD
2025-12-31,P1,1,CL-DC1,C1,sale,D,2,1.5,usd
2025-11-30,P1,1,CL-DC1,C1,sale,D,2,1.5,USD
2025-11-29,P1,1,CL-DC1,C1,sale,D,1000,1000,
`,
  })
  const lines = salesLines(world)
  const at = (day: string): string => lines.find((line) => line.includes(day))!.split(' in ')[1]!
  expect(at('2025-11-29')).toBe('1 returned 0 gross 1000 net 1000')
  expect(at('2025-11-30')).toBe('1 returned 0 gross 1800 net 1350')
  expect(at('2025-12-31')).toBe('1 returned 0 gross 1800 net 1350')
  // 31 dollars of the month are 29,450 pesos, 950 of them on the first.
  expect(at('2026-01-01')).toBe(`11 returned 2 gross ${1000 - 2850 + 950} net ${900 - 1900 + 950}`)
  const { sales } = world.facts
  const january = Array.from(sales.netAmount, (net, row) => (sales.estimated[row] === 1 ? net : 0))
  expect(january.reduce((sum, net) => sum + net, 0)).toBe((900 - 1900 + 31 * 950) * 1e6)
})

test('[IM18] each sale is in the currency of its seller, and what a customer’s store sells in the customer’s', async () => {
  const { sales } = (
    await loaded({
      ...TWO_BOOKS,
      'sales.csv': `date,product_id,units,location_id,customer_id,flow,net_amount,currency
2026-01-01,P1,1,CL-DC1,C2,SELL_IN,10,PEN
2026-01-01,P1,1,PE-DC,C2,SELL_IN,10,PEN
2026-01-02,P1,1,PE-DC,C2,SELL_IN,1000,CLP
2026-01-01,P1,1,C1-STORE,,SELL_OUT,10,USD
`,
    })
  ).facts
  // 10 soles sold in Chile are 2,500 pesos, and in Peru 10 soles; 1,000 pesos there are 4 soles; 10 dollars are 9,500 pesos.
  expect(Array.from(sales.netAmount, (net) => net / 1e6).sort((a, b) => a - b)).toEqual([4, 10, 2500, 9500])
})

test('[IM18] a sale in a currency that no average and no plan rate joins to its books refuses the plan', async () => {
  const sales = 'date,product_id,units,location_id,net_amount,currency\n2026-01-01,P1,1,CL-DC1,10,USD\n'
  const fx = 'rate_set,month,from,to,rate\nCLOSE,2026-01,USD,CLP,900\n'
  await expect(loaded({ 'sales.csv': sales, 'fx.csv': fx })).rejects.toMatchObject({
    code: 'finance.missing_rate',
    values: { from: 'USD', to: 'CLP', month: '2026-01' },
  })
})

test('gross amounts are taken without the tax they include', async () => {
  const lines = salesLines(
    await loaded({
      'sales.csv':
        'date,product_id,units,location_id,customer_id,gross_amount,net_amount,tax_amount\n2026-01-01,P1,1,CL-DC1,C1,119,100,19\n2026-01-02,P1,1,CL-DC1,C1,100,90,17.1\n2026-01-03,P1,1,CL-DC1,C1,119,,19\n',
    }),
  )
  expect(lines.map((line) => line.replace(/.*gross/, 'gross'))).toEqual([
    'gross 100 net 100',
    'gross 100 net 90',
    'gross 100 net 100',
  ])
})

test('[IM15] stock is the newest snapshot of each product and place; a lot it no longer lists is gone', async () => {
  const { company, facts } = await loaded({
    'sales.csv': SMALLEST['sales.csv']!,
    'stock.csv':
      'date,product_id,location_id,on_hand_units,lot,status,expiry_date\n2026-01-01,P1,CL-DC1,5,L1,free,2026-03-01\n2026-01-01,P1,CL-DC1,7,L2,free,\n2026-01-04,P1,CL-DC1,6.5,L2,free,2026-04-01\n2026-01-04,P1,CL-DC1,1,L2,blocked,\n2026-01-02,P2,CL-DC1,0,,free,\n2026-01-03,P2,CL-DC1,4,,blocked,\n',
  })
  const { stock } = facts
  const lines = Array.from(
    { length: stock.count },
    (_, row) =>
      `${company.products[stock.product[row]!]!.id} ${formatDay(stock.day[row]!)} ${stock.onHandUnits[row]! / 1000} ${stock.status[row]} ${stock.expiryDay[row] === -1 ? '-' : formatDay(stock.expiryDay[row]!)}`,
  )
  expect(lines).toEqual(['P2 2026-01-03 4 1 -', 'P1 2026-01-04 6.5 0 2026-04-01', 'P1 2026-01-04 1 1 -'])
  // Nothing free on either day: four blocked units cannot be sold.
  expect([...stock.zeroDays.day].map(formatDay)).toEqual(['2026-01-02', '2026-01-03'])
})

test('[IM16] an order is open while something of it is to be shipped, as far as was known', async () => {
  const files = {
    'sales.csv': SMALLEST['sales.csv']!,
    'orders.csv':
      'order_id,line,product_id,customer_id,ordered_units,order_date,requested_date,shipped_units,shipped_date,cancel_date\n' +
      'OPEN,1,P1,C1,10,2026-01-02,2026-01-09,4,2026-01-04,\nDONE,1,P1,C1,10,2026-01-02,2026-01-09,10,2026-01-04,\nGONE,1,P1,C1,10,2026-01-02,2026-01-09,,,2026-01-04\n',
  }
  const now = (await loaded(files)).facts.orders
  expect(now.map(({ order, orderedUnits, shippedUnits }) => [order, orderedUnits, shippedUnits])).toEqual([
    ['OPEN', 10_000, 4_000],
  ])
  const before = (await loaded(files, '2026-01-03T12:00:00Z')).facts.orders
  expect(before.map(({ order, shippedUnits }) => [order, shippedUnits])).toEqual([
    ['DONE', 0],
    ['GONE', 0],
    ['OPEN', 0],
  ])
})

test('[IM16] a supply order is open while something is to be received, and knows where it comes from', async () => {
  const { company, facts } = await loaded({
    'sales.csv': SMALLEST['sales.csv']!,
    'suppliers.csv': 'id\nV1\n',
    'supply_orders.csv':
      'order_id,product_id,to,kind,ordered_units,due_date,from,received_units,status\nA,P1,CL-DC1,purchase,10,2026-01-09,V1,3,\nB,P1,CL-DC1,transfer,10,2026-01-09,CL-DC2,,\nC,P1,CL-DC1,purchase,10,2026-01-09,V1,10,\nD,P1,CL-DC1,purchase,10,2026-01-09,V1,,cancelled\n',
  })
  const from = (order: (typeof facts.supplyOrders)[number]): string =>
    order.supplier >= 0 ? company.suppliers[order.supplier]!.id : company.locations[order.from]!.id
  expect(facts.supplyOrders.map((order) => [order.order, from(order), order.receivedUnits, order.dueDay])).toEqual([
    ['A', 'V1', 3_000, parseDay('2026-01-09')],
    ['B', 'CL-DC2', 0, parseDay('2026-01-09')],
  ])
})

test('money is read to the last millionth, however large', async () => {
  const amounts = ['999999999.999999', '1000000000.25', '123456789012.5', '-0.000001', '0.1']
  const rows = amounts.map((amount, at) => `2026-01-0${at + 1},P1,1,CL-DC1,C1,${amount}`)
  const { facts } = await loaded({
    'sales.csv': `date,product_id,units,location_id,customer_id,net_amount\n${rows.join('\n')}\n`,
  })
  expect([...facts.sales.netAmount].map(BigInt)).toEqual([
    999999999999999n,
    1000000000250000n,
    123456789012500000n,
    -1n,
    100000n,
  ])
})

test('[IM14] a company named where the folder has no table of companies is the only one there is', async () => {
  const { company, facts } = await loaded({
    'sales.csv': 'date,product_id,units\n2026-01-01,P1,1\n',
    'customers.csv': 'id,parent_id,country,company_id\nC1,,CL,CL01\nC1-SHIP,C1,CL,\nC2,,PE,\nC3,,CL,\n',
    'opex.csv': 'month,line,amount,currency,company_id\n2026-01,rent,100,CLP,CL01\n',
    'receivables.csv':
      'party,invoice,date,due,amount,open_amount,currency,company_id\nC1,F1,2026-01-01,2026-02-01,10,10,CLP,CL01\n',
    'ledger.csv': 'company_id,month,line,amount,currency\nCL01,2025-12,netSales,100,CLP\n',
  })
  const only = company.entities.map(({ id }) => id)
  expect(only).toHaveLength(1)
  expect(company.customers.map(({ entity }) => entity)).toEqual(company.customers.map(() => null))
  expect(company.opex.map(({ entity }) => entity)).toEqual([null])
  expect([...facts.openItems, ...facts.ledger].map(({ entity }) => entity)).toEqual([...only, ...only])
})

import { beforeAll, expect, test } from 'vitest'
import { folderWith } from '../../tests/support/company-folder.js'
import { openCompanySources } from '../connectors/company-sources.js'
import { parseDay, parseMonth } from '../core/base/day.js'
import type { CompanyList } from '../core/edit/editable-lists.js'
import type { RecordFields } from '../core/edit/intent.js'
import { changeRecords } from '../core/edit/record-change.js'
import { keyOf } from '../core/edit/record-key.js'
import { kindsOf, RECORD_SHAPES } from '../core/edit/record-shapes.js'
import type { Company } from '../core/network/company.js'
import { loadFolder, openStore } from './company-folder.js'
import { readCompany } from './read-company.js'

const day = (iso: string): number => parseDay(iso)!
const month = (iso: string): number => parseMonth(iso)!

interface Sample {
  /** Rows of the file; the first says only what it must, and stands between the others in the order of keys. */
  readonly table: string
  readonly header: string
  readonly rows: readonly [first: string, ...others: string[]]
  /** The first one as it is inserted; no other has these values. */
  readonly record: RecordFields
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  packs: {
    table: 'packs',
    header: 'product_id,level,units,valid_from',
    rows: ['P1,inner,6.5,', 'P1,case,12,2026-01-01', 'P1,inner,4,2026-01-01', 'P1,pallet,96,'],
    record: { product: 'P1', level: 'inner', units: 6_500 },
  },
  serviceTerms: {
    table: 'service_terms',
    header: 'customer_id,product_id,family,fine_share',
    rows: ['C1,P1,,', 'C1,,,0.1', 'C0,P1,,', 'C1,P2,Snacks,0.2'],
    record: { customer: 'C1', product: 'P1' },
  },
  calendars: {
    table: 'calendars',
    header: 'calendar_id,date,weekday,open,order_cut_off',
    rows: ['work,2026-03-01,,,', 'work,2026-02-01,,false,12:00', 'work,,7,false,', 'shop,,1,true,'],
    record: { calendar: 'work', day: day('2026-03-01') },
  },
  lanes: {
    table: 'lanes',
    header: 'from,to,use,lead_time_days,product_id,lead_time_sd_days,share',
    rows: ['V1,DC1,source,3,,,', 'V1,DC1,source,2,P1,1.5,', 'V0,DC1,source,1,,,0.5', 'V1,DC1,transfer,1,,,'],
    record: { from: 'V1', to: 'DC1', leadTimeDays: 3 },
  },
  recipes: {
    table: 'recipes',
    header: 'product_id,location_id,component_id,quantity_per,yield,valid_from',
    rows: ['P1,DC1,M1,0.0005,,', 'P1,DC1,M1,1,0.9,2026-01-01', 'P1,DC1,M0,1,,', 'P2,DC1,M1,2,,'],
    record: { product: 'P1', location: 'DC1', component: 'M1', quantityPer: 500 },
  },
  resources: {
    table: 'resources',
    header: 'resource_id,location_id,hours_per_week,overtime_cost',
    rows: ['line-2,DC1,37.5,', 'line-1,DC1,80,5.5', 'line-3,DC1,80,'],
    record: { id: 'line-2', location: 'DC1', hoursPerWeek: 37.5 },
  },
  routings: {
    table: 'routings',
    header: 'product_id,resource_id,hours_per_unit',
    rows: ['P1,line-3,0.02', 'P1,line-1,0.01', 'P2,line-1,0.01'],
    record: { product: 'P1', resource: 'line-3', hoursPerUnit: 20_000 },
  },
  supplierCapacity: {
    table: 'supplier_capacity',
    header: 'supplier_id,product_id,family,month,units',
    rows: ['V1,,Snacks,2026-02,100', 'V1,P1,,2026-01,50', 'V1,,Snacks,2026-01,70', 'V1,,Snacks,2026-03,70'],
    record: { supplier: 'V1', family: 'Snacks', month: month('2026-02'), units: 100_000 },
  },
  policies: {
    table: 'policies',
    header: 'product_id,location_id,service_level,safety_stock_units',
    rows: ['P1,DC1,,', 'M1,DC1,0.95,', 'P2,DC1,,10'],
    record: { product: 'P1', location: 'DC1' },
  },
  prices: {
    table: 'prices',
    header: 'product_id,valid_from,amount,currency,customer_id,channel,valid_to',
    rows: ['P1,2026-01-01,5.25,CLP,,,', 'P1,2026-01-01,5,CLP,C1,,', 'P1,2025-01-01,4,CLP,,,', 'P1,2026-02-01,6,CLP,,,'],
    record: { product: 'P1', validFrom: day('2026-01-01'), amount: 5_250_000, currency: 'CLP' },
  },
  purchasePrices: {
    table: 'purchase_prices',
    header: 'supplier_id,product_id,valid_from,amount,currency,location_id,minimum_order',
    rows: [
      'V1,M1,2026-01-01,3,CLP,,20',
      'V1,M1,2026-01-01,3,CLP,DC1,',
      'V1,M0,2026-01-01,3,CLP,,',
      'V1,P1,2026-01-01,3,CLP,,',
    ],
    record: {
      supplier: 'V1',
      product: 'M1',
      validFrom: day('2026-01-01'),
      amount: 3_000_000,
      currency: 'CLP',
      minimumOrder: 20_000,
    },
  },
  costs: {
    table: 'costs',
    header: 'product_id,valid_from,amount,currency,location_id',
    rows: ['P1,2026-01-01,3,CLP,', 'P1,2026-01-01,4,CLP,DC1', 'P1,2025-01-01,3,CLP,', 'P2,2026-01-01,3,CLP,'],
    record: { product: 'P1', validFrom: day('2026-01-01'), amount: 3_000_000, currency: 'CLP' },
  },
  transferPrices: {
    table: 'transfer_prices',
    header: 'from_company,to_company,product_id,valid_from,amount,currency,duty_share',
    rows: ['CL01,PE01,P1,2026-01-01,3,CLP,', 'CL01,PE01,M1,2026-01-01,3,CLP,0.1', 'PE01,CL01,P1,2026-01-01,3,CLP,'],
    record: {
      fromEntity: 'CL01',
      toEntity: 'PE01',
      product: 'P1',
      validFrom: day('2026-01-01'),
      amount: 3_000_000,
      currency: 'CLP',
    },
  },
  tradeTerms: {
    table: 'trade_terms',
    header: 'customer_id,kind,basis,value,valid_from,product_id',
    rows: [
      'C1,rebate,,0.04,2026-01-01,',
      'C1,rebate,sell_in,0.1,2026-01-01,P1',
      'C1,on_invoice,,0.04,2026-01-01,',
      'C1,rebate,sell_out,1,2026-01-01,',
    ],
    record: { customer: 'C1', kind: 'rebate', value: 40_000, validFrom: day('2026-01-01') },
  },
  promotions: {
    table: 'promotions',
    header: 'event_id,product_id,customer_id,sell_out_start,sell_out_end,uplift',
    rows: [
      'fall,P1,,2026-03-01,2026-03-08,',
      'fall,P1,C1,2026-03-01,2026-03-07,0.3',
      'easter,,,2026-03-01,2026-03-07,-0.1',
      'fall,,,2026-03-01,2026-03-07,1',
    ],
    record: { id: 'fall', product: 'P1', sellOutStart: day('2026-03-01'), sellOutEnd: day('2026-03-08') },
  },
  events: {
    table: 'events',
    header: 'event_id,kind,scope,start,end,uplift,status',
    rows: [
      'cyber,commercial,,2026-03-01,2026-03-03,,',
      'cyber,commercial,country=CL,2026-03-01,2026-03-02,0.2,estimated',
      'mayday,holiday,,2026-05-01,2026-05-01,,',
    ],
    record: { id: 'cyber', kind: 'commercial', start: day('2026-03-01'), end: day('2026-03-03') },
  },
  historyOverrides: {
    table: 'history_overrides',
    header: 'start,end,product_id,customer_id,correction,note',
    rows: [
      '2026-01-05,2026-01-18,P1,,,',
      '2026-01-05,2026-01-11,P1,C1,outlier,a tender every January',
      '2026-01-05,2026-01-11,P1,,outlier,',
      '2026-01-05,2026-01-11,,,any,',
    ],
    record: { product: 'P1', start: day('2026-01-05'), end: day('2026-01-18') },
  },
  assortment: {
    table: 'assortment',
    header: 'product_id,location_id,valid_from,valid_to,shelf_capacity',
    rows: ['P1,DC1,2026-02-01,,', 'P1,DC1,2026-01-01,2026-01-31,24', 'P2,DC1,2026-01-01,,'],
    record: { product: 'P1', location: 'DC1', validFrom: day('2026-02-01') },
  },
  substitutions: {
    table: 'substitutions',
    header: 'product_id,substitute_id,ratio,customer_id,priority',
    rows: ['P1,P2,,,1', 'P1,P2,0.5,C1,', 'P2,P1,,,'],
    record: { product: 'P1', substitute: 'P2', priority: 1 },
  },
  fx: {
    table: 'fx',
    header: 'rate_set,month,date,from,to,rate',
    rows: [
      'PLAN,2026-02,,USD,CLP,950.12',
      'PLAN,2026-01,,USD,CLP,950',
      'AVG,2026-01,,USD,CLP,940',
      'PLAN,,2026-02-03,USD,CLP,951',
    ],
    record: { rateSet: 'PLAN', month: month('2026-02'), from: 'USD', to: 'CLP', rate: '950.12' },
  },
  inflation: {
    table: 'inflation',
    header: 'country,month,index',
    rows: ['CL,2026-02,108.4', 'CL,2026-01,108', 'CL,2026-03,109'],
    record: { country: 'CL', month: month('2026-02'), index: 108.4 },
  },
  taxes: {
    table: 'taxes',
    header: 'country,kind,rate,valid_from,product_class',
    rows: [
      'CL,vat,0.19,2026-01-01,',
      'CL,vat,0.1,2026-01-01,food',
      'CL,vat,0.18,2020-01-01,',
      'PE,vat,0.18,2020-01-01,',
    ],
    record: { country: 'CL', kind: 'vat', rate: 190_000, validFrom: day('2026-01-01') },
  },
  budget: {
    table: 'budget',
    header: 'month,country,family,net_sales',
    rows: ['2026-02,CL,Snacks,', '2026-01,CL,Snacks,1000.5', '2026-03,CL,Snacks,'],
    record: { month: month('2026-02'), country: 'CL', family: 'Snacks' },
  },
  opex: {
    table: 'opex',
    header: 'month,line,amount,currency,company_id',
    rows: ['2026-02,rent,-350.5,CLP,', '2026-02,rent,1,CLP,CL01', '2026-01,rent,1,CLP,', '2026-02,wages,1,CLP,'],
    record: { month: month('2026-02'), line: 'rent', amount: -350_500_000, currency: 'CLP' },
  },
  disruptions: {
    table: 'disruptions',
    header: 'id,kind,scope,start,end,factor',
    rows: [
      'strike,port,location=DC1,2026-03-01,2026-03-08,',
      'flood,road,location=DC1,2026-03-01,2026-03-08,0.5',
      'zone,road,x,2026-03-01,2026-03-08,',
    ],
    record: { id: 'strike', kind: 'port', scope: 'location=DC1', start: day('2026-03-01'), end: day('2026-03-08') },
  },
  responsibilities: {
    table: 'responsibilities',
    header: 'scope,owner,deputy',
    rows: ['family=Snacks,ana,', 'family=Bars,luis,ana', 'location=DC1,luis,'],
    record: { scope: 'family=Snacks', owner: 'ana' },
  },
}

const MASTERS = {
  'company.yaml': 'name: Small\nbaseCurrency: CLP\ncountries: [CL, PE]\nplanDate: 2026-03-05\n',
  'products.csv': 'product_id,family\nP1,Snacks\nP2,Snacks\nM0,Flour\nM1,Flour\n',
  'companies.csv': 'company_id,country,functional_currency\nCL01,CL,CLP\nPE01,PE,CLP\n',
  'locations.csv': 'location_id,kind,country,company_id\nDC1,dc,CL,CL01\n',
  'customers.csv': 'id,country\nC0,CL\nC1,CL\n',
  'suppliers.csv': 'id,country\nV0,CL\nV1,CL\n',
  'sales.csv': 'date,product_id,units\n2026-01-01,P1,10\n',
}

let loaded: Company
beforeAll(async () => {
  const tables = Object.values(SAMPLES).map(({ table, header, rows }) => [
    `${table}.csv`,
    `${[header, ...rows].join('\n')}\n`,
  ])
  const folder = folderWith({ ...MASTERS, ...Object.fromEntries(tables) })
  const report = await loadFolder(folder, { open: openCompanySources })
  expect([report.faults, report.badRows]).toEqual([[], []])
  const store = await openStore(folder)
  loaded = await readCompany(store)
  store.close()
})

const lists = Object.keys(RECORD_SHAPES) as CompanyList[]

test('[ED80] every list that is open has a sample here', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual([...lists].sort())
})

test.each(lists)(
  '[ED81] [ED84] [ED85] what was loaded goes by its key and comes back as it was, in its place: %s',
  (list) => {
    const { record, rows } = SAMPLES[list]!
    expect(Object.keys(kindsOf(list)).sort()).toEqual(Object.keys(loaded[list][0]!).sort())
    const whole = (loaded[list] as unknown as RecordFields[]).find((one) =>
      Object.entries(record).every(([field, value]) => one[field] === value),
    )!
    const gone = changeRecords(loaded, { kind: 'record', op: 'remove', list, key: keyOf(list, whole) }).company
    expect(gone[list]).toHaveLength(rows.length - 1)
    const back = changeRecords(gone, { kind: 'record', op: 'insert', list, record }).company
    expect(back).toEqual(loaded)
  },
)

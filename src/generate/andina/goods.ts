export type Site = 'PL-SCL' | 'PL-QRO'

export interface Family {
  readonly code: string
  readonly name: string
  readonly category: string
  readonly brand: string
  readonly plant: Site
  readonly line: string
  /** Of the company's list sales. */
  readonly share: number
  /** Standard cost as a share of the average list price. */
  readonly costShare: number
  readonly shelfLifeDays: number | null
  readonly caseUnits: number
  readonly coreCount: number
  /** Day of the year on which a southern summer or winter peak lies, and its height. */
  readonly peakDay: number
  readonly amplitude: number
  /** Extra demand before Christmas. */
  readonly christmas: number
  /** Variant, USD list price, kilograms. */
  readonly items: readonly (readonly [string, number, number])[]
}

const HOME = 'Cuidado del hogar'
const PERSON = 'Cuidado personal'
const FOOD = 'Alimentos y bebidas'

export const FAMILIES: readonly Family[] = [
  {
    code: 'DET',
    name: 'Detergentes',
    category: HOME,
    brand: 'Brisandina',
    plant: 'PL-SCL',
    line: 'SCL-LIQ',
    share: 0.22,
    costShare: 0.55,
    shelfLifeDays: null,
    caseUnits: 6,
    coreCount: 4,
    peakDay: 200,
    amplitude: 0.04,
    christmas: 0.02,
    items: [
      ['líquido 3 L', 6.2, 3.1],
      ['polvo 5 kg', 8.1, 5],
      ['líquido recarga 1,5 L', 3.1, 1.5],
      ['polvo 1 kg', 2.2, 1],
      ['cápsulas 30', 8.4, 0.8],
      ['ropa delicada 1 L', 3.3, 1],
      ['bebé 2 L', 6.4, 2.1],
      ['quitamanchas 800 g', 4.6, 0.8],
    ],
  },
  {
    code: 'LAV',
    name: 'Lavaloza',
    category: HOME,
    brand: 'Brisandina',
    plant: 'PL-QRO',
    line: 'QRO-LIQ',
    share: 0.1,
    costShare: 0.54,
    shelfLifeDays: null,
    caseUnits: 12,
    coreCount: 2,
    peakDay: 10,
    amplitude: 0.03,
    christmas: 0.12,
    items: [
      ['limón 750 ml', 1.6, 0.75],
      ['limón 1,5 L', 2.8, 1.5],
      ['manzana 750 ml', 1.6, 0.75],
      ['manzana 500 ml', 1.2, 0.5],
      ['pasta 400 g', 1.1, 0.4],
      ['lavavajillas gel 700 ml', 3.4, 0.7],
      ['sin aroma 750 ml', 1.7, 0.75],
    ],
  },
  {
    code: 'JAB',
    name: 'Jabones',
    category: PERSON,
    brand: 'Kuyaya',
    plant: 'PL-QRO',
    line: 'QRO-SOL',
    share: 0.1,
    costShare: 0.52,
    shelfLifeDays: null,
    caseUnits: 24,
    coreCount: 2,
    peakDay: 20,
    amplitude: 0.05,
    christmas: 0.04,
    items: [
      ['barra 3 x 110 g', 1.9, 0.33],
      ['líquido 900 ml', 2.7, 0.9],
      ['avena 110 g', 0.8, 0.11],
      ['glicerina 90 g', 0.7, 0.09],
      ['líquido 250 ml', 1.4, 0.25],
      ['antibacterial 110 g', 0.9, 0.11],
      ['íntimo 200 ml', 2.9, 0.2],
      ['niños 200 ml', 2.1, 0.2],
    ],
  },
  {
    code: 'CHA',
    name: 'Champú',
    category: PERSON,
    brand: 'Kuyaya',
    plant: 'PL-QRO',
    line: 'QRO-LIQ',
    share: 0.14,
    costShare: 0.48,
    shelfLifeDays: null,
    caseUnits: 12,
    coreCount: 3,
    peakDay: 25,
    amplitude: 0.06,
    christmas: 0.05,
    items: [
      ['quinua 400 ml', 3.4, 0.42],
      ['quinua 750 ml', 5.2, 0.78],
      ['acondicionador quinua 400 ml', 3.5, 0.42],
      ['romero 400 ml', 3.3, 0.42],
      ['anticaspa 350 ml', 4.1, 0.37],
      ['niños 350 ml', 3.2, 0.37],
      ['en seco 150 ml', 4.8, 0.15],
      ['sachet 12 x 10 ml', 1.1, 0.13],
    ],
  },
  {
    code: 'GAL',
    name: 'Galletas',
    category: FOOD,
    brand: 'Solar del Sur',
    plant: 'PL-SCL',
    line: 'SCL-HOR',
    share: 0.13,
    costShare: 0.56,
    shelfLifeDays: 240,
    caseUnits: 24,
    coreCount: 3,
    peakDay: 170,
    amplitude: 0.09,
    christmas: 0.1,
    items: [
      ['avena 200 g', 1.2, 0.2],
      ['vainilla 6 x 50 g', 1.8, 0.3],
      ['chocolate 180 g', 1.5, 0.18],
      ['agua 210 g', 0.9, 0.21],
      ['soda 3 x 200 g', 2.2, 0.6],
      ['limón 180 g', 1.3, 0.18],
      ['surtidas 500 g', 3.1, 0.5],
      ['integral 220 g', 1.6, 0.22],
      ['rellenas coco 150 g', 1.3, 0.15],
    ],
  },
  {
    code: 'JUG',
    name: 'Jugos',
    category: FOOD,
    brand: 'Solar del Sur',
    plant: 'PL-SCL',
    line: 'SCL-TET',
    share: 0.11,
    costShare: 0.58,
    shelfLifeDays: 150,
    caseUnits: 12,
    coreCount: 2,
    peakDay: 20,
    amplitude: 0.28,
    christmas: 0.18,
    items: [
      ['durazno 1 L', 1.3, 1.05],
      ['naranja 1 L', 1.3, 1.05],
      ['manzana 200 ml x 6', 2.1, 1.25],
      ['piña 1 L', 1.3, 1.05],
      ['multifruta 1,5 L', 1.8, 1.57],
      ['maracuyá 1 L', 1.4, 1.05],
      ['sin azúcar naranja 1 L', 1.5, 1.03],
    ],
  },
  {
    code: 'CAF',
    name: 'Café',
    category: FOOD,
    brand: 'Cumbre Clara',
    plant: 'PL-QRO',
    line: 'QRO-TOS',
    share: 0.1,
    costShare: 0.6,
    shelfLifeDays: 365,
    caseUnits: 12,
    coreCount: 2,
    peakDay: 185,
    amplitude: 0.14,
    christmas: 0.08,
    items: [
      ['instantáneo 170 g', 5.9, 0.17],
      ['instantáneo 50 g', 2.1, 0.05],
      ['molido 250 g', 4.2, 0.25],
      ['molido 500 g', 7.6, 0.5],
      ['descafeinado 100 g', 4.9, 0.1],
      ['cápsulas 10', 3.9, 0.06],
    ],
  },
  {
    code: 'PAP',
    name: 'Papel',
    category: HOME,
    brand: 'Nube Baja',
    plant: 'PL-SCL',
    line: 'SCL-PAP',
    share: 0.1,
    costShare: 0.62,
    shelfLifeDays: null,
    caseUnits: 4,
    coreCount: 2,
    peakDay: 180,
    amplitude: 0.02,
    christmas: 0.01,
    items: [
      ['higiénico 12 rollos', 5.1, 1.1],
      ['higiénico 4 rollos', 1.9, 0.37],
      ['toalla 3 rollos', 2.9, 0.45],
      ['servilletas 200', 1.2, 0.16],
      ['higiénico 24 rollos', 9.2, 2.2],
      ['pañuelos 10', 1.5, 0.12],
      ['toalla reutilizable', 3.4, 0.2],
    ],
  },
]

export interface Good {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly family: Family
  readonly familyIndex: number
  /** USD, before country levels and inflation. */
  readonly listPrice: number
  readonly weightKg: number
  readonly core: boolean
  /** Of the company's list sales. */
  readonly share: number
  readonly launch: string | null
  readonly end: string | null
  readonly successorOf: string | null
}

/** Launches and delistings: [launch, end, follows]. Two launches still lie ahead of the plan day. */
const LIVES: Readonly<Record<string, readonly [string | null, string | null, string | null]>> = {
  'DET-08': ['2026-03-02', null, null],
  'LAV-06': ['2025-09-01', null, null],
  'CHA-07': ['2026-05-04', null, null],
  'CHA-06': [null, '2026-12-31', null],
  'GAL-09': ['2026-08-03', null, 'GAL-06'],
  'GAL-06': [null, '2026-07-31', null],
  'JUG-07': ['2027-01-04', null, null],
  'CAF-05': [null, '2026-04-30', null],
  'PAP-06': [null, '2026-12-31', null],
  'PAP-07': ['2027-03-01', null, 'PAP-06'],
}

export const GOODS: readonly Good[] = FAMILIES.flatMap((family, familyIndex) => {
  const weights = family.items.map((_, at) => (at + 1) ** -0.75)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return family.items.map(([variant, listPrice, weightKg], at) => {
    const id = `${family.code}-${String(at + 1).padStart(2, '0')}`
    const [launch, end, successorOf] = LIVES[id] ?? [null, null, null]
    return {
      id,
      name: `${family.brand} ${family.name.toLowerCase()} ${variant}`,
      family,
      familyIndex,
      listPrice,
      weightKg,
      core: at < family.coreCount,
      share: (family.share * weights[at]!) / whole,
      launch,
      end,
      successorOf,
    }
  })
}).map((good, index) => ({ ...good, index }))

import type { Message, Messages } from '../message.js'

const label = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

/** Who forecast a row, and why: `core/demand/forecast-note.ts` has the codes. */
export const methodMessages = {
  'method.seasonalNaive': label('Naive estacional', 'Naive sazonal', 'Seasonal naive'),
  'method.exponentialSmoothing': label('Suavización exponencial', 'Suavização exponencial', 'Exponential smoothing'),
  'method.theta': label('Theta', 'Theta', 'Theta'),
  'method.croston': label('Croston', 'Croston', 'Croston'),
  'method.sba': label('SBA (demanda rara)', 'SBA (demanda rara)', 'SBA (rare demand)'),
  'method.tsb': label('TSB (demanda rara)', 'TSB (demanda rara)', 'TSB (rare demand)'),
  'method.mean': label('Media', 'Média', 'Mean'),
  'method.zero': label('Cero', 'Zero', 'Zero'),
  'method.fourierRegression': label('Regresión de Fourier', 'Regressão de Fourier', 'Fourier regression'),
  'method.pooledRegression': label(
    'Regresión sobre todas las filas',
    'Regressão sobre todas as linhas',
    'Regression over all rows',
  ),
  'method.launchCurve': label('Curva de lanzamiento', 'Curva de lançamento', 'Launch curve'),
  'method.won': label(
    '{choice}: error {gain} menor que el naive estacional en {origins} orígenes del pasado',
    '{choice}: erro {gain} menor que o naive sazonal em {origins} origens do passado',
    '{choice}: error {gain} below the seasonal naive at {origins} origins of the past',
  ),
  'method.lost': label(
    '{choice}: error {gain} mayor que el naive estacional en {origins} orígenes del pasado',
    '{choice}: erro {gain} maior que o naive sazonal em {origins} origens do passado',
    '{choice}: error {gain} above the seasonal naive at {origins} origins of the past',
  ),
  'method.choice_combination': label('combinación', 'combinação', 'combination'),
  'method.choice_too_short': label('historia corta', 'história curta', 'short history'),
  'method.choice_intermittent': label('demanda intermitente', 'demanda intermitente', 'intermittent demand'),
  'method.choice_declining': label('de salida', 'em saída', 'on its way out'),
  'method.choice_no_demand': label('sin demanda', 'sem demanda', 'no demand'),
  'method.choice_analogue': label(
    'como {analogues} lanzamientos anteriores',
    'como {analogues} lançamentos anteriores',
    'as {analogues} launches before it',
  ),
} satisfies Messages

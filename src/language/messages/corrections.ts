import type { Message, Messages } from '../message.js'

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

export const correctionMessages = {
  'corrections.command': line(
    'correcciones de la historia de ventas: qué se vendió, qué se tomó y por qué; dejarlas sin efecto',
    'correções do histórico de vendas: o que se vendeu, o que se tomou e por quê; deixá-las sem efeito',
    'corrections of the sales history: what was sold, what it was taken as, and why; overriding them',
  ),
  'corrections.option_reason': line(
    'solo las de esta razón: {reasons}',
    'só as desta razão: {reasons}',
    'only those for this reason: {reasons}',
  ),
  'corrections.option_file': line(
    'archivo con todas (.csv, .parquet o .arrow)',
    'arquivo com todas (.csv, .parquet ou .arrow)',
    'file with all of them (.csv, .parquet or .arrow)',
  ),
  'corrections.option_keep': line(
    'dejar las ventas como son en las semanas de --from a --until; vale desde el próximo plan',
    'deixar as vendas como são nas semanas de --from a --until; vale a partir do próximo plano',
    'leave sales as they are in the weeks of --from to --until; holds from the next plan on',
  ),
  'corrections.option_withdraw': line(
    'retirar lo dicho con --keep (mismas opciones)',
    'retirar o dito com --keep (mesmas opções)',
    'withdraw what was said with --keep (same options)',
  ),
  'corrections.title': line(
    'Correcciones de la historia del plan {version} ({planDay}): {count} en {rows} filas de demanda.',
    'Correções do histórico do plano {version} ({planDay}): {count} em {rows} linhas de demanda.',
    'Corrections of the history of plan {version} ({planDay}): {count} in {rows} demand rows.',
  ),
  'corrections.none': line(
    'Ninguna corrección de la historia en lo pedido (plan {version}, {planDay}).',
    'Nenhuma correção do histórico no que foi pedido (plano {version}, {planDay}).',
    'No correction of the history in what was asked for (plan {version}, {planDay}).',
  ),
  'corrections.more': line(
    'Las {shown} mayores de {count}; todas, con --csv o --output.',
    'As {shown} maiores de {count}; todas, com --csv ou --output.',
    'The largest {shown} of {count}; all of them with --csv or --output.',
  ),
  'corrections.overrides': line(
    'El plan se hizo con {count} ajustes de historia (history_overrides); por ellos {kept} correcciones no se hicieron.',
    'O plano foi feito com {count} ajustes de histórico (history_overrides); por eles {kept} correções não foram feitas.',
    'The plan was made with {count} history overrides; because of them {kept} corrections were not made.',
  ),
  'corrections.kept': line(
    'Cambio {position}, de {actor}: las ventas quedan como son. Vale desde el próximo plan (rumbo plan o rumbo roll).',
    'Mudança {position}, de {actor}: as vendas ficam como são. Vale a partir do próximo plano (rumbo plan ou rumbo roll).',
    'Change {position}, by {actor}: sales stand as they are. It holds from the next plan on (rumbo plan or rumbo roll).',
  ),
  'corrections.withdrawn': line(
    'Cambio {position}, de {actor}: se retiró el ajuste. Vale desde el próximo plan (rumbo plan o rumbo roll).',
    'Mudança {position}, de {actor}: o ajuste foi retirado. Vale a partir do próximo plano (rumbo plan ou rumbo roll).',
    'Change {position}, by {actor}: the override is withdrawn. It holds from the next plan on (rumbo plan or rumbo roll).',
  ),
  'corrections.not_kept': {
    text: {
      es: 'La versión {version} no guarda las correcciones de su historia: es anterior a que se guardaran, son los compromisos de una semana, o su archivo no se puede leer.',
      pt: 'A versão {version} não guarda as correções do seu histórico: é anterior a que se guardassem, são os compromissos de uma semana, ou seu arquivo não pode ser lido.',
      en: 'Version {version} does not keep the corrections of its history: it was frozen before they were kept, holds the commitments of a week, or its file cannot be read.',
    },
    remedy: {
      es: 'Planifique de nuevo con «rumbo plan <carpeta>»: la nueva versión las guarda.',
      pt: 'Planeje de novo com "rumbo plan <pasta>": a nova versão as guarda.',
      en: 'Plan again with "rumbo plan <folder>": the new version keeps them.',
    },
  },
  'corrections.needs_part': {
    text: {
      es: '«{value}» no dice un producto, familia, ubicación, cliente o país.',
      pt: '"{value}" não diz um produto, família, local, cliente ou país.',
      en: '"{value}" names no product, family, location, customer or country.',
    },
    remedy: {
      es: 'Nombre con --product un producto o una familia, con --location una ubicación, con --customer un cliente o un país.',
      pt: 'Indique com --product um produto ou uma família, com --location um local, com --customer um cliente ou um país.',
      en: 'Name a product or family with --product, a location with --location, a customer or country with --customer.',
    },
  },
  'corrections.reason_lift': line('promoción o evento', 'promoção ou evento', 'promotion or event'),
  'corrections.reason_stockout': line('falta de stock', 'falta de estoque', 'out of stock'),
  'corrections.reason_outlier': line('semana atípica', 'semana atípica', 'outlier week'),
  'corrections.reason_holiday': line('feriado móvil', 'feriado móvel', 'moving holiday'),
  'corrections.reason_shift': line('cambio de nivel', 'mudança de nível', 'change of level'),
  'corrections.reason_any': line('todas', 'todas', 'all'),
  'corrections.stands': line('{reason} (como se vendió)', '{reason} (como se vendeu)', '{reason} (as sold)'),
  'corrections.column_item': line('producto', 'produto', 'item'),
  'corrections.column_location': line('ubicación', 'local', 'location'),
  'corrections.column_customer': line('cliente', 'cliente', 'customer'),
  'corrections.column_week': line('semana del', 'semana de', 'week of'),
  'corrections.column_sold': line('vendido', 'vendido', 'sold'),
  'corrections.column_taken': line('se tomó', 'tomado como', 'taken as'),
  'corrections.column_reason': line('por qué', 'por quê', 'reason'),
  'corrections.column_count': line('correcciones', 'correções', 'corrections'),
  'corrections.column_rows': line('filas', 'linhas', 'rows'),
  'corrections.column_added': line('sumado', 'somado', 'added'),
  'corrections.column_taken_off': line('quitado', 'tirado', 'taken off'),
  'corrections.column_overridden': line('como se vendió', 'como se vendeu', 'as sold'),
} satisfies Messages

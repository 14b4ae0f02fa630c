import type { Message, Messages } from '../message.js'

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

export const cliMessages = {
  'cli.description': line(
    'Rumbo: un solo plan, del resultado proyectado al camión de esta semana.',
    'Rumbo: um só plano, do resultado projetado ao caminhão desta semana.',
    'Rumbo: one plan, from the projected P&L to this week’s truck.',
  ),
  'cli.option_json': line('salida en JSON', 'saída em JSON', 'print JSON'),
  'cli.option_language': line('idioma: es, pt o en', 'idioma: es, pt ou en', 'language: es, pt or en'),
  'cli.option_workers': line('hilos de cálculo', 'threads de cálculo', 'worker threads'),
  'cli.option_strict': line(
    'rechazar ante cualquier fila mala',
    'recusar diante de qualquer linha ruim',
    'refuse on any bad row',
  ),
  'cli.option_currency': line('moneda del informe', 'moeda do relatório', 'currency of the report'),
  'cli.option_version': line(
    'versión del plan (por defecto, la vigente)',
    'versão do plano (padrão: a vigente)',
    'plan version (default: the live one)',
  ),
  'cli.option_by': line(
    'agrupar por country, family, customer, item o company',
    'agrupar por country, family, customer, item ou company',
    'group by country, family, customer, item or company',
  ),
  'cli.option_output': line(
    'archivo de salida (.csv o .xlsx)',
    'arquivo de saída (.csv ou .xlsx)',
    'output file (.csv or .xlsx)',
  ),
  'cli.option_limit': line('cuántas mostrar', 'quantas mostrar', 'how many to show'),
  'cli.option_weeks': line('semanas de historia', 'semanas de histórico', 'weeks of history'),
  'cli.option_products': line('productos', 'produtos', 'products'),
  'cli.option_locations': line('ubicaciones', 'locais', 'locations'),
  'cli.option_seed': line('semilla', 'semente', 'seed'),
  'cli.option_planted': line(
    'escribir los problemas sembrados en planted.json',
    'gravar os problemas semeados em planted.json',
    'write the planted troubles to planted.json',
  ),
  'cli.option_to': line(
    'nuevo día del plan (AAAA-MM-DD)',
    'novo dia do plano (AAAA-MM-DD)',
    'new plan day (YYYY-MM-DD)',
  ),
  'cli.option_by_whom': line('quién', 'quem', 'who'),
  'cli.option_reason': line('por qué', 'por quê', 'why'),
  'cli.option_from': line('desde esta versión', 'a partir desta versão', 'from this version'),
  'cli.argument_folder': line('carpeta de la empresa', 'pasta da empresa', 'company folder'),
  'cli.command_demo': line(
    'planificar la empresa de demostración (inventada)',
    'planejar a empresa de demonstração (inventada)',
    'plan the bundled demo company (invented)',
  ),
  'cli.command_init': line('escribir una carpeta de ejemplo', 'gravar uma pasta de exemplo', 'write a template folder'),
  'cli.command_check': line(
    'revisar los datos sin cargarlos',
    'verificar os dados sem carregá-los',
    'check the data without loading it',
  ),
  'cli.command_plan': line('cargar y planificar', 'carregar e planejar', 'load the folder and run the plan'),
  'cli.command_prove': line('probar el Número Único', 'provar o Número Único', 'prove the One Number'),
  'cli.command_report': line('resultado, caja y C2C', 'resultado, caixa e C2C', 'P&L, cash and C2C'),
  'cli.command_exceptions': line('excepciones por dinero', 'exceções por dinheiro', 'exceptions ranked by money'),
  'cli.command_generate': line(
    'generar una empresa sintética',
    'gerar uma empresa sintética',
    'generate a synthetic company',
  ),
  'cli.command_versions': line('listar las versiones', 'listar as versões', 'list plan versions'),
  'cli.command_sign': line(
    'firmar la versión como plan de registro',
    'assinar a versão como plano de registro',
    'sign a version as the plan of record',
  ),
  'cli.command_roll': line(
    'avanzar el plan a otro lunes',
    'avançar o plano para outra segunda-feira',
    'roll the plan forward to another Monday',
  ),
  'cli.command_bridge': line('puente entre dos versiones', 'ponte entre duas versões', 'bridge between two versions'),
  'cli.more_bad_rows': line(
    '… y {count} filas malas más',
    '… e mais {count} linhas ruins',
    '… and {count} more bad rows',
  ),
  'cli.column_table': line('tabla', 'tabela', 'table'),
  'cli.column_files': line('archivos', 'arquivos', 'files'),
  'cli.column_rows': line('filas', 'linhas', 'rows'),
  'cli.column_bad_rows': line('filas malas', 'linhas ruins', 'bad rows'),
  'cli.column_bad_value': line('valor perdido', 'valor perdido', 'value lost'),
  'cli.column_version': line('versión', 'versão', 'version'),
  'cli.column_plan_day': line('día del plan', 'dia do plano', 'plan day'),
  'cli.column_frozen': line('congelada', 'congelada', 'frozen'),
  'cli.column_hash': line('huella', 'hash', 'hash'),
  'cli.column_state': line('estado', 'estado', 'state'),
  'cli.live': line('● vigente', '● vigente', '● live'),
  'cli.record': line('✓ plan de registro', '✓ plano de registro', '✓ plan of record'),
  'cli.signed': line(
    '{version} es el plan de registro, firmado por {by}.',
    '{version} é o plano de registro, assinado por {by}.',
    '{version} is the plan of record, signed by {by}.',
  ),
  'cli.check_ok': line(
    'Los datos se pueden cargar; filas malas en cuarentena: {count}.',
    'Os dados podem ser carregados; linhas ruins em quarentena: {count}.',
    'The data can be loaded; bad rows in quarantine: {count}.',
  ),
  'cli.check_refused': line(
    'Los datos no se pueden cargar; nada cambió. Filas malas: {count}.',
    'Os dados não podem ser carregados; nada mudou. Linhas ruins: {count}.',
    'The data cannot be loaded; nothing was changed. Bad rows: {count}.',
  ),
  'cli.plan_done': line(
    'Plan {version}: {demand} filas de demanda, {stock} de stock, {buckets} períodos.',
    'Plano {version}: {demand} linhas de demanda, {stock} de estoque, {buckets} períodos.',
    'Plan {version}: {demand} demand rows, {stock} stock rows, {buckets} buckets.',
  ),
  'cli.demo_written': line(
    'Empresa de demostración Andina (inventada) escrita en {folder}.',
    'Empresa de demonstração Andina (inventada) gravada em {folder}.',
    'Demo company Andina (invented) written to {folder}.',
  ),
  'cli.generated': line(
    '{folder}: {files} archivos, {rows} filas.',
    '{folder}: {files} arquivos, {rows} linhas.',
    '{folder}: {files} files, {rows} rows.',
  ),
  'cli.fault': line(
    'Falla interna: {detail}. No se guardó nada de este comando.',
    'Falha interna: {detail}. Nada deste comando foi gravado.',
    'Internal fault: {detail}. Nothing of this command was kept.',
  ),
  'cli.usage': {
    text: {
      es: 'No entiendo la orden: {detail}',
      pt: 'Não entendo o comando: {detail}',
      en: 'I do not understand the command: {detail}',
    },
    remedy: {
      es: 'Vea «rumbo --help» o «rumbo <orden> --help».',
      pt: 'Veja "rumbo --help" ou "rumbo <comando> --help".',
      en: 'See "rumbo --help" or "rumbo <command> --help".',
    },
  },
  'cli.not_an_option': {
    text: {
      es: '«{value}» no sirve para --{option}.',
      pt: '"{value}" não serve para --{option}.',
      en: '"{value}" is not a value for --{option}.',
    },
    remedy: { es: 'Use {allowed}.', pt: 'Use {allowed}.', en: 'Use {allowed}.' },
  },
  'cli.no_folder': {
    text: {
      es: 'La carpeta {folder} no existe o no tiene company.yaml.',
      pt: 'A pasta {folder} não existe ou não tem company.yaml.',
      en: 'The folder {folder} does not exist or has no company.yaml.',
    },
    remedy: {
      es: 'Cree una con «rumbo init {folder}».',
      pt: 'Crie uma com "rumbo init {folder}".',
      en: 'Create one with "rumbo init {folder}".',
    },
  },
} satisfies Messages

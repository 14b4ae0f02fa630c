import type { Message, Messages } from '../message.js'

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })
const fault = (text: Message['text'], remedy: Message['text']): Message => ({ text, remedy })

export const forecastMessages = {
  'forecast.command': line(
    'pronostica las series de un archivo (unique_id, ds, y), más de las que caben en memoria',
    'prevê as séries de um arquivo (unique_id, ds, y), mais do que cabe na memória',
    'forecasts the series of a file (unique_id, ds, y), more than fit in memory',
  ),
  'forecast.option_input': line(
    'archivo .csv o .parquet con unique_id, ds, y; las demás columnas son causas conocidas de antemano',
    'arquivo .csv ou .parquet com unique_id, ds, y; as demais colunas são causas conhecidas de antemão',
    '.csv or .parquet file with unique_id, ds, y; further columns are drivers known ahead',
  ),
  'forecast.option_freq': line(
    'paso: H hora, D día, W semana, M mes, Q trimestre, Y año',
    'passo: H hora, D dia, W semana, M mês, Q trimestre, Y ano',
    'step: H hour, D day, W week, M month, Q quarter, Y year',
  ),
  'forecast.option_horizon': line('cuántos pasos adelante', 'quantos passos à frente', 'how many steps ahead'),
  'forecast.option_output': line(
    'archivo .csv o .parquet que se escribe: unique_id, ds, mean, q05 … q95',
    'arquivo .csv ou .parquet que é escrito: unique_id, ds, mean, q05 … q95',
    '.csv or .parquet file that is written: unique_id, ds, mean, q05 … q95',
  ),
  'forecast.option_voices': line(
    'archivo al que van los métodos de cada serie y su peso',
    'arquivo para os métodos de cada série e seu peso',
    'file for the methods of each series and their shares',
  ),
  'forecast.option_seasons': line(
    'largos de las estaciones en pasos, p. ej. 7,365; "none" sin estación',
    'comprimentos das sazonalidades em passos, p. ex. 7,365; "none" sem sazonalidade',
    'lengths of the seasons in steps, e.g. 7,365; "none" for none',
  ),
  'forecast.option_levels': line(
    'cuantiles que se escriben, entre 0 y 1',
    'quantis que são escritos, entre 0 e 1',
    'quantiles that are written, between 0 and 1',
  ),
  'forecast.option_by_volume': line(
    'el error cuenta en unidades, no cada serie por igual',
    'o erro conta em unidades, não cada série por igual',
    'errors count in units, not each series the same',
  ),
  'forecast.option_gaps_are_zero': line(
    'un paso sin fila es cero, no desconocido',
    'um passo sem linha é zero, não desconhecido',
    'a step without a row is zero, not unknown',
  ),
  'forecast.option_workers': line('cuántos hilos', 'quantas threads', 'how many threads'),
  'forecast.done': line(
    '{forecast} de {series} series pronosticadas en {file}.',
    '{forecast} de {series} séries previstas em {file}.',
    '{forecast} of {series} series forecast in {file}.',
  ),
  'forecast.none': line(
    'Ninguna de las {series} series de {file} se puede pronosticar; no se escribió nada.',
    'Nenhuma das {series} séries de {file} pode ser prevista; nada foi gravado.',
    'None of the {series} series of {file} can be forecast; nothing was written.',
  ),
  'forecast.refused': line(
    '{count} series sin pronóstico:',
    '{count} séries sem previsão:',
    '{count} series without a forecast:',
  ),
  'forecast.more_refused': line('… y {count} más.', '… e mais {count}.', '… and {count} more.'),
  'forecast.refused_no_numbers': fault(
    { es: '{id}: ningún valor.', pt: '{id}: nenhum valor.', en: '{id}: not one value.' },
    {
      es: 'Dé al menos un y numérico.',
      pt: 'Dê pelo menos um y numérico.',
      en: 'Give at least one y that is a number.',
    },
  ),
  'forecast.refused_drivers_too_short': fault(
    {
      es: '{id}: las causas no llegan al final del horizonte, o faltan en algún paso.',
      pt: '{id}: as causas não chegam ao fim do horizonte, ou faltam em algum passo.',
      en: '{id}: drivers do not reach the end of the horizon, or lack a step.',
    },
    {
      es: 'Agregue filas con y vacío y las causas de cada paso futuro.',
      pt: 'Acrescente linhas com y vazio e as causas de cada passo futuro.',
      en: 'Add rows with an empty y and the drivers of every step to come.',
    },
  ),
  'forecast.refused_two_values': fault(
    {
      es: '{id}: dos filas para el mismo paso, {ds}.',
      pt: '{id}: duas linhas para o mesmo passo, {ds}.',
      en: '{id}: two rows for the same step, {ds}.',
    },
    {
      es: 'Sume o quite las repetidas, o elija un paso más fino con --freq.',
      pt: 'Some ou retire as repetidas, ou escolha um passo mais fino com --freq.',
      en: 'Add them up or drop one, or choose a finer step with --freq.',
    },
  ),
  'forecast.refused_off_grid': fault(
    {
      es: '{id}: {ds} no cae en los pasos de la serie.',
      pt: '{id}: {ds} não cai nos passos da série.',
      en: '{id}: {ds} does not lie on the steps of the series.',
    },
    {
      es: 'Revise --freq: esta serie parece contar en otros pasos.',
      pt: 'Confira --freq: esta série parece contar em outros passos.',
      en: 'Check --freq: this series seems to count in other steps.',
    },
  ),
  'forecast.refused_too_long': fault(
    {
      es: '{id}: hay más de un millón de pasos hasta {ds}.',
      pt: '{id}: há mais de um milhão de passos até {ds}.',
      en: '{id}: there are more than a million steps up to {ds}.',
    },
    { es: 'Corrija la fecha.', pt: 'Corrija a data.', en: 'Correct the date.' },
  ),
  'forecast.refused_bad_cell': fault(
    {
      es: '{id}: en la fila {row}, {column} dice "{text}".',
      pt: '{id}: na linha {row}, {column} diz "{text}".',
      en: '{id}: in row {row}, {column} says "{text}".',
    },
    {
      es: 'ds es una fecha como 2026-11-30 o un número entero; y y las causas son números.',
      pt: 'ds é uma data como 2026-11-30 ou um número inteiro; y e as causas são números.',
      en: 'ds is a date like 2026-11-30 or a whole number; y and drivers are numbers.',
    },
  ),
  'forecast.file_missing': fault(
    { es: 'No existe {file}.', pt: '{file} não existe.', en: '{file} does not exist.' },
    { es: 'Revise la ruta.', pt: 'Confira o caminho.', en: 'Check the path.' },
  ),
  'forecast.folder_missing': fault(
    {
      es: 'La carpeta de {file} no existe.',
      pt: 'A pasta de {file} não existe.',
      en: 'The folder of {file} does not exist.',
    },
    { es: 'Créela primero.', pt: 'Crie-a primeiro.', en: 'Make it first.' },
  ),
  'forecast.file_kind': fault(
    {
      es: '{file} no es .csv ni .parquet.',
      pt: '{file} não é .csv nem .parquet.',
      en: '{file} is neither .csv nor .parquet.',
    },
    {
      es: 'Guárdelo en uno de los dos formatos.',
      pt: 'Salve-o em um dos dois formatos.',
      en: 'Save it as one of the two.',
    },
  ),
  'forecast.same_file': fault(
    {
      es: '{file} ya se usa en esta orden: como entrada o como otra salida.',
      pt: '{file} já é usado neste comando: como entrada ou como outra saída.',
      en: '{file} has a part in this command already: it is read, or written as something else.',
    },
    { es: 'Dé otro nombre.', pt: 'Dê outro nome.', en: 'Give another name.' },
  ),
  'forecast.broken_row': fault(
    {
      es: 'La fila {row} de {file} no tiene las celdas del encabezado, o deja abierta una comilla: {excerpt}',
      pt: 'A linha {row} de {file} não tem as células do cabeçalho, ou deixa uma aspa aberta: {excerpt}',
      en: 'Row {row} of {file} has not the cells of the header, or leaves a quote open: {excerpt}',
    },
    {
      es: 'Complete la fila; entrecomille el texto que contiene el separador.',
      pt: 'Complete a linha; coloque entre aspas o texto que contém o separador.',
      en: 'Complete the row; quote text that contains the delimiter.',
    },
  ),
  'forecast.column_twice': fault(
    {
      es: '{file} tiene dos veces la columna {column}: {found}.',
      pt: '{file} tem duas vezes a coluna {column}: {found}.',
      en: '{file} has the column {column} twice: {found}.',
    },
    { es: 'Quite una.', pt: 'Retire uma.', en: 'Drop one.' },
  ),
  'forecast.file_unreadable': fault(
    {
      es: '{file} no se puede leer: {reason}',
      pt: 'Não é possível ler {file}: {reason}',
      en: '{file} cannot be read: {reason}',
    },
    {
      es: 'Vuelva a exportarlo: está cortado o no es Parquet.',
      pt: 'Exporte-o de novo: está cortado ou não é Parquet.',
      en: 'Export it again: it is cut short, or no Parquet.',
    },
  ),
  'forecast.missing_column': fault(
    {
      es: '{file} no tiene la columna {column}; tiene: {found}.',
      pt: '{file} não tem a coluna {column}; tem: {found}.',
      en: '{file} has no column {column}; it has: {found}.',
    },
    {
      es: 'Las columnas se llaman unique_id, ds, y.',
      pt: 'As colunas se chamam unique_id, ds, y.',
      en: 'The columns are called unique_id, ds, y.',
    },
  ),
  'forecast.no_rows': fault(
    { es: '{file} no tiene filas.', pt: '{file} não tem linhas.', en: '{file} has no rows.' },
    {
      es: 'Dé una fila por serie y paso.',
      pt: 'Dê uma linha por série e passo.',
      en: 'Give one row per series and step.',
    },
  ),
} as const satisfies Messages

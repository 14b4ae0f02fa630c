import type { Messages } from '../message.js'

/** Faults: they refuse the load whole and change nothing. */
export const fileMessages = {
  'contract.no_company_file': {
    text: {
      es: 'No hay {file} en la carpeta.',
      pt: 'Não há {file} na pasta.',
      en: 'There is no {file} in the folder.',
    },
    remedy: {
      es: 'Cree las plantillas con `rumbo init` y copie su company.yaml.',
      pt: 'Crie os modelos com `rumbo init` e copie o company.yaml deles.',
      en: 'Make the templates with `rumbo init` and copy their company.yaml.',
    },
  },
  'contract.company_file_unreadable': {
    text: {
      es: '{file} no es YAML; deja de entenderse en la línea {line}: {excerpt}',
      pt: '{file} não é YAML; deixa de fazer sentido na linha {line}: {excerpt}',
      en: '{file} is not YAML; it stops making sense at line {line}: {excerpt}',
    },
    remedy: {
      es: 'Corrija esa línea o la anterior: corchetes y comillas que cierran, claves que no se repiten, sangría de espacios y nunca de tabuladores.',
      pt: 'Corrija essa linha ou a anterior: colchetes e aspas que fecham, chaves que não se repetem, recuo de espaços e nunca de tabulações.',
      en: 'Mend that line or the one before: brackets and quotes that close, no key twice, indent with blanks and never with tabs.',
    },
  },
  'contract.company_file_tangled': {
    text: {
      es: '{file} no se puede leer: sus referencias (&, *) no llevan a nada o se multiplican sin fin.',
      pt: '{file} não pode ser lido: as suas referências (&, *) não levam a nada ou se multiplicam sem fim.',
      en: '{file} cannot be read: its references (&, *) lead nowhere or multiply without end.',
    },
    remedy: {
      es: 'Escriba los valores directamente, sin & ni *, como en la plantilla de `rumbo init`.',
      pt: 'Escreva os valores diretamente, sem & nem *, como no modelo de `rumbo init`.',
      en: 'Write the values out, without & or *, as in the template of `rumbo init`.',
    },
  },
  'contract.company_value_form': {
    text: {
      es: '{file}: el valor de {key} se escribe así: {example}',
      pt: '{file}: o valor de {key} escreve-se assim: {example}',
      en: '{file}: the value of {key} is written like this: {example}',
    },
    remedy: {
      es: 'Corrija el valor; hay ejemplos en la plantilla de `rumbo init`.',
      pt: 'Corrija o valor; há exemplos no modelo de `rumbo init`.',
      en: 'Mend the value; there are examples in the template of `rumbo init`.',
    },
  },
  'contract.company_value_least': {
    text: {
      es: '{file}: el valor de {key} debe ser {least} o más.',
      pt: '{file}: o valor de {key} deve ser {least} ou mais.',
      en: '{file}: the value of {key} must be {least} or more.',
    },
    remedy: {
      es: 'Corrija el valor; hay ejemplos en la plantilla de `rumbo init`.',
      pt: 'Corrija o valor; há exemplos no modelo de `rumbo init`.',
      en: 'Mend the value; there are examples in the template of `rumbo init`.',
    },
  },
  'contract.company_value_most': {
    text: {
      es: '{file}: el valor de {key} debe ser {most} o menos.',
      pt: '{file}: o valor de {key} deve ser {most} ou menos.',
      en: '{file}: the value of {key} must be {most} or less.',
    },
    remedy: {
      es: 'Corrija el valor; hay ejemplos en la plantilla de `rumbo init`.',
      pt: 'Corrija o valor; há exemplos no modelo de `rumbo init`.',
      en: 'Mend the value; there are examples in the template of `rumbo init`.',
    },
  },
  'contract.company_value_choice': {
    text: {
      es: '{file}: el valor de {key} debe ser uno de estos: {choices}',
      pt: '{file}: o valor de {key} deve ser um destes: {choices}',
      en: '{file}: the value of {key} must be one of these: {choices}',
    },
    remedy: {
      es: 'Corrija el valor; hay ejemplos en la plantilla de `rumbo init`.',
      pt: 'Corrija o valor; há exemplos no modelo de `rumbo init`.',
      en: 'Mend the value; there are examples in the template of `rumbo init`.',
    },
  },
  'contract.company_key_unknown': {
    text: {
      es: '{file}: la clave {key} no existe.',
      pt: '{file}: a chave {key} não existe.',
      en: '{file}: there is no key {key}.',
    },
    remedy: {
      es: 'Quítela o corrija su nombre; las que existen están en la plantilla de `rumbo init`.',
      pt: 'Retire-a ou corrija o nome; as que existem estão no modelo de `rumbo init`.',
      en: 'Remove it or mend its name; those that exist are in the template of `rumbo init`.',
    },
  },
  'contract.company_key_missing': {
    text: {
      es: '{file}: falta la clave {key}.',
      pt: '{file}: falta a chave {key}.',
      en: '{file}: the key {key} is missing.',
    },
    remedy: {
      es: 'Agréguela, como en la plantilla de `rumbo init`.',
      pt: 'Acrescente-a, como no modelo de `rumbo init`.',
      en: 'Add it, as in the template of `rumbo init`.',
    },
  },
  'contract.base_currency_unknown': {
    text: {
      es: '{file}: {reason} no es una moneda, y el plan no puede llevarse en ella.',
      pt: '{file}: {reason} não é uma moeda, e o plano não pode ser feito nela.',
      en: '{file}: {reason} is not a currency, and no plan can be kept in it.',
    },
    remedy: {
      es: 'Ponga en {key} el código ISO 4217: CLP, PEN, MXN, ARS, BRL, USD.',
      pt: 'Ponha em {key} o código ISO 4217: CLP, PEN, MXN, ARS, BRL, USD.',
      en: 'Set {key} to the ISO 4217 code: CLP, PEN, MXN, ARS, BRL, USD.',
    },
  },
  'contract.missing_table': {
    text: {
      es: 'Falta la tabla {table}: ninguna compañía puede empezar sin ella.',
      pt: 'Falta a tabela {table}: nenhuma empresa pode começar sem ela.',
      en: 'The table {table} is missing: no company can start without it.',
    },
    remedy: {
      es: 'Agregue {table}.csv, {table}.parquet o {table}.xlsx; la plantilla está en `rumbo init`.',
      pt: 'Acrescente {table}.csv, {table}.parquet ou {table}.xlsx; o modelo está em `rumbo init`.',
      en: 'Add {table}.csv, {table}.parquet or {table}.xlsx; the template is in `rumbo init`.',
    },
  },
  'contract.no_usable_row': {
    text: {
      es: 'La tabla {table} no tiene ninguna fila que sirva: ninguna compañía puede empezar sin ella.',
      pt: 'A tabela {table} não tem nenhuma linha que sirva: nenhuma empresa pode começar sem ela.',
      en: 'The table {table} has no row that can be used: no company can start without it.',
    },
    remedy: {
      es: 'Corrija las filas malas de {table}, o agregue al menos una.',
      pt: 'Corrija as linhas ruins de {table}, ou acrescente ao menos uma.',
      en: 'Mend the bad rows of {table}, or add at least one.',
    },
  },
  'contract.missing_column': {
    text: {
      es: 'A {file} le falta la columna {column}, obligatoria en {table}.',
      pt: 'Falta em {file} a coluna {column}, obrigatória em {table}.',
      en: '{file} lacks the column {column}, which {table} requires.',
    },
    remedy: {
      es: 'Agregue la columna, o cambie el nombre de la que la contiene a {column}.',
      pt: 'Acrescente a coluna, ou mude para {column} o nome da que a contém.',
      en: 'Add the column, or rename the one that holds it to {column}.',
    },
  },
  'contract.duplicate_column': {
    text: {
      es: '{file} tiene dos veces la columna {column}.',
      pt: '{file} tem duas vezes a coluna {column}.',
      en: '{file} has the column {column} twice.',
    },
    remedy: {
      es: 'Deje la que vale y cambie el nombre de la otra.',
      pt: 'Deixe a que vale e mude o nome da outra.',
      en: 'Keep the one that counts and rename the other.',
    },
  },
  'contract.empty_file': {
    text: {
      es: '{file} está vacío: ni siquiera tiene encabezados.',
      pt: '{file} está vazio: nem sequer tem cabeçalhos.',
      en: '{file} is empty: it does not even have headers.',
    },
    remedy: {
      es: 'Escriba los encabezados de {table}, o quite el archivo.',
      pt: 'Escreva os cabeçalhos de {table}, ou retire o arquivo.',
      en: 'Write the headers of {table}, or take the file away.',
    },
  },
  'contract.unreadable_file': {
    text: {
      es: 'No se puede leer {file}: no es lo que dice su extensión, o está dañado.',
      pt: 'Não se consegue ler {file}: não é o que diz a extensão, ou está danificado.',
      en: '{file} cannot be read: it is not what its extension says, or it is damaged.',
    },
    remedy: {
      es: 'Vuelva a exportarlo o a copiarlo; cierre la planilla si está abierta.',
      pt: 'Exporte-o ou copie-o de novo; feche a planilha se estiver aberta.',
      en: 'Export or copy it again; close the workbook if it is open.',
    },
  },
  'contract.ambiguous_number': {
    text: {
      es: '«{example}» en {column} puede leerse con decimales o con miles, y nada más en el archivo lo aclara.',
      pt: '«{example}» em {column} pode ser lido com decimais ou com milhares, e nada mais no arquivo o esclarece.',
      en: '“{example}” in {column} can be read with decimals or with thousands, and nothing else in the file tells.',
    },
    remedy: {
      es: 'Dígalo en company.yaml: files: {"{file}": {decimal: "," o "."}}.',
      pt: 'Diga-o em company.yaml: files: {"{file}": {decimal: "," ou "."}}.',
      en: 'Say so in company.yaml: files: {"{file}": {decimal: "," or "."}}.',
    },
  },
  'contract.mixed_numbers': {
    text: {
      es: 'El archivo mezcla comas y puntos decimales, por ejemplo «{example}» en {column}.',
      pt: 'O arquivo mistura vírgulas e pontos decimais, por exemplo «{example}» em {column}.',
      en: 'The file mixes decimal commas and decimal points, for example “{example}” in {column}.',
    },
    remedy: {
      es: 'Exporte con una sola convención, o dígala en company.yaml (files, decimal): lo demás será fila mala.',
      pt: 'Exporte com uma só convenção, ou diga-a em company.yaml (files, decimal): o resto será linha ruim.',
      en: 'Export with one convention, or name it in company.yaml (files, decimal): the rest become bad rows.',
    },
  },
  'contract.ambiguous_date': {
    text: {
      es: '«{example}» en {column} puede empezar por el día o por el mes, y nada más en el archivo lo aclara.',
      pt: '«{example}» em {column} pode começar pelo dia ou pelo mês, e nada mais no arquivo o esclarece.',
      en: '“{example}” in {column} may start with the day or the month, and nothing else in the file tells.',
    },
    remedy: {
      es: 'Dígalo en company.yaml: files: {"{file}": {dates: dmy o mdy}}; o use fechas 2026-01-31.',
      pt: 'Diga-o em company.yaml: files: {"{file}": {dates: dmy ou mdy}}; ou use datas 2026-01-31.',
      en: 'Say so in company.yaml: files: {"{file}": {dates: dmy or mdy}}; or use dates like 2026-01-31.',
    },
  },
  'contract.mixed_dates': {
    text: {
      es: 'El archivo mezcla fechas que empiezan por el día y por el mes, por ejemplo «{example}» en {column}.',
      pt: 'O arquivo mistura datas que começam pelo dia e pelo mês, por exemplo «{example}» em {column}.',
      en: 'The file mixes dates that start with the day and with the month, for example “{example}” in {column}.',
    },
    remedy: {
      es: 'Exporte con una sola convención, o dígala en company.yaml (files, dates): lo demás será fila mala.',
      pt: 'Exporte com uma só convenção, ou diga-a em company.yaml (files, dates): o resto será linha ruim.',
      en: 'Export with one convention, or name it in company.yaml (files, dates): the rest become bad rows.',
    },
  },
  'contract.too_many_bad_rows': {
    text: {
      es: '{table}: las filas malas ({rows}) son {share} de su valor; se tolera {limit}.',
      pt: '{table}: as linhas ruins ({rows}) são {share} do seu valor; tolera-se {limit}.',
      en: '{table}: bad rows ({rows}) are {share} of its value; {limit} is tolerated.',
    },
    remedy: {
      es: 'Corrija las filas de la lista, o suba quality.badRowValueShare en company.yaml.',
      pt: 'Corrija as linhas da lista, ou aumente quality.badRowValueShare em company.yaml.',
      en: 'Mend the rows of the list, or raise quality.badRowValueShare in company.yaml.',
    },
  },
  'contract.strict': {
    text: {
      es: '{table} tiene filas malas ({rows}), y con --strict no se acepta ninguna.',
      pt: '{table} tem linhas ruins ({rows}), e com --strict não se aceita nenhuma.',
      en: '{table} has bad rows ({rows}), and --strict accepts none.',
    },
    remedy: {
      es: 'Corrija las filas de la lista, o cargue sin --strict.',
      pt: 'Corrija as linhas da lista, ou carregue sem --strict.',
      en: 'Mend the rows of the list, or load without --strict.',
    },
  },
  'contract.source_loop': {
    text: {
      es: 'Las rutas de abastecimiento dan una vuelta: {loop}.',
      pt: 'As rotas de abastecimento dão uma volta: {loop}.',
      en: 'The source lanes go round in a loop: {loop}.',
    },
    remedy: {
      es: 'Quite una de ellas, o déle el uso transfer o return.',
      pt: 'Retire uma delas, ou dê-lhe o uso transfer ou return.',
      en: 'Remove one of them, or give it the use transfer or return.',
    },
  },
  'contract.recipe_loop': {
    text: {
      es: 'Las recetas dan una vuelta: {loop}.',
      pt: 'As receitas dão uma volta: {loop}.',
      en: 'The recipes go round in a loop: {loop}.',
    },
    remedy: {
      es: 'Ningún producto puede ser, ni de lejos, componente de sí mismo: quite una línea.',
      pt: 'Nenhum produto pode ser, nem de longe, componente de si mesmo: retire uma linha.',
      en: 'No product can be a component of itself, however far down: remove a line.',
    },
  },
  'contract.customer_loop': {
    text: {
      es: 'Los clientes son padres unos de otros: {loop}.',
      pt: 'Os clientes são pais uns dos outros: {loop}.',
      en: 'Customers are each other’s parents: {loop}.',
    },
    remedy: {
      es: 'Deje sin parent_id al que paga.',
      pt: 'Deixe sem parent_id o que paga.',
      en: 'Leave parent_id empty for the one that pays.',
    },
  },
  'contract.price_tie': {
    text: {
      es: 'Hay {count} precios distintos con el mismo alcance y desde el mismo día: {scope}.',
      pt: 'Há {count} preços diferentes com o mesmo alcance e desde o mesmo dia: {scope}.',
      en: 'There are {count} different prices of the same scope from the same day: {scope}.',
    },
    remedy: {
      es: 'Deje uno: gana el más específico, y entre iguales no se elige.',
      pt: 'Deixe um: ganha o mais específico, e entre iguais não se escolhe.',
      en: 'Keep one: the most specific wins, and between equals nobody chooses.',
    },
  },
  'contract.no_rate': {
    text: {
      es: '{table} usa {currency}, y ningún tipo de cambio de fx la une con {base}.',
      pt: '{table} usa {currency}, e nenhuma taxa de câmbio de fx a liga a {base}.',
      en: '{table} uses {currency}, and no rate in fx joins it to {base}.',
    },
    remedy: {
      es: 'Agregue a fx una fila de {currency} a {base}, en cualquiera de los dos sentidos.',
      pt: 'Acrescente a fx uma linha de {currency} para {base}, em qualquer dos dois sentidos.',
      en: 'Add a row from {currency} to {base} to fx, in either direction.',
    },
  },
  'contract.folder_in_use': {
    text: {
      es: 'Otro proceso tiene abierto {file}.',
      pt: 'Outro processo está com {file} aberto.',
      en: 'Another process has {file} open.',
    },
    remedy: {
      es: 'Espere a que termine, o ciérrelo.',
      pt: 'Espere que termine, ou feche-o.',
      en: 'Wait until it ends, or close it.',
    },
  },
  'contract.store_unreadable': {
    text: {
      es: 'No se pueden abrir los hechos guardados en {file}: {reason}',
      pt: 'Não se conseguem abrir os fatos guardados em {file}: {reason}',
      en: 'The facts kept in {file} cannot be opened: {reason}',
    },
    remedy: {
      es: 'Recupere el archivo de un respaldo; o muévalo y cargue la carpeta de nuevo, perdiendo lo que se sabía antes.',
      pt: 'Recupere o arquivo de um backup; ou mova-o e carregue a pasta de novo, perdendo o que se sabia antes.',
      en: 'Restore the file from a backup; or move it away and load the folder again, losing what was known before.',
    },
  },
  'contract.not_loaded': {
    text: {
      es: 'La carpeta no se ha cargado todavía.',
      pt: 'A pasta ainda não foi carregada.',
      en: 'The folder has not been loaded yet.',
    },
    remedy: {
      es: 'Revísela con `rumbo check` y planifique con `rumbo plan`, que la carga.',
      pt: 'Verifique-a com `rumbo check` e planeje com `rumbo plan`, que a carrega.',
      en: 'Look it over with `rumbo check` and plan with `rumbo plan`, which loads it.',
    },
  },
  'contract.folder_taken': {
    text: {
      es: '{folder} ya tiene un company.yaml.',
      pt: '{folder} já tem um company.yaml.',
      en: '{folder} already has a company.yaml.',
    },
    remedy: {
      es: 'Elija otra carpeta: las plantillas no pisan nada.',
      pt: 'Escolha outra pasta: os modelos não sobrescrevem nada.',
      en: 'Choose another folder: templates overwrite nothing.',
    },
  },
} satisfies Messages

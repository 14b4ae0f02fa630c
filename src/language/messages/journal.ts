import type { Messages } from '../message.js'

export const journalMessages = {
  'journal.in_use': {
    text: {
      es: 'Otro proceso escribe en el diario de cambios: el {process} de {host}, desde {since}.',
      pt: 'Outro processo grava no diário de mudanças: o {process} de {host}, desde {since}.',
      en: 'Another process writes to the journal of changes: {process} on {host}, since {since}.',
    },
    remedy: {
      es: 'Use ese servidor, o deténgalo primero; leer no necesita permiso de nadie.',
      pt: 'Use esse servidor, ou pare-o primeiro; para ler não é preciso nada.',
      en: 'Use that server, or stop it first; reading needs nobody’s leave.',
    },
  },
  'journal.key_reused': {
    text: {
      es: 'La clave "{key}" ya es de otro cambio, el {position}.',
      pt: 'A chave "{key}" já é de outra mudança, a {position}.',
      en: 'The key "{key}" already belongs to another change, number {position}.',
    },
    remedy: {
      es: 'Envíe cada cambio con una clave propia; repita la misma solo para repetir el mismo cambio.',
      pt: 'Envie cada mudança com sua própria chave; repita a mesma só para repetir a mesma mudança.',
      en: 'Send every change with a key of its own; repeat one only to send the same change again.',
    },
  },
  'journal.unknown_scenario': {
    text: {
      es: 'No hay un escenario "{scenario}".',
      pt: 'Não há um cenário "{scenario}".',
      en: 'There is no scenario "{scenario}".',
    },
    remedy: {
      es: 'Ábralo primero, o elija uno de la lista de escenarios.',
      pt: 'Abra-o primeiro, ou escolha um da lista de cenários.',
      en: 'Open it first, or choose one of the list of scenarios.',
    },
  },
  'journal.scenario_exists': {
    text: {
      es: 'Ya hay otro escenario "{scenario}".',
      pt: 'Já há outro cenário "{scenario}".',
      en: 'There is another scenario "{scenario}" already.',
    },
    remedy: { es: 'Elija otro nombre.', pt: 'Escolha outro nome.', en: 'Choose another name.' },
  },
  'journal.scenario_closed': {
    text: {
      es: 'El escenario "{scenario}" está cerrado: ya no recibe cambios.',
      pt: 'O cenário "{scenario}" está fechado: não recebe mais mudanças.',
      en: 'The scenario "{scenario}" is closed: it takes no more changes.',
    },
    remedy: {
      es: 'Abra uno nuevo a partir del plan.',
      pt: 'Abra um novo a partir do plano.',
      en: 'Open a new one from the plan.',
    },
  },
  'journal.other_company': {
    text: {
      es: 'El esquema {schema} de {address} es el diario de otra empresa.',
      pt: 'O esquema {schema} de {address} é o diário de outra empresa.',
      en: 'The schema {schema} of {address} is the journal of another company.',
    },
    remedy: {
      es: 'Dé a esta empresa un esquema propio con journal.schema (RUMBO_JOURNAL_SCHEMA). Si es la misma empresa en una carpeta nueva, copie .rumbo/company-id de la anterior.',
      pt: 'Dê a esta empresa um esquema próprio com journal.schema (RUMBO_JOURNAL_SCHEMA). Se é a mesma empresa em uma pasta nova, copie .rumbo/company-id da anterior.',
      en: 'Give this company a schema of its own with journal.schema (RUMBO_JOURNAL_SCHEMA). If it is the same company in a new folder, copy .rumbo/company-id from the old one.',
    },
  },
  'journal.unknown_position': {
    text: {
      es: 'El diario no tiene la posición {position}; termina en la {head}.',
      pt: 'O diário não tem a posição {position}; termina na {head}.',
      en: 'The journal has no position {position}; it ends at {head}.',
    },
    remedy: {
      es: 'Nombre una posición que exista.',
      pt: 'Indique uma posição que exista.',
      en: 'Name a position that is there.',
    },
  },
  'journal.not_in_base': {
    text: {
      es: 'El plan aún necesita los cambios hasta el {position}: la versión congelada llega al {base}.',
      pt: 'O plano ainda precisa das mudanças até a {position}: a versão congelada vai até a {base}.',
      en: 'The plan still needs the changes up to {position}: the frozen version goes up to {base}.',
    },
    remedy: {
      es: 'Archive hasta la posición de la versión, o congele una más nueva.',
      pt: 'Arquive até a posição da versão, ou congele uma mais nova.',
      en: 'Archive up to the position of the version, or freeze a newer one.',
    },
  },
  'journal.bad_name': {
    text: {
      es: '"{field}" está vacío, tiene más de {most} caracteres o caracteres que no se pueden guardar.',
      pt: '"{field}" está vazio, tem mais de {most} caracteres ou caracteres que não podem ser guardados.',
      en: '"{field}" is empty, longer than {most} characters, or has characters that cannot be kept.',
    },
    remedy: {
      es: 'Envíe un texto corriente, por ejemplo un identificador UUID.',
      pt: 'Envie um texto comum, por exemplo um identificador UUID.',
      en: 'Send plain text, for instance a UUID.',
    },
  },
  'journal.bad_moment': {
    text: {
      es: '"{moment}" no es un momento.',
      pt: '"{moment}" não é um momento.',
      en: '"{moment}" is not a moment.',
    },
    remedy: {
      es: 'Escríbalo como 2027-03-01T09:30:00Z.',
      pt: 'Escreva-o como 2027-03-01T09:30:00Z.',
      en: 'Write it as 2027-03-01T09:30:00Z.',
    },
  },
  'journal.read_only': {
    text: {
      es: 'El diario está abierto solo para leer.',
      pt: 'O diário está aberto só para leitura.',
      en: 'The journal is open for reading only.',
    },
    remedy: {
      es: 'Envíe el cambio al servidor que escribe en él.',
      pt: 'Envie a mudança ao servidor que grava nele.',
      en: 'Send the change to the server that writes to it.',
    },
  },
  'journal.not_there': {
    text: {
      es: 'Aún no hay un diario en {file}.',
      pt: 'Ainda não há um diário em {file}.',
      en: 'There is no journal at {file} yet.',
    },
    remedy: {
      es: 'Se crea con el primer cambio; planifique y abra la empresa primero.',
      pt: 'Ele nasce com a primeira mudança; planeje e abra a empresa primeiro.',
      en: 'The first change makes it; plan and open the company first.',
    },
  },
  'journal.unreadable': {
    text: {
      es: 'El diario {file} está cortado o dañado ({detail}).',
      pt: 'O diário {file} está cortado ou danificado ({detail}).',
      en: 'The journal {file} is cut short or damaged ({detail}).',
    },
    remedy: {
      es: 'No lo borre: haga una copia de todos sus archivos y restaure el último respaldo con «rumbo restore».',
      pt: 'Não o apague: copie todos os seus arquivos e restaure o último backup com "rumbo restore".',
      en: 'Do not delete it: copy all of its files away and restore the latest backup with "rumbo restore".',
    },
  },
  'journal.damaged': {
    text: {
      es: 'El cambio {position} del diario no es el que se escribió ({reason}).',
      pt: 'A mudança {position} do diário não é a que foi escrita ({reason}).',
      en: 'Change {position} of the journal is not what was written ({reason}).',
    },
    remedy: {
      es: 'Nada posterior se aplica. Restaure el último respaldo con «rumbo restore»; las entradas anteriores están intactas.',
      pt: 'Nada posterior é aplicado. Restaure o último backup com "rumbo restore"; as entradas anteriores estão intactas.',
      en: 'Nothing after it is applied. Restore the latest backup with "rumbo restore"; the entries before it are sound.',
    },
  },
  'journal.other_schema': {
    text: {
      es: 'El diario {file} es de otra edición del programa (formato "{schema}").',
      pt: 'O diário {file} é de outra edição do programa (formato "{schema}").',
      en: 'The journal {file} was written by another edition of the program (format "{schema}").',
    },
    remedy: {
      es: 'Ábralo con la edición que lo escribió, o una más nueva.',
      pt: 'Abra-o com a edição que o escreveu, ou uma mais nova.',
      en: 'Open it with the edition that wrote it, or a newer one.',
    },
  },
  'journal.cannot_open': {
    text: {
      es: 'No se puede abrir {file} ({detail}).',
      pt: 'Não é possível abrir {file} ({detail}).',
      en: '{file} cannot be opened ({detail}).',
    },
    remedy: {
      es: 'Revise que la carpeta exista, que se pueda escribir en ella y que haya espacio en el disco.',
      pt: 'Verifique se a pasta existe, se é possível gravar nela e se há espaço em disco.',
      en: 'See that the folder is there, may be written to, and that the disk has room.',
    },
  },
  'journal.no_room': {
    text: {
      es: 'No hay espacio en el disco para escribir en {file}; el cambio no se guardó.',
      pt: 'Não há espaço em disco para gravar em {file}; a mudança não foi guardada.',
      en: 'The disk has no room to write to {file}; the change was not kept.',
    },
    remedy: {
      es: 'Libere espacio y envíelo otra vez: todo lo confirmado antes está a salvo.',
      pt: 'Libere espaço e envie de novo: tudo o que foi confirmado antes está a salvo.',
      en: 'Make room and send it again: all that was confirmed before is safe.',
    },
  },
  'journal.cannot_write': {
    text: {
      es: 'El disco no aceptó escribir en {file} ({detail}); el cambio no se confirmó.',
      pt: 'O disco não aceitou gravar em {file} ({detail}); a mudança não foi confirmada.',
      en: 'The disk did not take what was written to {file} ({detail}); the change was not confirmed.',
    },
    remedy: {
      es: 'Revise el disco y envíelo otra vez con la misma clave: todo lo confirmado antes está a salvo.',
      pt: 'Verifique o disco e envie de novo com a mesma chave: tudo o que foi confirmado antes está a salvo.',
      en: 'Check the disk and send it again with the same key: all that was confirmed before is safe.',
    },
  },
  'journal.busy': {
    text: {
      es: 'Otro programa tiene bloqueado {file} ({detail}).',
      pt: 'Outro programa mantém {file} bloqueado ({detail}).',
      en: 'Another program keeps {file} locked ({detail}).',
    },
    remedy: {
      es: 'Cierre el programa que lo tiene abierto e intente otra vez.',
      pt: 'Feche o programa que o tem aberto e tente de novo.',
      en: 'Close the program that has it open and try again.',
    },
  },
  'journal.unreachable': {
    text: {
      es: 'PostgreSQL no responde en {address} ({detail}).',
      pt: 'O PostgreSQL não responde em {address} ({detail}).',
      en: 'PostgreSQL does not answer at {address} ({detail}).',
    },
    remedy: {
      es: 'Revise el servidor y la dirección. Si enviaba un cambio, envíelo otra vez con la misma clave: se guardará una sola vez.',
      pt: 'Verifique o servidor e o endereço. Se enviava uma mudança, envie-a de novo com a mesma chave: será guardada uma só vez.',
      en: 'Check the server and the address. If you were sending a change, send it again with the same key: it is kept once.',
    },
  },
  'journal.lease_lost': {
    text: {
      es: 'Otro servidor escribió en el diario de {address} mientras este no tenía conexión.',
      pt: 'Outro servidor gravou no diário de {address} enquanto este estava sem conexão.',
      en: 'Another server wrote to the journal at {address} while this one had no connection.',
    },
    remedy: {
      es: 'Reinicie este servidor para que lea lo que falta, o déjelo detenido si el otro tomó su lugar.',
      pt: 'Reinicie este servidor para que leia o que falta, ou deixe-o parado se o outro tomou seu lugar.',
      en: 'Restart this server so that it reads what it missed, or leave it stopped if the other took its place.',
    },
  },
  'journal.not_durable': {
    text: {
      es: 'PostgreSQL en {address} está configurado con fsync = off: un corte de luz perdería cambios confirmados.',
      pt: 'O PostgreSQL em {address} está configurado com fsync = off: uma queda de energia perderia mudanças confirmadas.',
      en: 'PostgreSQL at {address} runs with fsync = off: a power cut would lose changes that were confirmed.',
    },
    remedy: {
      es: 'Ponga fsync = on y reinícielo.',
      pt: 'Use fsync = on e reinicie-o.',
      en: 'Set fsync = on and restart it.',
    },
  },
  'journal.archive_gone': {
    text: {
      es: 'Falta {file}, con los cambios más antiguos del diario.',
      pt: 'Falta {file}, com as mudanças mais antigas do diário.',
      en: '{file}, which has the oldest changes of the journal, is gone.',
    },
    remedy: {
      es: 'Restáurelo junto con el diario desde el respaldo.',
      pt: 'Restaure-o junto com o diário a partir do backup.',
      en: 'Restore it together with the journal from the backup.',
    },
  },
} satisfies Messages

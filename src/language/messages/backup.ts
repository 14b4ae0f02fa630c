import type { Message, Messages } from '../message.js'

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

const planAgain = {
  es: 'Si es la versión en vigor, vuelva a planificar con «rumbo plan»; si no, restaure un respaldo aparte con «rumbo restore» y copie de ahí la carpeta .rumbo/versions/{version}.',
  pt: 'Se for a versão vigente, planeje de novo com "rumbo plan"; se não, restaure um backup à parte com "rumbo restore" e copie de lá a pasta .rumbo/versions/{version}.',
  en: 'If it is the version in force, plan again with "rumbo plan"; if not, restore a backup elsewhere with "rumbo restore" and copy the folder .rumbo/versions/{version} from there.',
}
const anotherBackup = {
  es: 'No restaure de este respaldo: use otro, y revise el disco donde estaba.',
  pt: 'Não restaure deste backup: use outro, e verifique o disco onde estava.',
  en: 'Do not restore this backup: use another one, and check the disk that it lay on.',
}

export const backupMessages = {
  'backup.command_backup': line(
    'respaldar la empresa mientras se trabaja en ella',
    'fazer backup da empresa enquanto se trabalha nela',
    'back up a company while people work on it',
  ),
  'backup.command_restore': line(
    'restaurar un respaldo en una carpeta nueva',
    'restaurar um backup em uma pasta nova',
    'restore a backup into a new folder',
  ),
  'backup.command_verify': line(
    'comprobar una empresa o un respaldo',
    'verificar uma empresa ou um backup',
    'verify a company or a backup',
  ),
  'backup.option_to': line(
    'dónde: una carpeta nueva, o un archivo .tar',
    'onde: uma pasta nova, ou um arquivo .tar',
    'where: a new folder, or a .tar file',
  ),
  'backup.option_to_folder': line(
    'dónde: una carpeta nueva o vacía',
    'onde: uma pasta nova ou vazia',
    'where: a new or empty folder',
  ),
  'backup.argument_backup': line('el respaldo', 'o backup', 'the backup'),
  'backup.argument_place': line(
    'carpeta de la empresa, o respaldo',
    'pasta da empresa, ou backup',
    'company folder, or backup',
  ),
  'backup.done': line(
    'Respaldo en {place}: {files} archivos, {megabytes} MB; {versions} versiones, cambios hasta el {position}.',
    'Backup em {place}: {files} arquivos, {megabytes} MB; {versions} versões, mudanças até a {position}.',
    'Backup at {place}: {files} files, {megabytes} MB; {versions} versions, changes up to {position}.',
  ),
  'backup.restored': line(
    'Restaurado en {place}: {files} archivos, {megabytes} MB; {versions} versiones, cambios hasta el {position}. Las personas entran de nuevo con su contraseña.',
    'Restaurado em {place}: {files} arquivos, {megabytes} MB; {versions} versões, mudanças até a {position}. As pessoas entram de novo com sua senha.',
    'Restored to {place}: {files} files, {megabytes} MB; {versions} versions, changes up to {position}. People sign in anew with their password.',
  ),
  'backup.left_out_version': {
    text: {
      es: '{file} no está en el respaldo: le faltan archivos, o no son los que se congelaron.',
      pt: '{file} não está no backup: faltam arquivos, ou não são os que foram congelados.',
      en: '{file} is not in the backup: files of it are gone, or are not those that were frozen.',
    },
    remedy: {
      es: 'Si es la versión en vigor, vuelva a planificar con «rumbo plan»; si no, recupérela de un respaldo anterior, o borre esa carpeta si ya no la necesita.',
      pt: 'Se for a versão vigente, planeje de novo com "rumbo plan"; se não, recupere-a de um backup anterior, ou apague essa pasta se já não precisar dela.',
      en: 'If it is the version in force, plan again with "rumbo plan"; if not, get it back from an earlier backup, or delete that folder if nobody needs it.',
    },
  },
  'backup.left_out_link': {
    text: {
      es: '{file} no está en el respaldo: es un enlace.',
      pt: '{file} não está no backup: é um link.',
      en: '{file} is not in the backup: it is a link.',
    },
    remedy: {
      es: 'Ponga el archivo mismo en la carpeta, o respáldelo aparte.',
      pt: 'Ponha o próprio arquivo na pasta, ou faça backup dele à parte.',
      en: 'Put the file itself into the folder, or back it up by other means.',
    },
  },
  'backup.left_out_changing': {
    text: {
      es: '{file} cambiaba mientras se copiaba: en el respaldo puede estar a medias.',
      pt: '{file} mudava enquanto era copiado: no backup pode estar pela metade.',
      en: '{file} kept changing while it was copied: it may be half of itself in the backup.',
    },
    remedy: {
      es: 'Respalde otra vez cuando quien lo escribe haya terminado.',
      pt: 'Faça outro backup quando quem o grava tiver terminado.',
      en: 'Back up again when whoever writes it has finished.',
    },
  },
  'backup.taken': {
    text: {
      es: '{place} ya existe y no está vacío.',
      pt: '{place} já existe e não está vazio.',
      en: '{place} exists already and is not empty.',
    },
    remedy: {
      es: 'Elija otro nombre, por ejemplo con la fecha; nada existente se reemplaza.',
      pt: 'Escolha outro nome, por exemplo com a data; nada existente é substituído.',
      en: 'Choose another name, for instance with the date; nothing that exists is replaced.',
    },
  },
  'backup.inside': {
    text: {
      es: '{place} está dentro de {folder}.',
      pt: '{place} está dentro de {folder}.',
      en: '{place} lies inside {folder}.',
    },
    remedy: {
      es: 'Elija un lugar fuera de esa carpeta, mejor en otro disco.',
      pt: 'Escolha um lugar fora dessa pasta, de preferência em outro disco.',
      en: 'Choose a place outside that folder, best on another disk.',
    },
  },
  'backup.no_room': {
    text: {
      es: 'Faltan {megabytes} MB de espacio para {place}; no se escribió nada.',
      pt: 'Faltam {megabytes} MB de espaço para {place}; nada foi gravado.',
      en: '{place} needs {megabytes} MB more than the disk has; nothing was written.',
    },
    remedy: {
      es: 'Libere espacio, o elija otro disco.',
      pt: 'Libere espaço, ou escolha outro disco.',
      en: 'Make room, or choose another disk.',
    },
  },
  'backup.no_backup': {
    text: {
      es: '{place} no es un respaldo entero de Rumbo.',
      pt: '{place} não é um backup inteiro do Rumbo.',
      en: '{place} is not a whole backup of Rumbo.',
    },
    remedy: {
      es: 'Indique la carpeta o el archivo .tar que escribió «rumbo backup»; si es ese, está dañado: use otro.',
      pt: 'Indique a pasta ou o arquivo .tar que "rumbo backup" gravou; se for esse, está danificado: use outro.',
      en: 'Name the folder or the .tar file that "rumbo backup" wrote; if this is it, it is damaged: use another one.',
    },
  },
  'backup.other_format': {
    text: {
      es: 'El respaldo es de otra edición del programa (formato "{format}").',
      pt: 'O backup é de outra edição do programa (formato "{format}").',
      en: 'The backup was written by another edition of the program (format "{format}").',
    },
    remedy: {
      es: 'Restáurelo con la edición que lo escribió, o una más nueva.',
      pt: 'Restaure-o com a edição que o gravou, ou uma mais nova.',
      en: 'Restore it with the edition that wrote it, or a newer one.',
    },
  },
  'backup.damaged': {
    text: {
      es: '{file} no es lo que se respaldó; no se restauró nada.',
      pt: '{file} não é o que foi salvo; nada foi restaurado.',
      en: '{file} is not what was backed up; nothing was restored.',
    },
    remedy: {
      es: 'Vea todo lo dañado con «rumbo verify», y restaure otro respaldo.',
      pt: 'Veja tudo o que está danificado com "rumbo verify", e restaure outro backup.',
      en: 'See all that is damaged with "rumbo verify", and restore another backup.',
    },
  },
  'backup.restless': {
    text: {
      es: 'En {folder} se congelan planes más rápido de lo que se copia el diario.',
      pt: 'Em {folder} planos são congelados mais rápido do que o diário é copiado.',
      en: 'Plans are frozen in {folder} faster than the journal can be copied.',
    },
    remedy: {
      es: 'Respalde otra vez cuando termine lo que los congela.',
      pt: 'Faça o backup de novo quando terminar o que os congela.',
      en: 'Back up again when whatever freezes them has finished.',
    },
  },
  'backup.facts_restless': {
    text: {
      es: '{file} cambió durante un minuto cada vez que se copiaba.',
      pt: '{file} mudou durante um minuto a cada vez que era copiado.',
      en: '{file} changed for a minute, each time it was copied.',
    },
    remedy: {
      es: 'Espere a que terminen las cargas de datos y hágalo otra vez.',
      pt: 'Espere que as cargas de dados terminem e faça de novo.',
      en: 'Wait until loading has finished and do it again.',
    },
  },
  'backup.no_journal': {
    text: {
      es: 'El plan en vigor, {version}, tiene cambios hasta el {position}, y el diario termina en el {head}.',
      pt: 'O plano vigente, {version}, tem mudanças até a {position}, e o diário termina na {head}.',
      en: 'The plan in force, {version}, has changes up to {position}, and the journal ends at {head}.',
    },
    remedy: {
      es: 'Indique el diario de esta empresa si está en PostgreSQL; si no, parte de él se perdió: restaure el último respaldo con «rumbo restore».',
      pt: 'Indique o diário desta empresa se estiver no PostgreSQL; se não, parte dele se perdeu: restaure o último backup com "rumbo restore".',
      en: 'Name the journal of this company if it is in PostgreSQL; if not, a part of it is gone: restore the latest backup with "rumbo restore".',
    },
  },
  'backup.accounts_unreadable': {
    text: {
      es: 'Las cuentas en {file} no se pueden leer ({reason}).',
      pt: 'As contas em {file} não podem ser lidas ({reason}).',
      en: 'The accounts in {file} cannot be read ({reason}).',
    },
    remedy: {
      es: 'Restaure el último respaldo aparte con «rumbo restore» y copie de ahí .rumbo/access.db, con el servidor detenido.',
      pt: 'Restaure o último backup à parte com "rumbo restore" e copie de lá .rumbo/access.db, com o servidor parado.',
      en: 'Restore the latest backup elsewhere with "rumbo restore" and copy .rumbo/access.db from there, with the server stopped.',
    },
  },
  'verify.sound': line(
    '{place}: todo está como debe. {versions} versiones, cambios hasta el {position}.',
    '{place}: tudo está como deve. {versions} versões, mudanças até a {position}.',
    '{place}: all is as it should be. {versions} versions, changes up to {position}.',
  ),
  'verify.faulty': line('{place}: {count} fallas.', '{place}: {count} falhas.', '{place}: {count} faults.'),
  'verify.file_changed': {
    text: {
      es: '{file} no es lo que se respaldó.',
      pt: '{file} não é o que foi salvo.',
      en: '{file} is not what was backed up.',
    },
    remedy: anotherBackup,
  },
  'verify.file_gone': {
    text: { es: 'Falta {file}.', pt: 'Falta {file}.', en: '{file} is gone.' },
    remedy: anotherBackup,
  },
  'verify.file_added': {
    text: {
      es: '{file} no es del respaldo, o se cambió lo que lo rodea.',
      pt: '{file} não é do backup, ou o que o cerca foi mudado.',
      en: '{file} is not of the backup, or what surrounds it was changed.',
    },
    remedy: {
      es: 'Quítelo si alguien lo puso ahí; si no, use otro respaldo.',
      pt: 'Retire-o se alguém o pôs ali; se não, use outro backup.',
      en: 'Take it away if somebody put it there; if not, use another backup.',
    },
  },
  'verify.other_than_said': {
    text: {
      es: 'El respaldo dice otra cosa de lo que tiene ({what}).',
      pt: 'O backup diz outra coisa do que tem ({what}).',
      en: 'The backup says something else than it holds ({what}).',
    },
    remedy: anotherBackup,
  },
  'verify.version_short': {
    text: {
      es: 'A la versión {version} le faltan archivos, o están cortados.',
      pt: 'À versão {version} faltam arquivos, ou estão cortados.',
      en: 'Files of version {version} are gone or cut short.',
    },
    remedy: planAgain,
  },
  'verify.version_closed': {
    text: {
      es: 'La versión {version} no se puede abrir en memoria: está dañada, o la escribió otra edición de Node.',
      pt: 'A versão {version} não pode ser aberta na memória: está danificada, ou outra edição do Node a gravou.',
      en: 'Version {version} cannot be opened into memory: it is damaged, or another edition of Node wrote it.',
    },
    remedy: planAgain,
  },
  'verify.version_hash': {
    text: {
      es: 'La versión {version} no es la que se congeló: su contenido da otra huella.',
      pt: 'A versão {version} não é a que foi congelada: seu conteúdo dá outro hash.',
      en: 'Version {version} is not the one that was frozen: what it holds gives another hash.',
    },
    remedy: planAgain,
  },
  'verify.version_file': {
    text: {
      es: '{file} de la versión {version} no es el archivo que se congeló.',
      pt: '{file} da versão {version} não é o arquivo que foi congelado.',
      en: '{file} of version {version} is not the file that was frozen.',
    },
    remedy: planAgain,
  },
  'verify.version_alone': {
    text: {
      es: 'La versión {version} no se comparó con nada: le falta la versión {keeper}, de la que se hizo.',
      pt: 'A versão {version} não foi comparada com nada: falta a versão {keeper}, da qual foi feita.',
      en: 'Version {version} was compared with nothing: version {keeper}, which it was made of, is not there.',
    },
  },
  'verify.other_program': {
    text: {
      es: 'La versión {version} es de la edición {program} del programa: se leyó, pero su huella no se recalculó.',
      pt: 'A versão {version} é da edição {program} do programa: foi lida, mas seu hash não foi recalculado.',
      en: 'Version {version} is of edition {program} of the program: it was read, but its hash was not worked out again.',
    },
  },
  'verify.points_nowhere': {
    text: {
      es: '{file} nombra la versión {version}, que no está.',
      pt: '{file} indica a versão {version}, que não está.',
      en: '{file} names version {version}, which is not there.',
    },
    remedy: {
      es: 'Recupérela de un respaldo; o vuelva a planificar con «rumbo plan» o a firmar con «rumbo sign».',
      pt: 'Recupere-a de um backup; ou planeje de novo com "rumbo plan" ou assine de novo com "rumbo sign".',
      en: 'Get it back from a backup; or plan again with "rumbo plan", or sign again with "rumbo sign".',
    },
  },
  'verify.entries_lost': {
    text: {
      es: 'La versión {version} tiene cambios hasta el {position}, y el diario termina en el {head}: se perdieron cambios confirmados.',
      pt: 'A versão {version} tem mudanças até a {position}, e o diário termina na {head}: mudanças confirmadas se perderam.',
      en: 'Version {version} has changes up to {position}, and the journal ends at {head}: confirmed changes are lost.',
    },
    remedy: {
      es: 'Restaure el respaldo más reciente con «rumbo restore»; si el diario está en PostgreSQL, indíquelo.',
      pt: 'Restaure o backup mais recente com "rumbo restore"; se o diário estiver no PostgreSQL, indique-o.',
      en: 'Restore the newest backup with "rumbo restore"; if the journal is in PostgreSQL, name it.',
    },
  },
  'verify.unreadable': {
    text: {
      es: '{file} no se puede leer ({reason}).',
      pt: '{file} não pode ser lido ({reason}).',
      en: '{file} cannot be read ({reason}).',
    },
    remedy: {
      es: 'Revise los permisos y el disco; si está dañado, recupérelo de un respaldo con «rumbo restore».',
      pt: 'Verifique as permissões e o disco; se estiver danificado, recupere-o de um backup com "rumbo restore".',
      en: 'Check permissions and the disk; if it is damaged, get it back from a backup with "rumbo restore".',
    },
  },
} satisfies Messages

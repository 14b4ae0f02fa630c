import type { Messages } from '../message.js'

export const planMessages = {
  'plan.no_plan': {
    text: {
      es: 'Aún no hay un plan en {folder}.',
      pt: 'Ainda não há um plano em {folder}.',
      en: 'There is no plan in {folder} yet.',
    },
    remedy: {
      es: 'Ejecute «rumbo plan {folder}».',
      pt: 'Execute "rumbo plan {folder}".',
      en: 'Run "rumbo plan {folder}".',
    },
  },
  'plan.no_version': {
    text: {
      es: 'No existe la versión {version}.',
      pt: 'A versão {version} não existe.',
      en: 'There is no version {version}.',
    },
    remedy: {
      es: 'Vea las que hay con «rumbo versions».',
      pt: 'Veja as que existem com "rumbo versions".',
      en: 'See which there are with "rumbo versions".',
    },
  },
  'plan.record_gone': {
    text: {
      es: 'La versión firmada, {version}, ya no está.',
      pt: 'A versão assinada, {version}, já não está.',
      en: 'The signed version, {version}, is no longer there.',
    },
    remedy: {
      es: 'Recupérela de un respaldo, o firme otra con «rumbo sign»; las que hay las muestra «rumbo versions».',
      pt: 'Recupere-a de um backup, ou assine outra com "rumbo sign"; as que existem, mostra "rumbo versions".',
      en: 'Restore it from a backup, or sign another with "rumbo sign"; "rumbo versions" shows which there are.',
    },
  },
  'plan.unreadable_version': {
    text: {
      es: 'La versión {version} no se puede abrir en memoria; sus archivos Parquet siguen ahí.',
      pt: 'A versão {version} não pode ser aberta na memória; seus arquivos Parquet continuam lá.',
      en: 'Version {version} cannot be opened into memory; its Parquet files are still there.',
    },
    remedy: {
      es: 'Vuelva a planificar con «rumbo plan»; si sigue igual, borre antes la carpeta .rumbo/versions/{version}.',
      pt: 'Planeje de novo com "rumbo plan"; se continuar assim, apague antes a pasta .rumbo/versions/{version}.',
      en: 'Plan again with "rumbo plan"; if it stays so, delete the folder .rumbo/versions/{version} first.',
    },
  },
  'plan.unreadable_file': {
    text: {
      es: 'No se puede leer {file}: está cortado o dañado.',
      pt: 'Não é possível ler {file}: está cortado ou danificado.',
      en: '{file} cannot be read: it is cut short or damaged.',
    },
    remedy: {
      es: 'Restáurelo de un respaldo, o bórrelo y vuelva a planificar con «rumbo plan»; las demás versiones siguen intactas.',
      pt: 'Restaure-o de um backup, ou apague-o e planeje de novo com "rumbo plan"; as outras versões continuam intactas.',
      en: 'Restore it from a backup, or delete it and plan again with "rumbo plan"; no other version is touched.',
    },
  },
  'plan.source_loop': {
    text: {
      es: 'Un abastecimiento vuelve sobre sí mismo: {path}.',
      pt: 'Um abastecimento volta a si mesmo: {path}.',
      en: 'A supply path comes back to itself: {path}.',
    },
    remedy: {
      es: 'Quite una de esas rutas o recetas, o márquela en `lanes` con use = transfer.',
      pt: 'Retire uma dessas rotas ou receitas, ou marque-a em `lanes` com use = transfer.',
      en: 'Remove one of these lanes or recipes, or mark the lane in `lanes` with use = transfer.',
    },
  },
} satisfies Messages

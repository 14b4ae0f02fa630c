import type { Message, Messages } from '../message.js'

const title = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

export const jobMessages = {
  'job.cancelled': {
    text: {
      es: 'El trabajo "{job}" se canceló en el paso "{step}".',
      pt: 'O trabalho "{job}" foi cancelado no passo "{step}".',
      en: 'The job "{job}" was cancelled in the step "{step}".',
    },
    remedy: {
      es: 'No se guardó nada de esta ejecución; vuelva a lanzarla cuando quiera.',
      pt: 'Nada desta execução foi gravado; inicie-a de novo quando quiser.',
      en: 'Nothing of this run was kept; start it again when you like.',
    },
  },
  'job.step_done': title('{seconds} s, {megabytes} MB', '{seconds} s, {megabytes} MB', '{seconds} s, {megabytes} MB'),
  'job.step_failed': title('falló a los {seconds} s', 'falhou aos {seconds} s', 'failed after {seconds} s'),
  'job.step_cancelled': title(
    'cancelado a los {seconds} s',
    'cancelado aos {seconds} s',
    'cancelled after {seconds} s',
  ),
  'job.title_load': title('leer la empresa', 'ler a empresa', 'load'),
  'job.title_check': title('revisar datos', 'verificar dados', 'check data'),
  'job.title_clean_history': title('limpiar historia', 'limpar histórico', 'clean history'),
  'job.title_classify': title('clasificar', 'classificar', 'classify'),
  'job.title_forecast': title('pronosticar', 'prever', 'forecast'),
  'job.title_reconcile': title('reconciliar', 'reconciliar', 'reconcile'),
  'job.title_layer': title('sumar capas', 'somar camadas', 'add layers'),
  'job.title_consume': title('consumir pedidos', 'consumir pedidos', 'consume orders'),
  'job.title_net': title('calcular compras', 'calcular compras', 'net requirements'),
  'job.title_capacity': title('capacidad', 'capacidade', 'capacity'),
  'job.title_constrain': title('restringir', 'restringir', 'constrain'),
  'job.title_value': title('valorizar', 'valorizar', 'value'),
  'job.title_roll_up': title('agregar', 'agregar', 'roll up'),
  'job.title_finance': title('resultado y caja', 'resultado e caixa', 'P&L and cash'),
  'job.title_exceptions': title('excepciones', 'exceções', 'exceptions'),
  'job.title_freeze': title('congelar versión', 'congelar versão', 'freeze version'),
  'job.title_export': title('exportar', 'exportar', 'export'),
  'job.title_closed_months': title('meses cerrados', 'meses fechados', 'closed months'),
  'job.title_commitments': title('congelar compromisos', 'congelar compromissos', 'freeze commitments'),
  'job.title_keep': title('mantener pronóstico', 'manter previsão', 'keep forecast'),
  'job.title_steady': title('mantener reservas', 'manter reservas', 'keep buffers'),
  'job.title_propose': title('proponer pedidos', 'propor pedidos', 'propose orders'),
  'job.title_prove': title('probar', 'provar', 'prove'),
} satisfies Messages

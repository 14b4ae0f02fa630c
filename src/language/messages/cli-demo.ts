import type { Message, Messages } from '../message.js'

const line = (es: string, pt: string, en: string): Message => ({ text: { es, pt, en } })

/** What `npm start` says. */
export const cliDemoMessages = {
  'cli.option_no_serve': line('no servirla después', 'não servi-la depois', 'do not serve it afterwards'),
  'cli.demo_planned': line(
    'Andina ya está planificada ({version}) con los archivos que hay.',
    'Andina já está planejada ({version}) com os arquivos que há.',
    'Andina is planned already ({version}) from the files that are there.',
  ),
  'cli.demo_open': line(
    'Abra {url} y entre con la contraseña {password} como',
    'Abra {url} e entre com a senha {password} como',
    'Open {url} and sign in with the password {password} as',
  ),
  'cli.demo_person_planner': line('planifica toda la empresa', 'planeja toda a empresa', 'plans the whole company'),
  'cli.demo_person_director': line(
    'finanzas y firma: ve y decide todo',
    'finanças e assinatura: vê e decide tudo',
    'finance and signature: sees and decides everything',
  ),
  'cli.demo_person_peru': line(
    'demanda del Perú, y nada más',
    'demanda do Peru, e nada mais',
    'demand of Peru, and nothing else',
  ),
  'cli.demo_person_viewer': line('sólo mira', 'só olha', 'only looks'),
  'cli.demo_person_administrator': line(
    'personas, datos y trabajos',
    'pessoas, dados e tarefas',
    'people, data and jobs',
  ),
  'cli.demo_stop': line('Ctrl-C lo detiene.', 'Ctrl-C para.', 'Ctrl-C stops it.'),
} satisfies Messages

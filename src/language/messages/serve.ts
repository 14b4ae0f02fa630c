import type { Message, Messages } from '../message.js'

type Words = readonly [es: string, pt: string, en: string]

const message = (text: Words, remedy?: Words): Message => ({
  text: { es: text[0], pt: text[1], en: text[2] },
  ...(remedy === undefined ? {} : { remedy: { es: remedy[0], pt: remedy[1], en: remedy[2] } }),
})

export const serveMessages = {
  'serve.port_taken': message(
    [
      'El puerto {port} de {host} está ocupado.',
      'A porta {port} de {host} está ocupada.',
      'Port {port} of {host} is taken.',
    ],
    [
      'Elija otro con --port, o detenga lo que lo usa.',
      'Escolha outra com --port, ou pare o que a usa.',
      'Choose another with --port, or stop what uses it.',
    ],
  ),
  'serve.cannot_listen': message(
    [
      'No se puede escuchar en {host}:{port} ({code}).',
      'Não é possível escutar em {host}:{port} ({code}).',
      'It is not possible to listen at {host}:{port} ({code}).',
    ],
    [
      'Elija con --host una dirección de esta máquina y con --port un puerto permitido.',
      'Escolha com --host um endereço desta máquina e com --port uma porta permitida.',
      'Choose an address of this machine with --host and a port that is allowed with --port.',
    ],
  ),
  'serve.already_served': message(
    [
      'Esta empresa ya se sirve en {url} (proceso {process}).',
      'Esta empresa já é servida em {url} (processo {process}).',
      'This company is served already, at {url} (process {process}).',
    ],
    [
      'Use ese servidor, deténgalo primero, o espere su turno con --standby.',
      'Use esse servidor, pare-o primeiro, ou espere a vez com --standby.',
      'Use that server, stop it first, or wait for it with --standby.',
    ],
  ),
  'serve.opening': message([
    'Abriendo el plan; pronto en {url} …',
    'Abrindo o plano; em breve em {url} …',
    'Opening the plan; soon at {url} …',
  ]),
  'serve.standby': message([
    'En espera en {url}: otro servidor escribe; este lo sigue y toma su lugar cuando aquel termine.',
    'Em espera em {url}: outro servidor grava; este o segue e assume quando aquele terminar.',
    'Standing by at {url}: another server writes; this one follows it and takes over when that one ends.',
  ]),
  'serve.ready': message(['Rumbo está en {url}', 'O Rumbo está em {url}', 'Rumbo is at {url}']),
  'serve.first_sign_in': message([
    'Entre como {user} con la contraseña {password}: sirve una vez y no se mostrará de nuevo.',
    'Entre como {user} com a senha {password}: serve uma vez e não será mostrada de novo.',
    'Sign in as {user} with the password {password}: it is good once and will not be shown again.',
  ]),
  'serve.plain_http': message([
    'Atención: {host} se alcanza desde la red sin cifrar; ponga delante un proxy con https y escriba publicUrl.',
    'Atenção: {host} é alcançável pela rede sem criptografia; ponha na frente um proxy com https e escreva publicUrl.',
    'Mind: {host} is reached from the network unencrypted; put a proxy with https in front and write publicUrl.',
  ]),
  'serve.stopped': message(['Detenido.', 'Parado.', 'Stopped.']),
  'serve.cut_off': message([
    'Detenido; lo que no terminó a tiempo se cortó.',
    'Parado; o que não terminou a tempo foi cortado.',
    'Stopped; what had not ended in time was cut off.',
  ]),
} satisfies Messages

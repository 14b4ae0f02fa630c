import type { Message, Messages } from '../message.js'

type Words = readonly [es: string, pt: string, en: string]

const message = (text: Words, remedy: Words): Message => ({
  text: { es: text[0], pt: text[1], en: text[2] },
  remedy: { es: remedy[0], pt: remedy[1], en: remedy[2] },
})

const ASK: Words = ['Pídalo a su administrador.', 'Peça ao seu administrador.', 'Ask your administrator for it.']
const LOOK: Words = [
  'Revise el nombre, o pida acceso a su administrador.',
  'Confira o nome, ou peça acesso ao seu administrador.',
  'Check the name, or ask your administrator for access.',
]

export const accessMessages = {
  'access.sign_in': message(
    [
      'Nadie ha iniciado sesión, o la sesión terminó.',
      'Ninguém entrou, ou a sessão terminou.',
      'Nobody is signed in, or the session is over.',
    ],
    [
      'Inicie sesión, o envíe un token vigente.',
      'Entre, ou envie um token válido.',
      'Sign in, or send a token that is still good.',
    ],
  ),
  'access.wrong_password': message(
    [
      'El nombre o la contraseña no son correctos.',
      'O nome ou a senha não estão corretos.',
      'The name or the password is not right.',
    ],
    [
      'Inténtelo de nuevo, o pida otra contraseña a su administrador.',
      'Tente de novo, ou peça outra senha ao seu administrador.',
      'Try again, or ask your administrator for another password.',
    ],
  ),
  'access.too_many_attempts': message(
    [
      'Demasiados intentos; espere {seconds} s.',
      'Tentativas demais; espere {seconds} s.',
      'Too many attempts; wait {seconds} s.',
    ],
    ['Espere y vuelva a intentarlo.', 'Espere e tente de novo.', 'Wait, then try again.'],
  ),
  'access.no_account': message(
    [
      'Su identidad es válida, pero aquí no tiene cuenta.',
      'Sua identidade é válida, mas você não tem conta aqui.',
      'Your identity is good, but you have no account here.',
    ],
    [
      'Pida a su administrador que la cree con su correo.',
      'Peça ao seu administrador que a crie com seu e-mail.',
      'Ask your administrator to make one with your e-mail address.',
    ],
  ),
  'access.no_identity_provider': message(
    [
      'Aquí no hay proveedor de identidad.',
      'Aqui não há provedor de identidade.',
      'There is no identity provider here.',
    ],
    ['Inicie sesión con contraseña.', 'Entre com senha.', 'Sign in with a password.'],
  ),
  'access.identity_refused': message(
    [
      'El proveedor de identidad no confirmó quién es usted.',
      'O provedor de identidade não confirmou quem é você.',
      'The identity provider did not confirm who you are.',
    ],
    [
      'Inicie sesión de nuevo desde el principio.',
      'Entre de novo desde o começo.',
      'Start signing in again from the beginning.',
    ],
  ),
  'access.identity_unreachable': message(
    ['{provider} no responde.', '{provider} não responde.', '{provider} does not answer.'],
    [
      'Inténtelo en unos minutos o entre con su contraseña; si dura, avise a quien administra Rumbo.',
      'Tente em alguns minutos ou entre com sua senha; se durar, avise quem administra o Rumbo.',
      'Try again in a few minutes or sign in with your password; if it lasts, tell whoever runs Rumbo.',
    ],
  ),
  'access.must_change_password': message(
    [
      'Esta contraseña sirve una sola vez.',
      'Esta senha serve uma única vez.',
      'This password is good for one time only.',
    ],
    ['Elija otra antes de seguir.', 'Escolha outra antes de continuar.', 'Choose another one before you go on.'],
  ),
  'access.weak_password': message(
    [
      'La contraseña debe tener de {least} a {most} caracteres y no ser trivial.',
      'A senha deve ter de {least} a {most} caracteres e não ser trivial.',
      'A password has {least} to {most} characters and is not trivial.',
    ],
    [
      'Use varias palabras que solo usted elegiría.',
      'Use várias palavras que só você escolheria.',
      'Use several words that only you would choose.',
    ],
  ),
  'access.same_password': message(
    ['La contraseña nueva es la misma.', 'A senha nova é a mesma.', 'The new password is the old one.'],
    ['Elija otra.', 'Escolha outra.', 'Choose another one.'],
  ),
  'access.not_allowed': message(
    [
      'Su rol no permite esto: {verb}.',
      'Seu papel não permite isto: {verb}.',
      'Your role does not allow this: {verb}.',
    ],
    ASK,
  ),
  'access.process': message(
    [
      'Esta página es de un proceso que no es suyo.',
      'Esta página é de um processo que não é seu.',
      'This page belongs to a process that is not yours.',
    ],
    ASK,
  ),
  'access.measure': message(
    ['No puede ver estos números.', 'Você não pode ver estes números.', 'You may not see these numbers.'],
    ASK,
  ),
  'access.outside_scope': message(
    [
      'Esto llega más allá de su parte de la empresa.',
      'Isto vai além da sua parte da empresa.',
      'This reaches beyond your part of the company.',
    ],
    ['Elija una parte que sea toda suya.', 'Escolha uma parte que seja toda sua.', 'Choose a part that is all yours.'],
  ),
  'access.whole_company': message(
    [
      'Esto es de toda la empresa, y usted ve solo una parte.',
      'Isto é de toda a empresa, e você vê só uma parte.',
      'This is of the whole company, and you see a part of it.',
    ],
    [
      'Consulte su parte en la tabla del plan.',
      'Consulte sua parte na tabela do plano.',
      'Ask for your part in the table of the plan.',
    ],
  ),
  'access.no_node': message(
    ['No existe esa parte del plan.', 'Não existe essa parte do plano.', 'There is no such part of the plan.'],
    LOOK,
  ),
  'access.no_scenario': message(
    [
      'No existe el escenario «{scenario}».',
      'Não existe o cenário "{scenario}".',
      'There is no scenario "{scenario}".',
    ],
    LOOK,
  ),
  'access.no_job': message(
    ['No existe el trabajo «{job}».', 'Não existe o trabalho "{job}".', 'There is no job "{job}".'],
    LOOK,
  ),
  'access.not_a_branch': message(
    ['El plan mismo no es un escenario.', 'O próprio plano não é um cenário.', 'The plan itself is no scenario.'],
    ['Elija un escenario.', 'Escolha um cenário.', 'Choose a scenario.'],
  ),
  'access.no_entry': message(
    ['No existe la entrada {position}.', 'Não existe a entrada {position}.', 'There is no entry {position}.'],
    LOOK,
  ),
  'access.no_user': message(
    ['No existe el usuario «{user}».', 'Não existe o usuário "{user}".', 'There is no user "{user}".'],
    ['Véalos con «rumbo user list».', 'Veja-os com "rumbo user list".', 'List them with "rumbo user list".'],
  ),
  'access.no_token': message(
    ['No existe el token «{token}».', 'Não existe o token "{token}".', 'There is no token "{token}".'],
    ['Consulte la lista de tokens.', 'Consulte a lista de tokens.', 'Look at the list of tokens.'],
  ),
  'access.user_exists': message(
    [
      'El nombre «{user}» ya se usó; un nombre nunca pasa a otra persona.',
      'O nome "{user}" já foi usado; um nome nunca passa a outra pessoa.',
      'The name "{user}" was used before; a name is never given to somebody else.',
    ],
    ['Elija otro nombre.', 'Escolha outro nome.', 'Choose another name.'],
  ),
  'access.bad_user_name': message(
    [
      '«{user}» no sirve como nombre de usuario.',
      '"{user}" não serve como nome de usuário.',
      '"{user}" cannot be a user name.',
    ],
    [
      'Use minúsculas, cifras, punto, guion; hasta 64.',
      'Use minúsculas, algarismos, ponto, hífen; até 64.',
      'Use small letters, digits, dots and dashes; 64 at most.',
    ],
  ),
  'access.email_taken': message(
    [
      'El correo {email} ya es de otra cuenta.',
      'O e-mail {email} já é de outra conta.',
      'The address {email} belongs to another account.',
    ],
    ['Use otro correo.', 'Use outro e-mail.', 'Use another address.'],
  ),
  'access.name_taken': message(
    [
      'Otra persona ya se llama «{name}» aquí.',
      'Outra pessoa já se chama "{name}" aqui.',
      'Somebody else is called "{name}" here.',
    ],
    ['Agregue un segundo nombre o apellido.', 'Acrescente um segundo nome ou sobrenome.', 'Add a second name.'],
  ),
  'access.email_is_identity': message(
    [
      'Con ese correo se entra por el proveedor de identidad: no lo cambia uno mismo.',
      'Com esse e-mail se entra pelo provedor de identidade: não é a própria pessoa que o muda.',
      'The identity provider signs people in by that address: nobody changes their own.',
    ],
    [
      'Pida el cambio a su administrador.',
      'Peça a mudança ao seu administrador.',
      'Ask your administrator to change it.',
    ],
  ),
  'access.last_administrator': message(
    [
      '«{user}» es la única persona que administra.',
      '"{user}" é a única pessoa que administra.',
      '"{user}" is the only administrator.',
    ],
    ['Dé antes ese rol a otra persona.', 'Dê antes esse papel a outra pessoa.', 'Give somebody else that role first.'],
  ),
  'access.unknown_grant': message(
    [
      'No hay rol, medida ni proceso «{name}».',
      'Não há papel, medida nem processo "{name}".',
      'There is no role, measure or process "{name}".',
    ],
    ['Véalos en docs/specs/access.md.', 'Veja-os em docs/specs/access.md.', 'They are listed in docs/specs/access.md.'],
  ),
  'access.partner_stands_alone': message(
    ['Un socio externo no tiene otro rol.', 'Um parceiro externo não tem outro papel.', 'A partner has no other role.'],
    [
      'Cree otra cuenta para la persona de la empresa.',
      'Crie outra conta para a pessoa da empresa.',
      'Make another account for the person of the company.',
    ],
  ),
  'access.partner_scope': message(
    [
      'Cada parte de un socio nombra a su cliente, o cada una a su proveedor.',
      'Cada parte de um parceiro nomeia seu cliente, ou cada uma seu fornecedor.',
      'Each scope of a partner names its customer, or each its supplier.',
    ],
    [
      'Dé solo clientes, o solo proveedores.',
      'Dê só clientes, ou só fornecedores.',
      'Give customers only, or suppliers only.',
    ],
  ),
  'access.token_days': message(
    ['Un token dura de 1 a {most} días.', 'Um token dura de 1 a {most} dias.', 'A token lasts for 1 to {most} days.'],
    ['Elija menos días y renuévelo.', 'Escolha menos dias e renove-o.', 'Choose fewer days, and renew it.'],
  ),
  'access.no_view': message(
    ['No hay una vista "{view}" suya.', 'Não há uma visão "{view}" sua.', 'There is no view "{view}" of yours.'],
    LOOK,
  ),
  'access.too_many_views': message(
    ['Ya guarda {most} vistas.', 'Já guarda {most} visões.', 'You keep {most} views already.'],
    ['Quite alguna primero.', 'Retire alguma primeiro.', 'Take one away first.'],
  ),
  'access.preferences_too_long': message(
    [
      'Las preferencias superan {kilobytes} kB.',
      'As preferências passam de {kilobytes} kB.',
      'The preferences are longer than {kilobytes} kB.',
    ],
    ['Guarde menos en ellas.', 'Guarde menos nelas.', 'Keep less in them.'],
  ),
} satisfies Messages

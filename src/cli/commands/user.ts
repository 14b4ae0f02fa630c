import type { Accounts } from '../../access/accounts/accounts.js'
import { newSecret } from '../../access/accounts/secret.js'
import { MOST_TOKEN_DAYS, TOKEN_KINDS, type Token, type TokenKind } from '../../access/accounts/tokens.js'
import type { User } from '../../access/accounts/users.js'
import { CONSOLE } from '../../api/console.js'
import { textTable } from '../../core/base/text-table.js'
import { assertCompanyFolder } from '../../house/house-options.js'
import { openAccounts } from '../../house/serving/open-company.js'
import { LANGUAGES, type Language } from '../../language/message.js'
import type { AddCommand, CommandContext } from '../command.js'
import { parseChoice, parseWhole } from '../options.js'
import { addGrantOptions, type GrantOptions, grantOf, scopeText } from '../people-options.js'
import { EXIT, type Terminal } from '../terminal.js'

const BY = { actor: CONSOLE, origin: CONSOLE }
const ONE_TIME_LETTERS = 20

interface AddOptions extends GrantOptions {
  name?: string
  email?: string
  speaks?: Language
}

type ChangeOptions = Pick<AddOptions, 'name' | 'email' | 'speaks'>

interface TokenOptions {
  name: string
  kind: TokenKind
  days: number
  revoke?: string
}

type Work = (accounts: Accounts, terminal: Terminal) => Promise<void> | void

/** `rumbo user …`: the people of a company, with or without a server (RS13). */
export const addUser: AddCommand = (program, context) => {
  const { word } = context
  const user = program.command('user').description(word('cli.command_user'))
  const add = (name: string, argument: '<user>' | '[user]' | '' = '<user>') => {
    const command = user.command(name).description(word(`cli.command_user_${name}`))
    command.argument('<folder>', word('cli.argument_folder'))
    return argument === '' ? command : command.argument(argument, word('cli.argument_user'))
  }
  const run = (folder: string, work: Work): Promise<void> =>
    context.run((terminal) => withPeople(folder, terminal, work))
  add('list', '').action((folder: string) => run(folder, list(context)))
  addGrantOptions(add('add'), context)
    .option('--name <name>', word('cli.option_full_name'))
    .option('--email <address>', word('cli.option_email'))
    .option('--speaks <language>', word('cli.option_language'), parseChoice('speaks', LANGUAGES))
    .action((folder: string, id: string, options: AddOptions) => run(folder, addPerson(context, id, options)))
  add('change')
    .option('--name <name>', word('cli.option_full_name'))
    .option('--email <address>', word('cli.option_email_or_none'))
    .option('--speaks <language>', word('cli.option_language'), parseChoice('speaks', LANGUAGES))
    .action((folder: string, id: string, options: ChangeOptions) => run(folder, change(context, id, options)))
  addGrantOptions(add('grant'), context).action((folder: string, id: string, options: GrantOptions) =>
    run(folder, grant(context, id, options)),
  )
  add('password').action((folder: string, id: string) => run(folder, password(context, id)))
  add('remove').action((folder: string, id: string) => run(folder, remove(context, id)))
  add('sign-out').action((folder: string, id: string) => run(folder, signOut(context, id)))
  add('tokens', '[user]').action((folder: string, id?: string) => run(folder, tokens(context, id)))
  add('token')
    .option('--name <name>', word('cli.option_token_name'), 'console')
    .option('--kind <kind>', TOKEN_KINDS.join(', '), parseChoice('kind', TOKEN_KINDS), 'api')
    .option('--days <count>', word('cli.option_days'), parseWhole('days', 1, MOST_TOKEN_DAYS), 90)
    .option('--revoke <id>', word('cli.option_revoke'))
    .action((folder: string, id: string, options: TokenOptions) => run(folder, token(context, id, options)))
}

async function withPeople(folder: string, terminal: Terminal, work: Work) {
  assertCompanyFolder(folder)
  const accounts = openAccounts(folder)
  try {
    await work(accounts, terminal)
    return EXIT.done
  } finally {
    accounts.close()
  }
}

/** An account as it is shown: nothing of its password, nor who the identity provider says it is. */
const shown = ({ subject, ...user }: User) => ({ ...user, linked: subject !== null })

function list({ word }: CommandContext): Work {
  return (accounts, terminal) => {
    const users = accounts.users.list()
    if (terminal.json) return terminal.out(JSON.stringify({ users: users.map(shown) }))
    const titles = ['user', 'name', 'roles', 'scopes', 'state'].map((name) => ({ title: word(`cli.column_${name}`) }))
    const rows = users.map((user) => [
      user.id,
      user.name,
      user.grant.roles.join(', '),
      user.grant.scopes.map(scopeText).join(' + ') || '–',
      user.active ? (user.mustChange ? word('cli.must_change') : '') : word('cli.removed'),
    ])
    terminal.out(textTable(titles, rows))
  }
}

function addPerson({ word }: CommandContext, id: string, options: AddOptions): Work {
  return async (accounts, terminal) => {
    const { name = id, email = null, speaks = null } = options
    const user = accounts.users.add({ id, name, email, language: speaks, grant: grantOf(options) }, BY)
    await giveOneTime(accounts, terminal, word, user.id)
  }
}

/** An address is taken away by `--email none`. */
function change({ word }: CommandContext, id: string, { name, email, speaks }: ChangeOptions): Work {
  return (accounts, terminal) => {
    const changed = {
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email: email === 'none' ? null : email }),
      ...(speaks === undefined ? {} : { language: speaks }),
    }
    const user = accounts.users.change(id, changed, BY)
    if (terminal.json) terminal.out(JSON.stringify(shown(user)))
    else terminal.err(word('cli.person_changed', { user: id, name: user.name, email: user.email ?? '–' }))
  }
}

function grant({ word }: CommandContext, id: string, options: GrantOptions): Work {
  return (accounts, terminal) => {
    const user = accounts.users.grant(id, grantOf(options), BY)
    if (terminal.json) terminal.out(JSON.stringify(shown(user)))
    else terminal.err(word('cli.granted', { user: id, roles: user.grant.roles.join(', ') }))
  }
}

const password =
  ({ word }: CommandContext, id: string): Work =>
  (accounts, terminal) =>
    giveOneTime(accounts, terminal, word, id)

async function giveOneTime(
  accounts: Accounts,
  terminal: Terminal,
  word: CommandContext['word'],
  user: string,
): Promise<void> {
  const oneTime = newSecret().slice(0, ONE_TIME_LETTERS)
  await accounts.resetPassword(user, oneTime, BY, true)
  if (terminal.json) terminal.out(JSON.stringify({ user, password: oneTime }))
  else terminal.out(word('serve.first_sign_in', { user, password: oneTime }))
}

function remove({ word }: CommandContext, id: string): Work {
  return (accounts, terminal) => {
    accounts.removeUser(id, BY)
    if (terminal.json) terminal.out(JSON.stringify({ removed: id }))
    else terminal.err(word('cli.person_removed', { user: id }))
  }
}

function signOut({ word }: CommandContext, id: string): Work {
  return (accounts, terminal) => {
    accounts.endSessions(id, BY)
    if (terminal.json) terminal.out(JSON.stringify({ signedOut: id }))
    else terminal.err(word('cli.signed_out', { user: id }))
  }
}

function tokens({ word }: CommandContext, user: string | undefined): Work {
  return (accounts, terminal) => {
    const all = accounts.tokens.list(user)
    if (terminal.json) return terminal.out(JSON.stringify({ tokens: all }))
    const titles = ['token', 'user', 'name', 'kind', 'expires', 'state'].map((name) => ({
      title: word(`cli.column_${name}`),
    }))
    const state = ({ revokedAt, usedAt }: Token): string =>
      revokedAt !== null ? word('cli.revoked') : usedAt === null ? '' : word('cli.used', { at: usedAt.slice(0, 10) })
    const rows = all.map((one) => [one.id, one.user, one.name, one.kind, one.expiresAt.slice(0, 10), state(one)])
    terminal.out(textTable(titles, rows))
  }
}

function token({ word }: CommandContext, user: string, { revoke, ...draft }: TokenOptions): Work {
  return (accounts, terminal) => {
    if (revoke !== undefined) {
      accounts.tokens.revoke(revoke, BY, user)
      if (terminal.json) terminal.out(JSON.stringify({ revoked: revoke }))
      else terminal.err(word('cli.token_revoked', { token: revoke }))
      return
    }
    const { name, kind, days } = draft
    const made = accounts.makeToken({ user, name, kind, days }, BY)
    if (terminal.json) terminal.out(JSON.stringify(made))
    else terminal.out(word('cli.token_made', { token: made.token.id, secret: made.secret }))
  }
}

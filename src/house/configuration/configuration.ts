/** The configuration in force for a company folder: RS1 to RS4 of docs/specs/serving.md. */
import { readConfigurationFile } from './configuration-file.js'
import { type ConfigurationFault, RefusedConfiguration } from './fault.js'
import { checkGiven, type Given, textOf, valueOfText } from './given.js'
import { SETTING_KEYS, type SettingKey, type Settings, settingOf, variableOf } from './settings.js'

export interface Configuration {
  readonly settings: Settings
  /** Where each setting comes from: `--port`, `RUMBO_PORT`, `rumbo.yaml:3`; '' when it is as usual. */
  readonly origins: Readonly<Record<SettingKey, string>>
  /** Variables that look like ours and are not. */
  readonly unknownVariables: readonly string[]
}

export interface Sources {
  readonly environment: NodeJS.ProcessEnv
  /** What the command line says. */
  readonly options?: Readonly<Partial<Record<SettingKey, string>>>
}

/** @throws RefusedConfiguration with everything that is wrong */
export function readConfiguration(folder: string, { environment, options = {} }: Sources): Configuration {
  const file = readConfigurationFile(folder)
  const faults = [...file.faults]
  const settings: Record<string, unknown> = Object.fromEntries(SETTING_KEYS.map((key) => [key, settingOf(key).usual]))
  const origins = Object.fromEntries(SETTING_KEYS.map((key) => [key, ''])) as Record<SettingKey, string>
  // From the weakest source to the strongest; every one is checked, so that a mistake shows wherever it is.
  for (const given of [...file.given, ...givenByVariables(environment), ...givenByOptions(options)]) {
    const checked = checkGiven(given, folder, environment)
    if ('fault' in checked) faults.push(checked.fault)
    else settings[given.key] = checked.value
    origins[given.key] = given.at
  }
  if (faults.length === 0) faults.push(...needed(settings as unknown as Settings, origins))
  if (faults.length > 0) throw new RefusedConfiguration(faults)
  return { settings: settings as unknown as Settings, origins, unknownVariables: unknownVariables(environment) }
}

/** `RUMBO_…`, and for a secret also `RUMBO_…_FILE` with the path of the file that holds it. Empty is not given. */
function givenByVariables(environment: NodeJS.ProcessEnv): Given[] {
  return SETTING_KEYS.flatMap((key): Given[] => {
    const at = variableOf(key)
    const [text, file] = [environment[at], environment[`${at}_FILE`]]
    const given = { key, from: 'environment' as const }
    if (text !== undefined && text !== '') return [{ ...given, at, value: valueOfText(key, text) }]
    if (!settingOf(key).secret || file === undefined || file === '') return []
    // A file that cannot be read leaves nothing, which no setting may be.
    return [{ ...given, at: `${at}_FILE`, value: textOf(file) ?? '' }]
  })
}

const givenByOptions = (options: NonNullable<Sources['options']>): Given[] =>
  SETTING_KEYS.flatMap((key): Given[] => {
    const text = options[key]
    return text === undefined ? [] : [{ key, at: `--${key}`, from: 'option', value: valueOfText(key, text) }]
  })

function unknownVariables(environment: NodeJS.ProcessEnv): string[] {
  const known = new Set(
    SETTING_KEYS.flatMap((key) => [variableOf(key), ...(settingOf(key).secret ? [`${variableOf(key)}_FILE`] : [])]),
  )
  return Object.keys(environment).filter((name) => name.startsWith('RUMBO_') && !known.has(name))
}

/** What one setting asks of another: RS4. */
function needed(settings: Settings, origins: Configuration['origins']): ConfigurationFault[] {
  const provider = settings['openId.issuer'] !== null
  const needs: [wanted: boolean, by: SettingKey, key: SettingKey][] = [
    [settings['journal.kind'] === 'postgres', 'journal.kind', 'journal.url'],
    [settings['journal.schema'] !== null, 'journal.schema', 'journal.url'],
    [provider, 'openId.issuer', 'openId.clientId'],
    [provider, 'openId.issuer', 'publicUrl'],
    [settings['openId.clientId'] !== null, 'openId.clientId', 'openId.issuer'],
    [Object.keys(settings['openId.rolesOfGroups']).length > 0, 'openId.rolesOfGroups', 'openId.groupsClaim'],
  ]
  return needs
    .filter(([wanted, , key]) => wanted && settings[key] === null)
    .map(([, by, key]) => ({
      at: origins[by],
      code: 'config.needed',
      values: { by, key, example: settingOf(key).example },
    }))
}

/** Everything that must not be seen. */
export const secretsOf = (settings: Settings): string[] =>
  SETTING_KEYS.filter((key) => settingOf(key).secret)
    .map((key) => settings[key] as string | null)
    .filter((value) => value !== null)

export interface ShownSetting {
  readonly key: SettingKey
  readonly value: unknown
  readonly origin: string
}

/** What is in force, for people and programs; of a secret only that there is one. */
export const shownSettings = ({ settings, origins }: Configuration): ShownSetting[] =>
  SETTING_KEYS.map((key) => ({
    key,
    value: settingOf(key).secret && settings[key] !== null ? '•••' : settings[key],
    origin: origins[key],
  }))

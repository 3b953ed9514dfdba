/** What sort a profile is and whether it is ready, as far as the files of the AWS CLI tell; AWS is asked nothing. */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { getSSOTokenFromFile } from '@smithy/core/config';
import type { ProfileInfo } from '#app/api/collect.ts';
import { isObject } from '#app/base/json.ts';
import { MOST_TEXT, readWhole } from '#main/files/whole.ts';
import type { Section, Settings } from './settings.ts';

/** Follows the order in which the SDK's own profile reader decides. */
export function sortOf(section: Section): ProfileInfo['sort'] {
  const { role_arn, source_profile, credential_source } = section;
  if (role_arn && (source_profile === undefined) !== (credential_source === undefined))
    return 'role';
  if (section.aws_access_key_id && section.aws_secret_access_key) return 'keys';
  if (role_arn && section.web_identity_token_file) return 'web-identity';
  if (section.credential_process) return 'process';
  if (section.sso_session ?? section.sso_start_url ?? section.sso_account_id) return 'sso';
  if (section.login_session) return 'login';
  return 'other';
}

type State = Pick<ProfileInfo, 'state' | 'says' | 'renew'>;

const stands = (state: ProfileInfo['state'], says = '', renew?: string): State => ({
  state,
  says,
  renew,
});

const NEVER = 'not signed in';

/** A word of a command line, for shells that read it as POSIX has it. */
const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** The profile that somebody signs in to, where this one gets its credentials, be it by roles on the way; undefined where none. */
export function signInAt(
  name: string,
  { profiles }: Settings,
): { readonly profile: string; readonly sort: 'sso' | 'login' } | undefined {
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined && !seen.has(at);) {
    seen.add(at);
    const section: Section | undefined = profiles.get(at);
    const sort = section && sortOf(section);
    if (sort === 'sso' || sort === 'login') return { profile: at, sort };
    at = sort === 'role' ? section?.source_profile : undefined;
  }
  return undefined;
}

/** The command that signs in there. */
export function signInOf(name: string, settings: Settings): string | undefined {
  const found = signInAt(name, settings);
  return (
    found &&
    `aws ${{ sso: 'sso login', login: 'login' }[found.sort]} --profile ${word(found.profile)}`
  );
}

/** Reads what it needs once, however many profiles share it. `now`: milliseconds since the epoch. */
export class ProfileStates {
  readonly #settings: Settings;
  readonly #now: number;
  readonly #signedIn = new Map<string, Promise<State['state']>>();

  constructor(settings: Settings, now: number) {
    this.#settings = settings;
    this.#now = now;
  }

  /** `before`: profiles that lead here, each taking a role by the next. */
  async of(name: string, before: readonly string[] = []): Promise<State> {
    const section = this.#settings.profiles.get(name);
    if (!section) return stands('incomplete', `there is no profile ${name}`);
    switch (sortOf(section)) {
      case 'role':
        return this.#role(name, section, before);
      case 'keys':
        return section.aws_session_token === undefined
          ? stands('ready')
          : stands('unknown', 'temporary keys, which do not say when they end');
      case 'web-identity':
        return stands('unknown', 'by a token of another sign-in');
      case 'process':
        return stands('unknown', 'a program is run for it');
      case 'sso':
        return this.#sso(name, section);
      case 'login':
        return this.#login(name, section.login_session!);
      case 'other':
        return stands(
          'incomplete',
          section.role_arn ? 'a role, and nobody who takes it' : 'no credentials of its own',
        );
    }
  }

  async #role(name: string, section: Section, before: readonly string[]): Promise<State> {
    const { source_profile: source, mfa_serial: device } = section;
    const code = device === undefined ? '' : 'asks for the code of a device';
    if (source === undefined) return stands('unknown', code || 'by what this machine is');
    if (source === name) {
      return section.aws_access_key_id && section.aws_secret_access_key
        ? stands('ready', code)
        : stands('incomplete', 'takes its role by itself, without keys');
    }
    if (before.includes(source))
      return stands('incomplete', 'its source profiles lead in a circle');
    const { state, says, renew } = await this.of(source, [...before, name]);
    return stands(state, says || code, renew);
  }

  /** Source: https://docs.aws.amazon.com/sdkref/latest/guide/understanding-sso.html */
  async #sso(name: string, section: Section): Promise<State> {
    const { sso_session: session, sso_start_url: address } = section;
    const named = session === undefined ? undefined : this.#settings.ssoSessions.get(session);
    if (session !== undefined && !named)
      return stands('incomplete', `there is no sso-session ${session}`);
    if (!section.sso_account_id || !section.sso_role_name)
      return stands('incomplete', 'names no account and role to sign in to');
    const key = session ?? address;
    if (key === undefined) return stands('incomplete', 'names no place to sign in at');
    let found = this.#signedIn.get(key);
    if (!found) this.#signedIn.set(key, (found = this.#tokenOf(key, session !== undefined)));
    const state = await found;
    if (state === 'ready') return stands('ready');
    const renew = signInOf(name, this.#settings);
    return state === 'expired'
      ? stands('expired', 'the sign-in has expired', renew)
      : stands('signed-out', NEVER, renew);
  }

  /** `unknown` where there is no sign-in at all. */
  async #tokenOf(key: string, renews: boolean): Promise<State['state']> {
    const token: unknown = await getSSOTokenFromFile(key).catch(() => undefined);
    if (!isObject(token) || typeof token.accessToken !== 'string') return 'unknown';
    if (this.#isAhead(token.expiresAt)) return 'ready';
    // The SDK renews it by itself, as long as its registration is good.
    const { clientId, clientSecret, refreshToken, registrationExpiresAt } = token;
    const can = renews && clientId && clientSecret && refreshToken;
    return can && this.#isAhead(registrationExpiresAt) ? 'ready' : 'expired';
  }

  /** Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-login-credentials.html */
  async #login(name: string, session: string): Promise<State> {
    const renew = signInOf(name, this.#settings);
    const id = createHash('sha256').update(session).digest('hex');
    const folder =
      process.env.AWS_LOGIN_CACHE_DIRECTORY ?? join(homedir(), '.aws', 'login', 'cache');
    const path = join(folder, `${id}.json`);
    const text = await readWhole(path, MOST_TEXT).then(String, () => undefined);
    if (text === undefined) return stands('signed-out', NEVER, renew);
    try {
      const { accessToken } = JSON.parse(text) as { accessToken?: { expiresAt?: unknown } };
      if (this.#isAhead(accessToken?.expiresAt)) return stands('ready');
    } catch {
      return stands('signed-out', 'what is kept of the sign-in cannot be read', renew);
    }
    return stands('unknown', 'the sign-in is renewed when it is used, if it still can be', renew);
  }

  #isAhead(time: unknown): boolean {
    return typeof time === 'string' && Date.parse(time) > this.#now;
  }
}

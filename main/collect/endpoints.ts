/** Says whether something redirects AWS calls to another address: a flag, a variable or a profile's settings. */
import { checkAddress } from './address.ts';
import { signInAt } from './profile-state.ts';
import { type Settings, readSettings } from './settings.ts';

/** Services collection calls. */
export const SERVICES = [
  'ec2',
  'sts',
  'directconnect',
  'networkmanager',
  'organizations',
  'ram',
  'servicequotas',
] as const;

/**
 * Services that turn a single sign-on into credentials. They are sent what opens every account of the sign-in: calls to
 * them go where variables and profiles say, and never where `--endpoint-url` does, as with the AWS CLI.
 */
const SSO = ['sso', 'ssooidc'] as const;

export type EndpointService = (typeof SERVICES)[number] | (typeof SSO)[number];

/** Services that are called with a profile; none: the active one. */
export function servicesOf(
  profile: string | undefined,
  settings: Settings,
  env: Env,
): readonly EndpointService[] {
  const named = profile ?? (env.AWS_PROFILE || 'default');
  return signInAt(named, settings)?.sort === 'sso' ? [...SERVICES, ...SSO] : SERVICES;
}

/**
 * How settings name a service: `AWS_ENDPOINT_URL_<SERVICE>` in capitals, `<service> =` in a `services` section.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html
 */
const SETTINGS: Partial<Record<EndpointService, string>> = {
  directconnect: 'direct_connect',
  servicequotas: 'service_quotas',
  ssooidc: 'sso_oidc',
};
const settingOf = (service: EndpointService): string => SETTINGS[service] ?? service;

export interface EndpointInUse {
  readonly service: EndpointService;
  readonly url: string;
  /** What asks for it: `--endpoint-url`, the variable's name, or `profile NAME`. */
  readonly from: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const truthy = (text: string | undefined): boolean => text?.toLowerCase() === 'true';

/**
 * The address one service is reached at, where it is not AWS's own.
 * Precedence: flag, `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the profile's `services` section, its `endpoint_url`.
 * Throws CollectError (2) where that cannot be an address.
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointFor(
  service: EndpointService,
  flag: string | undefined,
  profile: string | undefined,
  settings: Settings,
  env: Env,
): EndpointInUse | undefined {
  const found = (url: string | undefined, from: string, of = from): EndpointInUse | undefined => {
    if (!url) return undefined;
    checkAddress(url, of);
    return { service, url, from };
  };
  if (flag && !SSO.some((sso) => sso === service)) return found(flag, '--endpoint-url');
  const active = env.AWS_PROFILE || 'default';
  // The SDK also reads the active profile when another one is named; what it does is what we must tell.
  const profiles = [...new Set([profile ?? active, active])].map((name) => ({
    name,
    set: settings.profiles.get(name),
  }));
  const ignored =
    env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? profiles[0]?.set?.ignore_configured_endpoint_urls;
  if (truthy(ignored)) return undefined;
  const specific = `AWS_ENDPOINT_URL_${settingOf(service).toUpperCase()}`;
  const byVariable =
    found(env[specific], specific) ?? found(env.AWS_ENDPOINT_URL, 'AWS_ENDPOINT_URL');
  if (byVariable) return byVariable;
  for (const { name, set } of profiles) {
    const section = set?.services === undefined ? undefined : settings.services.get(set.services);
    const url = section?.[`${settingOf(service)}.endpoint_url`] ?? set?.endpoint_url;
    if (url) return found(url, `profile ${name}`, `The endpoint_url of profile ${name}`);
  }
  return undefined;
}

interface Led {
  readonly endpoint?: string | undefined;
  readonly profiles?: readonly string[];
}

/** Every redirection a collection with these profiles would follow. Throws CollectError (2) where one cannot be an address. */
export function endpointsBy(options: Led, settings: Settings, env: Env): EndpointInUse[] {
  const profiles = options.profiles?.length ? options.profiles : [undefined];
  const found = new Map<string, EndpointInUse>();
  for (const profile of profiles) {
    for (const service of servicesOf(profile, settings, env)) {
      const use = endpointFor(service, options.endpoint, profile, settings, env);
      if (use) found.set(`${use.service} ${use.url} ${use.from}`, use);
    }
  }
  return [...found.values()];
}

/** The same by the settings as they are now, so that a stray variable is seen. Empty: AWS itself. */
export async function endpointsInUse(
  options: Led,
  env: Env = process.env,
): Promise<EndpointInUse[]> {
  return endpointsBy(options, await readSettings(env), env);
}

const NAMES: Readonly<Record<EndpointService, string>> = {
  ec2: 'EC2',
  sts: 'STS',
  directconnect: 'Direct Connect',
  networkmanager: 'Network Manager',
  organizations: 'Organizations',
  ram: 'RAM',
  servicequotas: 'Service Quotas',
  sso: 'SSO',
  ssooidc: 'SSO OIDC',
};

/** The same as sentences, one for each address: `calls go to http://… because of AWS_ENDPOINT_URL`. */
export function redirections(uses: readonly EndpointInUse[]): string[] {
  const services = new Map<string, string[]>();
  for (const { service, url, from } of uses) {
    const where = `go to ${withoutLogin(url)} because of ${from}`;
    services.set(where, [...(services.get(where) ?? []), NAMES[service]]);
  }
  const all = SERVICES.map((service) => NAMES[service]);
  return [...services].map(([where, asked]) =>
    all.every((name) => asked.includes(name))
      ? `calls ${where}`
      : `calls to ${asked.join(', ')} ${where}`,
  );
}

/** The same address without user and password, which no log may hold. Takes what was found to be an address. */
export function withoutLogin(text: string): string {
  const url = new URL(text);
  if (url.username === '' && url.password === '') return text;
  url.username = '';
  url.password = '';
  return url.href;
}

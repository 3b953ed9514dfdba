/** Lists the profiles of the shared AWS files: what sort each is, where it leads, whether it is ready; never a secret. */
import type { ProfileInfo } from '#app/api/collect.ts';
import { by } from '#app/base/order.ts';
import { ProfileStates, sortOf } from './profile-state.ts';
import { readSettings, type Section } from './settings.ts';

/** `arn:aws:iam::123456789012:role/name` */
const accountOfArn = (arn: string | undefined): string | undefined =>
  /^arn:[^:]+:[a-z]+::(\d{12}):/.exec(arn ?? '')?.[1];

/** The account that the credentials of this sort belong to, where the settings tell. */
function accountOf(section: Section, sort: ProfileInfo['sort']): string | undefined {
  const told = {
    role: () => accountOfArn(section.role_arn),
    'web-identity': () => accountOfArn(section.role_arn),
    sso: () => section.sso_account_id,
    login: () => accountOfArn(section.login_session),
    keys: () => section.aws_account_id,
    process: () => section.aws_account_id,
    other: () => accountOfArn(section.role_arn) ?? section.aws_account_id,
  }[sort]();
  return told !== undefined && /^\d{12}$/.test(told) ? told : undefined;
}

/** Every profile, sorted by name. `env` tells where the files are (`AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`). */
export async function listProfiles(
  env: Readonly<Record<string, string | undefined>> = process.env,
  now: number = Date.now(),
): Promise<ProfileInfo[]> {
  const settings = await readSettings(env);
  const states = new ProfileStates(settings, now);
  const listed = await Promise.all(
    [...settings.profiles].map(async ([name, section]) => {
      const sort = sortOf(section);
      return {
        name,
        region: section.region,
        account: accountOf(section, sort),
        sort,
        via: sort === 'role' ? section.source_profile : undefined,
        from: settings.from.get(name) ?? [],
        ...(await states.of(name)),
      };
    }),
  );
  for (const [name, from] of settings.unread) {
    listed.push({
      name,
      region: undefined,
      account: undefined,
      sort: 'other',
      via: undefined,
      from,
      state: 'incomplete',
      says: 'its name has a blank, which Peerless cannot read; name it without one',
      renew: undefined,
    });
  }
  return listed.sort(by((profile) => profile.name));
}

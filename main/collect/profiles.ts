/** Lists the profiles of the shared AWS files: what sort each is and where it leads, never a secret. */
import type { ProfileInfo } from '#app/api/engine.ts';
import { by } from '#app/base/order.ts';
import { readSettings, type Section } from './settings.ts';

/** Follows the order in which the SDK's own profile reader decides. */
function sortOf(section: Section): ProfileInfo['sort'] {
  if (section.role_arn) return 'role';
  if (section.aws_access_key_id) return 'keys';
  if (section.credential_process) return 'process';
  if (section.sso_session ?? section.sso_start_url ?? section.sso_account_id) return 'sso';
  return 'other';
}

/** `arn:aws:iam::123456789012:role/name` */
const accountOfArn = (arn: string | undefined): string | undefined =>
  /^arn:[^:]+:iam::(\d{12}):/.exec(arn ?? '')?.[1];

function accountOf(section: Section): string | undefined {
  const told = accountOfArn(section.role_arn) ?? section.sso_account_id ?? section.aws_account_id;
  return told !== undefined && /^\d{12}$/.test(told) ? told : undefined;
}

/** Every profile, sorted by name. `env` tells where the files are (`AWS_CONFIG_FILE`, `AWS_SHARED_CREDENTIALS_FILE`). */
export async function listProfiles(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ProfileInfo[]> {
  const { profiles } = await readSettings(env);
  return [...profiles]
    .map(([name, section]) => ({
      name,
      region: section.region,
      account: accountOf(section),
      sort: sortOf(section),
    }))
    .sort(by((profile) => profile.name));
}

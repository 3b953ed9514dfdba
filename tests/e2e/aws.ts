/** The AWS of a story: profiles in files of its own, and an endpoint on this machine that answers them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '../aws/endpoint.ts';
import { keyOf } from '../aws/query.ts';

/** Variables under which a door finds these profiles (name to account), and asks nobody else. The files go into `folder`. */
export function profilesAt(
  { url }: Endpoint,
  folder: string,
  profiles: Readonly<Record<string, string>>,
  region = 'us-east-1',
): Record<string, string> {
  const config = join(folder, 'config');
  const credentials = join(folder, 'credentials');
  const sections = (of: (profile: string, account: string) => string): string =>
    Object.entries(profiles)
      .map(([profile, account]) => of(profile, account))
      .join('');
  writeFileSync(
    config,
    sections((profile) => `[profile ${profile}]\nregion = ${region}\n`),
  );
  writeFileSync(
    credentials,
    sections(
      (profile, account) =>
        `[${profile}]\naws_access_key_id = ${keyOf(account)}\naws_secret_access_key = not-a-secret\n`,
    ),
  );
  return {
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: url,
  };
}

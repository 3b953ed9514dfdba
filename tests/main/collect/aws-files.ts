/** Shared AWS files in a folder of the test's own, and an environment that leads nowhere else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { keyOf } from '#tests/aws/query.ts';

export interface AwsFiles {
  readonly folder: string;
  config(text: string): void;
  credentials(text: string): void;
  remove(): void;
}

/** Points the SDK (which reads `process.env`) at empty files; undone by `remove`. */
export function awsFiles(): AwsFiles {
  const folder = mkdtempSync(join(tmpdir(), 'peerless-aws-'));
  const [config, credentials] = [join(folder, 'config'), join(folder, 'credentials')];
  for (const name of Object.keys(process.env))
    if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', config);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', credentials);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  writeFileSync(config, '');
  writeFileSync(credentials, '');
  return {
    folder,
    config: (text) => writeFileSync(config, text),
    credentials: (text) => writeFileSync(credentials, text),
    remove() {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A credentials section for an account of the test endpoint. */
export const keysOf = (profile: string, account: string): string =>
  `[${profile}]\naws_access_key_id = ${keyOf(account)}\naws_secret_access_key = not-a-secret\n`;

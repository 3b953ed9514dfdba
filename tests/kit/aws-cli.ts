/** The real AWS CLI, as a package carries it: unpacked once, and led to a test endpoint. */
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { keyOf } from '#tests/aws/query.ts';

const LAYER = fileURLToPath(import.meta.resolve('@aws-cdk/asset-awscli-v1/lib/layer.zip'));

/** Where it is unpacked, for this run and later ones. */
const PROGRAM = fileURLToPath(
  new URL(
    `../../.cache/aws-cli-${createRequire(import.meta.url)('@aws-cdk/asset-awscli-v1/package.json').version}`,
    import.meta.url,
  ),
);

const SERVER = fileURLToPath(new URL('./aws-cli-server.py', import.meta.url));

const answers = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Why the AWS CLI cannot run here; undefined where it can. It is written in Python, its script in bash. */
export const awsCliMissing: string | undefined = !answers('bash', '-c', 'exit 0')
  ? 'bash is not installed'
  : answers('python3', '-c', 'import sys; sys.exit(sys.version_info < (3, 9))')
    ? undefined
    : 'python3 3.9 or later is not installed, and the AWS CLI is written in Python';

/** True where ShellCheck can look at a script. */
export const hasShellcheck = answers('shellcheck', '--version');

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Puts a command called `aws` into a folder, to stand first on a PATH. */
export function putAws(folder: string, script: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'aws'), script);
  chmodSync(join(bin, 'aws'), 0o755);
  return bin;
}

/** Runs a bash script; the process that asks may be the one that answers, so this does not block. */
export const bash = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      'bash',
      args,
      { env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env }, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(new Error(error.message));
        else resolve({ status: Number(error?.code ?? 0), stdout, stderr });
      },
    );
    child.stdin?.end();
  });

/** `aws`: hands its words to the server, and gives back what comes. Starts one program only: it is called hundreds of times. */
const SHIM = `#!/usr/bin/env bash
set -eu
call=$AWS_CLI_SERVER/call.$$.$RANDOM
mkfifo "$call.done"
printf '%s\\0' "$@" > "$call.args"
printf '%s\\n' "$call" > "$AWS_CLI_SERVER/ask"
read -r status < "$call.done"
[ ! -s "$call.out" ] || printf '%s\\n' "$(<"$call.out")"
[ ! -s "$call.err" ] || printf '%s\\n' "$(<"$call.err")" >&2
exit "$status"
`;

/** Variables with which `aws` is the AWS CLI at this endpoint; each account has a profile. To be called inside a test. */
export async function awsCli(
  folder: string,
  url: string,
  accounts: readonly string[],
): Promise<Record<string, string>> {
  const [config, credentials] = [join(folder, 'config'), join(folder, 'credentials')];
  writeFileSync(config, accounts.map((id) => `[profile p${id}]\nregion = us-east-1\n`).join('\n'));
  writeFileSync(
    credentials,
    accounts
      .map(
        (id) =>
          `[p${id}]\naws_access_key_id = ${keyOf(id)}\naws_secret_access_key = not-a-secret\n`,
      )
      .join('\n'),
  );
  const bin = putAws(folder, SHIM);
  const env = {
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    HOME: folder,
    AWS_CLI_SERVER: folder,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: 'true',
    PEERLESS_POLL_SECONDS: '0',
    PEERLESS_WAIT_SECONDS: '60',
    ...Object.fromEntries(accounts.map((id) => [`PROFILE_${id}`, `p${id}`])),
  };
  execFileSync('mkfifo', [join(folder, 'ask')]);
  const server = spawn('python3', [SERVER, LAYER, PROGRAM, folder], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void server.kill());
  const ended = once(server, 'exit');
  const first = await Promise.race([once(server.stdout, 'data'), ended]);
  if (String(first[0]) !== 'ready\n') throw new Error('the AWS CLI could not be started');
  return env;
}

/** The script's way to AWS, by itself: what plans refuse to write (`app/plan/sound.ts`) is not run by it either. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCRIPT_AWS } from '#app/writers/parts/script-aws.ts';
import { awsCliMissing, bash } from '#tests/kit/aws-cli.ts';
import { scratch } from '#tests/kit/scratch.ts';

const noBash = awsCliMissing === 'bash is not installed';

/** Runs lines after the functions of the script; `$MARK` is made where a shell runs what it should only print. */
async function after(lines: readonly string[]) {
  const { folder, write } = scratch();
  const mark = join(folder, 'mark');
  const frame = [
    'set -euo pipefail',
    'APPLY=no VARIABLES=yes PLANNED=',
    'say() { printf "%s\\n" "$1"; }',
    'die() { printf "%s\\n" "$1" >&2; exit 1; }',
    'aws() { printf "aws %s\\n" "$*"; }',
  ];
  const script = write('part.sh', [...frame, SCRIPT_AWS, ...lines, ''].join('\n'));
  const env = { PATH: process.env['PATH'] ?? '', MARK: mark };
  const { status, stdout, stderr } = await bash([script], env);
  return { status, stdout, stderr, marked: () => existsSync(mark), env, write };
}

const ROUTE = 'ec2 delete-route --route-table-id';

describe.skipIf(noBash)(
  `the way to AWS${noBash ? ' (skipped: bash is not installed)' : ''}`,
  () => {
    it.each(['show', 'call'])(
      '%s makes nothing but an account the name of a variable',
      async (name) => {
        // Bash evaluates the subscript of an array in an indirect name.
        // https://www.gnu.org/software/bash/manual/html_node/Shell-Parameter-Expansion.html
        const account = `'111122223333[$(touch "$MARK")]'`;
        const { status, stderr, marked } = await after([`${name} ${account} us-east-1 ec2 x`]);
        expect([status, stderr, marked()]).toEqual([
          1,
          'an account of this plan is no account of AWS. Make the plan again from a fresh snapshot.\n',
          false,
        ]);
      },
    );

    it.each([`$(touch "$MARK")`, '`touch "$MARK"`', '$x"; touch "$MARK"; "', "'; touch $MARK; '"])(
      'prints %s as a word that a shell takes as it stands',
      async (id) => {
        const word = `'${id.replaceAll("'", String.raw`'\''`)}'`;
        const { stdout } = await after([`show 111122223333 us-east-1 ${ROUTE} ${word}`]);
        // Somebody pastes the line.
        const pasted = await after([stdout.trim().replace(' "$PROFILE_111122223333"', ' p')]);
        expect(pasted.stdout).toBe(`aws --profile p --region us-east-1 ${ROUTE} ${id}\n`);
        expect(pasted.marked()).toBe(false);
      },
    );

    it('prints a variable as one that is yet to be set', async () => {
      const { stdout } = await after([`show 111122223333 us-east-1 ${ROUTE} '$TGW_A_x2e_1'`]);
      expect(stdout).toBe(
        `  aws --profile "$PROFILE_111122223333" --region us-east-1 ${ROUTE} "$TGW_A_x2e_1"\n`,
      );
    });

    it('prints ids for eval so that they are only assigned', async () => {
      const { stdout } = await after([`stands PCX 'pcx-1;touch "$MARK"' pcx-1`, 'print_variables']);
      const read = await after([stdout, 'printf "%s\\n" "$PCX"']);
      expect([read.stdout, read.marked()]).toEqual(['pcx-1;touch "$MARK"\n', false]);
    });
  },
);

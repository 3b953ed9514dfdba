/** Runs tools that are not ours and not in the package registry; where one is not installed, its tests say so and are skipped. */
import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

const SEEN = new Map<string, boolean>();

/** Goes no further in this test where the program cannot be started: whoever runs it is told which, and what was not checked. */
export function needs(tool: string, check: string, { skip }: Pick<TestContext, 'skip'>): void {
  let there = SEEN.get(tool);
  if (there === undefined) {
    const { error } = spawnSync(tool, ['--version'], { stdio: 'ignore', timeout: 60_000 });
    there = error === undefined || (error as NodeJS.ErrnoException).code !== 'ENOENT';
    SEEN.set(tool, there);
  }
  if (!there) skip(`${tool} is not installed, so this was not checked: ${check}`);
}

/** The title of tests that do not run here, with the reason, which is printed at the end; the title alone where there is none. */
export const unless = (why: string | undefined, title: string): string =>
  why === undefined ? title : `${title} (skipped: ${why})`;

/** Runs to the end and gives back what was printed. Throws with what the tool complained of. */
export function run(tool: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr, error } = spawnSync(tool, args, {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    timeout: 120_000,
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${tool} ended with ${status}: ${stderr}`);
  return stdout;
}

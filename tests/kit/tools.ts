/** Runs tools that are not ours and not in the package registry; where one is not installed, its tests say so and are skipped. */
import { spawnSync } from 'node:child_process';

const SEEN = new Map<string, boolean>();

/** True where the program can be started. Says once, where it cannot, which check does not run. */
export function installed(tool: string, check: string): boolean {
  let there = SEEN.get(tool);
  if (there === undefined) {
    const { error } = spawnSync(tool, ['--version'], { stdio: 'ignore', timeout: 60_000 });
    there = error === undefined || (error as NodeJS.ErrnoException).code !== 'ENOENT';
    SEEN.set(tool, there);
  }
  if (!there) console.warn(`Skipped: ${tool} is not installed, so this was not checked: ${check}`);
  return there;
}

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

/** A Terminal that keeps what was written, and runs of the command line against it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { writeSnapshot } from '#app/snapshot/write.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import type { ExitCode, Terminal } from '#main/cli/command.ts';
import { run } from '#main/cli/program.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process. Colour is off and stderr is no terminal unless asked for. */
export async function peerless(
  argv: readonly string[],
  given: Partial<Terminal> = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await run(argv, {
    out: (text) => (out += text),
    drained: () => Promise.resolve(),
    err: (text) => (err += text),
    colour: false,
    live: false,
    columns: 100,
    cwd: process.cwd(),
    env: {},
    signal: new AbortController().signal,
    ...given,
  });
  return { code, out, err };
}

/** A folder of its own for the test file, gone afterwards. */
export function scratch(): {
  readonly path: string;
  readonly write: (name: string, text: string) => string;
} {
  const path = mkdtempSync(join(tmpdir(), 'peerless-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, text) {
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
  };
}

/** The snapshot as a file of the folder. */
export const snapshotFile = (
  folder: ReturnType<typeof scratch>,
  name: string,
  snapshot: Snapshot,
): string => folder.write(name, writeSnapshot(snapshot));

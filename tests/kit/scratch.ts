/** A folder of its own for each test that writes files, removed afterwards. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Scratch {
  readonly folder: string;
  /** Writes a file, with its folders, and gives its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
}

/** To be called inside a test. */
export function scratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'peerless-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
  };
}

/** Opens an address in the user's browser without showing it to other users of the machine. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Terminal } from './command.ts';

const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
};

/**
 * The address holds a token, and arguments of a process can be read by everybody on the machine. So the
 * browser is handed a file only its owner can read, which leads on to the address. Gives back what takes the
 * file away again: not before the door is closed, for nobody says when a browser has read it.
 */
export async function openBrowser(url: string, terminal: Terminal): Promise<() => Promise<void>> {
  if (process.platform === 'linux' && !terminal.env.DISPLAY && !terminal.env.WAYLAND_DISPLAY) {
    return () => Promise.resolve();
  }
  const folder = await mkdtemp(join(tmpdir(), 'peerless-'));
  const file = join(folder, 'open.html');
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${url}"><title>Peerless</title>`;
  await writeFile(file, page, { mode: 0o600 });
  const [command = 'xdg-open', ...args] = OPENERS[process.platform] ?? [];
  const child = spawn(command, [...args, pathToFileURL(file).href], {
    stdio: 'ignore',
    detached: true,
  });
  child.on('error', () => {
    terminal.err('peerless: no browser could be opened; use the address above.\n');
  });
  child.unref();
  return () => rm(folder, { recursive: true, force: true });
}

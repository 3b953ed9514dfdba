/** Finds Electron's runtime without letting anything download it, or says why there is none to use. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type FoundElectron = { readonly executablePath: string } | { readonly missing: string };

/** What the executable is called inside the runtime's folder, where the package does not say. */
const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

export function findElectron(env: NodeJS.ProcessEnv = process.env): FoundElectron {
  const home = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const told = join(home, 'path.txt');
  const name = existsSync(told)
    ? readFileSync(told, 'utf8')
    : (NAMES[process.platform] ?? 'electron');
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || join(home, 'dist');
  const executablePath = join(folder, name);
  if (!existsSync(executablePath)) {
    return {
      missing: `Electron's runtime is not at ${executablePath}; ELECTRON_OVERRIDE_DIST_PATH may name its folder`,
    };
  }
  if (process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return { missing: 'there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set' };
  }
  return { executablePath };
}

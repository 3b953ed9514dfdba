/**
 * Finds a Chromium for the stories: one the user names, Playwright's own, the system's, or the one inside the
 * package @sparticuz/chromium, so that a machine with nothing but Node and the package registry can run them.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { tarFiles } from './tar.ts';

export interface FoundChromium {
  /** Where it came from, in words, for the log. */
  readonly from: string;
  readonly executablePath: string;
  /** Environment it must be started with, whole. */
  readonly env: Record<string, string>;
}

const SYSTEM = [
  '/opt/google/chrome/chrome',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** As the value of PEERLESS_CHROMIUM: the one from the package registry, whatever else is there. */
const PACKED = '@sparticuz/chromium';

const ownEnv = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  );

/** Throws, naming every place it looked in, where there is none. */
export function findChromium(): FoundChromium {
  const env = ownEnv();
  const named = process.env.PEERLESS_CHROMIUM;
  if (named !== undefined && named !== '' && named !== PACKED) {
    if (!existsSync(named)) throw new Error(`PEERLESS_CHROMIUM is ${named}, which does not exist.`);
    return { from: 'PEERLESS_CHROMIUM', executablePath: named, env };
  }
  if (named === PACKED) {
    const packed = unpack(env);
    if (packed) return packed;
    throw new Error(
      `${PACKED} is not installed, or not for ${process.platform} on ${process.arch}.`,
    );
  }
  const own = chromium.executablePath();
  if (own !== '' && existsSync(own)) return { from: "Playwright's own", executablePath: own, env };
  const system = SYSTEM.find((path) => existsSync(path));
  if (system !== undefined) return { from: 'the system', executablePath: system, env };
  const packed = unpack(env);
  if (packed) return packed;
  throw new Error(
    'No Chromium was found for the browser stories. Looked at: ' +
      `(1) PEERLESS_CHROMIUM, which is not set; (2) Playwright's own at ${own || 'no known place'}; ` +
      `(3) the system: ${SYSTEM.join(', ')}; ` +
      `(4) the package @sparticuz/chromium, which is for Linux on x64 (this is ${process.platform} on ${process.arch}) ` +
      'or is not installed. Run `npx playwright install chromium`, or set PEERLESS_CHROMIUM.',
  );
}

/**
 * The browser inside @sparticuz/chromium, unpacked once into a folder of ours that names its version. The package's
 * own unpacking goes to one fixed place in the temporary folder, step by step: two starts at once trip over each other.
 */
function unpack(env: Record<string, string>): FoundChromium | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  } catch {
    return undefined;
  }
  // build/cjs/index.cjs -> the package
  const packed = dirname(dirname(dirname(entry)));
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as {
    version: string;
  };
  const cache = fileURLToPath(new URL('../../.cache/chromium/', import.meta.url));
  const home = join(cache, version);
  const executablePath = join(home, 'chromium');
  if (!existsSync(executablePath)) {
    mkdirSync(cache, { recursive: true });
    const draft = mkdtempSync(join(cache, 'unpacking-'));
    try {
      unpackInto(draft, join(packed, 'bin'), home);
      renameSync(draft, home);
    } catch (error) {
      // Somebody else was quicker: theirs is as good.
      if (!existsSync(executablePath)) throw error;
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  const whole: Record<string, string> = { ...env, FONTCONFIG_FILE: join(home, 'fonts.conf') };
  if (!startsAlone(home, executablePath, whole)) {
    // No NSS on this machine: the package brings Amazon Linux's.
    whole.LD_LIBRARY_PATH = [join(home, 'lib'), env.LD_LIBRARY_PATH ?? '']
      .filter(Boolean)
      .join(':');
  }
  return { from: `@sparticuz/chromium ${version}`, executablePath, env: whole };
}

/** Whether it starts with what this machine has. Tried once: every window of a double asks. */
function startsAlone(home: string, executablePath: string, env: Record<string, string>): boolean {
  const noted = join(home, 'starts-alone');
  if (existsSync(noted)) return readFileSync(noted, 'utf8') === 'yes';
  const alone = spawnSync(executablePath, ['--version'], { env }).status === 0;
  writeFileSync(noted, alone ? 'yes' : 'no');
  return alone;
}

function unpackInto(draft: string, packed: string, home: string): void {
  const read = (name: string) => brotliDecompressSync(readFileSync(join(packed, name)));
  for (const archive of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
    for (const { path, body } of tarFiles(read(archive))) {
      const at = join(draft, path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, body, { mode: 0o755 });
    }
  }
  // The package's own fonts.conf names a folder it is not unpacked to.
  writeFileSync(
    join(draft, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  );
  writeFileSync(join(draft, 'chromium'), read('chromium.br'), { mode: 0o755 });
}

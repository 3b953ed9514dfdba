/**
 * `npm run bench`: the figures of the bar, each measured in a process of its own. `-- --json` prints
 * `[{ name, size, shape?, seconds, peakMb, ratio?, exponent?, rules? }]`; `--sizes 100,1000`, `--only analyze,trace` and
 * `--shapes hub,meshes` pick some. `exponent` is the growth against the next smaller size: 1 is linear.
 */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measured } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '.cache', 'bench');
const execute = promisify(execFile);
const node = async (...args: string[]) =>
  (await execute(process.execPath, args, { cwd: root, maxBuffer: 1e9 })).stdout;

interface Figure extends Measured {
  readonly name: string;
  /** VPCs in the estate (meshes of the `regions` shape come on top); 0 where there is none. */
  readonly size: number;
  readonly shape?: string;
  /** Growth of the time with the size, against the next smaller size: t ~ size^exponent. */
  readonly exponent?: number;
}

function option(name: string): string[] | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : (process.argv[at + 1] ?? '').split(',');
}

const sizes = option('--sizes')?.map(Number) ?? [100, 1000, 5000];
const shapes = option('--shapes') ?? ['regions'];
const only = option('--only');
const wanted = (name: string): boolean => only === undefined || only.includes(name);
const say = (text: string) => process.stderr.write(`${text}\n`);

/** Runs one measurement of `measure.ts`. */
async function measured(name: string, size: number, snapshot: string): Promise<Figure> {
  say(`${name} at ${size} ...`);
  const out = await node('--import', 'tsx', 'bench/measure.ts', name, String(size), snapshot);
  return { name, size, ...(JSON.parse(out.trim().split('\n').at(-1) ?? '') as Measured) };
}

/** Makes a process say its peak memory, in kB, as the last line of stderr. */
const PEAK = `data:text/javascript,import fs from'node:fs';process.on('exit',()=>fs.writeSync(2,'\\npeak '+process.resourceUsage().maxRSS))`;

/** Wall time of a whole process: the median of several, against Node doing nothing. */
async function start(name: string, size: number, ...args: string[]): Promise<Figure> {
  say(`${name} ...`);
  const timed = async (...command: string[]): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < 7; i++) {
      const since = performance.now();
      await execute(process.execPath, command, { cwd: root, maxBuffer: 1e9 });
      times.push((performance.now() - since) / 1000);
    }
    return times.sort((a, b) => a - b)[3]!;
  };
  const bare = await timed('-e', '0');
  const seconds = await timed(...args);
  const { stderr } = await execute(process.execPath, ['--import', PEAK, ...args], { cwd: root });
  const peakMb = Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024;
  return { name, size, seconds, peakMb, ratio: seconds / bare };
}

const figures: Figure[] = [];
mkdirSync(folder, { recursive: true });

for (const shape of shapes) {
  const before = new Map<string, Figure>();
  for (const size of sizes) {
    const names = ['analyze', 'rules', 'reach', 'trace', 'what-if', 'layout'].filter(wanted);
    if (names.length === 0) break;
    const snapshot = join(folder, `estate-${shape}-${size}.json`);
    say(`making an estate of ${size} (${shape}) ...`);
    await node('--import', 'tsx', 'bench/measure.ts', 'make', String(size), snapshot, shape);
    for (const name of names) {
      const figure = await measured(name, size, snapshot);
      const smaller = before.get(name);
      const exponent =
        smaller && Math.log(figure.seconds / smaller.seconds) / Math.log(size / smaller.size);
      const whole = { ...figure, shape, ...(exponent === undefined ? {} : { exponent }) };
      before.set(name, whole);
      figures.push(whole);
    }
  }
}
if (wanted('version') || wanted('lint')) await node('scripts/build.js', '--if-stale');
if (wanted('version')) figures.push(await start('version', 0, 'bin/peerless.js', '--version'));
if (wanted('lint')) {
  figures.push(
    await start(
      'lint',
      40,
      'bin/peerless.js',
      'lint',
      '--demo',
      '--fail-on',
      'never',
      '--allow-partial',
    ),
  );
}
if (wanted('plan')) figures.push(await measured('plan', 25, ''));
if (wanted('collect')) {
  figures.push(await measured('collect', 1000, ''));
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(figures, undefined, 2));
} else {
  for (const { name, size, shape, seconds, peakMb, ratio, exponent, rules } of figures) {
    console.log(
      [
        name.padEnd(8),
        (shape ?? '').padEnd(8),
        String(size).padStart(5),
        `${seconds.toFixed(4)} s`.padStart(12),
        `${peakMb.toFixed(0)} MB`.padStart(8),
        (ratio === undefined ? '' : `${ratio.toFixed(2)}x`).padStart(10),
        exponent === undefined ? '' : `n^${exponent.toFixed(2)}`.padStart(8),
      ].join('  '),
    );
    // Those that are felt; `--json` has them all.
    for (const { rule, seconds, share } of rules?.filter((r) => r.share >= 0.01) ?? []) {
      console.log(`  ${rule.padEnd(44)} ${seconds.toFixed(4)} s  ${(share * 100).toFixed(1)} %`);
    }
  }
}

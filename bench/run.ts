/**
 * `npm run bench`: the figures of the bar, each measured in a process of its own. `-- --json` prints
 * `[{ name, size, shape?, seconds, peakMb, ratio?, exponent?, rules?, quality?, collecting?, journal?, newcomer?, window?, unfinished? }]`;
 * `--sizes demo,100,1000` (`demo` is the sample estate, for `window` alone), `--only analyze,trace` and `--shapes hub,meshes`
 * pick some. `filters` is a trace with a port between subnets with hosts; `fcose` and `elk` are layouts of others on the graph of `layout`, with their time over ours; `fleet` collects from
 * many accounts (`--accounts 40,1000`), and `journal` makes a snapshot of what it would keep of a thousand; `window` is the time
 * from the scene to the first paint of it in a browser, and its `start` the times since the address was entered; `newcomer`,
 * only where it is named, the time from an empty clone to the first finding on screen. `exponent` is the growth against the
 * next smaller size: 1 is linear.
 */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildTopology } from '#app/topology/build.ts';
import { sampleEstate } from '#app/world/sample.ts';
import type { Measured } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '.cache', 'bench');
const execute = promisify(execFile);
const node = async (...args: string[]) =>
  (await execute(process.execPath, args, { cwd: root, maxBuffer: 1e9 })).stdout;
const OTHERS = ['fcose', 'elk'];

interface Figure extends Measured {
  readonly name: string;
  /** VPCs in the estate (meshes of the `regions` shape come on top); 0 where there is none. */
  readonly size: number;
  readonly shape?: string;
  /** Growth of the time with the size, against the next smaller size: t ~ size^exponent. */
  readonly exponent?: number;
  /** It was stopped at `seconds`. */
  readonly unfinished?: true;
}

/** Seconds after which the layout of somebody else is given up. */
const PATIENCE = 120;

function option(name: string): string[] | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : (process.argv[at + 1] ?? '').split(',');
}

const asked = option('--sizes') ?? ['demo', '100', '1000', '5000'];
const sizes = asked.filter((size) => size !== 'demo').map(Number);
const shapes = option('--shapes') ?? ['regions'];
const only = option('--only');
const wanted = (name: string): boolean => only === undefined || only.includes(name);
const say = (text: string) => process.stderr.write(`${text}\n`);

/** Runs one measurement of `measure.ts`. */
async function measured(name: string, size: number, snapshot: string): Promise<Figure> {
  say(`${name} at ${size} ...`);
  const command = ['--import', 'tsx', 'bench/measure.ts', name, String(size), snapshot];
  let out: string;
  try {
    // Any other signal tsx would hand on to the bench itself.
    const timeout = OTHERS.includes(name) ? PATIENCE * 1000 : 0;
    out = (
      await execute(process.execPath, command, {
        cwd: root,
        maxBuffer: 1e9,
        timeout,
        killSignal: 'SIGKILL',
      })
    ).stdout;
  } catch (error) {
    if ((error as { killed?: boolean }).killed !== true) throw error;
    return { name, size, seconds: PATIENCE, peakMb: 0, unfinished: true };
  }
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

if (wanted('window')) await node('scripts/build.js', '--if-stale');
if (wanted('window') && asked.includes('demo')) {
  const { length } = buildTopology(sampleEstate().pages()).all('vpc');
  figures.push({ ...(await measured('window', length, '--demo')), shape: 'demo' });
}
for (const shape of shapes) {
  const before = new Map<string, Figure>();
  for (const size of sizes) {
    const core = ['analyze', 'rules', 'reach', 'trace', 'what-if'];
    const names = [...core, 'layout', ...OTHERS, 'window'].filter(wanted);
    if (names.length === 0) break;
    const snapshot = join(folder, `estate-${shape}-${size}.json`);
    say(`making an estate of ${size} (${shape}) ...`);
    await node('--import', 'tsx', 'bench/measure.ts', 'make', String(size), snapshot, shape);
    for (const name of names) {
      const figure = await measured(name, size, snapshot);
      const smaller = before.get(name);
      const both = smaller && !smaller.unfinished && !figure.unfinished;
      const exponent = both
        ? Math.log(figure.seconds / smaller.seconds) / Math.log(size / smaller.size)
        : undefined;
      const whole = { ...figure, shape, ...(exponent === undefined ? {} : { exponent }) };
      before.set(name, whole);
      figures.push(whole);
    }
  }
}
if (wanted('filters')) figures.push(await measured('filters', 5000, ''));
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
if (wanted('plan')) {
  figures.push(await measured('plan', 25, ''));
  figures.push(await measured('plan', 100, ''));
}
if (wanted('collect')) {
  figures.push(await measured('collect', 1000, ''));
}
// Accounts, not VPCs. A thousand take about a quarter of an hour: `--only fleet --accounts 1000`.
for (const name of ['fleet', 'org']) {
  if (!wanted(name)) continue;
  for (const accounts of option('--accounts')?.map(Number) ?? [name === 'org' ? 12 : 40])
    figures.push(await measured(name, accounts, ''));
}

if (wanted('journal')) {
  for (const accounts of option('--accounts')?.map(Number) ?? [1000])
    figures.push(await measured('journal', accounts, ''));
}

// Installs everything anew, and needs the registry.
if (only?.includes('newcomer')) figures.push(await measured('newcomer', 0, ''));

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(figures, undefined, 2));
} else {
  for (const figure of figures) {
    const {
      name,
      size,
      shape,
      seconds,
      peakMb,
      ratio,
      exponent,
      rules,
      quality,
      window,
      newcomer,
      collecting,
      journal,
    } = figure;
    console.log(
      [
        name.padEnd(8),
        (shape ?? '').padEnd(8),
        String(size).padStart(5),
        `${figure.unfinished ? '> ' : ''}${seconds.toFixed(4)} s`.padStart(12),
        figure.unfinished ? 'stopped' : `${peakMb.toFixed(0)} MB`.padStart(8),
        (ratio === undefined ? '' : `${ratio.toFixed(2)}x`).padStart(10),
        exponent === undefined ? '' : `n^${exponent.toFixed(2)}`.padStart(8),
      ].join('  '),
    );
    // Those that are felt; `--json` has them all.
    for (const { rule, seconds, share } of rules?.filter((r) => r.share >= 0.01) ?? []) {
      console.log(`  ${rule.padEnd(44)} ${seconds.toFixed(4)} s  ${(share * 100).toFixed(1)} %`);
    }
    if (quality) {
      const { overlaps, crossings, over } = quality;
      const percent = (over * 100).toFixed(1);
      console.log(
        `  overlapping boxes ${overlaps}, crossings about ${crossings}, lines over boxes ${percent} %`,
      );
    }
    if (collecting) {
      const { bounds, calls, refused, cpu, waited, writing, ratioLimited } = collecting;
      console.log(
        `  ${calls} calls, ${refused} refused; at best ${bounds.chain.toFixed(1)} s one after the other, ` +
          `${bounds.connections.toFixed(1)} s over all connections (${ratioLimited.toFixed(2)}x of the larger), ` +
          `${bounds.thread.toFixed(1)} s of CPU on our one thread; snapshot written in ${writing.toFixed(1)} s`,
      );
      console.log(
        `  CPU a call: ${cpu.ours.toFixed(2)} ms, of a bare HTTP client ${cpu.bare.toFixed(2)} ms, of the endpoint ${cpu.endpoint.toFixed(2)} ms` +
          (waited === undefined ? '' : `; ${waited.toFixed(1)} s waiting for a processor`),
      );
    }
    if (journal) {
      const { pages, held, collectedMb } = journal;
      console.log(
        `  ${pages} pages, ${held.toFixed(0)} bytes held for each; ${collectedMb.toFixed(0)} MB before the snapshot was begun`,
      );
    }
    if (newcomer) {
      const { installed, summary, address, finding } = newcomer;
      console.log(
        `  installed after ${installed.toFixed(1)} s, lint summary ${summary.toFixed(1)} s, page served ${address.toFixed(1)} s, first finding on screen ${finding.toFixed(1)} s`,
      );
    }
    if (window) {
      const ms = (n: number): string => `${n.toFixed(1)} ms`;
      const { paint, picture, usable } = window.start;
      console.log(
        `  since the address was entered: first paint ${paint.toFixed(2)} s, network drawn ${picture.toFixed(2)} s, usable ${usable.toFixed(2)} s, ${window.opened.toFixed(2)} s after it was asked for`,
      );
      console.log(`  longest task while opening ${ms(window.opening)} (${window.chromium})`);
      for (const [doing, { median, p95, longest }] of Object.entries(window.frames)) {
        const task = longest === 0 ? 'none of 50 ms' : ms(longest);
        console.log(
          `  ${doing.padEnd(10)} frame ${ms(median)}, p95 ${ms(p95)}; longest task ${task}`,
        );
      }
    }
  }
}

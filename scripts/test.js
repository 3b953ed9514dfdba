/**
 * `npm test`: every suite, one after the other, and one last line that adds them up: `N passed, N failed, N skipped`.
 *
 * Checks without cases of their own (generation, types, lint, laws) count as one each. Everything runs to the end even
 * where something fails. Plain JavaScript: it builds what the stories need.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache', 'test');
rmSync(cache, { recursive: true, force: true });
mkdirSync(cache, { recursive: true });

const bin = (name) =>
  join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Runs a program with its output shown; its exit code. */
function runShown(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
      env: { ...process.env, ...env },
    });
    child.on('error', (error) => {
      console.log(`could not run ${command}: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** A suite that is one check: passed or failed as a whole. */
const check =
  (command, ...args) =>
  async () => {
    const failed = (await runShown(command, args)) === 0 ? 0 : 1;
    return { passed: 1 - failed, failed, skipped: [] };
  };

const readJson = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** No results at all is a failure, never a zero. */
const NOTHING = { passed: 0, failed: 1, skipped: [] };

async function unit() {
  const file = join(cache, 'unit.json');
  const code = await runShown(
    bin('vitest'),
    ['run', '--reporter=default', `--reporter=${join(root, 'scripts', 'count-reporter.js')}`],
    { PEERLESS_COUNT_FILE: file },
  );
  const counted = readJson(file);
  if (!counted) return NOTHING;
  // A run that ended badly with every case passed broke outside the cases: an unhandled error, a file that did not load.
  return { ...counted, failed: code !== 0 && counted.failed === 0 ? 1 : counted.failed };
}

async function stories() {
  const { ensureBuilt } = await import('./build.js');
  try {
    await ensureBuilt((line) => console.log(line));
  } catch (error) {
    console.log(`the build failed: ${error.message}`);
    return NOTHING;
  }
  const file = join(cache, 'stories.json');
  const code = await runShown(bin('playwright'), ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const report = readJson(file);
  if (!report) return NOTHING;
  const skipped = [];
  const visit = (suite, titles) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status !== 'skipped') continue;
        const why = test.annotations.find(
          (a) => a.type === 'skip' || a.type === 'fixme',
        )?.description;
        skipped.push({ name: [...titles, spec.title].join(' > '), why });
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...titles, inner.title]);
  };
  for (const suite of report.suites ?? []) visit(suite, [suite.title]);
  const { expected, unexpected, flaky } = report.stats;
  const broken = (report.errors ?? []).length > 0 || (code !== 0 && unexpected === 0) ? 1 : 0;
  return { passed: expected + flaky, failed: unexpected + broken, skipped };
}

const suites = {
  gen: check(bin('tsx'), 'scripts/gen.ts', '--check'),
  types: check('npm', 'run', '-s', 'types'),
  lint: check('npm', 'run', '-s', 'lint'),
  laws: check('npm', 'run', '-s', 'laws'),
  unit,
  stories,
};

const only = process.argv.slice(2);
const unknown = only.filter((name) => !Object.hasOwn(suites, name));
if (unknown.length > 0) {
  console.error(
    `no suite is called ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`,
  );
  process.exit(2);
}

const total = { passed: 0, failed: 0, skipped: 0 };
const summary = [];
for (const [name, suite] of Object.entries(suites)) {
  if (only.length > 0 && !only.includes(name)) continue;
  console.log(`\n== ${name}`);
  const since = Date.now();
  const { passed, failed: broken, skipped: left } = await suite();
  const silent = left.filter((test) => test.why === undefined);
  const skipped = left.filter((test) => test.why !== undefined);
  for (const { name } of silent)
    console.log(`skipped without a reason, which is a failure: ${name}`);
  const failed = broken + silent.length;
  for (const why of new Set(skipped.map((test) => test.why))) {
    console.log(`skipped: ${why}`);
    for (const test of skipped) if (test.why === why) console.log(`  ${test.name}`);
  }
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped.length;
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  const line = `${name.padEnd(8)} ${passed} passed, ${failed} failed, ${skipped.length} skipped (${seconds} s)`;
  summary.push(line);
  console.log(`== ${line}`);
}
console.log(`\n${summary.join('\n')}\n`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = total.failed > 0 ? 1 : 0;

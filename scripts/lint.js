/**
 * `npm run lint`: ESLint, one process for each group of rooms, two at a time. A process reads the types of what it lints
 * and of all that imports: rooms that share their types share a process, which takes two thirds of the time of
 * `--concurrency`, where every process reads everything.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');

const ROOMS = [['app', 'main'], ['renderer']];
/** Whatever stands in no room above, so that nothing is left out. */
const rest = ['.', ...ROOMS.flat().flatMap((room) => ['--ignore-pattern', `${room}/**`])];
const groups = [ROOMS[0], rest, ROOMS[1]];

/** Lints one group, prints what it finds in one piece, and tells the exit code. */
function lint(group, index) {
  return new Promise((resolve) => {
    const cache = join('node_modules', '.cache', 'eslint', String(index));
    const args = [eslint, ...group, '--max-warnings', '0', '--cache', '--cache-location', cache];
    if (process.stdout.isTTY && !process.env.NO_COLOR) args.push('--color');
    const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], { cwd: root });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (out += chunk));
    child.on('error', (error) => resolve({ out: `${out}${error.message}\n`, code: 1 }));
    child.on('close', (code) => resolve({ out, code: code ?? 1 }));
  });
}

const waiting = groups.map((group, index) => () => lint(group, index));
async function work() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { out, code } = await next();
    process.stdout.write(out);
    process.exitCode ||= code;
  }
}
await Promise.all([work(), work()]);

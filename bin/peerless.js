#!/usr/bin/env node
/**
 * The shell entry. Answers --version by itself, builds a clone that is not built, and hands on to the program.
 *
 * A packed install has no app/ folder and is never built.
 */
import { existsSync, readFileSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
const at = (path) => new URL(`../${path}`, import.meta.url);
const args = process.argv.slice(2);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`peerless: needs Node 20.19 or newer; this is ${process.version}.`);
  process.exitCode = 2;
} else if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  console.log(JSON.parse(readFileSync(at('package.json'), 'utf8')).version);
} else if (await built()) {
  await import(at('dist/main/cli/index.js').href);
}

/** True once dist/ can be used; a build that failed has been told to stderr. */
async function built() {
  if (!existsSync(at('app'))) return true;
  try {
    const { ensureBuilt } = await import(at('scripts/build.js').href);
    await ensureBuilt((line) => console.error(`peerless: ${line}`));
    return true;
  } catch (error) {
    const missing = error?.code === 'ERR_MODULE_NOT_FOUND' ? ' Run `npm ci` first.' : '';
    console.error(`peerless: the build failed.${missing}\n${error?.message ?? error}`);
    process.exitCode = 2;
    return false;
  }
}

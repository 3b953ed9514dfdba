/** A lock is held by one process, as long as it lives. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HeldError, takeLock } from '#main/store/lock.ts';
import { scratch } from '#tests/kit/scratch.ts';

const lockPath = () => join(scratch().folder, 'net.json.part.lock');
const held = async (path: string) => {
  const error: unknown = await takeLock(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HeldError);
  return (error as HeldError).pid;
};

test('is held until it is let go, and names who holds it', async () => {
  const path = lockPath();
  const letGo = await takeLock(path);
  expect(await held(path)).toBe(process.pid);
  letGo();
  expect(existsSync(path)).toBe(false);
  (await takeLock(path))();
});

test('of another process that lives is left as it is', async () => {
  const path = lockPath();
  const text = `${process.ppid} 00\n`;
  writeFileSync(path, text);
  expect(await held(path)).toBe(process.ppid);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('of a process that died is taken, also where it had our number, or wrote nothing', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  for (const text of [`${pid} 00\n`, `${process.pid} 00\n`, '', `${process.ppid}`, '-1 00\n']) {
    const path = lockPath();
    writeFileSync(path, text);
    const letGo = await takeLock(path);
    expect(await held(path)).toBe(process.pid);
    letGo();
    expect(existsSync(path)).toBe(false);
  }
});

test('is let go by its owner only', async () => {
  const path = lockPath();
  const letGo = await takeLock(path);
  writeFileSync(path, `${process.ppid} 00\n`);
  letGo();
  expect(existsSync(path)).toBe(true);
});

test('of a dead process is taken by one of those that ask for it at once', async () => {
  const path = lockPath();
  writeFileSync(path, '999999999 00\n');
  const asked = await Promise.allSettled(Array.from({ length: 5 }, () => takeLock(path)));
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('of a process whose number a stranger has now is taken, where the system says since when one runs', async () => {
  const path = lockPath();
  const letGo = await takeLock(path);
  const [, , start] = readFileSync(path, 'utf8').trim().split(' ');
  letGo();
  expect(start !== undefined).toBe(process.platform === 'linux');
  // The parent runs, and did not begin when we did.
  writeFileSync(path, `${[process.ppid, '00', start ?? []].flat().join(' ')}\n`);
  if (start === undefined) expect(await held(path)).toBe(process.ppid);
  else (await takeLock(path))();
  expect(existsSync(path)).toBe(start === undefined);
});

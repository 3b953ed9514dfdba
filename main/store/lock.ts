/** Lets one process at a time do what it does to a file, by a lock beside it. A process that died keeps nobody out. */
import { randomBytes } from 'node:crypto';
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { readWholeNow } from '#main/files/whole.ts';

/** Somebody else holds the lock. */
export class HeldError extends Error {
  override name = 'HeldError';
  readonly pid: number;
  constructor(pid: number) {
    super(`held by process ${pid}`);
    this.pid = pid;
  }
}

/** Two that find the same dead process take its lock away one after the other: this many ms later the last one is known. */
const SETTLED = 100;

/** More than any lock says. */
const MOST_BYTES = 4096;

/** What this process holds: in a container, the one before it had the same number. */
const ours = new Set<string>();

/**
 * Takes the lock at that path and gives back what lets it go. Throws HeldError, and whatever the file system throws.
 * Processes of other machines and containers are not known here: theirs count as dead.
 */
export async function takeLock(path: string): Promise<() => void> {
  const own = [process.pid, randomBytes(8).toString('hex'), startOf(process.pid) ?? []].flat();
  const text = `${own.join(' ')}\n`;
  for (let late = false; ; late = true) {
    if (write(path, text)) {
      ours.add(text);
      if (late) await setTimeout(SETTLED);
      if (!late || textOf(path) === text) return () => letGo(path, text);
      ours.delete(text);
    }
    const found = await whole(path);
    if (isLive(found)) throw new HeldError(pidOf(found));
    // Still the same one's?
    if (textOf(path) === found) remove(path);
  }
}

/** Whether somebody who is alive holds the lock at that path. Throws what the file system throws. */
export const isHeld = (path: string): boolean => isLive(textOf(path));

function letGo(path: string, text: string): void {
  ours.delete(text);
  if (textOf(path) === text) remove(path);
}

/** False where there is a file already. */
function write(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // A full disk leaves it empty.
    if (textOf(path) === '') remove(path);
    throw error;
  }
}

/** Empty where there is none. */
function textOf(path: string): string {
  try {
    return readWholeNow(path, MOST_BYTES).toString('utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/** A lock that is being made is empty for a moment. */
async function whole(path: string): Promise<string> {
  const text = textOf(path);
  if (text.endsWith('\n')) return text;
  await setTimeout(SETTLED);
  return textOf(path);
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

const pidOf = (text: string): number => Number(/^([1-9]\d*) /.exec(text)?.[1] ?? 0);

function isLive(text: string): boolean {
  const pid = pidOf(text);
  if (pid === 0) return false;
  if (pid === process.pid) return ours.has(text);
  const [told, found] = [/^\d+ [0-9a-f]+ (\S+)\n$/.exec(text)?.[1], startOf(pid)];
  // After a power cut, a stranger may have its number.
  if (told !== undefined && found !== undefined && told !== found) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It runs, and is somebody else's.
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Since when a process runs: the boot, and ticks from there on. Undefined where the system does not say it in a file, as
 * Linux does: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program stands in brackets, and may hold blanks and brackets itself; the start is the 20th after it.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return start === undefined ? undefined : `${boot}/${start}`;
  } catch {
    return undefined;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

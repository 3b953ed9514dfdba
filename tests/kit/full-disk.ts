/** A disk that takes nothing more: what is added to any file fails as the system has it fail, until the test is over. */
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { onTestFinished, vi } from 'vitest';

/** To be called inside a test. */
export async function fullDisk(): Promise<void> {
  const handle = await open(tmpdir(), 'r');
  await handle.close();
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
  });
  const files = Object.getPrototypeOf(handle) as typeof handle;
  const spy = vi.spyOn(files, 'appendFile').mockRejectedValue(full);
  onTestFinished(() => spy.mockRestore());
}

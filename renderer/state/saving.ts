/** Saves what the engine wrote, wherever the user says, and tells how it went. */
import type { ExportedFile } from '#app/api/engine.ts';
import type { Making } from '../state.ts';
import { faultOf } from '../words/fault.ts';

export async function saveFiles(
  { link, get }: Pick<Making, 'link' | 'get'>,
  write: () => Promise<readonly ExportedFile[]>,
): Promise<void> {
  try {
    const saved: string[] = [];
    for (const { name, mime, base64 } of await write()) {
      const { path } = await link.shell.call.save({ name, mime, base64 });
      if (path) saved.push(path);
    }
    if (saved.length > 0) get().notify('done', `Saved ${saved.join(', ')}`);
  } catch (error) {
    get().notify('failed', `Not saved: ${faultOf(error)}`);
  }
}

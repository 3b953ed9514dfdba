/** Opens sources: by path, from files of the page, or the sample estate; what is opened is kept as an estate. */
import { basename } from 'node:path';
import type { Engine, Opened } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { recall, type Remembered } from './arrangement.ts';
import { type Parts, reply } from './parts.ts';
import type { Memory } from './remembered.ts';
import type { EngineSources, Read } from './sources.ts';
import { Uploads } from './uploads.ts';

/** Keeps what was read as an estate, and says which had to make room for it. */
export function takeIn(
  { estates, emit, session }: Parts,
  { snapshot, ignored }: Read,
  title: string,
  began?: Remembered,
): Opened {
  const { estate, dropped } = estates.add(snapshot, title, ignored, session.settings, began);
  if (dropped) emit('dropped', { handle: dropped.handle, title: dropped.title });
  return estate.opened();
}

export function opening(
  parts: Parts,
  sources: EngineSources,
  memory: Memory,
): Pick<Engine, 'open' | 'upload' | 'piece'> {
  const uploads = new Uploads();
  return {
    async open(input) {
      if ('demo' in input)
        return takeIn(parts, { snapshot: await sources.demo(), ignored: [] }, 'Sample estate');
      if ('path' in input) {
        const title = basename(input.path) || input.path;
        const read = await sources.path(input.path);
        const opened = takeIn(parts, read, title, await recall(input.path));
        await memory.remember(input.path, title);
        return opened;
      }
      const files = 'upload' in input ? uploads.take(input.upload) : input.files;
      const [first] = files;
      if (!first) throw new UserError('There is no file to open.');
      const title = files.length === 1 ? first.name : `${first.name} and ${files.length - 1} more`;
      return takeIn(parts, await sources.texts(files), title);
    },
    upload: ({ names }) => reply(() => ({ upload: uploads.begin(names) })),
    piece: ({ upload, file, base64 }) =>
      reply(() => ({ bytes: uploads.add(upload, file, base64) })),
  };
}

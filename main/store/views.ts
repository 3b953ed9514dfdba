/** Views on disk: how a source is arranged, in a file of its own beside it. */
import { resolve } from 'node:path';
import { z } from 'zod';
import {
  type AwayView,
  awayView,
  type KeptView,
  keptViews,
  type NamedView,
} from '#app/api/view.ts';
import type { Places } from '#app/scene/settle.ts';
import { FileFault, readWhole } from '#main/files/whole.ts';
import { replaceFile } from './atomic.ts';

export interface ViewFile {
  readonly now: KeptView;
  readonly views: readonly NamedView[];
  /** Where everything stood, so that it stands there again when the source has changed. */
  readonly places: Places;
  /** What was so of things that are not in the network now: they come back as they were. */
  readonly away?: AwayView | undefined;
}

/** A view file that cannot be used. The message names it and the way out. */
export class ViewFileError extends Error {
  override name = 'ViewFileError';
}

const SCHEMA = 'peerless-view/1';
/** Larger than what 50,000 boxes need. */
const MOST_BYTES = 64 * 1024 * 1024;

const place = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const shape = z.object({
  schema: z.literal(SCHEMA),
  ...keptViews,
  places: z.record(z.string(), place),
  away: awayView.optional(),
});

/** The file beside a source: `prod.json` has `prod.json.view.json`, a folder `exports` has `exports.view.json`. */
export const viewFileOf = (source: string): string => `${resolve(source)}.view.json`;

/** Throws ViewFileError where the text is none of our view files. */
export function parseViews(text: string, path: string): ViewFile {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw new ViewFileError(`${path} is broken: it is no JSON.`, { cause: error });
  }
  const read = shape.safeParse(found);
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue?.path.join('.') ?? '';
    const ours = (found as { schema?: unknown } | null)?.schema === SCHEMA;
    throw new ViewFileError(
      ours
        ? `${path} is broken at ${where === '' ? 'its top' : where}.`
        : `${path} is no view file of this version of Peerless.`,
    );
  }
  const { now, views, places, away } = read.data;
  const boxes = Object.entries(places).map(
    ([id, [x, y, width, height]]) => [id, { x, y, width, height }] as const,
  );
  return { now, views, places: new Map(boxes), ...(away && { away }) };
}

/** Undefined where there is no such file. Throws ViewFileError where it cannot be used. */
export async function readViews(path: string): Promise<ViewFile | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readWhole(path, MOST_BYTES);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ViewFileError(
      error instanceof FileFault
        ? `${path} ${error.message}.`
        : `${path} cannot be read (${code ?? 'unknown'}).`,
      { cause: error },
    );
  }
  return parseViews(bytes.toString('utf8'), path);
}

/** The same views give the same bytes. Throws SaveError; an earlier file then stays as it was. */
export async function saveViews(
  path: string,
  { now, views, places, away = {} }: ViewFile,
): Promise<void> {
  const lines = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([id, b]) => `    ${JSON.stringify(id)}: ${JSON.stringify([b.x, b.y, b.width, b.height])}`,
    );
  const head = JSON.stringify(
    { schema: SCHEMA, now, views, ...(Object.keys(away).length > 0 && { away }) },
    null,
    2,
  ).replace(/\n}$/, '');
  const text = `${head},\n  "places": {${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}}\n}\n`;
  await replaceFile(path, [text]);
}

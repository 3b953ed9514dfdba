/** Where in the files that were read a resource stands: its id, in the answer that lists it. */
import type { Ref } from '../base/ref.ts';
import { kindIds, kinds } from '../kinds/index.gen.ts';
import type { Page } from '../snapshot/page.ts';

/** Lines and columns count from 1, columns in UTF-16 units. */
export interface Location {
  /** URI reference of the file, relative to the folder the run was started in where it lies below that. */
  readonly uri: string;
  readonly line: number;
  readonly column: number;
  /** The column after its last character, in the same line. */
  readonly endColumn: number;
}

/** The text in which a page stands. */
export interface PageText {
  readonly uri: string;
  readonly text: string;
  /** Line of the file that the text begins with. */
  readonly line: number;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * The first place of each resource asked for, in the order of the pages. A resource that no answer lists, and one
 * whose page's text is not known, has none.
 */
export function locate(
  pages: readonly Page[],
  refs: ReadonlySet<Ref>,
  textOf: (page: Page, index: number) => PageText | undefined,
): ReadonlyMap<Ref, Location> {
  const lists = new Map(
    kindIds.map((id) => {
      const { call, idField } = kinds[id];
      return [`${call.service}:${call.operation}`, { list: call.list, idField }] as const;
    }),
  );
  const found = new Map<Ref, Location>();
  for (const [i, page] of pages.entries()) {
    const of = lists.get(`${page.service}:${page.operation}`);
    const items = of && page.answer?.[of.list];
    if (!Array.isArray(items)) continue;
    for (const item of items as unknown[]) {
      const id = (item as Readonly<Record<string, unknown>> | null)?.[of!.idField];
      if (typeof id !== 'string' || !refs.has(id) || found.has(id)) continue;
      const at = textOf(page, i);
      const location = at && placeIn(at, of!.idField, id);
      if (location) found.set(id, location);
    }
  }
  return found;
}

function placeIn({ uri, text, line }: PageText, field: string, id: string): Location | undefined {
  const value = `\\s*:\\s*${escaped(JSON.stringify(id))}`;
  // Terraform and AWS Config have names of their own for it.
  const hit =
    new RegExp(`"${escaped(field)}"${value}`).exec(text) ??
    new RegExp(`"(?:id|resourceId)"${value}`).exec(text);
  if (!hit) return undefined;
  const before = text.slice(0, hit.index);
  const start = before.lastIndexOf('\n') + 1;
  const column = hit.index - start + 1;
  // A value on the line after its name would end there; the name's own line is enough to find it.
  const [length = 0] = hit[0].split('\n').map((part) => part.trimEnd().length);
  return {
    uri,
    line: line + (before.match(/\n/g)?.length ?? 0),
    column,
    endColumn: column + length,
  };
}

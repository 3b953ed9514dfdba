/** Says in which line of which file the resources of findings stand, for reports that point there. */
import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canonical } from '#app/base/json.ts';
import type { Ref } from '#app/base/ref.ts';
import { everyFinding, type Report } from '#app/report.ts';
import type { ReadFrom } from '#app/reporters/reporter.ts';
import { locate } from '#app/sources/locate.ts';
import type { Page } from '#app/snapshot/page.ts';
import { LIMITS } from '#main/files/read.ts';
import { readWhole } from '#main/files/whole.ts';
import type { Terminal } from './command.ts';
import { pathOf, type Source } from './source.ts';

/** A path as a URI reference: relative where it lies below the folder the run was started in. */
export function uriOf(path: string, cwd: string): string {
  const near = relative(cwd, path);
  if (near === '' || near === '..' || near.startsWith(`..${sep}`) || isAbsolute(near)) {
    return pathToFileURL(path).href;
  }
  return near.split(sep).map(encodeURIComponent).join('/');
}

/** Everything a finding names. */
const named = (report: Report): ReadonlySet<Ref> =>
  new Set(
    everyFinding(report).flatMap(({ resources, path, places }) => [
      ...resources,
      ...path,
      ...places.map((place) => place.resource),
    ]),
  );

/** What was read; with `report`, also where the resources its findings name stand. */
export async function readFrom(
  { title, opened, snapshot }: Source,
  terminal: Terminal,
  report?: Report,
): Promise<ReadFrom> {
  if (!opened) return { title, locations: new Map() };
  const uri = uriOf(pathOf(opened.path, terminal), terminal.cwd);
  if (!report) return { title, uri, locations: new Map() };
  const refs = named(report);
  if (opened.inLines) {
    const texts = new Map<Page, string>();
    const textOf = (page: Page): string => {
      const text = texts.get(page) ?? canonical(page);
      texts.set(page, text);
      return text;
    };
    const locations = locate(snapshot.pages, refs, (page, i) => ({
      uri,
      text: textOf(page),
      line: i + 2,
    }));
    return { title, uri, locations };
  }
  const texts = new Map<string, { uri: string; text: string }>();
  for (const path of new Set(opened.files.values())) {
    // Packed or gone by now: the report then points at the source as a whole.
    const bytes = await readWhole(path, LIMITS.fileBytes).catch(() => undefined);
    texts.set(path, { uri: uriOf(path, terminal.cwd), text: bytes?.toString('utf8') ?? '' });
  }
  const locations = locate(snapshot.pages, refs, (page) => {
    const file = texts.get(opened.files.get(page) ?? '');
    return file && { ...file, line: 1 };
  });
  return { title, uri, locations };
}

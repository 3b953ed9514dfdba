/** View files: what is kept comes back; what is broken or foreign is told apart and never used. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseViews, readViews, saveViews, viewFileOf, type ViewFile } from '#main/store/views.ts';
import { scratch } from '#tests/kit/terminal.ts';

const { path: folder } = scratch();
const nasty = '"; $(rm -rf x) `y` ${z} \u202e %{q}\n';
const views: ViewFile = {
  now: { hidden: ['vpc-1'], moved: { 'vpc-b': { x: 4, y: 5 }, 'vpc-a': { x: 1.5, y: -2 } } },
  views: [
    {
      name: nasty.slice(0, 40),
      view: { collapsed: ['account/1'] },
      sight: { x: 1, y: 2, zoom: 0.5 },
    },
  ],
  places: new Map([
    ['vpc-b', { x: 10, y: 20, width: 30, height: 40 }],
    [nasty, { x: 1, y: 2, width: 3, height: 4 }],
  ]),
};

describe('a view file', () => {
  it('stands beside its source, folders included', () => {
    expect(viewFileOf('/a/prod.json')).toBe('/a/prod.json.view.json');
    expect(viewFileOf('/a/exports/')).toBe('/a/exports.view.json');
  });

  it('gives back what was kept, in the order of the hand, and the same bytes every time', async () => {
    const path = join(folder, 'x.view.json');
    await saveViews(path, views);
    const bytes = readFileSync(path, 'utf8');
    const back = (await readViews(path))!;
    expect(back.now).toEqual(views.now);
    expect(Object.keys(back.now.moved!)).toEqual(['vpc-b', 'vpc-a']);
    expect(back.views).toEqual(views.views);
    expect(back.places).toEqual(views.places);
    await saveViews(path, { ...views, places: new Map([...views.places].reverse()) });
    expect(readFileSync(path, 'utf8')).toBe(bytes);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('that is not there is none', async () => {
    expect(await readViews(join(folder, 'none.view.json'))).toBe(undefined);
  });

  it.each([
    ['torn', '{"schema": "peerless-view/1", "now"', /is broken: it is no JSON/],
    ['empty', '', /is broken: it is no JSON/],
    ['foreign', '{"views": []}', /is no view file of this version of Peerless/],
    ['of a later version', '{"schema": "peerless-view/2"}', /is no view file of this version/],
    ['a list', '[]', /is no view file/],
    ['null', 'null', /is no view file/],
    [
      'wrong in a part',
      JSON.stringify({ schema: 'peerless-view/1', now: { hidden: 7 }, views: [], places: {} }),
      /is broken at now\.hidden/,
    ],
    [
      'wild in numbers',
      JSON.stringify({
        schema: 'peerless-view/1',
        now: { moved: { a: { x: 1e300, y: 0 } } },
        views: [],
        places: {},
      }),
      /is broken at now\.moved\.a\.x/,
    ],
  ])('%s is refused by its name', (_, text, words) => {
    expect(() => parseViews(text, 'x.view.json')).toThrow(words);
    expect(() => parseViews(text, 'x.view.json')).toThrow(/^x\.view\.json /);
  });

  it('has nothing to say about prototypes', () => {
    const text =
      '{"schema":"peerless-view/1","now":{"__proto__":{"hidden":["x"]}},"views":[],"places":{}}';
    expect(parseViews(text, 'x').now.hidden).toBe(undefined);
  });

  it('that cannot be written leaves the old one', async () => {
    const path = join(folder, 'no', 'such', 'x.view.json');
    await expect(saveViews(path, views)).rejects.toThrow(/its folder does not exist/);
    expect(existsSync(path)).toBe(false);
    writeFileSync(join(folder, 'plain'), '');
    await expect(readViews(join(folder, 'plain', 'x'))).resolves.toBe(undefined);
  });
});

/** Where boxes stand in diagrams that were saved: by resource, in whole pixels; and as pixels and pages show them. */
import { DOMParser } from '@xmldom/xmldom';
import { unzipSync } from 'fflate';
import { palette } from '#app/scene/legend.ts';
import type { Box } from '#app/scene/scene.ts';
import { REGIONS } from '#app/world/sample/places.ts';
import { pixels, readPdf, sizeOf } from '../kit/prints.ts';
import { MESH } from './estate.ts';
import { expect } from './story.ts';

export const whole = ({ x, y, width, height }: Box): Box => ({
  x: Math.round(x),
  y: Math.round(y),
  width: Math.round(width),
  height: Math.round(height),
});

const parsed = (text: string): Element =>
  new DOMParser().parseFromString(text, 'text/xml').documentElement;
const below = (element: Element, name: string): Element[] =>
  Array.from(element.getElementsByTagName(name) as ArrayLike<Element>);
const childrenOf = (element: Element, name: string): Element[] =>
  below(element, name).filter(({ parentNode }) => parentNode === element);

/** On the first page. A place is told from the corner of what the box stands in: https://www.drawio.com/doc/faq/diagram-source-edit */
export function boxesOfDrawio(text: string): Map<string, Box> {
  const objects = new Map(
    below(below(parsed(text), 'diagram')[0]!, 'object').map((o) => [o.getAttribute('id'), o]),
  );
  const of = (object: Element): Box | undefined => {
    const [geometry] = below(object, 'mxGeometry');
    const at = (name: string) => Number(geometry?.getAttribute(name));
    const holder = objects.get(below(object, 'mxCell')[0]?.getAttribute('parent') ?? '');
    const { x, y } = (holder && of(holder)) ?? { x: 0, y: 0 };
    return { x: x + at('x'), y: y + at('y'), width: at('width'), height: at('height') };
  };
  return new Map(
    [...objects.values()].flatMap((object) => {
      const [resource, box] = [object.getAttribute('resource'), of(object)];
      return resource && box ? [[resource, whole(box)] as const] : [];
    }),
  );
}

/** Pixels of an inch, in which Visio counts: up, from the lower left corner of what a shape stands in. */
const INCH = 96;

/** Source: https://learn.microsoft.com/en-us/office/client-developer/visio/introduction-to-the-visio-file-formatvsdx */
export function boxesOfVsdx(bytes: Uint8Array): Map<string, Box> {
  const files = unzipSync(bytes);
  const read = (name: string) => parsed(new TextDecoder().decode(files[`visio/pages/${name}.xml`]));
  const cell = (of: Element, name: string): string =>
    childrenOf(of, 'Cell')
      .find((c) => c.getAttribute('N') === name)
      ?.getAttribute('V') ?? '';
  const found = new Map<string, Box>();
  const pageHeight = Number(cell(below(read('pages'), 'PageSheet')[0]!, 'PageHeight'));
  const walk = (holder: Element, left: number, bottom: number): void => {
    for (const shape of childrenOf(holder, 'Shapes').flatMap((s) => childrenOf(s, 'Shape'))) {
      const at = (name: string) => Number(cell(shape, name));
      const x = left + at('PinX') - at('LocPinX');
      const y = bottom + at('PinY') - at('LocPinY');
      const row = childrenOf(shape, 'Section')
        .flatMap((section) => childrenOf(section, 'Row'))
        .find((r) => r.getAttribute('N') === 'resource');
      if (row)
        found.set(
          cell(row, 'Value'),
          whole({
            x: x * INCH,
            y: (pageHeight - y - at('Height')) * INCH,
            width: at('Width') * INCH,
            height: at('Height') * INCH,
          }),
        );
      walk(shape, x, y);
    }
  };
  walk(read('page1'), 0, 0);
  return found;
}

/** Cards and the outline of the mesh are where the screen has them, twice as large, and nothing is left where one was. */
export function expectPixels(png: Buffer, svg: string, boxes: readonly Box[], was: Box) {
  const [width, height] = /<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.slice(1);
  expect(sizeOf(png)).toEqual([Math.ceil(2 * Number(width)), Math.ceil(2 * Number(height))]);
  const [, dx, dy] = /<g transform="translate\(([\d.]+) ([\d.]+)\)"/.exec(svg)!;
  const colour = pixels(png);
  const on = (x: number, y: number) => colour(2 * (Number(dx) + x), 2 * (Number(dy) + y));
  // At the lower left corner, where no card has words or lines.
  const corner = ({ x, y, height }: Box) => on(x + 6, y + height - 5);
  const { light } = palette;
  for (const box of boxes) expect(corner(box)).toBe(light['card-fill']);
  expect(corner(was)).not.toBe(light['card-fill']);
  // The outline of a mesh lets a quarter of the Region through.
  const rgb = (of: string): readonly number[] =>
    [1, 3, 5].map((i) => parseInt(of.slice(i, i + 2), 16));
  const [fill, under] = [rgb(light['hull-fill']), rgb(light['region-fill'])];
  const isHull = (colour: string): boolean =>
    rgb(colour).every((part, i) => Math.abs(part - (0.75 * fill[i]! + 0.25 * under[i]!)) <= 1);
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  let [hull, all] = [0, 0];
  for (let x = left; x < right; x += 4)
    for (let y = top; y < bottom; y += 4, all++) if (isHull(on(x, y))) hull++;
  expect(hull / all).toBeGreaterThan(0.1);
}

/** As PDF.js reads it: an overview, the Regions, and every VPC of the mesh by name and id, placed as on screen. */
export async function expectPages(pdf: Buffer, at: ReadonlyMap<string, Box>) {
  const { pages } = await readPdf(pdf);
  const titles = pages.map(({ words }) => words.join(' '));
  expect(titles[0]).toMatch(/^43 VPCs .* 3 Regions/);
  for (const region of Object.values(REGIONS))
    expect(titles.slice(1).some((title) => title.startsWith(`Region ${region}`))).toBe(true);
  expect(pages.flatMap(({ words }) => words)).toEqual(expect.arrayContaining([...MESH]));
  const found = new Set<string>();
  for (const [n, { spots }] of pages.entries()) {
    if (titles[n]!.includes('index of names')) continue;
    const there = spots.flatMap(({ word, x, y }) => {
      const box = at.get(word);
      if (box) found.add(word);
      // Upwards on paper.
      return box ? [{ on: [x, -y], screen: [box.x, box.y] }] : [];
    });
    const [first, second] = there;
    if (!first || !second) continue;
    const away = (of: 'on' | 'screen', one: typeof first) =>
      one[of].map((part, axis) => part - first[of][axis]!);
    const scale = Math.hypot(...away('on', second)) / Math.hypot(...away('screen', second));
    for (const one of there)
      for (const axis of [0, 1])
        expect(Math.abs(away('on', one)[axis]! - scale * away('screen', one)[axis]!)).toBeLessThan(
          1,
        );
  }
  expect([...found].sort()).toEqual([...at.keys()].sort());
}

/** Where boxes stand in diagrams that were saved: on the first page, by resource, in whole pixels. */
import { DOMParser } from '@xmldom/xmldom';
import { unzipSync } from 'fflate';
import type { Box } from '#app/scene/scene.ts';

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

/** A place is told from the corner of what the box stands in: https://www.drawio.com/doc/faq/diagram-source-edit */
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

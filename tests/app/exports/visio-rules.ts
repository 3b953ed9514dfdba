/**
 * What Microsoft publishes of the Visio format, as far as our drawings use it: parts and their relationships, the order
 * of elements, attributes that must be there, names of cells and sections and the values they take.
 * Sources: https://learn.microsoft.com/en-us/openspecs/sharepoint_protocols/ms-vsdx/ (sections 2.3.3 and 2.3.4),
 * https://learn.microsoft.com/en-us/office/client-developer/visio/schema-mapvisio-xml and
 * https://learn.microsoft.com/en-us/office/client-developer/visio/cells-visio-shapesheet-reference
 */
import { elements } from './readers.ts';

const VISIO = 'http://schemas.microsoft.com/office/visio/2012/main';
const RELATIONS = 'http://schemas.microsoft.com/visio/2010/relationships/';

type Holds = (value: string) => boolean;
const whole: Holds = (v) => /^\d+$/.test(v);
const number: Holds = (v) => /^-?\d+(\.\d+)?$/.test(v);
const length: Holds = (v) => number(v) && Number(v) >= 0;
const flag: Holds = (v) => v === '0' || v === '1';
const colour: Holds = (v) => /^#[0-9a-fA-F]{6}$/.test(v);
const upTo =
  (most: number): Holds =>
  (v) =>
    whole(v) && Number(v) <= most;
const any: Holds = () => true;
type Cells = Readonly<Record<string, Holds>>;

/** Cells of a shape that stand in no section, and what they take. */
const SHAPE: Cells = {
  ...{ PinX: number, PinY: number, LocPinX: number, LocPinY: number },
  ...{ Width: number, Height: number, BeginX: number, BeginY: number, EndX: number, EndY: number },
  ...{ LineWeight: length, LineColor: colour, LinePattern: upTo(23), Rounding: length },
  ...{ BeginArrow: upTo(45), EndArrow: upTo(45) },
  LineColorTrans: (v) => number(v) && Number(v) >= 0 && Number(v) <= 1,
  ...{ FillForegnd: colour, FillPattern: upTo(40) },
  ...{ VerticalAlign: upTo(2), LeftMargin: length, RightMargin: length },
  ...{ TopMargin: length, BottomMargin: length },
  ...{ DisplayMode: upTo(2), ConFixedCode: upTo(6) },
  ObjType: (v) => ['0', '1', '2', '4', '8'].includes(v),
};
const STYLE: Cells = {
  ...SHAPE,
  EnableLineProps: flag,
  EnableFillProps: flag,
  EnableTextProps: flag,
};
const PAGE: Cells = {
  ...{ PageWidth: length, PageHeight: length, PageScale: length, DrawingScale: length },
  ...{ DrawingSizeType: upTo(7), DrawingScaleType: upTo(5) },
};

/** Sections, whether their rows have an index or a name, the types of their rows, and their cells. */
const SECTIONS: Readonly<
  Record<string, { readonly key: 'IX' | 'N'; readonly rows?: RegExp; readonly cells: Cells }>
> = {
  Character: { key: 'IX', cells: { Font: any, Color: colour, Size: length, Style: upTo(15) } },
  Paragraph: { key: 'IX', cells: { HorzAlign: upTo(4) } },
  Connection: {
    key: 'IX',
    rows: /^Connection$/,
    cells: { X: number, Y: number, DirX: number, DirY: number, Type: upTo(2) },
  },
  Property: { key: 'N', cells: { Value: any, Label: any, Type: upTo(7) } },
  Geometry: {
    key: 'IX',
    rows: /^(Rel)?(MoveTo|LineTo)$/,
    cells: { NoFill: flag, X: number, Y: number },
  },
};

const kids = (e: Element): Element[] =>
  Array.from(e.childNodes as ArrayLike<Node>).filter((n): n is Element => n.nodeType === 1);
const attr = (e: Element, name: string): string => e.getAttribute(name) ?? '';

/** Parts that must be there, what leads to them, what they are, and the element they are rooted in. */
const PARTS = [
  ['visio/document.xml', '_rels/.rels', 'document', 'drawing.main', 'VisioDocument'],
  ['visio/pages/pages.xml', 'visio/_rels/document.xml.rels', 'pages', 'pages', 'Pages'],
] as const;

/** In words, everything that breaks a rule. `parts` by name. */
export function breaches(parts: ReadonlyMap<string, Document>): string[] {
  const out: string[] = [];
  const check = (holds: boolean, words: string): void => {
    if (!holds) out.push(words);
  };
  const types = new Map(
    elements(parts.get('[Content_Types].xml')!, 'Override').map((o) => [
      attr(o, 'PartName'),
      attr(o, 'ContentType'),
    ]),
  );
  const pages = [...parts.keys()].filter((name) => /^visio\/pages\/page\d+\.xml$/.test(name));
  const rels = 'visio/pages/_rels/pages.xml.rels';
  for (const [name, from, relation, type, root] of [
    ...PARTS,
    ...pages.map((page) => [page, rels, 'page', 'page', 'PageContents'] as const),
  ]) {
    const doc = parts.get(name);
    check(doc !== undefined, `${name} is missing`);
    if (!doc) continue;
    const targets = elements(parts.get(from)!, 'Relationship')
      .filter((r) => attr(r, 'Type') === `${RELATIONS}${relation}`)
      .map((r) => `${from.replace(/_rels\/[^/]*$/, '')}${attr(r, 'Target')}`);
    check(targets.filter((t) => t === name).length === 1, `${from} does not lead to ${name}`);
    check(
      types.get(`/${name}`) === `application/vnd.ms-visio.${type}+xml`,
      `${name} is declared as ${types.get(`/${name}`)}`,
    );
    const { documentElement } = doc;
    check(documentElement.nodeName === root, `${name} is rooted in ${documentElement.nodeName}`);
    check(documentElement.namespaceURI === VISIO, `${name} is of ${documentElement.namespaceURI}`);
  }
  const cellsOf = (e: Element, known: Cells, where: string): void => {
    const names = kids(e).filter((c) => c.nodeName === 'Cell');
    check(new Set(names.map((c) => attr(c, 'N'))).size === names.length, `${where}: a cell twice`);
    for (const c of names) {
      const holds = known[attr(c, 'N')];
      check(holds !== undefined, `${where}: no cell is named ${attr(c, 'N')}`);
      check(holds?.(attr(c, 'V')) !== false, `${where}: ${attr(c, 'N')} is ${attr(c, 'V')}`);
    }
  };
  const sheet = (e: Element, known: Cells, where: string): void => {
    cellsOf(e, known, where);
    const seen = new Set<string>();
    for (const section of kids(e).filter((s) => s.nodeName === 'Section')) {
      const name = attr(section, 'N');
      const rule = SECTIONS[name];
      check(rule !== undefined, `${where}: no section is named ${name}`);
      // Only Geometry comes several times, told apart by its index.
      const key = name === 'Geometry' ? `${name} ${attr(section, 'IX')}` : name;
      check(!seen.has(key), `${where}: ${key} twice`);
      check(name !== 'Geometry' || whole(attr(section, 'IX')), `${where}: Geometry has no index`);
      seen.add(key);
      if (!rule) continue;
      cellsOf(section, rule.cells, `${where} ${name}`);
      const rows = kids(section).filter((r) => r.nodeName === 'Row');
      const keys = rows.map((row) => attr(row, rule.key));
      check(new Set(keys).size === keys.length, `${where} ${name}: a row twice`);
      for (const row of rows) {
        const own = attr(row, rule.key);
        // A name is a Visio identifier: https://learn.microsoft.com/en-us/office/client-developer/visio/shape-data-section
        check(rule.key === 'IX' ? whole(own) : /^[A-Za-z_]\w*$/.test(own), `${where}: row ${own}`);
        check(
          rule.rows?.test(attr(row, 'T')) ?? true,
          `${where} ${name}: row of ${attr(row, 'T')}`,
        );
        cellsOf(row, rule.cells, `${where} ${name} ${own}`);
      }
    }
  };

  const document = parts.get('visio/document.xml')!.documentElement;
  const order = ['DocumentSettings', 'Colors', 'FaceNames', 'StyleSheets', 'DocumentSheet'];
  const found = kids(document).map((e) => order.indexOf(e.nodeName));
  check(!found.includes(-1) && found.every((n, i) => i === 0 || n > found[i - 1]!), 'order');
  const styles = new Set(elements(document, 'StyleSheet').map((s) => attr(s, 'ID')));
  for (const style of elements(document, 'StyleSheet')) sheet(style, STYLE, 'style');

  const listed = elements(parts.get('visio/pages/pages.xml')!, 'Page');
  check(listed.length === pages.length, 'pages that are not listed');
  check(new Set(listed.map((p) => attr(p, 'ID'))).size === listed.length, 'a page id twice');
  check(new Set(listed.map((p) => attr(p, 'Name'))).size === listed.length, 'a page name twice');
  for (const page of listed) {
    check(whole(attr(page, 'ID')), 'a page without an id');
    check(
      kids(page)
        .map((e) => e.nodeName)
        .join() === 'PageSheet,Rel',
      'a page is a sheet, a part',
    );
    sheet(kids(page)[0]!, PAGE, `page ${attr(page, 'Name')}`);
  }

  for (const name of pages) {
    const root = parts.get(name)!.documentElement;
    const above = kids(root).map((e) => e.nodeName);
    check(
      ['', 'Shapes', 'Shapes,Connects'].includes(above.join()),
      `${name}: holds ${above.join()}`,
    );
    const shapes = elements(root, 'Shape');
    const ids = new Set(shapes.map((s) => attr(s, 'ID')));
    check(ids.size === shapes.length, `${name}: a shape id twice`);
    for (const shape of shapes) {
      const where = `${name} shape ${attr(shape, 'ID')}`;
      check(whole(attr(shape, 'ID')) && attr(shape, 'ID') !== '0', `${where}: its id`);
      const inner = kids(shape).map((e) => e.nodeName);
      check(
        inner.every((n) => ['Cell', 'Section', 'Text', 'Shapes'].includes(n)),
        `${where}: holds ${inner.join()}`,
      );
      // "Group" is what has shapes in it: https://learn.microsoft.com/en-us/office/client-developer/visio/shape-element-shapes_type-complextypevisio-xml
      check((attr(shape, 'Type') === 'Group') === inner.includes('Shapes'), `${where}: its type`);
      check(['Group', 'Shape'].includes(attr(shape, 'Type')), `${where}: ${attr(shape, 'Type')}`);
      for (const part of ['Line', 'Fill', 'Text'])
        check(styles.has(attr(shape, `${part}Style`)), `${where}: no such style`);
      sheet(shape, SHAPE, where);
      const characters = new Set(
        elements(shape, 'Section')
          .filter((s) => s.parentNode === shape && attr(s, 'N') === 'Character')
          .flatMap((s) => kids(s).map((row) => attr(row, 'IX'))),
      );
      for (const text of kids(shape).filter((e) => e.nodeName === 'Text'))
        for (const run of kids(text))
          check(run.nodeName === 'cp' && characters.has(attr(run, 'IX')), `${where}: its text`);
    }
    for (const connect of elements(root, 'Connect')) {
      const ends = `${attr(connect, 'FromSheet')} to ${attr(connect, 'ToSheet')}`;
      check(ids.has(attr(connect, 'FromSheet')) && ids.has(attr(connect, 'ToSheet')), ends);
      check(['BeginX', 'EndX'].includes(attr(connect, 'FromCell')), `${name}: ${ends}`);
    }
  }
  return out;
}

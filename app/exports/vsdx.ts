/** Visio: an overview page and one page a Region, of native shapes: groups, glued connectors, shape data. */
import { strToU8, zipSync } from 'fflate';
import type { Report } from '../report.ts';
import type { Scene } from '../scene/scene.ts';
import { defineExporter } from './exporter.ts';
import { pagesOf } from './parts/pages.ts';
import { fileName, scopeText } from './parts/scope.ts';
import { footOf } from './parts/page-foot.ts';
import { pageContents, VISIO } from './parts/vsdx-page.ts';
import { inch } from './parts/vsdx-shape.ts';
import { xml } from './parts/xml.ts';

const HEAD = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const VISIO_REL = 'http://schemas.microsoft.com/visio/2010/relationships';
const VISIO_TYPE = 'application/vnd.ms-visio';

/** The oldest time a ZIP can tell: files written at any time, anywhere, are the same. */
const EPOCH = new Date(1980, 0, 1);

interface Link {
  readonly type: string;
  readonly target: string;
}

const links = (all: readonly Link[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(
      ({ type, target }, i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const cell = (name: string, value: string | number, more = ''): string =>
  `<Cell N="${name}" V="${value}"${more}/>`;

/** The one style every shape falls back to: what it must say for Visio to know every cell. */
const STYLE =
  '<StyleSheet ID="0" NameU="No Style" Name="No Style">' +
  [
    cell('EnableLineProps', 1),
    cell('EnableFillProps', 1),
    cell('EnableTextProps', 1),
    cell('LineWeight', '0.01041666666666667'),
    cell('LineColor', '#000000'),
    cell('LinePattern', 1),
    cell('FillForegnd', '#FFFFFF'),
    cell('FillPattern', 1),
    cell('VerticalAlign', 1),
    cell('LeftMargin', 0),
    cell('RightMargin', 0),
    cell('TopMargin', 0),
    cell('BottomMargin', 0),
  ].join('') +
  `<Section N="Character"><Row IX="0">${cell('Font', 'Arial')}${cell('Color', '#000000')}${cell('Size', '0.1145833333333333')}</Row></Section>` +
  `<Section N="Paragraph"><Row IX="0">${cell('HorzAlign', 1)}</Row></Section>` +
  '</StyleSheet>';

function parts(report: Report, scene: Scene): Record<string, string> {
  const pages = pagesOf(report, scene);
  const part = (i: number): string => `page${i + 1}.xml`;
  const override = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="${type}"/>`;
  const list = pages.map((page, i) => {
    const { width, height } = footOf(page, report);
    return (
      `<Page ID="${i}" NameU="Page-${i + 1}" Name="${xml(page.name)}"><PageSheet LineStyle="0" FillStyle="0" TextStyle="0">` +
      cell('PageWidth', inch(width)) +
      cell('PageHeight', inch(height)) +
      cell('PageScale', 1, ' U="IN"') +
      cell('DrawingScale', 1, ' U="IN"') +
      cell('DrawingSizeType', 3) +
      cell('DrawingScaleType', 0) +
      `</PageSheet><Rel r:id="rId${i + 1}"/></Page>`
    );
  });
  return {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      override('visio/document.xml', `${VISIO_TYPE}.drawing.main+xml`) +
      override('visio/pages/pages.xml', `${VISIO_TYPE}.pages+xml`) +
      pages.map((_, i) => override(`visio/pages/${part(i)}`, `${VISIO_TYPE}.page+xml`)).join('') +
      override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
      `</Types>`,
    '_rels/.rels': links([
      { type: `${VISIO_REL}/document`, target: 'visio/document.xml' },
      { type: `${PACKAGE}/relationships/metadata/core-properties`, target: 'docProps/core.xml' },
    ]),
    'docProps/core.xml':
      `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
      `<dc:title>${xml(scene.title)}</dc:title><dc:description>${xml(scopeText(report, scene))}</dc:description><dc:creator>Peerless</dc:creator>` +
      `</cp:coreProperties>`,
    'visio/document.xml':
      `${HEAD}<VisioDocument xmlns="${VISIO}" xmlns:r="${R}" xml:space="preserve">` +
      `<DocumentSettings TopPage="0" DefaultTextStyle="0" DefaultLineStyle="0" DefaultFillStyle="0"/>` +
      `<StyleSheets>${STYLE}</StyleSheets></VisioDocument>`,
    'visio/_rels/document.xml.rels': links([
      { type: `${VISIO_REL}/pages`, target: 'pages/pages.xml' },
    ]),
    'visio/pages/pages.xml': `${HEAD}<Pages xmlns="${VISIO}" xmlns:r="${R}" xml:space="preserve">${list.join('')}</Pages>`,
    'visio/pages/_rels/pages.xml.rels': links(
      pages.map((_, i) => ({ type: `${VISIO_REL}/page`, target: part(i) })),
    ),
    ...Object.fromEntries(
      pages.map((page, i) => [`visio/pages/${part(i)}`, HEAD + pageContents(page, report)]),
    ),
  };
}

function write(report: Report, scene: Scene): Uint8Array {
  const files = Object.entries(parts(report, scene)).map(([name, text]) => [name, strToU8(text)]);
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { mtime: EPOCH });
}

export default defineExporter({
  id: 'vsdx',
  about: {
    title: 'Visio drawing',
    description:
      'Native Visio shapes: groups, glued connectors and shape data; an overview and one page a Region.',
    extension: 'vsdx',
    sort: 'picture',
    bytes: true,
    marks: true,
  },
  render: (report, scene) => [
    {
      name: fileName('vsdx'),
      mime: 'application/vnd.ms-visio.drawing',
      body: write(report, scene),
    },
  ],
});

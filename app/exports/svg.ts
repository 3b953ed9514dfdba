/** SVG: the scene as a standalone picture; text stays text, light theme, readable in black and white. */
import type { Report } from '../report.ts';
import { legendOf, nodeLooks, typefaces, type LegendEntry } from '../scene/legend.ts';
import type { Scene, SceneEdge, SceneNode } from '../scene/scene.ts';
import { fit, fonts, widthOf } from '../scene/text.ts';
import { defineExporter } from './exporter.ts';
import { fileName, scopeText } from './parts/scope.ts';
import { Marks, badge, colour, hull, line, outline, text } from './parts/svg-marks.ts';
import { Ids, attrs, num, xml } from './parts/xml.ts';

const HEAD = 74;
const MARGIN = 32;
const LEGEND_ROW = 26;
const LEGEND_GAP = 28;
const SAMPLE = 34;

const title = (words: readonly string[]): string =>
  `<title>${xml(words.filter((w) => w !== '').join(' | '))}</title>`;

function container(node: SceneNode): string {
  const room = node.width - 28;
  if (node.shape === 'segment') {
    const column = Math.min(room, 190);
    return text(node.x + 16, node.y + 28, fit(node.label, column, fonts.segment), {
      ...fonts.segment,
      token: 'scene-quiet',
    });
  }
  const font = node.shape === 'account' ? fonts.account : fonts.region;
  const notes = node.lines.map((words, i) =>
    text(node.x + 16, node.y + 42 + 15 * i, fit(words, room, fonts.segment), {
      ...fonts.segment,
      token: 'scene-quiet',
    }),
  );
  return (
    text(node.x + 16, node.y + 25, fit(node.label, room, font), { ...font, token: 'scene-quiet' }) +
    notes.join('')
  );
}

function card(node: SceneNode): string {
  const vpc = node.shape === 'vpc';
  const x = vpc ? node.x + 12 : node.x + node.width / 2;
  const anchor = vpc ? {} : ({ anchor: 'middle' } as const);
  const room = node.width - (vpc ? 24 : 28);
  const small = !vpc && node.shape !== 'transit-gateway';
  const font = node.label === node.id ? fonts.id : small ? { ...fonts.name, size: 12 } : fonts.name;
  const first = node.y + (vpc ? 20 : (node.height - 15 * node.lines.length) / 2 + (small ? 4 : 5));
  return (
    text(x, first, fit(node.label, room, font), { ...font, ...anchor }) +
    node.lines
      .map((words, i) =>
        text(x, first + 16 + 15 * i, fit(words, room, fonts.line), {
          ...fonts.line,
          token: 'scene-quiet',
          ...anchor,
        }),
      )
      .join('')
  );
}

const edge = (e: SceneEdge, id: string, inMesh: boolean): string =>
  `<g id="${id}">${title([e.kind, ...e.refs, e.active ? '' : 'not active'])}${line(e.points, e.kind, e.active, inMesh)}</g>`;

/** Label and badge of a link, on the line, clear of cards and of each other. */
function mark(e: SceneEdge, marks: Marks): string[] {
  if (e.label === '' && !e.badge) return [];
  const words = widthOf(e.label, fonts.edge) + 8;
  const both = e.label !== '' && e.badge !== undefined;
  const at = marks.place(
    e.points,
    Math.max(e.label === '' ? 0 : words, e.badge ? 36 : 0),
    both ? 46 : 16,
  );
  const ground = { rx: 4, fill: colour('scene-ground'), 'fill-opacity': '0.9' };
  const label =
    e.label === ''
      ? ''
      : `<rect${attrs({ x: at.x - words / 2, y: at.y - 8, width: words, height: 16, ...ground })}/>` +
        text(at.x, at.y + 4, e.label, { ...fonts.edge, token: 'scene-quiet', anchor: 'middle' });
  const sign = e.badge
    ? badge({ x: at.x, y: at.y + (both ? 15 : 0) }, e.badge.severity, e.badge.count)
    : '';
  return [`<g>${label}${sign}</g>`];
}

function sample(entry: LegendEntry, x: number, y: number): string {
  const box = { x, y: y - 8, width: SAMPLE - 8, height: 16 };
  if (entry.sort === 'node') return outline(box, entry.shape, entry.ghost);
  if (entry.sort === 'hull')
    return `<rect${attrs({ ...box, rx: 8, fill: colour('hull-fill'), stroke: colour('hull-line') })}/>`;
  if (entry.sort === 'badge') return badge({ x: x + box.width / 2, y }, entry.severity, 1);
  return line(
    [
      { x, y },
      { x: x + box.width, y },
    ],
    entry.kind,
    entry.active,
    false,
  );
}

/** Samples with their names, wrapped to the picture's width. */
function legend(scene: Scene, top: number, width: number): { body: string; height: number } {
  let x = MARGIN;
  let y = top + LEGEND_ROW / 2;
  let body = '';
  for (const entry of legendOf(scene)) {
    const words = widthOf(entry.title, fonts.segment);
    if (x > MARGIN && x + SAMPLE + words > width - MARGIN) {
      x = MARGIN;
      y += LEGEND_ROW;
    }
    body +=
      sample(entry, x, y) +
      text(x + SAMPLE, y + 4, entry.title, { ...fonts.segment, token: 'scene-quiet' });
    x += SAMPLE + words + LEGEND_GAP;
  }
  for (const words of scene.leftOut) {
    y += LEGEND_ROW - 4;
    body += text(MARGIN, y + 4, fit(`Not drawn: ${words}`, width - 2 * MARGIN, fonts.segment), {
      ...fonts.segment,
      token: 'scene-quiet',
    });
  }
  return { body, height: y - top + LEGEND_ROW };
}

function picture(report: Report, scene: Scene): string {
  const scope = scopeText(report);
  const width = Math.max(scene.width, 640);
  const foot = legend(scene, HEAD + scene.height, width);
  const height = HEAD + scene.height + foot.height + 8;
  const ids = new Ids('n-');
  const lines = new Ids('e-');
  const meshOf = new Map(scene.hulls.flatMap((h) => h.members.map((m) => [m, h.id] as const)));
  const inMesh = (e: SceneEdge): boolean =>
    e.kind === 'peering' && meshOf.has(e.from) && meshOf.get(e.from) === meshOf.get(e.to);
  const boxes = scene.nodes.filter((n) => nodeLooks[n.shape].container);
  const cards = scene.nodes.filter((n) => !nodeLooks[n.shape].container);
  const marks = new Marks(cards);
  const group = (name: string, parts: readonly string[]): string =>
    `<g id="${name}">\n${parts.join('\n')}\n</g>\n`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}" role="img" font-family="${xml(typefaces.text)}">\n` +
    `${title([scene.title, scope])}\n` +
    `<style>.m{font-family:${typefaces.mono}}</style>\n` +
    `<rect width="100%" height="100%" fill="${colour('scene-ground')}"/>\n` +
    text(MARGIN, 36, fit(scene.title, width - 2 * MARGIN, { size: 20, bold: true }), {
      size: 20,
      bold: true,
    }) +
    text(MARGIN, 58, fit(scope, width - 2 * MARGIN, { size: 12 }), {
      size: 12,
      token: 'scene-quiet',
    }) +
    `\n<g transform="translate(0 ${num(HEAD)})">\n` +
    group(
      'containers',
      boxes.map(
        (n) =>
          `<g id="${ids.of(n.id)}">${title([n.label, ...n.lines])}${outline(n, n.shape, n.ghost)}</g>`,
      ),
    ) +
    group(
      'meshes',
      scene.hulls.map((h) => `<g>${title([h.caption])}${hull(h.outline)}</g>`),
    ) +
    group(
      'links',
      scene.edges.map((e) => edge(e, lines.of(e.id), inMesh(e))),
    ) +
    group(
      'marks',
      scene.edges.flatMap((e) => mark(e, marks)),
    ) +
    group('names', boxes.map(container)) +
    group(
      'nodes',
      cards.map(
        (n) =>
          `<g id="${ids.of(n.id)}">${title([n.label, n.id, ...n.lines, nodeLooks[n.shape].title, n.ghost ? 'outside the accounts collected' : ''])}${outline(n, n.shape, n.ghost)}${card(n)}${n.badge ? badge({ x: n.x + n.width - 14, y: n.y }, n.badge.severity, n.badge.count) : ''}</g>`,
      ),
    ) +
    group(
      'captions',
      scene.hulls.map((h) =>
        text(h.captionAt.x, h.captionAt.y, h.caption, { ...fonts.caption, token: 'hull-text' }),
      ),
    ) +
    `</g>\n${foot.body}\n</svg>\n`
  );
}

export default defineExporter({
  id: 'svg',
  about: {
    title: 'SVG picture',
    description:
      'Vector picture with selectable text, title block and legend; opens in every browser.',
    extension: 'svg',
    sort: 'picture',
  },
  render: (report, scene) => [
    { name: fileName('svg'), mime: 'image/svg+xml', body: picture(report, scene) },
  ],
});

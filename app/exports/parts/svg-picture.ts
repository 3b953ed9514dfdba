/** The picture of a scene as SVG: text stays text, readable in black and white; a finding may light its path in it. */
import type { Report } from '../../report.ts';
import { captionLines } from '../../scene/caption.ts';
import { nodeLooks, typefaces } from '../../scene/legend.ts';
import { NO_LIGHT } from '../../scene/light.ts';
import { sharedIn } from '../../scene/mesh-badges.ts';
import { meshLines } from '../../scene/mesh-lines.ts';
import type { Scene } from '../../scene/scene.ts';
import { idsOfLine, isAwsId } from './console-page.ts';
import { stopIn } from './flow-marks.ts';
import { Marks } from './mark-room.ts';
import { Drawing, lookOf, type PictureLook, tooltip } from './picture-look.ts';
import { scopeParts } from './scope.ts';
import { card, container, containerWords } from './svg-boxes.ts';
import { link, linkMark } from './svg-links.ts';
import { legend, titleBlock } from './svg-sheet.ts';
import { Ids, num, xml } from './xml.ts';

export interface Picture {
  readonly svg: string;
  /** Pixels at scale 1. */
  readonly width: number;
  readonly height: number;
  /** Ids of the elements that stand for nodes and links, by their ids in the scene. */
  readonly ids: ReadonlyMap<string, string>;
}

/** A sheet is at least so wide, so that title and legend have room. */
const LEAST = 640;

/** As AWS has them, each once, so that a page can point at one: `picture.svg#vpc-…`. Else ours, which are no ids of AWS. */
function elementIds({ nodes, edges }: Scene): Map<string, string> {
  const taken = new Set<string>();
  const free = (ids: readonly string[]): string | undefined => {
    const id = ids.find((one) => isAwsId(one) && !taken.has(one));
    if (id !== undefined) taken.add(id);
    return id;
  };
  const given = new Map<string, string>();
  const [boxIds, lineIds] = [new Ids('n-'), new Ids('e-')];
  // A frame round the VPCs of a transit gateway without a table goes by the id of the gateway.
  for (const frames of [false, true])
    for (const { id, ref, shape } of nodes)
      if (nodeLooks[shape].container === frames) given.set(id, free([ref]) ?? boxIds.of(id));
  for (const { id, refs } of edges) given.set(id, free(idsOfLine(refs)) ?? lineIds.of(id));
  return given;
}

/** What a page points at stands out. */
const targetStyle = (line: string): string =>
  `a{text-decoration:none}:target>title+*{stroke:${line};stroke-width:4}`;

function stopMark({ pen, look }: Drawing, scene: Scene): string {
  const stop = stopIn({ ...scene, way: look.lit?.light ?? NO_LIGHT });
  return stop ? `<g id="stop">${tooltip([stop.reason])}${pen.sign(stop.at, stop)}</g>\n` : '';
}

/** What stands over and under the network, and how large that makes the picture. */
function sheetOf(drawing: Drawing, report: Report, scene: Scene) {
  const { frame, about } = drawing.look;
  const sheet = frame !== 'bare';
  const scope = scopeParts(report, scene);
  const rows = about === undefined ? scope : [about, ...scope];
  const width = sheet ? Math.max(scene.width, LEAST) : scene.width;
  const head = sheet ? titleBlock(drawing, scene.title, rows, width) : { body: '', height: 0 };
  const foot = sheet
    ? legend(drawing, scene, width, head.height + scene.height)
    : { body: '', height: -8 };
  return { scope, width, head, foot, height: head.height + scene.height + foot.height + 8 };
}

/** How large a picture will be, without drawing it. */
export function pictureSize(
  report: Report,
  scene: Scene,
  look: PictureLook,
): Pick<Picture, 'width' | 'height'> {
  const { width, height } = sheetOf(new Drawing(lookOf(scene, look)), report, scene);
  return { width, height };
}

/** The same report, scene and look give the same bytes. */
export function picture(report: Report, scene: Scene, asked: PictureLook = {}): Picture {
  const look = lookOf(scene, asked);
  const drawing = new Drawing(look, scene.nodes);
  const { pen } = drawing;
  const { clip, inPage } = look;
  const { scope, width, height, head, foot } = sheetOf(drawing, report, scene);
  const ids = elementIds(scene);
  const inMesh = meshLines(scene);
  const boxes = scene.nodes.filter((n) => nodeLooks[n.shape].container);
  const cards = scene.nodes.filter((n) => !nodeLooks[n.shape].container);
  const marks = new Marks(scene, look.over?.boxes);
  const group = (name: string, parts: readonly string[]): string =>
    `<g id="${name}">\n${parts.join('\n')}\n</g>\n`;
  const captions = scene.hulls.map((h) =>
    captionLines(h.caption)
      .map(({ text, font, dy }) =>
        pen.text(h.captionAt.x, h.captionAt.y + dy, text, { ...font, token: 'hull-text' }),
      )
      .join(''),
  );
  const svg =
    (inPage ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n`) +
    `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}" role="${look.pageOf ? 'graphics-document' : 'img'}" font-family="${xml(typefaces.text)}">\n` +
    `${tooltip([scene.title, scope.join('; ')])}\n` +
    (inPage
      ? ''
      : `<style>.m{font-family:${typefaces.mono}}${look.pageOf ? targetStyle(pen.colour('hub-line')) : ''}</style>\n`) +
    `<rect width="100%" height="100%" fill="${pen.colour('scene-ground')}"/>\n` +
    head.body +
    // A picture in the picture is cut off at its edges; to cut off a group, PDF is made to measure all that is in it.
    (clip
      ? `\n<svg y="${num(head.height)}" width="${num(clip.width)}" height="${num(clip.height)}" overflow="hidden">\n`
      : `\n<g transform="translate(0 ${num(head.height)})">\n`) +
    group(
      'containers',
      boxes.map((n) => container(drawing, n, ids.get(n.id)!)),
    ) +
    group(
      'meshes',
      scene.hulls.map((h) => `<g>${tooltip([h.caption])}${pen.hull(h.outline)}</g>`),
    ) +
    group(
      'links',
      scene.edges.map((e) => link(drawing, e, ids.get(e.id)!, inMesh(e))),
    ) +
    group(
      'marks',
      scene.edges.flatMap((e) => linkMark(drawing, e, marks)),
    ) +
    group(
      'names',
      boxes.map((n) => containerWords(drawing, n)),
    ) +
    group(
      'nodes',
      cards.map((n) => card(drawing, n, ids.get(n.id)!)),
    ) +
    group('captions', [
      ...captions,
      ...sharedIn(scene).map(
        ({ at, badge, words }) =>
          `<g>${tooltip([words])}${pen.badge(at, badge.severity, badge.count)}</g>`,
      ),
    ]) +
    stopMark(drawing, scene) +
    `${look.over?.draw(pen) ?? ''}</${clip ? 'svg' : 'g'}>\n${foot.body}\n</svg>\n`;
  return { svg, ids, width, height };
}

/**
 * Marks that mean different things, seen in greys and by the colour-blind: each stands out from its ground, and every two
 * differ in shape, not in colour alone. Rasterised by resvg, so what is compared is what is drawn.
 */
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { Marks } from '#app/exports/parts/mark-room.ts';
import { Drawing } from '#app/exports/parts/picture-look.ts';
import { link, linkMark } from '#app/exports/parts/svg-links.ts';
import type { Lettering } from '#app/exports/parts/svg-marks.ts';
import { attrs } from '#app/exports/parts/xml.ts';
import { SEVERITIES } from '#app/rules/rule.ts';
import {
  diffLooks,
  edgeLooks,
  palette,
  reachLook,
  type Theme,
  type Token,
  comparedTitles,
} from '#app/scene/legend.ts';
import type { Arrow, Light } from '#app/scene/light.ts';
import { type Diff, NO_PLAN_MARKS } from '#app/scene/planned.ts';
import type { Box, EdgeKind, NodeShape, SceneEdge } from '#app/scene/scene.ts';
import { Faces } from '#main/print/faces.ts';
import { outlines } from '#main/print/png.ts';

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/**
 * How a colour looks to an eye without one sort of cones, in linear RGB, and in greys.
 * Source: Machado, Oliveira, Fernandes: "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG
 * 15(6), 2009, matrices of severity 1.0: https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html;
 * greys: relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
 */
const GREY: Rgb = [0.2126, 0.7152, 0.0722];
const EYES: Readonly<Record<string, Matrix>> = {
  greys: [GREY, GREY, GREY],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const LINEAR = Array.from({ length: 256 }, (_, i) => {
  const v = i / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});
const dot = ([a, b, c]: Rgb, [x, y, z]: Rgb): number => a * x + b * y + c * z;
const within = (v: number): number => Math.min(1, Math.max(0, v));
/** Relative luminance of a colour to an eye. */
const seenBy = (eye: Matrix, colour: Rgb): number =>
  dot(GREY, eye.map((row) => within(dot(row, colour))) as unknown as Rgb);
const contrast = (a: number, b: number): number =>
  (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** Pixels at scale 1 of the cell that a mark stands in, and pixels drawn for one of them. */
const CELL = { width: 96, height: 60 };
const SCALE = 2;
/** Ink is what stands out from its ground by so much at least, and by half as much as the strongest of a mark. */
const INK = 1.25;
/** Of the ink of two marks together, so much is of one of them alone. */
const APART = 0.25;

/** Draws a mark into its cell. */
type Draw = (drawing: Drawing) => string;
interface Sort {
  readonly marks: Readonly<Record<string, Draw>>;
  /** Parts of the cell, each enough to tell two marks apart; the colour at their upper left corner is the ground. */
  readonly windows?: readonly Box[];
}
const WHOLE: Box = { x: 0, y: 0, ...CELL };
/** Within a plate, which all marks of a sort have. */
const SIGN: Box = { x: 43, y: 25, width: 10, height: 10 };

const LINE = [
  { x: 8, y: 30 },
  { x: 88, y: 30 },
];
const edge = (kind: EdgeKind, active = true): SceneEdge => ({
  ...{ id: 'e', refs: [], kind, from: 'a', to: 'b', active, label: '', points: LINE },
  badge: undefined,
});
const drawnLink =
  (one: SceneEdge): Draw =>
  (drawing) =>
    link(drawing, one, 'e', false);
/** As in a picture: the box without the words in it. */
const box =
  (shape: NodeShape, ghost = false): Draw =>
  ({ pen }) =>
    pen.outline({ x: 8, y: 8, width: 80, height: 44 }, shape, ghost);
const at = { x: 48, y: 30 };
const kinds = (Object.keys(edgeLooks) as EdgeKind[]).filter((kind) => kind !== 'reach');

const lit = (arrow: Arrow | undefined): Draw => {
  const edges = new Map(arrow === undefined ? [] : [['e', arrow] as const]);
  const light: Light = { reason: 'path', nodes: new Set(), edges };
  return (drawing) =>
    link(new Drawing({ ...drawing.look, lit: { light } }), edge('peering'), 'e', false);
};
const changed = (diff: Diff | undefined): Draw => {
  const marks = { ...NO_PLAN_MARKS, edges: new Map(diff ? [['e', diff] as const] : []) };
  return (drawing) => {
    const one = new Drawing({
      ...drawing.look,
      marked: { marks, titles: comparedTitles, scope: [] },
    });
    const [mark = ''] = linkMark(
      one,
      edge('peering'),
      new Marks({ nodes: [], edges: [], hulls: [] }),
    );
    return link(one, edge('peering'), 'e', false) + mark;
  };
};

const SORTS: Readonly<Record<string, Sort>> = {
  'findings by severity': {
    windows: [{ x: 40, y: 25, width: 7, height: 10 }],
    marks: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, ({ pen }: Drawing) => pen.badge(at, severity, 1)]),
    ),
  },
  'signs of what changed': {
    windows: [SIGN],
    marks: Object.fromEntries(
      [...Object.entries(diffLooks), ['reach', reachLook] as const].map(([name, look]) => [
        name,
        ({ pen }: Drawing) => pen.sign(at, look),
      ]),
    ),
  },
  'lines, active and not': {
    marks: {
      ...Object.fromEntries(kinds.map((kind) => [kind, drawnLink(edge(kind))])),
      'not active': drawnLink(edge('peering', false)),
    },
  },
  'lines that changed': {
    windows: [WHOLE, SIGN],
    marks: Object.fromEntries(
      [undefined, ...(Object.keys(diffLooks) as Diff[])].map((diff) => [
        diff ?? 'same',
        changed(diff),
      ]),
    ),
  },
  'a path that is walked': {
    // The heads of both ways, above the line.
    windows: [
      WHOLE,
      { x: 36, y: 24, width: 10, height: 4 },
      { x: 50, y: 24, width: 10, height: 4 },
    ],
    marks: {
      'not walked': lit(undefined),
      there: lit('forward'),
      back: lit('backward'),
      both: lit('both'),
      lit: lit('none'),
    },
  },
  boxes: {
    marks: {
      ...Object.fromEntries(
        (
          [
            'vpc',
            'folded',
            'transit-gateway',
            'core-network',
            'direct-connect',
            'vpn',
            'other',
          ] as const
        ).map((shape) => [shape, box(shape)]),
      ),
      'not collected': box('vpc', true),
    },
  },
};

/** A sort's marks, one below the other: for each pixel, which of the colours it has. */
interface Raster {
  readonly pixels: Uint16Array;
  readonly colours: readonly Rgb[];
}

function rastered({ marks }: Sort, theme: Theme, lettering: Lettering): Raster {
  const tokens = palette[theme];
  const drawing = new Drawing({ ink: (token) => tokens[token], lettering });
  const draws = Object.values(marks);
  const cells = draws.map(
    (draw, i) => `<g transform="translate(0 ${i * CELL.height})">${draw(drawing)}</g>`,
  );
  const raw = new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg"${attrs({ width: CELL.width, height: CELL.height * draws.length })}>` +
      `<rect width="100%" height="100%" fill="${tokens['scene-ground']}"/>${cells.join('')}</svg>`,
    { fitTo: { mode: 'zoom', value: SCALE }, font: { loadSystemFonts: false } },
  ).render().pixels;
  const known = new Map<number, number>();
  const colours: Rgb[] = [];
  const pixels = new Uint16Array(raw.length / 4);
  for (let i = 0; i < pixels.length; i++) {
    const key = (raw[4 * i]! << 16) | (raw[4 * i + 1]! << 8) | raw[4 * i + 2]!;
    let found = known.get(key);
    if (found === undefined) {
      found = colours.length;
      known.set(key, found);
      colours.push([16, 8, 0].map((shift) => LINEAR[(key >> shift) & 255]!) as unknown as Rgb);
    }
    pixels[i] = found;
  }
  return { pixels, colours };
}

/** Where each mark has ink in a window, to an eye. */
function silhouettes({ marks }: Sort, window: Box, raster: Raster, eye: Matrix): Uint8Array[] {
  const seen = raster.colours.map((colour) => seenBy(eye, colour));
  const wide = CELL.width * SCALE;
  const [x, y, width, height] = [window.x, window.y, window.width, window.height].map(
    (v) => v * SCALE,
  ) as [number, number, number, number];
  return Object.keys(marks).map((_, cell) => {
    const first = (cell * CELL.height * SCALE + y) * wide + x;
    const shown = new Uint16Array(width * height);
    for (let row = 0; row < height; row++)
      shown.set(
        raster.pixels.subarray(first + row * wide, first + row * wide + width),
        row * width,
      );
    const stands = seen.map((one) => contrast(one, seen[shown[0]!]!));
    const most = [...new Set(shown)].reduce((top, i) => Math.max(top, stands[i]!), 1);
    const inked = stands.map((stand) => (stand >= Math.max(INK, Math.sqrt(most)) ? 1 : 0));
    const ink = new Uint8Array(shown.length);
    for (let i = 0; i < shown.length; i++) ink[i] = inked[shown[i]!]!;
    return ink;
  });
}

/** The share of the ink of both that one of them has alone. */
function apart(a: Uint8Array, b: Uint8Array): number {
  let [both, alone] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    both += a[i]! | b[i]!;
    alone += a[i]! ^ b[i]!;
  }
  return both === 0 ? 0 : alone / both;
}

/** In words, every mark that is not seen, and every two that are told apart by colour alone or not at all. */
function alike(sort: Sort, raster: Raster, eye: Matrix): string[] {
  const names = Object.keys(sort.marks);
  const seen = (sort.windows ?? [WHOLE]).map((w) => silhouettes(sort, w, raster, eye));
  return names.flatMap((a, i) => [
    ...(seen[0]![i]!.includes(1) ? [] : [`${a} is not seen`]),
    ...names.slice(i + 1).flatMap((b, k) => {
      const share = Math.max(...seen.map((shapes) => apart(shapes[i]!, shapes[i + 1 + k]!)));
      return share >= APART ? [] : [`${a} looks like ${b}: ${Math.round(share * 100)} % differ`];
    }),
  ]);
}

const lettering = outlines(new Faces(), false);

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  it.each(Object.keys(SORTS))('%s are told apart by every eye', (name) => {
    const sort = SORTS[name]!;
    const raster = rastered(sort, theme, lettering);
    for (const [eye, matrix] of Object.entries(EYES))
      expect(alike(sort, raster, matrix), eye).toEqual([]);
  });
});

it('finds two marks of one shape, whatever their colours, and one that is not there', () => {
  const plate =
    (token: Token): Draw =>
    ({ pen }) =>
      pen.sign(at, { sign: '+', token });
  const sort: Sort = {
    windows: [SIGN],
    marks: { green: plate('diff-added'), red: plate('diff-removed'), none: () => '' },
  };
  const raster = rastered(sort, 'light', lettering);
  for (const matrix of Object.values(EYES))
    expect(alike(sort, raster, matrix)).toEqual([
      'green looks like red: 0 % differ',
      'none is not seen',
    ]);
});

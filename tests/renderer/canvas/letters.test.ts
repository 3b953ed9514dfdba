/** Words on the canvas when a network is opened: none over another, on every network there is. */
import { describe, expect, it } from 'vitest';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { cuts } from '#app/scene/parts/field.ts';
import type { Point, Scene, SceneNode } from '#app/scene/scene.ts';
import { Names } from '#app/scene/telling.ts';
import { notesOf, titlesOf } from '#app/scene/title.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { World } from '#app/world/world.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { openSource } from '#main/files/open.ts';
import { eachMeeting } from '#tests/kit/drawn.ts';
import { LONG } from '#tests/kit/long.ts';
import { lettered, type Lettered, measuredIn, wordsInFrames } from '#tests/kit/lettered.ts';
import { noRealData, onRealData, REAL, realPath } from '#tests/kit/real-data.ts';
import type { Words } from '#renderer/canvas/written.ts';
import {
  fullMesh,
  hubOf,
  landingZone,
  organization,
  tenHubs,
  tenRegions,
} from '../../app/scene/networks.ts';

/** The canvas alone in a small window, and between the panels on a large screen. */
const WINDOWS = [
  { size: { width: 1200, height: 694 }, insets: { left: 0, top: 0, right: 0, bottom: 0 } },
  { size: { width: 1920, height: 1080 }, insets: { left: 320, top: 0, right: 340, bottom: 36 } },
];

/** A window of 1280 x 800 with the panel of findings. */
const SMALL = {
  size: { width: 1280, height: 733 },
  insets: { left: 340, top: 0, right: 0, bottom: 0 },
};

const over = ({ words, unclaimed }: Lettered): string[] => {
  const faults = unclaimed.map(({ text }) => `"${text}" stands where nothing gives way to it`);
  eachMeeting(words, (a, b) => faults.push(`"${a.text}" over "${b.text}" at ${a.x}, ${a.y}`));
  return faults;
};

/** Signs of severity, with a count where there is room; counts of lines; the captions, which are held by themselves. */
const MARK = /^([×!i]( [\d,]+)?|×\d+|caption: \w+)$/;
const LETTERS = /[.*+?^${}()|[\]\\]/g;

/** Words that are no name, title, address or note as it stands, nor what tells one of them from all the others. */
const pieces = (scene: Scene, { words }: Lettered): string[] => {
  const labels = [...new Set(scene.nodes.map(({ label }) => label))];
  const whole = new Set(scene.nodes.flatMap((n) => [...titlesOf(n), ...n.lines.flatMap(notesOf)]));
  const said = words.map(({ text }) => text);
  // On two lines: one ends with a separator, or both together are the name.
  const heads = new Set(said.filter((text) => labels.some((name) => name.startsWith(text))));
  const only = (pattern: string): boolean =>
    labels.filter((name) => new RegExp(`^${pattern}$`, 's').test(name)).length === 1;
  const told = (text: string): boolean => {
    const cut = text
      .split('…')
      .map((part) => part.replace(LETTERS, '\\$&'))
      .join('.*');
    if (text.includes('…'))
      return only(cut) || [...heads].some((head) => only(head.replace(LETTERS, '\\$&') + cut));
    return labels.some((name) => name.endsWith(text) && heads.has(name.slice(0, -text.length)));
  };
  return said.filter(
    (text) =>
      !whole.has(text) &&
      !MARK.test(text) &&
      !(/[-_ ./]$/.test(text) && heads.has(text)) &&
      !told(text),
  );
};

/** Every way to write the title of a container; of an account also how its number ends, or the half of it. */
const titled = (node: SceneNode): ReadonlySet<string> => {
  const number = node.shape === 'account' ? /\d{12}/.exec(node.label)?.[0] : undefined;
  return new Set([
    ...titlesOf(node),
    ...(number === undefined ? [] : [number.slice(0, 6), number.slice(6)]),
    ...(number === undefined ? [] : [4, 5, 6].map((n) => `…${number.slice(-n)}`)),
  ]);
};

/** The words that are a title of this container, cut or whole: each stands within its frame. */
const titlesIn = (node: SceneNode, { words, viewport: { zoom, pan } }: Lettered): Words[] => {
  const [left, top] = [node.x * zoom + pan.x, node.y * zoom + pan.y];
  const own = titled(node);
  return words.filter(
    ({ text, x, y, width, height }) =>
      (own.has(text) || (node.shape === 'segment' && text.includes('…') && y < top + 20 * zoom)) &&
      x >= left &&
      y >= top &&
      x + width <= left + node.width * zoom &&
      y + height <= top + node.height * zoom,
  );
};

const containersIn = (scene: Scene): readonly SceneNode[] =>
  scene.nodes.filter((node) => nodeLooks[node.shape].container);

/** Titles of accounts, Regions and route tables that a line runs through. */
const crossed = (scene: Scene, drawn: Lettered): string[] => {
  const { zoom, pan } = drawn.viewport;
  const on = ({ x, y }: Point): Point => ({ x: x * zoom + pan.x, y: y * zoom + pan.y });
  const lines = scene.edges.map(({ points }) => points.map(on));
  const titles = new Set(containersIn(scene).flatMap((node) => titlesIn(node, drawn)));
  return [...titles].flatMap((title) =>
    lines.some((points) => points.slice(1).some((p, i) => cuts(points[i]!, p, title)))
      ? [title.text]
      : [],
  );
};

/** Captions that reach out of the account in which their mesh stands, or touch its edge. */
const outside = (scene: Scene, { words, viewport: { zoom, pan } }: Lettered): string[] =>
  words
    .filter(({ text }) => text.startsWith('caption'))
    .flatMap((caption, i) => {
      const nodes = new Map(scene.nodes.map((n) => [n.id, n]));
      const accounts = scene.hulls[i]!.members.map((id) => {
        let node = nodes.get(id)!;
        while (node.parent !== undefined) node = nodes.get(node.parent)!;
        return node;
      });
      if (new Set(accounts).size > 1) return [];
      const { x, width } = accounts[0]!;
      const inside =
        caption.x >= x * zoom + pan.x + 2 &&
        caption.x + caption.width <= (x + width) * zoom + pan.x - 2;
      return inside ? [] : [scene.hulls[i]!.caption];
    });

/** Cards, named or not, that a caption covers some of. */
const covered = (scene: Scene, { words, viewport: { zoom, pan } }: Lettered): string[] =>
  words
    .filter(({ text }) => text.startsWith('caption'))
    .flatMap((caption) =>
      scene.nodes
        .filter(({ shape }) => !nodeLooks[shape].container)
        .filter(
          (card) =>
            card.x * zoom + pan.x < caption.x + caption.width &&
            (card.x + card.width) * zoom + pan.x > caption.x &&
            card.y * zoom + pan.y < caption.y + caption.height &&
            (card.y + card.height) * zoom + pan.y > caption.y,
        )
        .map(({ label }) => `${caption.text} on ${label}`),
    );

/** Every fault of a network's words when it is opened, in each window. */
const faultsOf = (
  report: Report,
): { readonly faults: readonly string[]; readonly words: number } => {
  const scene = buildScene(report, { findings: true });
  const pictures = WINDOWS.map(({ size, insets }) => lettered(scene, size, insets));
  return {
    words: Math.min(...pictures.map(({ words }) => words.length)),
    faults: pictures.flatMap((drawn) => [
      ...over(drawn),
      ...pieces(scene, drawn).map((text) => `"${text}" is a piece`),
      ...crossed(scene, drawn).map((text) => `a line runs through "${text}"`),
      ...outside(scene, drawn).map((text) => `"${text}" leaves its account`),
    ]),
  };
};

describe('no word lies over another or over a lane, and each is whole or tells what it is of', () => {
  it.each([
    ['the sample estate', () => sampleEstate()],
    ['a mesh of 25', () => fullMesh(25)],
    ['a hub of 500', () => hubOf(500)],
    ['ten Regions with peerings and peered gateways', () => tenRegions()],
    ['an organization of 25 accounts', () => organization(24)],
  ])('%s', (_, world) => {
    const { faults, words } = faultsOf(analyze(world().snapshot()));
    expect(words).toBeGreaterThan(2);
    expect(faults).toEqual([]);
  });

  it('the sample estate says all of its titles, and what both meshes are and could be', () => {
    const scene = buildScene(analyze(sampleEstate().snapshot()), { findings: true });
    const { words, captions } = lettered(scene, WINDOWS[0]!.size, WINDOWS[0]!.insets);
    expect(captions).toEqual(['small', 'small']);
    const said = words.map(({ text }) => text).sort();
    const titles = scene.nodes.filter((node) => nodeLooks[node.shape].container);
    for (const { label } of titles) {
      // An account that was not collected is as wide as its two boxes: its number alone has room.
      const first = said.indexOf(label.replace(/^Account (\d+) \(not collected\)$/, '$1'));
      expect(first, label).toBeGreaterThanOrEqual(0);
      said.splice(first, 1);
    }
  });

  // From afar a title is as large as hundreds of cards.
  it.each(LONG ? [120, 500] : [120])(
    'no line runs through a title of ten Regions of %i VPCs, and all have one',
    (each) => {
      const scene = buildScene(analyze(tenHubs(each).snapshot()), { findings: true });
      const share = each < 500 ? 0.7 : 1;
      for (const { width, height } of [SMALL.size, WINDOWS[1]!.size]) {
        const size = { width: width * share, height: height * share };
        const drawn = lettered(scene, size, WINDOWS[0]!.insets);
        expect(drawn.viewport.zoom).toBeLessThan(0.2);
        expect(crossed(scene, drawn)).toEqual([]);
        for (const node of containersIn(scene))
          if (node.shape !== 'segment')
            expect(titlesIn(node, drawn).length, node.label).toBeGreaterThan(0);
      }
    },
  );

  it.each([
    ['the sample estate', () => sampleEstate()],
    ['an organization of 25 accounts', () => organization(24)],
  ])('%s names every account and every Region in a small window with its panel', (_, world) => {
    const scene = buildScene(analyze(world().snapshot()), { findings: true });
    const drawn = lettered(scene, SMALL.size, SMALL.insets);
    for (const node of containersIn(scene))
      if (node.shape !== 'segment')
        expect(titlesIn(node, drawn).length, node.label).toBeGreaterThan(0);
    // What a mesh could be is said in these forms.
    for (const form of drawn.captions) expect(['full', 'small', 'tall']).toContain(form);
    expect(over(drawn)).toEqual([]);
    expect(crossed(scene, drawn)).toEqual([]);
    const numbers = containersIn(scene).flatMap((node) =>
      node.shape === 'account'
        ? [
            titlesIn(node, drawn)
              .map(({ text }) => text)
              .join(''),
          ]
        : [],
    );
    expect([...new Set(numbers)]).toEqual(numbers);
  });

  it('every route table of a landing zone is named where its frame has room, from afar too', () => {
    const scene = buildScene(analyze(landingZone(8, 3).snapshot()), { findings: true });
    const drawn = lettered(scene, SMALL.size, SMALL.insets);
    expect(drawn.viewport.zoom).toBeLessThan(0.24);
    const frames = scene.nodes.filter(({ shape }) => shape === 'segment');
    expect(frames).toHaveLength(32);
    for (const frame of frames)
      expect(
        titlesIn(frame, drawn).map(({ text }) => text),
        frame.id,
      ).toEqual([frame.label]);
    expect([...over(drawn), ...crossed(scene, drawn)]).toEqual([]);
  });

  it('a caption covers no card, however small the window', () => {
    const scene = buildScene(analyze(sampleEstate().snapshot()), { findings: true });
    for (const width of [480, 560, 640, 800, 960, 1100, 1280, 1600]) {
      const drawn = lettered(scene, { width, height: width * 0.62 }, WINDOWS[0]!.insets);
      expect(drawn.captions, `${width}`).toHaveLength(2);
      expect(covered(scene, drawn), `${width}`).toEqual([]);
      expect(over(drawn), `${width}`).toEqual([]);
      // Letters of two sizes side by side look like a mistake.
      expect(drawn.captions.join(), `${width}`).not.toMatch(
        /full,small|small,full|far,least|least,far/,
      );
    }
  });

  it('no two boxes are called the same where their names are not, however small the window', () => {
    const scene = buildScene(analyze(sampleEstate().snapshot()), { findings: true });
    let cut = 0;
    for (const width of [380, 640, 960]) {
      const size = { width, height: width * 0.62 };
      const { words } = lettered(scene, size, WINDOWS[0]!.insets);
      const said = words.map(({ text }) => text).filter((text) => text.includes('…'));
      expect(said, `${width}`).toEqual([...new Set(said)]);
      cut += said.length;
    }
    expect(cut).toBeGreaterThan(5);
  });

  it('no id and no number of an account is cut, however small the window', () => {
    const scene = buildScene(analyze(sampleEstate().snapshot()), { findings: true });
    for (const width of [480, 800, 1280, 1600]) {
      const size = { width, height: width * 0.62 };
      const { words } = lettered(scene, size, WINDOWS[0]!.insets);
      expect(words.length).toBeGreaterThan(5);
      expect(
        words.filter(({ text }) => /^((Account )?\d+|[a-z]+-0[0-9a-f]*)…$/.test(text)),
        `${width}`,
      ).toEqual([]);
    }
  });

  it.skipIf(noRealData).each(REAL)(onRealData('%s'), async (name) => {
    expect(faultsOf(analyze((await openSource(realPath(name))).snapshot)).faults).toEqual([]);
  });
});

describe('long names', () => {
  const world = new World();
  const at = world.region();
  const count = 400;
  for (let i = 0; i < count; i++)
    at.vpc(`prod-eu-west-1-team-${i % 50}-app-${i}-vpc`, `10.${i >> 8}.${i & 255}.0/24`);
  const scene = buildScene(analyze(world.snapshot()));
  const size = { width: 1920, height: 1080 };
  const pan = { x: 0, y: 0 };

  it('come in several frames where there is no time for all, and are then those of one', () => {
    const small = { width: 800, height: 480 };
    const [first, nearer] = wordsInFrames(scene, small, [
      { zoom: 0.33, pan },
      { zoom: 0.36, pan },
    ]);
    const counts = first!.map((words) => words.length);
    expect(counts.length).toBeGreaterThan(3);
    expect(counts[0]).toBeLessThan(0.5 * counts.at(-1)!);
    // None is lost again.
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    // Names that are known stay while they wait to be cut anew.
    expect(nearer![0]!.length).toBeGreaterThan(0.8 * nearer!.at(-1)!.length);
    const { viewport, words } = lettered(scene, size, WINDOWS[0]!.insets);
    expect(wordsInFrames(scene, size, [viewport])[0]!.at(-1)).toEqual(words);
  });

  it('are measured by their letters: neither a zoom step nor a pan asks for widths name by name', () => {
    const zooms = [0.33, 0.36, 0.4];
    const { asked, words } = measuredIn(scene, size, [
      ...zooms.map((zoom) => ({ zoom, pan })),
      { zoom: zooms.at(-1)!, pan: { x: 3, y: 0 } },
    ]);
    expect(words).toBeGreaterThan(100);
    // Every letter there is, in every face: half sizes from 8.5 to 12, and those of titles. Name by name it would be 40,000.
    for (const times of asked) expect(times).toBeLessThan(96 * 14);
    expect(asked.at(-1)).toBeLessThan(20);
  });

  it('are cut with few questions', () => {
    const all = Array.from(
      { length: 1000 },
      (_, i) => `prod-eu-west-1-team-${i % 50}-app-${i}-vpc`,
    );
    const names = new Names(all);
    let asked = 0;
    const fits = (text: string): boolean => ++asked > 0 && text.length <= 14;
    const cut = all.map((name) => names.cut(name, fits));
    expect(cut[777]).toBe('prod-e…777-vpc');
    expect(asked / all.length).toBeLessThan(40);
  });
});

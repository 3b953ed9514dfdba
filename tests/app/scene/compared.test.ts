/** Two snapshots in one picture: what each mark says, held against a change known by heart; and nothing ever moves. */
import { describe, expect, it } from 'vitest';
import { diffReports } from '#app/diff/diff.ts';
import { analyze, type Report } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { comparedAt, type ComparedScene, type Showing } from '#app/scene/compared.ts';
import { comparedScene, MOST_PAIR_LINES } from '#app/scene/compared-make.ts';
import { nodeLooks } from '#app/scene/legend.ts';
import { World } from '#app/world/world.ts';
import { randomPages } from '#tests/kit/random-world.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import { twoWorlds } from '#tests/kit/two-worlds.ts';

const compare = (before: Report, after: Report): ComparedScene =>
  comparedScene(before, after, diffReports(before, after));
const ofWorlds = ({ before, after }: { before: World; after: World }): ComparedScene =>
  compare(analyze(before.snapshot()), analyze(after.snapshot()));

/** Boxes and lines by id, with their marks; unmarked ones without. */
function told(compared: ComparedScene, showing: Showing) {
  const { scene, marks } = comparedAt(compared, showing);
  return {
    boxes: Object.fromEntries(
      scene.nodes
        .filter(({ shape }) => !nodeLooks[shape].container)
        .map(({ id, label }) => [id, `${label} ${marks.nodes.get(id) ?? ''}`.trim()]),
    ),
    lines: Object.fromEntries(scene.edges.map(({ id }) => [id, marks.edges.get(id) ?? ''])),
    reach: [...(marks.reach ?? [])],
  };
}

describe('a change known by heart', () => {
  const compared = ofWorlds(twoWorlds());

  it('is marked: added, removed, changed, and who lost whom; the rest is quiet', () => {
    expect(told(compared, 'both')).toEqual({
      boxes: {
        // Their route tables lost the routes to each other.
        'vpc-a': 'a changed',
        'vpc-b': 'b changed',
        'vpc-c': 'renamed changed',
        // Its route table gained one.
        'vpc-d': 'd changed',
        'vpc-gone': 'gone removed',
        'vpc-new': 'new added',
      },
      lines: {
        'peering/vpc-a/vpc-b': 'removed',
        'peering/vpc-c/vpc-d': '',
        'peering/vpc-d/vpc-new': 'added',
        'reach/vpc-a/vpc-b': 'removed',
      },
      reach: ['vpc-a', 'vpc-b'],
    });
  });

  it('shows each side without what is only on the other, and by the names of its time', () => {
    const { boxes, lines } = told(compared, 'before');
    expect(Object.keys(boxes).sort()).toEqual(['a', 'b', 'c', 'd', 'gone'].map((n) => `vpc-${n}`));
    expect(boxes['vpc-c']).toBe('c changed');
    expect(lines).not.toHaveProperty('peering/vpc-d/vpc-new');
    const after = told(compared, 'after');
    expect(Object.keys(after.boxes).sort()).toEqual(
      ['a', 'b', 'c', 'd', 'new'].map((n) => `vpc-${n}`),
    );
    expect(after.boxes['vpc-c']).toBe('renamed changed');
    expect(after.lines).not.toHaveProperty('peering/vpc-a/vpc-b');
  });

  it('keeps every box and line where it is, whatever is shown', () => {
    const places = new Map(compared.scene.nodes.map(({ id, x, y }) => [id, [x, y]]));
    const ways = new Map(compared.scene.edges.map(({ id, points }) => [id, points]));
    for (const showing of ['before', 'both', 'after'] as const) {
      const { scene } = comparedAt(compared, showing);
      expect([scene.width, scene.height]).toEqual([compared.scene.width, compared.scene.height]);
      for (const { id, x, y } of scene.nodes) expect([x, y]).toEqual(places.get(id));
      for (const { id, points } of scene.edges) expect(points).toEqual(ways.get(id));
    }
  });

  it('is the same object where nothing differs', () => {
    const { scene } = comparedAt(compared, 'before');
    const quiet = scene.edges.find(({ id }) => id === 'peering/vpc-c/vpc-d');
    expect(compared.scene.edges).toContain(quiet);
  });
});

describe('a network and itself', () => {
  it('is the plain picture without a mark', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const about = { created: '2026-01-05T09:00:00.000Z', peerless: '1.2.3', origin: 'live' };
      const report = analyze(makeSnapshot(randomPages(seed), about));
      const compared = compare(report, report);
      const plain = buildScene(report);
      expect(compared.scene.nodes, `seed ${seed}`).toEqual(plain.nodes);
      expect(compared.scene.edges).toEqual(plain.edges);
      expect([compared.nodes, compared.edges, compared.reach]).toEqual([[], [], []]);
      for (const showing of ['before', 'both', 'after'] as const)
        expect(comparedAt(compared, showing).scene.nodes).toEqual(plain.nodes);
    }
  });
});

describe('any two networks', () => {
  it('compared the other way round are the same picture with the marks turned', () => {
    const reports = Array.from({ length: 4 }, (_, i) =>
      analyze(
        makeSnapshot(randomPages(i + 1), {
          created: '2026-01-05T09:00:00.000Z',
          peerless: '1.2.3',
          origin: 'live',
        }),
      ),
    );
    const turned = { added: 'removed', removed: 'added' } as const;
    for (const before of reports) {
      for (const after of reports) {
        const [there, back] = [compare(before, after), compare(after, before)];
        const marks = (c: ComparedScene, turn: boolean) =>
          [...c.nodes, ...c.edges].map(({ id, mark }) => [
            id,
            turn && (mark === 'added' || mark === 'removed') ? turned[mark] : mark,
          ]);
        expect(marks(there, false).sort()).toEqual(marks(back, true).sort());
        expect(there.reach).toEqual(back.reach);
      }
    }
  });

  it('every line drawn ends at boxes that are drawn, on every side', () => {
    for (const [one, other] of [
      [1, 2],
      [3, 4],
      [5, 6],
    ] as const) {
      const about = { created: '2026-01-05T09:00:00.000Z', peerless: '1.2.3', origin: 'live' };
      const [a, b] = [one, other].map((seed) => analyze(makeSnapshot(randomPages(seed), about)));
      const compared = compare(a!, b!);
      for (const showing of ['before', 'both', 'after'] as const) {
        const { scene } = comparedAt(compared, showing);
        const ids = new Set(scene.nodes.map(({ id }) => id));
        for (const { from, to } of scene.edges)
          expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
        for (const { parent } of scene.nodes)
          if (parent !== undefined) expect(ids).toContain(parent);
      }
    }
  });
});

describe('what was not read on one side', () => {
  const refused = (operation: string): ComparedScene => {
    const { before } = twoWorlds();
    const after = twoWorlds().before;
    after.refuse(after.region(), operation);
    return ofWorlds({ before, after });
  };

  it('is marked as not to be told, never as removed, and stays on both sides', () => {
    const compared = refused('DescribeVpcPeeringConnections');
    for (const showing of ['before', 'both', 'after'] as const) {
      const { lines } = told(compared, showing);
      expect(lines).toEqual({ 'peering/vpc-a/vpc-b': 'unseen', 'peering/vpc-c/vpc-d': 'unseen' });
    }
  });

  it('VPCs too', () => {
    const compared = refused('DescribeVpcs');
    const { boxes } = told(compared, 'both');
    expect(Object.keys(boxes).sort()).toEqual(['a', 'b', 'c', 'd', 'gone'].map((n) => `vpc-${n}`));
    expect(boxes['vpc-gone']).toBe('gone unseen');
    // Its subnet still tells of it, and not of its name.
    expect(told(compared, 'after').boxes['vpc-gone']).toBe('vpc-gone unseen');
  });
});

describe('a mesh that changed', () => {
  const meshed = (members: number): World => {
    const world = new World();
    const vpcs = Array.from({ length: members }, (_, i) => {
      const vpc = world.region().vpc(`m${i}`, `10.${i}.0.0/16`);
      vpc.subnet(`10.${i}.0.0/24`);
      return vpc;
    });
    for (const [i, a] of vpcs.entries()) for (const b of vpcs.slice(i + 1)) world.peerRouted(a, b);
    return world;
  };

  it('is one ring, with the caption of each side', () => {
    const compared = ofWorlds({ before: meshed(6), after: meshed(5) });
    const captions = (showing: Showing) =>
      comparedAt(compared, showing).scene.hulls.map(({ caption }) => caption.split(':')[0]);
    expect(captions('before')).toEqual(['Mesh of 6']);
    expect(captions('after')).toEqual(['Mesh of 5']);
    expect(compared.scene.hulls[0]?.members).toHaveLength(6);
  });

  it('that is new is not drawn before', () => {
    const compared = ofWorlds({ before: meshed(1), after: meshed(5) });
    expect(comparedAt(compared, 'before').scene.hulls).toEqual([]);
    expect(comparedAt(compared, 'after').scene.hulls).toHaveLength(1);
  });

  it('with too many changed pairs to draw says how many there are, and marks their ends', () => {
    const alone = meshed(12);
    const dark = new World();
    for (let i = 0; i < 12; i++) {
      dark.region().vpc(`m${i}`, `10.${i}.0.0/16`).subnet(`10.${i}.0.0/24`);
    }
    const compared = ofWorlds({ before: alone, after: dark });
    expect((12 * 11) / 2).toBeGreaterThan(MOST_PAIR_LINES);
    expect(compared.scene.edges.filter(({ kind }) => kind === 'reach')).toEqual([]);
    expect(compared.scene.leftOut).toEqual([
      'lines of 132 pairs that fare differently: too many to draw',
    ]);
    expect(compared.reach).toHaveLength(12);
  });
});

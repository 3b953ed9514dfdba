/** Pictures arranged by hand: moved, collapsed, narrowed without anything else changing its place. */
import { describe, expect, it } from 'vitest';
import { buildScene, wholeOf } from '#app/scene/build.ts';
import type { Point, Scene, SceneEdge, SceneNode, View } from '#app/scene/scene.ts';
import { analyze, type Report } from '#app/report.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { crossings } from '#tests/kit/drawn.ts';
import { faultsOf, holds, isCard } from './faults.ts';
import { estates, oneRegion, reportOf, tangled } from './estates.ts';

const still = (report: Report, view: View = {}): Scene =>
  buildScene(report, { ...view, still: true });
const node = (scene: Scene, id: string): SceneNode => {
  const found = scene.nodes.find((n) => n.id === id);
  if (!found) throw new Error(`${id} is not drawn`);
  return found;
};
const named = (scene: Scene, label: string): SceneNode => {
  const found = scene.nodes.find((n) => n.label === label);
  if (!found) throw new Error(`${label} is not drawn`);
  return found;
};
const place = ({ id, x, y }: SceneNode): readonly [string, number, number] => [id, x, y];

describe('leaving out', () => {
  const report = reportOf(sampleEstate(), ['payments-', 'dev-']);
  const whole = still(report);

  it('moves nothing of what stays, and keeps its lines', () => {
    for (const view of [
      { hidden: [named(whole, 'payments-vault').id] },
      { regions: ['us-west-2'] },
      { focus: named(whole, 'payments-vault').id, depth: 1 },
      { meshes: true },
    ] satisfies View[]) {
      const part = still(report, view);
      expect(part.nodes.length).toBeLessThan(whole.nodes.length);
      expect(part.nodes.length).toBeGreaterThan(2);
      for (const n of part.nodes) expect(n).toEqual(node(whole, n.id));
      for (const e of part.edges) expect(whole.edges).toContainEqual(e);
      expect(faultsOf(part)).toEqual([]);
      expect([part.width, part.height]).toEqual([whole.width, whole.height]);
    }
  });

  it('leaves no empty container, and says the same as a picture laid out anew', () => {
    const view = { regions: ['us-west-2'] };
    const [part, anew] = [still(report, view), buildScene(report, view)];
    const ids = (s: Scene): string[] =>
      s.nodes
        .map((n) => n.id)
        .filter((id) => !id.startsWith('segment/'))
        .sort();
    expect(ids(part)).toEqual(ids(anew));
    expect(part.leftOut).toEqual(anew.leftOut);
    expect(part.title).toBe(anew.title);
  });

  it('says of a mesh how much of it is shown', () => {
    const hull = whole.hulls[0]!;
    const part = still(report, { hidden: [hull.members[0]!] });
    const left = part.hulls.find((h) => h.finding === hull.finding)!;
    expect(left.members).toEqual(hull.members.slice(1));
    expect(left.caption).toContain(`(${hull.members.length - 1} of ${hull.members.length} shown)`);
  });
});

describe('moving by hand', () => {
  const report = reportOf(oneRegion(4), ['m-']);
  const before = still(report);
  const loose = named(before, 'loose-1');

  it('puts a box where the hand put it, and moves nothing else', () => {
    const region = node(before, loose.parent!);
    // Right of everything: the Region and its account grow after it.
    const wish = { x: region.x + region.width + 40, y: region.y + 90 };
    const after = still(report, { moved: { [loose.id]: wish } });
    expect(node(after, loose.id)).toMatchObject(wish);
    expect(holds(node(after, region.id), node(after, loose.id))).toBe(true);
    expect(
      after.nodes
        .filter(isCard)
        .filter((n) => n.id !== loose.id)
        .map(place),
    ).toEqual(
      before.nodes
        .filter(isCard)
        .filter((n) => n.id !== loose.id)
        .map(place),
    );
    expect(faultsOf(after)).toEqual([]);
  });

  it('never puts it on another box: the nearest free place is taken', () => {
    const other = named(before, 'loose-2');
    const after = still(report, { moved: { [loose.id]: { x: other.x + 10, y: other.y + 5 } } });
    expect(place(node(after, other.id))).toEqual(place(other));
    expect(faultsOf(after)).toEqual([]);
    const at = node(after, loose.id);
    expect(Math.hypot(at.x - other.x, at.y - other.y)).toBeLessThan(2 * other.width);
  });

  it('lets lines go after the box, and nothing else is drawn anew', () => {
    const spoke = named(before, 'star-2');
    const after = still(report, { moved: { [spoke.id]: { x: spoke.x, y: spoke.y + 900 } } });
    const line = after.edges.find((e) => e.from === spoke.id || e.to === spoke.id)!;
    expect(line.points).not.toEqual(before.edges.find((e) => e.id === line.id)!.points);
    const others = after.edges.filter((e) => e.id !== line.id);
    expect(
      others.every((e) =>
        before.edges.some(
          (b) => b.id === e.id && JSON.stringify(b.points) === JSON.stringify(e.points),
        ),
      ),
    ).toBe(true);
  });

  const estate = analyze(sampleEstate().snapshot());
  const all = wholeOf(estate, false);
  const drawn = (view: View): Scene => buildScene(estate, { ...view, still: true }, () => all);

  it.each(['store-web', 'store-loyalty', 'store-inventory', 'west-web'])(
    'moves %s a little, and its line goes on to share the lanes of its gateway',
    (label) => {
      const first = drawn({});
      const { id, x, y } = named(first, label);
      const [dx, dy] = [40, 41];
      const then = drawn({ moved: { [id]: { x: x + dx, y: y + dy } } });
      // Or as near to there as there is room.
      expect(node(then, id).x).toBeGreaterThan(x);
      const line = ({ edges }: Scene): SceneEdge =>
        edges.find((e) => e.kind === 'attachment' && e.to === id)!;
      const [was, is] = [line(first), line(then)];
      // From its card to the lane a line had 48 pixels for itself.
      expect(ownLength(is, then.edges)).toBeLessThanOrEqual(48 + dx + dy);
      const crossed = (scene: Scene, one: SceneEdge): number =>
        scene.edges.filter((other) => other.id !== one.id && crossings([one, other]) > 0).length;
      expect(crossed(then, is)).toBeLessThanOrEqual(crossed(first, was) + 1);
    },
  );

  it('stretches the hull of a mesh after its member, as long as that covers nobody else', () => {
    const member = named(before, 'm-0');
    const hull = before.hulls[0]!;
    const near = still(report, { moved: { [member.id]: { x: member.x - 14, y: member.y } } });
    expect(near.hulls[0]!.outline).not.toEqual(hull.outline);
    const bottom = Math.max(...before.nodes.filter(isCard).map((n) => n.y + n.height));
    const far = still(report, { moved: { [member.id]: { x: member.x, y: bottom + 200 } } });
    // Who stands beyond others is left out of the outline, and keeps its lines.
    expect(Math.max(...far.hulls[0]!.outline.map((p) => p.y))).toBeLessThan(bottom + 200);
    expect(far.hulls[0]!.members).toEqual(hull.members);
    expect(far.edges.filter((e) => e.from === member.id || e.to === member.id)).toHaveLength(3);
    for (const n of far.nodes.filter((n) => isCard(n) && !hull.members.includes(n.id)))
      expect(
        within(far.hulls[0]!.outline, { x: n.x + n.width / 2, y: n.y + n.height / 2 }),
        n.label,
      ).toBe(false);
  });

  it('ends at the neighbour: a container does not grow over another', () => {
    const far = reportOf(tangled(), ['red-', 'blue-']);
    const start = still(far);
    for (const card of start.nodes.filter(isCard)) {
      const after = still(far, {
        moved: { [card.id]: { x: start.width / 2, y: start.height / 2 } },
      });
      expect(faultsOf(after), card.label).toEqual([]);
    }
  });

  it('comes to rest: the places it ends at are the places asked for next time', () => {
    const far = reportOf(tangled(), ['red-', 'blue-']);
    const start = still(far);
    let moved: Record<string, { x: number; y: number }> = {};
    start.nodes.filter(isCard).forEach((card, i) => {
      if (i % 2 > 0) return;
      const wish = { x: (i * 613) % start.width, y: (i * 377) % start.height };
      const { x, y } = node(still(far, { moved: { ...moved, [card.id]: wish } }), card.id);
      moved = { ...moved, [card.id]: { x, y } };
    });
    const end = still(far, { moved });
    expect(faultsOf(end)).toEqual([]);
    for (const [id, at] of Object.entries(moved)) expect(node(end, id)).toMatchObject(at);
  });

  it('forgets boxes that are not there, and holds nonsense off', () => {
    expect(still(report, { moved: { 'vpc-gone': { x: 1, y: 1 } } })).toEqual(before);
    const after = still(report, { moved: { [loose.id]: { x: -5000, y: -5000 } } });
    expect(faultsOf(after)).toEqual([]);
  });
});

describe('collapsing', () => {
  const report = reportOf(sampleEstate(), ['payments-', 'dev-']);
  const whole = still(report);
  const accounts = whole.nodes.filter((n) => n.shape === 'account');

  it.each(accounts.map((a) => [a.label, a.id] as const))(
    '%s leaves one box that counts, and moves nothing else',
    (_, id) => {
      const after = still(report, { collapsed: [id] });
      const box = node(after, id);
      const inside = whole.nodes.filter((n) => isCard(n) && ancestors(whole, n).includes(id));
      expect(box).toMatchObject({
        shape: 'folded',
        ref: id,
        x: node(whole, id).x,
        y: node(whole, id).y,
      });
      expect(box.holds).toEqual(inside.map((n) => n.id));
      const vpcs = inside.filter((n) => n.shape === 'vpc').length;
      expect(box.lines.join('; ')).toContain(`${vpcs} VPC`);
      expect(after.nodes.some((n) => inside.some((i) => i.id === n.id))).toBe(false);
      for (const n of after.nodes.filter((n) => isCard(n) && n.id !== id))
        expect(place(n)).toEqual(place(node(whole, n.id)));
      expect(faultsOf(after)).toEqual([]);
    },
  );

  it('bundles the links that cross its border, and loses none of them', () => {
    const id = accounts[0]!.id;
    const after = still(report, { collapsed: [id] });
    const inside = new Set(node(after, id).holds);
    const crossing = whole.edges.filter((e) => inside.has(e.from) !== inside.has(e.to));
    expect(crossing.length).toBeGreaterThan(1);
    const bundles = after.edges.filter((e) => e.from === id || e.to === id);
    expect(bundles.flatMap((e) => e.refs).sort()).toEqual(crossing.flatMap((e) => e.refs).sort());
    for (const e of bundles) {
      if (e.refs.length > 1) expect(e.label).toMatch(new RegExp(`^${e.refs.length} `));
      expect(e.active).toBe(
        crossing.some((c) => c.active && c.refs.some((r) => e.refs.includes(r))),
      );
    }
  });

  it('of all accounts leaves as many boxes, and bundles between them', () => {
    const after = still(report, { collapsed: accounts.map((a) => a.id) });
    expect(after.nodes.map((n) => n.shape)).toEqual(accounts.map(() => 'folded'));
    expect(new Set(after.edges.map((e) => e.id)).size).toBe(after.edges.length);
    expect(faultsOf(after)).toEqual([]);
  });

  it('leaves lines of two kinds between two accounts beside each other', () => {
    const sample = reportOf(sampleEstate());
    const { edges } = still(sample, {
      collapsed: still(sample).nodes.flatMap((n) => (n.shape === 'account' ? [n.id] : [])),
    });
    // Its VPCs are attached to the gateway of the network account, and two of them peered with one of its own.
    const between = edges.filter(({ from, to }) =>
      ['account/111122223333', 'account/777788889999'].every((id) => id === from || id === to),
    );
    expect(between.map(({ kind }) => kind).sort()).toEqual(['attachment', 'peering']);
    const ends = between.map(({ points }) => [...points].sort((p, q) => p.x - q.x));
    for (const i of [0, 1]) {
      const [p, q] = ends.map((points) => points.at(-i)!);
      expect(Math.hypot(p!.x - q!.x, p!.y - q!.y)).toBeGreaterThan(12);
    }
  });

  it('of an account that holds a collapsed Region is one box, and opening it shows the Region collapsed', () => {
    const region = whole.nodes.find((n) => n.shape === 'region')!;
    const both = still(report, { collapsed: [region.parent!, region.id] });
    expect(both.nodes.some((n) => n.id === region.id)).toBe(false);
    const one = still(report, { collapsed: [region.id] });
    expect(node(one, region.id).shape).toBe('folded');
    expect(node(one, region.id).parent).toBe(region.parent);
  });

  it('and moving go together: the box of a container can be moved', () => {
    const id = accounts[0]!.id;
    const after = still(report, {
      collapsed: [id],
      moved: { [id]: { x: 60, y: whole.height + 20 } },
    });
    expect(node(after, id)).toMatchObject({ x: 60, y: whole.height + 20 });
    expect(faultsOf(after)).toEqual([]);
  });

  it('of what is no container is refused with a word on what can be', () => {
    expect(() => still(report, { collapsed: ['vpc-1'] })).toThrow(
      /"vpc-1" is no account, Region or route table frame/,
    );
  });

  it('works in a picture that is laid out anew', () => {
    const id = accounts[0]!.id;
    expect(node(buildScene(report, { collapsed: [id] }), id).shape).toBe('folded');
  });
});

/** True where p lies inside a closed outline (even-odd). */
function within(outline: readonly Point[], p: Point): boolean {
  let inside = false;
  outline.forEach((a, i) => {
    const b = outline[(i + 1) % outline.length]!;
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x)
      inside = !inside;
  });
  return inside;
}

/** Pixels of a line that it shares with no other. */
function ownLength({ id, points }: SceneEdge, edges: readonly SceneEdge[]): number {
  const legs = (line: readonly Point[]): (readonly [Point, Point])[] =>
    line.slice(1).map((q, i) => [line[i]!, q]);
  const others = edges.filter((e) => e.id !== id).flatMap((e) => legs(e.points));
  const shared = (p: number, q: number, r: number, s: number): boolean =>
    Math.max(Math.min(p, q), Math.min(r, s)) < Math.min(Math.max(p, q), Math.max(r, s));
  return legs(points)
    .filter(
      ([p, q]) =>
        !others.some(([r, s]) =>
          p.x === q.x
            ? r.x === p.x && s.x === p.x && shared(p.y, q.y, r.y, s.y)
            : r.y === p.y && s.y === p.y && shared(p.x, q.x, r.x, s.x),
        ),
    )
    .reduce((sum, [p, q]) => sum + Math.abs(p.x - q.x) + Math.abs(p.y - q.y), 0);
}

function ancestors(scene: Scene, of: SceneNode): string[] {
  const out: string[] = [];
  for (let id = of.parent; id !== undefined; id = node(scene, id).parent) out.push(id);
  return out;
}

describe.each(estates)('arranged pictures of $name', ({ report }) => {
  it('are the same every time, and faultless with every container collapsed in turn', () => {
    const whole = still(report());
    for (const container of whole.nodes.filter((n) => !isCard(n))) {
      const view = { collapsed: [container.id] };
      const after = still(report(), view);
      expect(faultsOf(after), container.id).toEqual([]);
      expect(JSON.stringify(still(report(), view))).toBe(JSON.stringify(after));
    }
  });
});

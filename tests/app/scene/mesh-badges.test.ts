/** A mesh speaks for its lines where a badge on each would cover it: on the canvas and in every file that has badges. */
import { describe, expect, it } from 'vitest';
import drawio from '#app/exports/drawio.ts';
import { picture } from '#app/exports/parts/svg-picture.ts';
import { analyze } from '#app/report.ts';
import { buildScene } from '#app/scene/build.ts';
import { legendOf } from '#app/scene/legend-entries.ts';
import { gathered, meshBadgeAt } from '#app/scene/mesh-badges.ts';
import type { Scene, SceneEdge } from '#app/scene/scene.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { isCard, textFaults } from '#tests/kit/drawn.ts';
import { fullMesh } from './networks.ts';

/** No peering of it is routed: each has a warning. */
const report = analyze(fullMesh(25).snapshot());
const scene = buildScene(report, { findings: true });

describe('a mesh of 25 of which no peering is routed', () => {
  const [mesh] = scene.hulls;

  it('has one badge that counts all 300 lines, and no line has one', () => {
    expect(scene.edges).toHaveLength(300);
    expect(scene.edges.filter(({ badge }) => badge)).toEqual([]);
    expect(scene.hulls.map(({ badge }) => badge)).toEqual([{ severity: 'warning', count: 300 }]);
    expect(legendOf(scene).some((entry) => entry.sort === 'badge')).toBe(true);
  });

  it('bears it on its outline, clear of every card and its badge', () => {
    const { x, y } = meshBadgeAt(mesh!);
    const near = scene.nodes
      .filter(isCard)
      .filter(
        (card) =>
          x > card.x - 20 &&
          x < card.x + card.width + 20 &&
          y > card.y - 20 &&
          y < card.y + card.height + 8,
      );
    expect(near.map(({ label }) => label)).toEqual([]);
  });

  it('says so in files', () => {
    const { svg } = picture(report, scene);
    expect(svg.match(/300 peerings of this mesh: Warning/g)).toHaveLength(1);
    // On the overview and on the page of its Region, and in the legend of each.
    const [file] = drawio.render(report, scene);
    expect(String(file!.body).match(/! 300/g)).toHaveLength(4);
  });
});

it('a mesh with few badges keeps them on its lines', () => {
  const sample = buildScene(analyze(sampleEstate().snapshot()), { findings: true });
  const lines = sample.edges.filter(({ badge }) => badge);
  expect(lines.length).toBeGreaterThan(5);
  expect(sample.hulls.flatMap(({ badge }) => badge ?? [])).toEqual([]);
});

describe('a hub of 20 peerings of which none is routed', () => {
  const world = new World();
  const at = world.region();
  const hub = at.vpc('hub', '10.255.0.0/16');
  for (let i = 0; i < 20; i++) world.peer(hub, at.vpc(`peer-${i}`, `10.${i}.0.0/16`));
  const starred = analyze(world.snapshot());
  const star = buildScene(starred, { findings: true });

  it('speaks for its lines, on its lower corner; its own badge, and those of its peers, stay', () => {
    expect(star.edges.filter(({ badge }) => badge)).toEqual([]);
    const marked = star.nodes.filter(({ links }) => links);
    expect(marked.map(({ label, links, badge }) => [label, links, badge?.count])).toEqual([
      ['hub', { severity: 'warning', count: 20 }, 20],
    ]);
    const { svg } = picture(starred, star);
    expect(svg.match(/20 links that end here: Warning/g)).toHaveLength(1);
    expect(svg).toContain('so many of its links have it</text>');
    expect(textFaults(svg)).toEqual([]);
  });

  it('does not where there are few', () => {
    const few = { ...star, nodes: star.nodes.map((node) => ({ ...node, links: undefined })) };
    const lines = few.edges.slice(0, 12).map((edge) => ({
      ...edge,
      badge: { severity: 'warning' as const, count: 1 },
    }));
    expect(gathered({ ...few, edges: lines }).edges).toBe(lines);
  });
});

it('a VPC that is no member speaks for its own lines, and of the mesh the few that are worse keep theirs', () => {
  const plain = buildScene(report);
  const [out] = plain.hulls[0]!.members;
  const leaves = (edge: SceneEdge): boolean => edge.from === out || edge.to === out;
  const severe = new Set(plain.edges.filter((edge) => !leaves(edge)).slice(0, 2));
  const drawn: Scene = {
    ...plain,
    hulls: plain.hulls.map((hull) => ({ ...hull, members: hull.members.slice(1) })),
    edges: plain.edges.map((edge) => ({
      ...edge,
      badge: { severity: severe.has(edge) ? 'error' : 'warning', count: 1 },
    })),
  };
  const told = gathered(drawn);
  const marked = told.edges.filter(({ badge }) => badge);
  // Of the 276 lines among the members, the two with an error.
  expect(marked.map(({ badge }) => badge)).toEqual([
    { severity: 'error', count: 1 },
    { severity: 'error', count: 1 },
  ]);
  expect(told.nodes.find(({ id }) => id === out)!.links).toEqual({
    severity: 'warning',
    count: 24,
  });
  expect(told.hulls[0]!.badge).toEqual({ severity: 'warning', count: 274 });
  // Asked again, lines and hubs are the same objects: what did not change is not sent again.
  const again = gathered(drawn);
  expect(again.edges.every((edge, i) => edge === told.edges[i])).toBe(true);
  expect(again.nodes.every((node, i) => node === told.nodes[i])).toBe(true);
});

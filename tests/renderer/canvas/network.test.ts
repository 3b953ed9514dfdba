/** A large network as it is painted: in strokes that look alike, with the same look as Cytoscape's, and under the hand. */
import { describe, expect, it, test } from 'vitest';
import { edgeLooks, idleLook, inactiveDash } from '#app/scene/legend.ts';
import { NO_PLAN_MARKS } from '#app/scene/planned.ts';
import type { Scene, SceneNode } from '#app/scene/scene.ts';
import { networkOf, sortAhead, under } from '#renderer/canvas/network.ts';
import { elementsOf } from '#renderer/canvas/elements.ts';
import { stateOf } from '#renderer/canvas/states.ts';
import { box, line, picture } from '../picture.ts';

const network = networkOf(picture, NO_PLAN_MARKS);

test('it holds the boxes and lines that Cytoscape would hold', () => {
  const { nodes, edges } = elementsOf(picture);
  expect([...network.boxes.keys()]).toEqual(nodes.map((node) => node.data.id));
  expect([...network.wires.keys()]).toEqual(edges.map((edge) => edge.data.id));
});

test('each box and line is in one batch, and a batch has one look', () => {
  expect(network.boxBatches.flat()).toHaveLength(network.boxes.size);
  expect(network.wireBatches.flat()).toHaveLength(network.wires.size);
  for (const batch of network.boxBatches)
    expect(new Set(batch.map((b) => `${b.shape} ${b.ghost}`)).size).toBe(1);
  for (const batch of network.wireBatches)
    expect(new Set(batch.map((w) => JSON.stringify(w.stroke))).size).toBe(1);
});

test('thousands of boxes that look alike are one stroke', () => {
  const many = { ...picture, nodes: Array.from({ length: 3000 }, (_, i) => box(`vpc-${i}`, i, 0)) };
  expect(networkOf({ ...many, edges: [] }, NO_PLAN_MARKS).boxBatches).toHaveLength(1);
});

test('lines look as their kind, and otherwise where they are inactive, bundled, in a mesh or of a plan', () => {
  const two = { nodes: [box('vpc-a', 0, 0), box('vpc-b', 300, 0)], hulls: [] };
  const strokeOf = (part: Parameters<typeof line>[3], marks = NO_PLAN_MARKS, hulls = false) =>
    networkOf(
      {
        ...picture,
        ...two,
        hulls: hulls ? [{ ...HULL, members: ['vpc-a', 'vpc-b'] }] : [],
        edges: [line('pcx', 'vpc-a', 'vpc-b', part)],
      },
      marks,
    ).wires.get('pcx')?.stroke;
  const { line: colour, width } = edgeLooks.peering;
  expect(strokeOf({})).toEqual({ line: colour, width, dash: [], strength: 1 });
  expect(strokeOf({ active: false })?.dash).toEqual(inactiveDash);
  expect(strokeOf({ refs: ['a', 'b'] })?.width).toBeGreaterThan(width);
  expect(strokeOf({}, NO_PLAN_MARKS, true)?.line).toBe('mesh-line');
  const idle = { ...NO_PLAN_MARKS, idle: new Set(['pcx']) };
  expect(strokeOf({}, idle)).toMatchObject({ dash: idleLook.dash, strength: idleLook.strength });
  const removed = { ...NO_PLAN_MARKS, edges: new Map([['pcx', 'removed' as const]]) };
  expect(strokeOf({}, removed)?.line).toBe('diff-removed');
});

const HULL = {
  id: 'hull/1',
  finding: '1',
  outline: [],
  caption: '',
  captionAt: { x: 0, y: 0 },
};

test('under the hand is a box before a line, and a line within reach of the screen, not of the picture', () => {
  // pcx-ab runs from (200, 120) to (400, 120); vpc-a is a box of 100 by 40 at (100, 100).
  expect(under(network, { x: 150, y: 120 }, 1)).toEqual({ kind: 'node', id: 'vpc-a' });
  expect(under(network, { x: 300, y: 125 }, 1)).toEqual({ kind: 'edge', id: 'pcx-ab' });
  expect(under(network, { x: 300, y: 150 }, 1)).toBeUndefined();
  // Five times as far away, 30 units are 6 pixels.
  expect(under(network, { x: 300, y: 150 }, 0.2)).toEqual({ kind: 'edge', id: 'pcx-ab' });
  expect(under(network, { x: 900, y: 550 }, 1)).toBeUndefined();
});

test('of a finding what it names is lit and the rest dimmed; of a resource nothing is dimmed', () => {
  const light = (reason: 'finding' | 'resource' | 'path') => ({
    reason,
    nodes: new Set(['vpc-a']),
    edges: new Map([['pcx-ab', 'backward' as const]]),
  });
  const none = new Set<string>();
  expect(stateOf('vpc-a', light('finding'), none)).toMatchObject({ lit: true, dimmed: false });
  expect(stateOf('vpc-b', light('finding'), none)).toMatchObject({ lit: false, dimmed: true });
  expect(stateOf('vpc-b', light('resource'), none)).toMatchObject({ lit: false, dimmed: false });
  expect(stateOf('vpc-b', light('resource'), new Set(['vpc-b'])).selected).toBe(true);
  expect(stateOf('pcx-ab', light('path'), none)).toMatchObject({
    path: true,
    forward: false,
    backward: true,
  });
  expect(stateOf('pcx-ab', light('finding'), none).path).toBe(false);
});

test('sorted ahead in slices, a large network is the same, and is not sorted again', () => {
  const nodes = Array.from({ length: 3000 }, (_, i) => box(`vpc-${i}`, i, 0));
  const edges = nodes
    .slice(1)
    .map((node, i) => line(`pcx-${i}`, `vpc-${i}`, node.id, { active: i % 2 === 0 }));
  const scene = { ...picture, nodes, edges };
  const breaths = [...sortAhead(scene)].length;
  expect(breaths).toBeGreaterThan(3);
  const ahead = networkOf(scene, NO_PLAN_MARKS);
  expect(ahead).toEqual(networkOf({ ...scene }, NO_PLAN_MARKS));
  expect(networkOf(scene, NO_PLAN_MARKS)).toBe(ahead);
  expect(ahead.wireBatches).toHaveLength(2);
  // What a plan does to it is not in there.
  const marks = { ...NO_PLAN_MARKS, idle: new Set(['pcx-0']) };
  expect(networkOf(scene, marks).wireBatches).toHaveLength(3);
});

describe('an opened VPC in a large network', () => {
  const box = (id: string, shape: SceneNode['shape'], x: number, size: number, parent?: string) =>
    ({
      ...{ id, ref: id, shape, parent, label: id, lines: [], ghost: false, badge: undefined },
      ...{ x, y: x, width: size, height: size },
    }) satisfies SceneNode;
  const scene: Scene = {
    ...{ title: '', width: 900, height: 900, edges: [], hulls: [], leftOut: [] },
    nodes: [
      box('vpc', 'vpc', 0, 400),
      box('ghost', 'vpc', 500, 50),
      box('subnet', 'subnet', 100, 100, 'vpc'),
    ],
  };
  const network = networkOf(scene, NO_PLAN_MARKS);

  it('is under the hand where nothing stands in it, and from afar as a whole', () => {
    expect(under(network, { x: 150, y: 150 }, 1)?.id).toBe('subnet');
    expect(under(network, { x: 50, y: 50 }, 1)?.id).toBe('vpc');
    expect(under(network, { x: 150, y: 150 }, 0.1)?.id).toBe('vpc');
  });

  it('is drawn before what stands in it', () => {
    expect(network.boxBatches.at(-1)?.map((n) => n.id)).toEqual(['subnet']);
  });
});

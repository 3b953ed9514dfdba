/** A small scene made by hand: two VPCs peered, one on a transit gateway, a ghost, in an account and a Region. */
import { NO_PLAN_MARKS, type PlanMarks } from '#app/scene/planned.ts';
import type { Scene, SceneEdge, SceneNode } from '#app/scene/scene.ts';
import type { Instead } from '#renderer/state/instead.ts';

export const box = (
  id: string,
  x: number,
  y: number,
  part: Partial<SceneNode> = {},
): SceneNode => ({
  id,
  ref: id,
  shape: 'vpc',
  parent: 'region/1/eu-west-1',
  label: id,
  lines: ['10.0.0.0/16'],
  ghost: false,
  badge: undefined,
  x,
  y,
  width: 100,
  height: 40,
  ...part,
});

export const line = (
  id: string,
  from: string,
  to: string,
  part: Partial<SceneEdge> = {},
): SceneEdge => ({
  id,
  refs: [id],
  kind: 'peering',
  from,
  to,
  active: true,
  label: id,
  points: [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
  ],
  badge: undefined,
  ...part,
});

export const picture: Scene = {
  title: 'By hand',
  width: 1000,
  height: 600,
  nodes: [
    box('account/1', 0, 0, {
      shape: 'account',
      ref: 'account/1',
      parent: undefined,
      width: 1000,
      height: 600,
    }),
    box('region/1/eu-west-1', 20, 20, {
      shape: 'region',
      parent: 'account/1',
      width: 900,
      height: 500,
    }),
    // A segment carries the ref of its gateway, and comes before it.
    box('segment/tgw-1/none', 40, 300, { shape: 'segment', ref: 'tgw-1', width: 300, height: 100 }),
    box('vpc-a', 100, 100),
    box('vpc-b', 400, 100),
    box('vpc-c', 100, 320),
    box('tgw-1', 400, 320, { shape: 'transit-gateway' }),
    box('vpc-ghost', 700, 100, { ghost: true }),
  ],
  edges: [
    line('pcx-ab', 'vpc-a', 'vpc-b', {
      points: [
        { x: 200, y: 120 },
        { x: 400, y: 120 },
      ],
    }),
    line('attachment/c', 'vpc-c', 'tgw-1', {
      refs: ['tgw-attach-c'],
      kind: 'attachment',
      points: [
        { x: 200, y: 340 },
        { x: 260, y: 300 },
        { x: 330, y: 380 },
        { x: 400, y: 340 },
      ],
    }),
    line('attachment/b', 'vpc-b', 'tgw-1', {
      refs: ['tgw-attach-b'],
      kind: 'attachment',
      points: [
        { x: 450, y: 140 },
        { x: 450, y: 320 },
      ],
    }),
    line('pcx-bg', 'vpc-b', 'vpc-ghost', {
      active: false,
      points: [
        { x: 500, y: 120 },
        { x: 700, y: 120 },
      ],
    }),
  ],
  hulls: [],
  leftOut: [],
};

/** A plan or a comparison on the canvas, as the state holds it. */
export const standing = (what: Instead['what'], marks: PlanMarks = NO_PLAN_MARKS) => ({
  instead: { what, marks, today: picture, stood: undefined },
});

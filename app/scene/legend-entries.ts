/** The legend of a picture: what it uses of the table of looks, and what each of that means. */
import { SEVERITIES, type Severity } from '../rules/rule.ts';
import { edgeLooks, flowLook, hullLook, nodeLooks, severityLooks, stopLooks } from './legend.ts';
import type { Stop } from './light.ts';
import type { EdgeKind, NodeShape, Scene } from './scene.ts';

/** One line of a legend. */
export type LegendEntry =
  | {
      readonly sort: 'node';
      readonly shape: NodeShape;
      readonly ghost: boolean;
      readonly title: string;
    }
  | {
      readonly sort: 'edge';
      readonly kind: EdgeKind;
      readonly active: boolean;
      readonly title: string;
    }
  | { readonly sort: 'hull'; readonly title: string }
  | { readonly sort: 'badge'; readonly severity: Severity; readonly title: string }
  | {
      /** Of a mesh or a hub that speaks for its lines: one that is in the picture. */
      readonly sort: 'shared';
      readonly severity: Severity;
      readonly count: number;
      readonly title: string;
    }
  | { readonly sort: 'way'; readonly title: string }
  | { readonly sort: 'stop'; readonly tone: Stop['tone']; readonly title: string };

export const sharedTitle = 'On a mesh or below a box: so many of its links have it';

/** What a scene uses, in the order of the tables above. */
export function legendOf(
  scene: Pick<Scene, 'nodes' | 'edges' | 'hulls' | 'way'>,
): readonly LegendEntry[] {
  const shapes = new Set(scene.nodes.map((n) => n.shape));
  const kinds = new Set(scene.edges.filter((e) => e.active).map((e) => e.kind));
  const badges = new Set(
    [
      ...[...scene.nodes, ...scene.edges, ...scene.hulls].map(({ badge }) => badge),
      ...scene.nodes.map(({ links }) => links),
    ].flatMap((badge) => badge?.severity ?? []),
  );
  const out: LegendEntry[] = [];
  for (const shape of Object.keys(nodeLooks) as NodeShape[]) {
    if (shape === 'account' || shape === 'region' || !shapes.has(shape)) continue;
    out.push({ sort: 'node', shape, ghost: false, title: nodeLooks[shape].title });
  }
  if (scene.nodes.some((n) => n.ghost && !nodeLooks[n.shape].container)) {
    out.push({ sort: 'node', shape: 'vpc', ghost: true, title: 'Outside the accounts collected' });
  }
  if (scene.hulls.length > 0) out.push({ sort: 'hull', title: hullLook.title });
  for (const kind of Object.keys(edgeLooks) as EdgeKind[]) {
    if (kinds.has(kind))
      out.push({ sort: 'edge', kind, active: true, title: edgeLooks[kind].title });
  }
  if (scene.edges.some((e) => !e.active)) {
    out.push({ sort: 'edge', kind: 'peering', active: false, title: 'Link that is not active' });
  }
  for (const severity of SEVERITIES) {
    if (badges.has(severity))
      out.push({ sort: 'badge', severity, title: severityLooks[severity].title });
  }
  const [shared] = [
    ...scene.hulls.map(({ badge }) => badge),
    ...scene.nodes.map((n) => n.links),
  ].flatMap((badge) => badge ?? []);
  if (shared) out.push({ sort: 'shared', ...shared, title: sharedTitle });
  const { way } = scene;
  if (way && scene.edges.some(({ id }) => way.edges.has(id)))
    out.push({ sort: 'way', title: flowLook.title });
  const stop = way?.stop;
  if (stop && [...scene.nodes, ...scene.edges].some(({ id }) => id === stop.at))
    out.push({ sort: 'stop', tone: stop.tone, title: stopLooks[stop.tone].title });
  return out;
}

/** What of a mesh its routes use: the webs of VPCs that its peerings carry something between. */
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Mesh, Pair } from './find.ts';
import { components, findGroups, type GroupOptions } from './groups.ts';

export interface MeshInUse {
  /** The members that a peering carries something for, with all that is between them. */
  readonly part: Mesh;
  /**
   * Members that hang together by peerings in use, where these hold a mesh or are too many for peering; largest first.
   * None: what is used is no mesh.
   */
  readonly webs: readonly (readonly Ref[])[];
  /** Unused pairs within a web: somebody forgot their routes. */
  readonly forgotten: readonly Pair[];
  /** Unused pairs that no web has. */
  readonly spare: readonly Pair[];
}

/**
 * Looks for meshes anew, on those peerings of a mesh that are not known to be unrouted. `largeFrom`: VPCs from which a web
 * that is no star is as little to be looked after as a mesh, as `mesh-component-too-large` has it.
 */
export function meshInUse(
  mesh: Mesh,
  unrouted: readonly Pair[],
  { largeFrom, ...options }: GroupOptions & { readonly largeFrom: number },
): MeshInUse {
  const { members } = mesh;
  if (unrouted.length === 0) return { part: mesh, webs: [members], forgotten: [], spare: [] };
  const unused = new Set(unrouted.map(keyOf));
  const index = new Map(members.map((vpc, i) => [vpc, i]));
  const links = members.map(() => [] as number[]);
  for (const { requester, accepter } of mesh.peerings) {
    if (unused.has(keyOf([requester.vpc, accepter.vpc]))) continue;
    const [a, b] = [index.get(requester.vpc)!, index.get(accepter.vpc)!];
    links[a]!.push(b);
    links[b]!.push(a);
  }
  const neighbours = links.map((list) => list.sort((a, b) => a - b));
  const inMeshes = new Set(findGroups(neighbours, options).flat());
  const isWeb = (web: readonly number[]): boolean =>
    web.some((v) => inMeshes.has(v)) || (web.length >= largeFrom && !isStar(web, neighbours));
  const webs = components(neighbours)
    .filter(isWeb)
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!)
    .map((web) => web.map((v) => members[v]!));
  const webOf = new Map(webs.flatMap((web, i) => web.map((vpc) => [vpc, i] as const)));
  const within = ([a, b]: Pair): boolean => webOf.has(a) && webOf.get(a) === webOf.get(b);
  return {
    part: among(mesh, new Set(members.filter((_, v) => neighbours[v]!.length > 0))),
    webs,
    forgotten: unrouted.filter(within),
    spare: unrouted.filter((pair) => !within(pair)),
  };
}

const keyOf = (pair: Pair): string => uniq(pair).join('\n');

const isStar = (web: readonly number[], neighbours: readonly (readonly number[])[]): boolean => {
  const degrees = web.map((v) => neighbours[v]!.length);
  const ends = degrees.reduce((sum, degree) => sum + degree, 0);
  return ends === 2 * Math.max(...degrees);
};

/** A mesh without the members that are not `kept`. */
function among(mesh: Mesh, kept: ReadonlySet<Ref>): Mesh {
  if (kept.size === mesh.members.length) return mesh;
  const both = (pair: readonly Ref[]): boolean => pair.every((vpc) => kept.has(vpc));
  return {
    members: mesh.members.filter((vpc) => kept.has(vpc)),
    peerings: mesh.peerings.filter((p) => both([p.requester.vpc, p.accepter.vpc])),
    missing: mesh.missing.filter(both),
    unseen: mesh.unseen.filter(both),
  };
}

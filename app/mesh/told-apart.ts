/** Names for meshes that would read alike: what their members are called, or where they are. Pure. */
import { groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { Topology } from '../topology/topology.ts';
import type { Mesh } from './find.ts';
import { regionsOf } from './blockers.ts';

/** Only such names are put into a caption, which other places cut at its colon and semicolon. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N}_./ -]{0,39}$/u;
const BREAK = /[-_./ ]/;

const backward = (text: string): string => Array.from(text).reverse().join('');

/** What all names begin with, to the end of a word: `payments-`; or before their numbers: `payments`. */
function commonStart(names: readonly string[]): string {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const name of others) {
    while (!name.startsWith(first.slice(0, length))) length--;
  }
  if (names.every((name) => /^\d+$/.test(name.slice(length)))) {
    return first.slice(0, length).replace(/\d+$/, '');
  }
  while (length > 0 && !BREAK.test(first[length - 1]!)) length--;
  return first.slice(0, length);
}

/** `payments-*`, `*-payments`, or what all of them are called. */
function namesInCommon(names: readonly string[]): readonly string[] {
  if (names.some((name) => name === '')) return [];
  if (uniq(names).length === 1) return [names[0]!];
  const start = commonStart(names);
  const end = backward(commonStart(names.map(backward)));
  return [start === '' ? '' : `${start}*`, end === '' ? '' : `*${end}`];
}

const isPlain = (name: string): boolean =>
  PLAIN.test(name.replace(/^\*[-_./ ]/, '').replace('*', ''));

const nameOf = (topology: Topology, vpc: Ref): string => topology.get('vpc', vpc)?.name ?? '';

/** Ways to call a mesh by its members, the best first; '' where it has none of that sort. */
function waysToCall(topology: Topology, { members }: Mesh): readonly string[] {
  const common = namesInCommon(members.map((vpc) => nameOf(topology, vpc)));
  const accounts = uniq(members.map((vpc) => topology.placeOf(vpc).account));
  const regions = regionsOf(topology, members);
  const account = accounts.length === 1 && accounts[0] ? `account ${accounts[0]}` : '';
  const region = regions.length === 1 ? regions[0]! : '';
  return [
    ...[common[0] ?? '', common[1] ?? ''].map((name) => (isPlain(name) ? name : '')),
    account,
    region,
    account !== '' && region !== '' ? `${account}, ${region}` : '',
  ];
}

/** In how many of these lists each text is. */
function countIn(lists: Iterable<readonly string[]>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const list of lists)
    for (const text of new Set(list)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** What to call each of several meshes of which the same is said; a mesh that reads like no other is not in it. */
export function toldApart(
  topology: Topology,
  meshes: readonly Mesh[],
  said: (mesh: Mesh) => string,
): ReadonlyMap<Mesh, string> {
  const names = new Map<Mesh, string>();
  for (const alike of groupBy(meshes, said).values()) {
    if (alike.length < 2) continue;
    const ways = alike.map((mesh) => waysToCall(topology, mesh));
    const members = alike.map((mesh) => mesh.members);
    const sorts = ways[0]!.map((_, sort) => countIn(ways.map((way) => [way[sort]!])));
    const withMember = countIn(members);
    const withName = countIn(members.map((vpcs) => vpcs.map((vpc) => nameOf(topology, vpc))));
    /** A member that none of the others has, by its name where that is short and nobody else's. */
    const withOne = (vpcs: readonly Ref[]): string => {
      const own = vpcs.find((vpc) => withMember.get(vpc) === 1) ?? vpcs[0]!;
      const name = nameOf(topology, own);
      return `with ${isPlain(name) && withName.get(name) === 1 ? name : own}`;
    };
    for (const [i, mesh] of alike.entries()) {
      const name = ways[i]!.find((way, sort) => way !== '' && sorts[sort]!.get(way) === 1);
      names.set(mesh, name ?? withOne(members[i]!));
    }
  }
  return names;
}

/** `mesh of 7 (payments-*): 21 peerings`. */
export const called = (caption: string, name: string | undefined): string =>
  name === undefined ? caption : caption.replace(': ', () => ` (${name}): `);

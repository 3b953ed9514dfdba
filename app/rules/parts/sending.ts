/** Which route tables of VPCs send to which transit gateways, and over which attachments. */
import { uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { Route, RouteTable } from '../../kinds/route-table.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Place } from '../rule.ts';
import { once } from './once.ts';
import { few } from './words.ts';

/** A table of a VPC with its routes to one transit gateway. */
export interface Sending {
  readonly table: RouteTable;
  readonly routes: readonly Route[];
}

type Sendings = ReadonlyMap<Ref, ReadonlyMap<Ref, readonly Sending[]>>;

/** Tables with routes to transit gateways, by VPC and gateway, in order of tables. */
export const sendings = once((topology: Topology): Sendings => {
  const out = new Map<Ref, Map<Ref, Sending[]>>();
  for (const table of topology.all('route-table')) {
    let here: Map<Ref, Route[]> | undefined;
    for (const route of table.routes) {
      if (route.target.kind !== 'transit-gateway') continue;
      here ??= new Map();
      const routes = here.get(route.target.id);
      if (routes) routes.push(route);
      else here.set(route.target.id, [route]);
    }
    if (!here) continue;
    const ofVpc = out.get(table.vpc) ?? new Map<Ref, Sending[]>();
    out.set(table.vpc, ofVpc);
    for (const [tgw, routes] of here) {
      const list = ofVpc.get(tgw);
      if (list) list.push({ table, routes });
      else ofVpc.set(tgw, [{ table, routes }]);
    }
  }
  return out;
});

/** Tables of a VPC that send to a gateway. */
export const sendingTo = (topology: Topology, vpc: Ref, tgw: Ref): readonly Sending[] =>
  sendings(topology).get(vpc)?.get(tgw) ?? [];

/** States in which an attachment carries traffic. */
const LIVE: ReadonlySet<string> = new Set(['available', 'modifying']);
/** States after which nothing is left of it. */
const GONE: ReadonlySet<string> = new Set(['deleted', 'deleting']);

export const isLive = ({ state }: Attachment): boolean => LIVE.has(state);

/** A VPC attachment that carries traffic. */
export type LiveVpcAttachment = Attachment & { readonly vpc: Ref };

/** Every VPC attachment that carries traffic, in order of ids. */
export const liveVpcAttachments = once((topology: Topology): readonly LiveVpcAttachment[] =>
  topology.attachments.filter((a): a is LiveVpcAttachment => a.vpc !== undefined && isLive(a)),
);

/** A VPC that sends to a gateway on which it is seen to have no attachment. */
export interface Detached {
  readonly vpc: Ref;
  readonly tgw: Ref;
  readonly sendings: readonly Sending[];
}

/**
 * VPCs whose routes lead to a known gateway they are not attached to. An attachment that waits or failed is told by
 * tgw-attachment-stuck.
 */
export const detached = once((topology: Topology): readonly Detached[] => {
  const out: Detached[] = [];
  for (const [vpc, gateways] of sendings(topology)) {
    for (const [tgw, list] of gateways) {
      if (!topology.get('transit-gateway', tgw) && !topology.ghost(tgw)) continue;
      const attached = topology
        .attachmentsOf(vpc)
        .some((a) => a.vpc === vpc && a.ends[0]?.tgw === tgw && !GONE.has(a.state));
      if (attached || !topology.saw('tgw-vpc-attachment', list[0]!.table)) continue;
      out.push({ vpc, tgw, sendings: list });
    }
  }
  return out;
});

const pairs = once(
  (topology: Topology): ReadonlySet<string> =>
    new Set(detached(topology).map(({ vpc, tgw }) => `${vpc} ${tgw}`)),
);

/** True where a VPC is seen not to be attached to a known gateway that it has routes to. */
export const isDetached = (topology: Topology, vpc: Ref, tgw: Ref): boolean =>
  pairs(topology).has(`${vpc} ${tgw}`);

const nameOf = (topology: Topology, { destination, cidr }: Route): string =>
  cidr ? destination : topology.label(destination);

/** `10.0.0.0/8 to tgw-1`, a place for each route. */
export const sendingPlaces = (topology: Topology, list: readonly Sending[]): Place[] =>
  list.flatMap(({ table, routes }) =>
    uniq(routes.map((r) => `${nameOf(topology, r)} to ${r.target.id}`)).map((detail) => ({
      resource: table.id,
      detail,
    })),
  );
/** `10.0.0.0/8 and 172.16.0.0/12`, or `12 destinations`. */
export function destinationsOf(topology: Topology, list: readonly Sending[]): string {
  const words = uniq(list.flatMap(({ routes }) => routes.map((r) => nameOf(topology, r))));
  return few(words, 'destination');
}

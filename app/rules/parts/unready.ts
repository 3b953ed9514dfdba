/** Peerings that are not active: what rules about them say alike. */
import { count } from '../../base/count.ts';
import type { Ref } from '../../base/ref.ts';
import type { VpcPeering } from '../../kinds/vpc-peering.ts';
import { peeringRoutes } from '../../mesh/use.ts';
import type { Routing } from '../../routing/routing.ts';
import type { Topology } from '../../topology/topology.ts';
import { hoursBetween } from './age.ts';
import { routePlaces } from './route-places.ts';

/**
 * Hours after which a request that nobody accepts expires.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-connection-quotas.html
 */
const LIFE = 168;

/**
 * States that rules about peerings tell of, and how each one ends. `deleted` and `deleting` are ordinary endings;
 * `initiating-request` and `provisioning` last for moments.
 * Source: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle
 */
export const ENDINGS: ReadonlyMap<string, 'pending' | 'expired' | 'rejected' | 'failed'> = new Map([
  ['pending-acceptance', 'pending'],
  ['expired', 'expired'],
  ['rejected', 'rejected'],
  ['failed', 'failed'],
]);

/** The state in which a peering is about to be active: it was accepted. What is being asked for waits for somebody next. */
export const SOON = 'provisioning';

/** A request younger than this may still be in somebody's hands. */
export const A_DAY = 24;

/** The rule that tells of a peering that is in one of `ENDINGS`. */
export const tellerOf = (topology: Topology, peering: VpcPeering): string =>
  (waiting(topology, peering)?.waited ?? 0) < A_DAY
    ? 'peering-not-active'
    : 'peering-pending-too-long';

export interface Waiting {
  /** Hours since it was requested; AWS tells only when it will expire. */
  readonly waited: number;
  readonly left: number;
}

/** How long a request has been waiting to be accepted; undefined for other states, or where that is not known. */
export function waiting(topology: Topology, peering: VpcPeering): Waiting | undefined {
  if (peering.state !== 'pending-acceptance' || !peering.expires) return undefined;
  const left = hoursBetween(topology.takenAt, peering.expires);
  return left === undefined ? undefined : { waited: LIFE - left, left };
}

/** The resources, hops, places and words of a finding about a peering that carries nothing. */
export function unready(topology: Topology, routing: Routing, peering: VpcPeering) {
  const uses = (peeringRoutes(routing).get(peering.id) ?? []).flatMap(([, routes]) => routes);
  const { requester, accepter } = peering;
  // What ended may name VPCs that are gone themselves.
  const known = (vpc: Ref) => topology.find(vpc) !== undefined || topology.ghost(vpc) !== undefined;
  const ends = [requester.vpc, accepter.vpc].filter(known);
  const pending = peering.state === 'pending-acceptance';
  return {
    at: [peering.id, ...ends],
    path: [...ends.slice(0, 1), peering.id, ...ends.slice(1)],
    places: routePlaces(uses),
    /** True where a table in use sends to it already. */
    used: uses.some((use) => use.inUse),
    data: {
      link: topology.label(peering.id),
      from: topology.label(requester.vpc),
      to: topology.label(accepter.vpc),
      until: peering.expires?.slice(0, 10) ?? '',
      routes:
        uses.length > 0
          ? `; ${count(uses.length, 'route')} ${pending ? '' : 'still '}${uses.length === 1 ? 'uses' : 'use'} it${pending ? ' already' : ''}`
          : '',
    },
  };
}

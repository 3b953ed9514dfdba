/** What a user typed (id, name, ARN or address) into the end of a trace. */
import { hasIp, parseIp, tryIp } from '../base/cidr.ts';
import { didYouMean } from '../base/nearest.ts';
import { by } from '../base/order.ts';
import { kindIds, kinds, type Resource } from '../kinds/index.gen.ts';
import type { Topology } from '../topology/topology.ts';
import { interfaceOf } from './appliance.ts';
import type { TraceQuery } from './routing.ts';

const SHOWN = 5;

/** `vpc-1 in 111122223333 us-east-1`: what tells things of one name apart. */
const placed = ({ id, account, region }: Resource): string =>
  [id, 'in', account, region].filter((part) => part !== '').join(' ');

const choices = (found: readonly Resource[]): string =>
  found.slice(0, SHOWN).map(placed).join(', ') +
  (found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '');

/**
 * Turns text into an end. A VPC stands for its subnets, an interface or instance for its address.
 * Throws RangeError with a sentence for the user where nothing, or more than one thing, is meant.
 */
export function resolveEnd(topology: Topology, text: string, ip?: string): TraceQuery['from'] {
  const trimmed = text.trim();
  if (ip !== undefined) parseIp(ip);
  if (tryIp(trimmed)) return { ip: trimmed };
  const id = trimmed.startsWith('arn:') ? trimmed.slice(trimmed.lastIndexOf('/') + 1) : trimmed;
  const direct = topology.find(id);
  if (direct) return endAt(topology, direct, ip);
  const instance = interfaceOf(topology, id);
  if (instance) return endAt(topology, instance, ip);
  if (topology.ghost(id)) {
    throw new RangeError(
      `${id} is outside what was collected: a trace cannot start or end in it. Give an address of it instead.`,
    );
  }
  const named = [
    ...topology.all('subnet'),
    ...topology.all('vpc'),
    ...topology.all('network-interface'),
  ].filter((r) => r.name === trimmed);
  const [only, ...rest] = named;
  if (!only) throw new RangeError(unplaced(topology, trimmed));
  if (rest.length > 0) {
    throw new RangeError(
      `${JSON.stringify(trimmed)} names ${named.length} resources (${choices([...named].sort(by((r) => r.id)))}): give an id.`,
    );
  }
  return endAt(topology, only, ip);
}

const noEnd = (asked: string, { kind, id }: Resource): string =>
  `${asked} is no place a flow can start or end (${kinds[kind].title}${asked === id ? '' : ` ${id}`}): ` +
  'give a subnet, VPC, interface, instance or address.';

/** What to say of a text that names no end: what it names instead, or what may have been meant. */
function unplaced(topology: Topology, text: string): string {
  const shown = JSON.stringify(text.slice(0, 80));
  const all = kindIds.flatMap((kind) => topology.all(kind) as readonly Resource[]);
  const other = all.find((resource) => resource.name === text && text !== '');
  if (other) return noEnd(shown, other);
  const ends = [
    ...topology.all('subnet'),
    ...topology.all('vpc'),
    ...topology.all('network-interface'),
  ];
  const names = new Set(ends.flatMap((end) => [end.id, end.name]).filter((name) => name !== ''));
  return `Nothing here has the id, name or address ${shown}.${didYouMean(text, names)}`;
}

function endAt(topology: Topology, resource: Resource, ip: string | undefined): TraceQuery['from'] {
  const withIp = (subnet: string) => (ip === undefined ? { subnet } : { subnet, ip });
  switch (resource.kind) {
    case 'subnet':
      return withIp(resource.id);
    case 'vpc': {
      const subnets = topology.subnetsOf(resource.id);
      if (ip !== undefined) {
        const address = parseIp(ip);
        const holds = subnets.find((s) => s.cidrs.some((cidr) => hasIp(cidr, address)));
        if (holds) return { subnet: holds.id, ip };
        throw new RangeError(`${ip} is in no known subnet of ${resource.id}.`);
      }
      if (subnets.length === 0)
        throw new RangeError(`${resource.id} has no known subnet: a trace needs one.`);
      return { vpc: resource.id };
    }
    case 'network-interface': {
      const address = ip ?? resource.ips[0];
      return address === undefined
        ? { subnet: resource.subnet }
        : { subnet: resource.subnet, ip: address };
    }
    default:
      throw new RangeError(noEnd(resource.id, resource));
  }
}

/** Where a trace starts and ends: the subnet and address that a query names. */
import {
  type Cidr,
  firstHost,
  formatIp,
  hasIp,
  type Ip,
  ipAt,
  parseIp,
  tryIp,
} from '../base/cidr.ts';
import type { Subnet } from '../kinds/subnet.ts';
import { isHost } from './carriers.ts';
import { keptFor } from './reserved.ts';
import type { TraceQuery } from './routing.ts';
import type { RoutingView } from './view.ts';

export interface End {
  readonly ip: Ip;
  /** Undefined where the address lies in no known subnet. */
  readonly subnet: Subnet | undefined;
}

/** A subnet, a subnet and an address, or an address; the first usable host stands for a subnet. */
export function placeEnd(
  view: RoutingView,
  end: TraceQuery['from'],
  which: 'from' | 'to',
  other: TraceQuery['from'] | undefined,
  family?: 4 | 6,
): End {
  if (end.subnet !== undefined) {
    const subnet = view.topology.get('subnet', end.subnet);
    if (!subnet)
      throw new RangeError(
        `${end.subnet} is no subnet of this source. Search for it by name, or give another one.`,
      );
    if (end.ip !== undefined) {
      const ip = parseIp(end.ip);
      if (!subnet.cidrs.some((cidr) => hasIp(cidr, ip))) {
        throw new RangeError(
          `${end.ip} is not an address of ${subnet.id} (${subnet.cidrs.map((c) => c.text).join(', ')}).`,
        );
      }
      return { ip, subnet };
    }
    const wanted = family ?? familyOf(view, other);
    const block = subnet.cidrs.find((c) => c.family === wanted) ?? subnet.cidrs[0];
    if (!block) throw new RangeError(`${subnet.id} has no address block that is known.`);
    return { ip: hostFor(view, subnet, block, which), subnet };
  }
  if (end.ip === undefined)
    throw new RangeError(
      `Say where the trace ${which === 'from' ? 'starts' : 'ends'}: --${which} takes a subnet or an address.`,
    );
  const ip = parseIp(end.ip);
  const holders = view.subnetsAt(ip);
  if (holders.length > 1) {
    throw new RangeError(
      `${end.ip} lies in ${holders.length} subnets (${holders.map((s) => s.id).join(', ')}): say which, with --${which} SUBNET --${which}-ip ${end.ip}.`,
    );
  }
  return { ip, subnet: holders[0] };
}

/**
 * The first usable address that a host has or may have: who is there and is none is passed by, such as a NAT gateway. Where
 * that leaves nobody, the first of them.
 */
function hostFor(view: RoutingView, subnet: Subnet, block: Cidr, which: 'from' | 'to'): Ip {
  const others = new Set(
    view
      .interfacesIn(subnet.id)
      .filter((eni) => !isHost(eni, which))
      .flatMap(({ ips }) => ips),
  );
  const first = firstHost(block);
  let ip = first;
  for (let n = 5; others.has(formatIp(ip)) || view.natAt(subnet.id, ip); n++) {
    ip = ipAt(block, n);
    if (!hasIp(block, ip) || keptFor(block, ip) !== undefined) return first;
  }
  return ip;
}

/** The family the other end asks for, IPv4 where it does not say. */
function familyOf(view: RoutingView, end: TraceQuery['from'] | undefined): 4 | 6 {
  if (end?.ip) return tryIp(end.ip)?.family ?? 4;
  const subnet = end?.subnet ? view.topology.get('subnet', end.subnet) : undefined;
  return subnet?.cidrs[0]?.family ?? 4;
}

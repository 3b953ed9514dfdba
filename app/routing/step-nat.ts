/** Translation of the source address: by a NAT gateway, or by an appliance that is taken for one. */
import { formatIp, tryIp } from '../base/cidr.ts';
import type { Ref } from '../base/ref.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import { unknownTarget } from './arrive.ts';
import { stuck } from './repair.ts';
import { unchanged } from './step-appliance.ts';
import type { InSubnet, NatCrossing, Position, Walker } from './walker.ts';

/**
 * Takes an appliance that was passed to give the packet an address of its own, one that has a public address, the first
 * of its list where there are several; false where none is known.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html
 */
export function giveOwnAddress(w: Walker, eni: NetworkInterface, gateway: Ref): boolean {
  const subnet = w.topology.get('subnet', eni.subnet);
  const ip = eni.publicIps.flatMap((own) => tryIp(own.ip) ?? [])[0];
  if (!subnet || !ip) return false;
  if (w.ended) return true;
  // A route may name an appliance by its instance. Others may stand between it and the gateway.
  const at = w.appliances.findLastIndex((id) => id === eni.id || id === eni.instance);
  const [passed] = at < 0 ? [] : w.appliances.splice(at, 1);
  if (passed !== undefined && !w.appliances.includes(passed))
    w.assumptions.delete(unchanged('appliance', passed));
  w.assume(
    `The appliance ${eni.id} gives what it forwards its own address ${formatIp(ip)}: the internet gateway ${gateway} carries only what has a public address.`,
  );
  const { source } = w;
  const kind = 'network-interface';
  w.nats.push({ nat: eni.id, kind, subnet, ip, source, isPrivate: false, peered: false });
  w.translateBehind(subnet, ip);
  return true;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
export function translate(
  w: Walker,
  position: InSubnet,
  table: RouteTable,
  id: Ref,
): Position | undefined {
  const { subnet } = position;
  w.hop({ id, kind: 'nat-gateway' });
  const nat = w.topology.get('nat-gateway', id);
  const home = nat?.subnet ? w.topology.get('subnet', nat.subnet) : undefined;
  const ip = nat?.addresses.flatMap((a) => (a.privateIp ? (tryIp(a.privateIp) ?? []) : []))[0];
  if (nat && nat.state !== 'available') {
    const dead = {
      outcome: 'blackhole',
      at: id,
      message: `NAT gateway ${id} is ${nat.state}.`,
      change: `Re-point the route in ${table.id} to a NAT gateway that is available.`,
    } as const;
    if (w.direction === 'return' || w.goal.ip.family === 6 || !home || !ip)
      return stuck(w, position, dead);
    // Behind a gateway that is available the flow would go on as behind this one.
    w.fail(dead);
  }
  if (w.goal.ip.family === 6) {
    // NAT64: only for the prefix 64:ff9b::/96, and what is behind it is an IPv4 address.
    return unknownTarget(w, table, id, 'translation of IPv6 (NAT64) is not modelled');
  }
  if (!nat || !home || !ip) {
    // A regional NAT gateway has no subnet; its own routes are not shown.
    return unknownTarget(w, table, id, 'its subnet and address were not read');
  }
  if (w.direction === 'return') {
    return stuck(w, position, {
      outcome: 'filtered',
      at: id,
      message: `${table.id} sends the reply to NAT gateway ${id}, which knows no such connection and drops it.`,
      change: `Route ${formatIp(w.goal.ip)} back the way the flow came, in ${table.id}.`,
    });
  }
  w.cross(subnet, home);
  const isPrivate = nat.connectivity === 'private';
  const crossing: NatCrossing = {
    nat: id,
    kind: 'nat-gateway',
    subnet: home,
    ip,
    source: w.source,
    isPrivate,
    peered: false,
  };
  w.nats.push(crossing);
  w.source = ip;
  return { at: 'subnet', subnet: home, foreign: false, nat: crossing };
}

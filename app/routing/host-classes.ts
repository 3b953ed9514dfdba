/**
 * Hosts of a subnet that fare alike: the same security groups, the same kind of interface, and no prefix anywhere that
 * tells their addresses apart. One stands for all of its class, so that no pair of hosts has to be asked about twice.
 */
import { type Cidr, type Family, type Ip, tryIp } from '../base/cidr.ts';
import { groupBy } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import { PrefixTrie } from '../base/trie.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import { isHost } from './carriers.ts';
import { managedBy } from './clients.ts';
import { innerCuts, rulesOf } from './inner-cuts.ts';
import type { RoutingView } from './view.ts';

export interface Host {
  /** Absent for an address in no known subnet. */
  readonly subnet?: Ref;
  readonly ip: string;
}

/** Hosts that fare alike, never none. */
export interface HostClass {
  readonly hosts: readonly [Host, ...Host[]];
  /** Their security groups. */
  readonly groups: readonly Ref[];
}

interface Known {
  readonly eni: NetworkInterface;
  readonly ip: Ip;
  readonly host: Host;
}

/** Hosts of a subnet in one family, in classes by all but the rules of who they talk to; sorted by their first interface. */
export function hostClasses(
  view: RoutingView,
  subnet: Ref,
  family: Family | undefined,
  which: 'from' | 'to',
): HostClass[] {
  const hosts = view.interfacesIn(subnet).flatMap((eni): Known[] => {
    if (!isHost(eni, which)) return [];
    for (const text of eni.ips) {
      const ip = tryIp(text);
      if (ip && ip.family === family) return [{ eni, ip, host: { subnet, ip: text } }];
    }
    return [];
  });
  if (hosts.length === 0) return [];
  const { prefixes, targets } = innerCuts(view);
  const partOf = parts(prefixes.get(subnet) ?? []);
  const keyOf = ({ eni, ip, host }: Known): string =>
    [
      eni.type,
      managedBy(eni) !== undefined,
      eni.publicIps.some((own) => own.ip === host.ip),
      targets.has(eni.id) || targets.has(eni.instance ?? '') ? eni.id : '',
      partOf(ip),
      ...[...eni.securityGroups].sort(),
    ].join(' ');
  return [...groupBy(hosts, keyOf).values()].map(classOf);
}

const classOf = (hosts: readonly Known[]): HostClass => ({
  hosts: hosts.map(({ host }) => host) as [Host, ...Host[]],
  groups: hosts[0]!.eni.securityGroups,
});

/** The classes parted further, where rules of others' security groups name some of their addresses and not all. */
export function partedBy(
  view: RoutingView,
  classes: readonly HostClass[],
  others: readonly HostClass[],
): readonly HostClass[] {
  const id = classes[0]?.hosts[0].subnet;
  const subnet = id === undefined ? undefined : view.topology.get('subnet', id);
  if (!subnet) return classes;
  const rules = rulesOf(
    view.topology,
    others.flatMap(({ groups }) => groups),
  );
  const inside = rules.filter((cidr) =>
    subnet.cidrs.some((own) => own.family === cidr.family && own.length < cidr.length),
  );
  if (inside.length === 0) return classes;
  const partOf = parts(inside);
  return classes.flatMap(({ hosts, groups }) =>
    [...groupBy(hosts, ({ ip }) => partOf(tryIp(ip)!)).values()].map((list) => ({
      hosts: list as unknown as [Host, ...Host[]],
      groups,
    })),
  );
}

/** Tells addresses apart by which of the prefixes hold them: prefixes nest, so the longest one says all of them. */
function parts(prefixes: readonly Cidr[]): (ip: Ip) => string {
  if (prefixes.length === 0) return () => '';
  const trie = new PrefixTrie<undefined>();
  for (const cidr of prefixes) trie.add(cidr, undefined);
  return (ip) => trie.longest(ip)?.cidr.text ?? '';
}

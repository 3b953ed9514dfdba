/** Which port a client sends from, where AWS runs the client. */
import { formatIp, type Ip } from '../base/cidr.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { End } from './ends.ts';
import type { RoutingView } from './view.ts';
import type { Walker } from './walker.ts';

/**
 * Interfaces whose owner sends from any of the ports 1024-65535, and what it is called.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
 */
const MANAGED: Readonly<Record<string, string>> = {
  lambda: 'Lambda',
  load_balancer: 'a load balancer',
  network_load_balancer: 'a load balancer',
  nat_gateway: 'a NAT gateway',
};

/** An Application or Classic Load Balancer tells by its description alone: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html */
const isElb = ({ description }: NetworkInterface): boolean => description.startsWith('ELB ');

/** `Lambda (eni-1)` where AWS runs what sends from an interface, and so uses every ephemeral port. */
export function managedBy(eni: NetworkInterface): string | undefined {
  const what = isElb(eni) ? 'a load balancer' : MANAGED[eni.type];
  return what && `${what} (${eni.id})`;
}

/** Who gets the replies that are sent to an address, where it is one that surely uses every ephemeral port. */
export function managedClient(
  view: RoutingView,
  { nats }: Walker,
  from: End,
  to: Ip,
): string | undefined {
  const ip = formatIp(to);
  const nat = nats.find((passed) => formatIp(passed.ip) === ip);
  if (nat) return nat.kind === 'nat-gateway' ? `NAT gateway ${nat.nat}` : undefined;
  const eni =
    from.subnet && formatIp(from.ip) === ip ? view.interfaceAt(from.subnet.id, ip) : undefined;
  return eni && managedBy(eni);
}

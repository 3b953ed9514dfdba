/** Whether an address of an interface is known on the internet by a public one. */
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { Walker } from './walker.ts';

/**
 * Each private address has a public one of its own, or none. One of a delegated prefix has none: nothing on the internet
 * can send to it. For what it sends its host may give its own, as Kubernetes nodes do for pods.
 * Sources: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
 *          https://docs.aws.amazon.com/eks/latest/userguide/external-snat.html
 */
export const isKnownOutside = (eni: NetworkInterface, ip: string): boolean =>
  eni.publicIps.some((own) => own.ip === ip);

/** The same of what it sends: an address of a delegated prefix may leave with that of its host. */
export function hasPublicIp(w: Walker, eni: NetworkInterface, ip: string): boolean {
  if (isKnownOutside(eni, ip)) return true;
  if (eni.ips.includes(ip) || eni.publicIp === undefined) return false;
  w.assume(
    `${ip} is of a prefix of ${eni.id}: its host is taken to give it the public address ${eni.publicIp}.`,
  );
  return true;
}

/** IPv4 ranges by who may use them. */
import { type Cidr, contains, parseCidr } from '../../base/cidr.ts';

/** https://www.rfc-editor.org/rfc/rfc1918 */
const RFC1918 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(parseCidr);

/** Ranges that no public host has: RFC 6598 (shared), 2544 (benchmarks). */
const NEVER_PUBLIC = ['100.64.0.0/10', '198.18.0.0/15'].map(parseCidr);

/** True for an IPv4 block outside the three private ranges: AWS treats its names as public ones. */
export const outsideRfc1918 = (cidr: Cidr): boolean =>
  cidr.family === 4 && !RFC1918.some((range) => contains(range, cidr));

/** True for an IPv4 block that hosts on the internet may have. */
export const isPublicBlock = (cidr: Cidr): boolean =>
  outsideRfc1918(cidr) && !NEVER_PUBLIC.some((range) => contains(range, cidr));

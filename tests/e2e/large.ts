/** Networks large enough to be painted: VPCs on transit gateways, and a mesh of twelve. */
import { writeSnapshot } from '#app/snapshot/write.ts';
import type { WorldVpc } from '#app/world/vpc.ts';
import { World } from '#app/world/world.ts';

export const MEMBERS = 12;
const regions = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1'];

export interface Estate {
  readonly text: string;
  /** The VPCs of the mesh. */
  readonly members: readonly WorldVpc[];
  /** Boxes: VPCs and gateways. */
  readonly boxes: number;
  /** In each VPC on a gateway. */
  readonly subnets: number;
}

interface Options {
  /** Goes behind the name of every VPC on a gateway: `spoke-0-1` and this. */
  readonly suffix?: string;
  /** As it was before: of fifty VPCs one was not there yet, one was not attached, and the mesh had one peering fewer. */
  readonly earlier?: boolean;
  /** Four subnets in each VPC on a gateway and not one, and a second gateway in each place, to which all of them go as well. */
  readonly full?: boolean;
}

/** `hubs` transit gateways with so many VPCs each. It takes a second of 5,000: built in a hook, not whenever the file is read. */
export function largeEstate(
  hubs: number,
  spokes: number,
  { suffix = '', earlier = false, full = false }: Options = {},
): Estate {
  let boxes = hubs * spokes + hubs * (full ? 2 : 1) + MEMBERS;
  const inEach = full ? 4 : 1;
  const world = new World();
  for (let hub = 0; hub < hubs; hub++) {
    const at = world.region(regions[hub % regions.length], '111122223333');
    const tgw = at.tgw(`hub-${hub}`);
    const spare = full ? at.tgw(`spare-${hub}`) : undefined;
    for (let i = 0; i < spokes; i++) {
      if (earlier && i % 50 === 7) {
        boxes--;
        continue;
      }
      const [second, third] = [hub * 8 + (i >> 6), (i % 64) * 4];
      const vpc = at.vpc(`spoke-${hub}-${i}${suffix}`, `10.${second}.${third}.0/22`);
      const subnets = ['a', 'b', 'c', 'd']
        .slice(0, inEach)
        .map((zone, n) => vpc.subnet(`10.${second}.${third + n}.0/24`, zone));
      if (!earlier || i % 50 !== 8) tgw.attach(vpc, subnets);
      spare?.attach(vpc, subnets);
    }
  }
  const at = world.region('us-east-1', '444455556666');
  const members: WorldVpc[] = [];
  for (let i = 0; i < MEMBERS; i++) {
    const vpc = at.vpc(`member-${i}`, `172.16.${i}.0/24`);
    vpc.subnet(`172.16.${i}.0/25`, 'a');
    for (const [of, other] of members.entries())
      if (!earlier || of !== 0 || i !== 1) world.peerRouted(other, vpc);
    members.push(vpc);
  }
  return {
    text: writeSnapshot(world.snapshot('large')),
    members,
    boxes,
    subnets: inEach,
  };
}

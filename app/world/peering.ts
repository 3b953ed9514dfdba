/** VPC peerings of a World, in the shape of DescribeVpcPeeringConnections. */
import type { WorldVpc } from './vpc.ts';

export interface Side {
  readonly account: string;
  readonly region: string;
}

export interface Peering {
  readonly kind: 'vpc-peering';
  readonly id: string;
  readonly requester: WorldVpc;
  readonly accepter: WorldVpc;
  state: string;
}

function sideItem(vpc: WorldVpc, active: boolean, dns: boolean): Record<string, unknown> {
  const v4 = vpc.cidrs.filter((c) => !c.includes(':'));
  const v6 = vpc.cidrs.filter((c) => c.includes(':'));
  return {
    VpcId: vpc.id,
    OwnerId: vpc.at.account,
    Region: vpc.at.region,
    // CIDR information comes with active peerings only.
    ...(active
      ? {
          CidrBlock: v4[0],
          CidrBlockSet: v4.map((CidrBlock) => ({ CidrBlock })),
          Ipv6CidrBlockSet: v6.map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
          PeeringOptions: { AllowDnsResolutionFromRemoteVpc: dns },
        }
      : {}),
  };
}

export function peeringItem(
  peering: Peering,
  options: { name?: string; dns?: boolean; expires?: string },
): Record<string, unknown> {
  const active = peering.state === 'active';
  const side = (vpc: WorldVpc) => sideItem(vpc, active, options.dns ?? false);
  return {
    VpcPeeringConnectionId: peering.id,
    Status: { Code: peering.state, Message: active ? 'Active' : peering.state },
    ...(options.expires ? { ExpirationTime: options.expires } : {}),
    RequesterVpcInfo: side(peering.requester),
    AccepterVpcInfo: side(peering.accepter),
    Tags: options.name ? [{ Key: 'Name', Value: options.name }] : [],
  };
}

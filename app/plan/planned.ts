/** The resources of a design as the topology would show them once made, and the edits that a change stands for. */
import { parseCidr } from '../base/cidr.ts';
import { uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { NetworkInterface } from '../kinds/network-interface.ts';
import type { RouteTable } from '../kinds/route-table.ts';
import type { Subnet } from '../kinds/subnet.ts';
import type { TgwAttachment } from '../kinds/tgw-attachment.ts';
import type { TgwPeeringAttachment } from '../kinds/tgw-peering-attachment.ts';
import type { TgwRouteTable } from '../kinds/tgw-route-table.ts';
import type { TgwVpcAttachment } from '../kinds/tgw-vpc-attachment.ts';
import type { TransitGateway } from '../kinds/transit-gateway.ts';
import type { Resource } from '../kinds/index.gen.ts';
import type { Edit } from '../routing/edit.ts';
import type { Topology } from '../topology/topology.ts';
import type { Change, Reversal } from './changes.ts';
import type { AttachmentDesign, GatewayDesign, Landing, LinkDesign } from './design-shapes.ts';

interface Where {
  readonly account: string;
  readonly region: string;
}

const base = <K extends string>(kind: K, id: Ref, name: string, { account, region }: Where) => ({
  kind,
  id,
  account,
  region,
  name,
  tags: new Map(name === '' ? [] : [['Name', name]]),
  raw: {},
});

const put = (resource: Resource): Edit => ({ do: 'put', resource });

/**
 * What a change does to the network, as edits of the simulation; none for what carries no traffic. `topology` is the
 * network before the plan: what is taken back becomes again what it was there.
 */
export function editsOf(
  change: Change | Reversal,
  topology: Topology,
  gateways: readonly GatewayDesign[],
): Edit[] {
  const gateway = (id: Ref): GatewayDesign => gateways.find((g) => g.id === id)!;
  switch (change.do) {
    case 'create-gateway':
      return [put(gatewayOf(change.gateway))];
    case 'create-table':
      return [put(tableOf(change.table, change.name, gateway(change.gateway)))];
    case 'share-gateway':
    case 'unshare-gateway':
      return [];
    case 'enable-references': {
      const now = topology.get('transit-gateway', change.gateway);
      return now ? [put({ ...now, securityGroupReferencing: true })] : [];
    }
    case 'add-landings': {
      const now = topology.get('tgw-vpc-attachment', change.attachment);
      return now ? [put({ ...now, subnets: uniq([...now.subnets, ...change.subnets]) })] : [];
    }
    case 'create-landing-table':
      return [put(landingTableOf(change, topology))];
    case 'create-landing':
      return landingOf(change.landing, change.name, change.vpc, topology).map(put);
    case 'create-attachment': {
      const { attachment } = change;
      const { id, byDefault } = attachment;
      const { association, propagation } = byDefault;
      return [
        ...attachmentOf(attachment, gateway(attachment.gateway)).map(put),
        ...(association ? [{ do: 'associate', table: association, attachment: id } as const] : []),
        ...(propagation ? [{ do: 'propagate', table: propagation, attachment: id } as const] : []),
      ];
    }
    case 'create-link':
      return [
        ...linkOf(change.link, gateway(change.link.requester), gateway(change.link.accepter)).map(
          put,
        ),
        ...change.link.byDefault.map((table): Edit => ({
          do: 'associate',
          table,
          attachment: change.link.id,
        })),
      ];
    case 'associate':
    case 'disassociate':
    case 'propagate':
    case 'stop-propagating':
      return [{ do: change.do, table: change.table, attachment: change.attachment }];
    case 'create-tgw-route':
      return [
        {
          do: 'put-tgw-route',
          table: change.table,
          cidr: change.cidr,
          attachment: change.attachment,
        },
      ];
    case 'create-tgw-blackhole':
      return [
        { do: 'put-tgw-route', table: change.table, cidr: change.cidr, attachment: 'blackhole' },
      ];
    case 'delete-tgw-route':
    case 'delete-tgw-blackhole':
      return [{ do: 'drop-tgw-route', table: change.table, cidr: change.cidr }];
    case 'create-route':
    case 'replace-route':
    case 'restore-route':
      return [
        {
          do: 'put-route',
          table: change.table,
          destination: change.destination,
          target: change.target,
        },
      ];
    case 'delete-route':
      return [{ do: 'drop-route', table: change.table, destination: change.destination }];
    case 'delete-peering':
      return [{ do: 'drop', kind: 'vpc-peering', id: change.peering }];
    case 'create-peering':
      // AWS gives it another id; here it keeps its own.
      return [put(topology.get('vpc-peering', change.peering)!)];
    case 'delete-gateway':
      return [{ do: 'drop', kind: 'transit-gateway', id: change.gateway.id }];
    case 'delete-table':
      return [{ do: 'drop', kind: 'tgw-route-table', id: change.table }];
    case 'delete-landing-table':
      return [{ do: 'drop', kind: 'route-table', id: change.table }];
    case 'delete-landing': {
      const { subnet } = change.landing;
      return [
        { do: 'drop', kind: 'network-interface', id: interfaceIn(subnet) },
        { do: 'drop', kind: 'subnet', id: subnet },
      ];
    }
    case 'delete-attachment':
      return [{ do: 'drop', kind: 'tgw-attachment', id: change.attachment.id }];
    case 'delete-link':
      return [{ do: 'drop', kind: 'tgw-attachment', id: change.link.id }];
    case 'disable-references':
    case 'remove-landings': {
      const was =
        change.do === 'disable-references'
          ? topology.get('transit-gateway', change.gateway)
          : topology.get('tgw-vpc-attachment', change.attachment);
      return was ? [put(was)] : [];
    }
  }
}

function gatewayOf(gateway: GatewayDesign): TransitGateway {
  return {
    ...base('transit-gateway', gateway.id, gateway.name, gateway),
    state: 'available',
    asn: gateway.asn,
    cidrs: [],
    autoAcceptSharedAttachments: false,
    defaultAssociationTable: undefined,
    defaultPropagationTable: undefined,
    vpnEcmp: true,
    dns: true,
    multicast: false,
    securityGroupReferencing: gateway.securityGroupReferencing,
    directConnect: [],
  };
}

function tableOf(id: Ref, name: string, gateway: GatewayDesign): TgwRouteTable {
  return {
    ...base('tgw-route-table', id, name, gateway),
    tgw: gateway.id,
    state: 'available',
    associations: [],
    propagations: [],
    routes: [],
    listRoutes: [],
    truncated: false,
    staticOnly: false,
  };
}

function landingTableOf(
  { table, name, vpc, subnets }: Extract<Change, { do: 'create-landing-table' }>,
  topology: Topology,
): RouteTable {
  return {
    ...base('route-table', table, name, topology.placeOf(vpc)),
    vpc,
    // AWS makes one local route for each block of the VPC.
    routes: topology.cidrsOf(vpc).map((cidr) => ({
      destination: cidr.text,
      cidr,
      prefixList: undefined,
      target: { kind: 'local', id: 'local' },
      state: 'active',
      origin: 'local',
    })),
    associations: subnets.map((subnet) => ({ main: false, subnet, gateway: undefined })),
    main: false,
    propagatingGateways: [],
  };
}

const interfaceIn = (subnet: Ref): Ref => `planned-eni-${subnet}`;

/** The subnet, with the interface that the attachment puts in it. */
function landingOf(landing: Landing, name: string, vpc: Ref, topology: Topology): Resource[] {
  const place = topology.placeOf(vpc);
  const cidrs = [landing.cidr, ...(landing.ipv6Cidr ? [landing.ipv6Cidr] : [])].map(parseCidr);
  const subnet: Subnet = {
    ...base('subnet', landing.subnet, name, place),
    vpc,
    cidrs,
    zone: landing.zone,
    zoneId: landing.zoneId,
    state: 'available',
    blockPublicAccess: undefined,
  };
  const eni: NetworkInterface = {
    ...base('network-interface', interfaceIn(landing.subnet), '', place),
    vpc,
    subnet: landing.subnet,
    ips: [],
    publicIp: undefined,
    publicIps: [],
    prefixes: [],
    type: 'transit_gateway',
    description: 'Network Interface for Transit Gateway Attachment',
    instance: undefined,
    securityGroups: [],
    sourceDestCheck: true,
    status: 'in-use',
  };
  return [subnet, eni];
}

function attachmentOf(attachment: AttachmentDesign, gateway: GatewayDesign): Resource[] {
  const { account, region } = attachment;
  const any: TgwAttachment = {
    ...base('tgw-attachment', attachment.id, attachment.name, attachment),
    tgw: gateway.id,
    tgwAccount: gateway.account,
    type: 'vpc',
    resource: attachment.vpc,
    resourceAccount: account,
    state: 'available',
    created: undefined,
    association: undefined,
  };
  const view: TgwVpcAttachment = {
    ...base('tgw-vpc-attachment', attachment.id, attachment.name, { account, region }),
    tgw: gateway.id,
    vpc: attachment.vpc,
    subnets: attachment.landings.map((l) => l.subnet),
    state: 'available',
    created: undefined,
    applianceMode: false,
    ipv6: attachment.ipv6,
    dns: true,
    securityGroupReferencing: gateway.securityGroupReferencing,
  };
  return [any, view];
}

function linkOf(link: LinkDesign, from: GatewayDesign, to: GatewayDesign): Resource[] {
  const side = (g: GatewayDesign) => ({
    tgw: g.id,
    account: g.account,
    region: g.region,
    coreNetwork: undefined,
  });
  const peering: TgwPeeringAttachment = {
    ...base('tgw-peering-attachment', link.id, link.name, from),
    state: 'available',
    created: undefined,
    requester: side(from),
    accepter: side(to),
  };
  return [peering];
}

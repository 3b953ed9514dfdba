/** Gateways, VPNs and Direct Connect of Terraform as items of the API. Keys of tunnels and BGP sessions are never read. */
import type { KindId } from '../../kinds/index.gen.ts';
import { add, type Draft, type Estate, listIn, type Place } from './estate.ts';
import type { Readers } from './readers.ts';
import type { TfResource } from './resource.ts';

const attached = (vpc: string | undefined, State: string): Draft[] =>
  vpc === undefined ? [] : [{ VpcId: vpc, State }];

function internetGateway(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('id', 'internet_gateway_id');
  if (id === undefined) return;
  const [told] = values.blocks('attachments');
  estate.put('internet-gateway', id, at, r, {
    InternetGatewayId: id,
    OwnerId: values.text('owner_id') ?? at.account,
    Attachments: attached(values.text('vpc_id') ?? told?.text('vpc_id'), 'available'),
    Tags: values.tags(),
  });
}

function natGateway(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const [id, subnet] = [values.text('id'), values.text('subnet_id')];
  const vpc = values.text('vpc_id') ?? estate.find('subnet', subnet)?.['VpcId'];
  if (id === undefined) return;
  if (vpc === undefined) return estate.orphan(r, subnet);
  const regional = values.text('availability_mode') === 'regional';
  const address = {
    PrivateIp: values.text('private_ip'),
    PublicIp: values.text('public_ip'),
    NetworkInterfaceId: values.text('network_interface_id'),
  };
  estate.put('nat-gateway', id, at, r, {
    NatGatewayId: id,
    VpcId: vpc,
    ...(regional ? { AvailabilityMode: 'regional' } : { SubnetId: subnet }),
    ConnectivityType: values.text('connectivity_type') ?? 'public',
    State: values.text('state') ?? 'available',
    NatGatewayAddresses: [
      ...(Object.values(address).some((v) => v !== undefined) ? [address] : []),
      ...values.texts('secondary_private_ip_addresses').map((PrivateIp) => ({ PrivateIp })),
      ...values
        .blocks('regional_nat_gateway_address')
        .map((a) => ({ PublicIp: a.text('public_ip') })),
    ],
    Tags: values.tags(),
  });
}

function vpnConnection(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const id = values.text('id', 'vpn_connection_id');
  if (id === undefined) return;
  const [vgw, tgw] = [values.text('vpn_gateway_id'), values.text('transit_gateway_id')];
  const core = values.text('core_network_arn');
  estate.put('vpn-connection', id, at, r, {
    VpnConnectionId: id,
    State: values.text('state') ?? 'available',
    CustomerGatewayId: values.text('customer_gateway_id'),
    VpnGatewayId: vgw,
    TransitGatewayId: tgw,
    CoreNetworkArn: core,
    VpnConcentratorId: values.text('vpn_concentrator_id'),
    Options: { StaticRoutesOnly: values.flag('static_routes_only') ?? false },
    Routes: values.blocks('routes').map((route) => ({
      DestinationCidrBlock: route.text('destination_cidr_block'),
      State: route.text('state') ?? 'available',
    })),
    VgwTelemetry: values.blocks('vgw_telemetry').map((t) => ({
      OutsideIpAddress: t.text('outside_ip_address'),
      Status: t.text('status'),
      AcceptedRouteCount: t.number('accepted_route_count'),
      StatusMessage: t.text('status_message'),
      LastStatusChange: t.text('last_status_change'),
    })),
    Tags: values.tags(),
  });
}

function dxAssociation(r: TfResource, at: Place, estate: Estate): void {
  const { values } = r;
  const of = values.text('dx_gateway_id');
  const gateway = values.text('associated_gateway_id', 'vpn_gateway_id');
  const list = of === undefined ? undefined : estate.details('dx-gateway', of, 'associations');
  if (!list) return estate.orphan(r, of);
  const kind: KindId = gateway?.startsWith('tgw-') ? 'transit-gateway' : 'vpn-gateway';
  const where = gateway === undefined ? undefined : estate.placeOf(kind, gateway);
  list.push({
    associationId: values.text('dx_gateway_association_id', 'id'),
    associationState: 'associated',
    associatedGateway: {
      id: gateway,
      type:
        values.text('associated_gateway_type') ??
        (kind === 'transit-gateway' ? 'transitGateway' : 'virtualPrivateGateway'),
      ownerAccount: values.text('associated_gateway_owner_account_id') ?? where?.account,
      region: where?.region ?? at.region,
    },
    allowedPrefixesToDirectConnectGateway: values
      .texts('allowed_prefixes')
      .map((cidr) => ({ cidr })),
  });
}

const virtualInterface =
  (type: string) =>
  (r: TfResource, at: Place, estate: Estate): void => {
    const { values } = r;
    const id = values.text('id');
    if (id === undefined) return;
    const [dx, vgw] = [values.text('dx_gateway_id'), values.text('vpn_gateway_id')];
    estate.put('dx-virtual-interface', id, at, r, {
      virtualInterfaceId: id,
      virtualInterfaceType: type,
      virtualInterfaceName: values.text('name'),
      virtualInterfaceState: 'unknown',
      directConnectGatewayId: dx,
      virtualGatewayId: vgw,
      connectionId: values.text('connection_id'),
      awsDeviceV2: values.text('aws_device'),
      mtu: values.number('mtu'),
      ownerAccount: at.account,
      region: at.region,
      bgpPeers: [],
    });
    const list = dx === undefined ? undefined : estate.details('dx-gateway', dx, 'attachments');
    list?.push({
      virtualInterfaceId: id,
      virtualInterfaceOwnerAccount: at.account,
      virtualInterfaceRegion: at.region,
      attachmentState: 'attached',
    });
  };

export const makers: Readers = {
  aws_internet_gateway: internetGateway,
  aws_egress_only_internet_gateway(r, at, estate) {
    const id = r.values.text('id');
    if (id === undefined) return;
    estate.put('egress-only-gateway', id, at, r, {
      EgressOnlyInternetGatewayId: id,
      Attachments: attached(r.values.text('vpc_id'), 'attached'),
      Tags: r.values.tags(),
    });
  },
  aws_vpn_gateway(r, at, estate) {
    const { values } = r;
    const id = values.text('id');
    if (id === undefined) return;
    estate.put('vpn-gateway', id, at, r, {
      VpnGatewayId: id,
      State: values.text('state') ?? 'available',
      AmazonSideAsn: values.number('amazon_side_asn'),
      VpcAttachments: attached(values.text('vpc_id', 'attached_vpc_id'), 'attached'),
      Tags: values.tags(),
    });
  },
  aws_customer_gateway(r, at, estate) {
    const { values } = r;
    const id = values.text('id', 'customer_gateway_id');
    if (id === undefined) return;
    estate.put('customer-gateway', id, at, r, {
      CustomerGatewayId: id,
      State: 'available',
      IpAddress: values.text('ip_address'),
      BgpAsn: values.number('bgp_asn') ?? values.number('bgp_asn_extended'),
      Tags: values.tags(),
    });
  },
  aws_vpn_connection: vpnConnection,
  aws_dx_gateway(r, at, estate) {
    const { values } = r;
    const id = values.text('id');
    if (id === undefined) return;
    estate.put('dx-gateway', id, at, r, {
      directConnectGatewayId: id,
      directConnectGatewayName: values.text('name'),
      directConnectGatewayState: 'available',
      amazonSideAsn: values.number('amazon_side_asn'),
      ownerAccount: values.text('owner_account_id') ?? at.account,
    });
  },
};

export const edits: Readers = {
  aws_nat_gateway: natGateway,
  aws_dx_gateway_association: dxAssociation,
  aws_dx_private_virtual_interface: virtualInterface('private'),
  aws_dx_transit_virtual_interface: virtualInterface('transit'),
  aws_dx_public_virtual_interface: virtualInterface('public'),
  aws_internet_gateway_attachment(r, _, estate) {
    const [id, vpc] = [r.values.text('internet_gateway_id'), r.values.text('vpc_id')];
    const draft = estate.find('internet-gateway', id);
    if (!draft) return estate.orphan(r, id);
    if (listIn(draft, 'Attachments').length === 0)
      add(draft, 'Attachments', ...attached(vpc, 'available'));
  },
  aws_vpn_gateway_attachment(r, _, estate) {
    const [id, vpc] = [r.values.text('vpn_gateway_id'), r.values.text('vpc_id')];
    const draft = estate.find('vpn-gateway', id);
    if (!draft) return estate.orphan(r, id);
    if (listIn(draft, 'VpcAttachments').length === 0)
      add(draft, 'VpcAttachments', ...attached(vpc, 'attached'));
  },
  aws_vpn_connection_route(r, _, estate) {
    const [id, cidr] = [
      r.values.text('vpn_connection_id'),
      r.values.text('destination_cidr_block'),
    ];
    const draft = estate.find('vpn-connection', id);
    if (!draft) return estate.orphan(r, id);
    const isNew = !listIn(draft, 'Routes').some((x) => x['DestinationCidrBlock'] === cidr);
    if (isNew) add(draft, 'Routes', { DestinationCidrBlock: cidr, State: 'available' });
  },
};

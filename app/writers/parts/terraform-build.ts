/** What a plan makes, as Terraform resources: each is there from its step on. */
import type { Ref } from '../../base/ref.ts';
import {
  type AttachmentDesign,
  type Change,
  type GatewayDesign,
  isPlanned,
  type Landing,
  type LinkDesign,
} from '../../plan/plan.ts';
import { whereOf } from '../../plan/where.ts';
import { attr, type Group, list, text } from './hcl.ts';
import { gatewayArn } from './terraform-names.ts';
import { since, comment, type TerraformSheet } from './terraform-sheet.ts';

export const TYPES = {
  gateway: 'aws_ec2_transit_gateway',
  table: 'aws_ec2_transit_gateway_route_table',
  association: 'aws_ec2_transit_gateway_route_table_association',
  propagation: 'aws_ec2_transit_gateway_route_table_propagation',
  gatewayRoute: 'aws_ec2_transit_gateway_route',
  attachment: 'aws_ec2_transit_gateway_vpc_attachment',
  attachmentAccepter: 'aws_ec2_transit_gateway_vpc_attachment_accepter',
  link: 'aws_ec2_transit_gateway_peering_attachment',
  linkAccepter: 'aws_ec2_transit_gateway_peering_attachment_accepter',
  share: 'aws_ram_resource_share',
  shareResource: 'aws_ram_resource_association',
  sharePrincipal: 'aws_ram_principal_association',
  shareAccepter: 'aws_ram_resource_share_accepter',
  subnet: 'aws_subnet',
  routeTable: 'aws_route_table',
  subnetTable: 'aws_route_table_association',
  route: 'aws_route',
  peering: 'aws_vpc_peering_connection',
} as const;

const onOff = (on: boolean) => text(on ? 'enable' : 'disable');

const gatewayOf = (sheet: TerraformSheet, id: Ref): GatewayDesign =>
  sheet.plan.design.gateways.find((g) => g.id === id)!;

/** True where the owner of the gateway has to accept the attachment. */
function isAccepted(sheet: TerraformSheet, { account, gateway }: AttachmentDesign): boolean {
  if (gatewayOf(sheet, gateway).account === account) return false;
  return sheet.topology.get('transit-gateway', gateway)?.autoAcceptSharedAttachments !== true;
}

/**
 * Says how what the changes make is called, before anything is written that names it. What has to be accepted is
 * called by what accepts it, so that whatever uses it waits for that.
 */
export function nameWhatIsMade(sheet: TerraformSheet, changes: readonly Change[]): void {
  const { names } = sheet;
  for (const change of changes) {
    switch (change.do) {
      case 'create-gateway':
        names.define(change.gateway.id, TYPES.gateway);
        break;
      case 'create-table':
        names.define(change.table, TYPES.table);
        break;
      case 'create-landing-table':
        names.define(change.table, TYPES.routeTable);
        break;
      case 'create-landing':
        names.define(change.landing.subnet, TYPES.subnet);
        break;
      case 'create-attachment':
        names.define(
          change.attachment.id,
          isAccepted(sheet, change.attachment) ? TYPES.attachmentAccepter : TYPES.attachment,
        );
        break;
      case 'create-link':
        names.define(change.link.id, TYPES.linkAccepter);
        break;
      default:
    }
  }
}

/** Changes that make something, or undo what AWS does of itself to what they make. */
export type Making = Exclude<Change, { do: Touching['do'] }>;

/** Changes of what is there today. */
export type Touching = Extract<
  Change,
  {
    do:
      | 'enable-references'
      | 'add-landings'
      | 'create-route'
      | 'replace-route'
      | 'delete-route'
      | 'delete-peering';
  }
>;

export function build(sheet: TerraformSheet, step: number, change: Making): void {
  const { names, plan, topology } = sheet;
  const where = () => whereOf(change, plan.design, topology);
  const put = (type: string, id: string, ...body: Group[]) =>
    sheet.resource(step, { type, id, where: where(), count: since(step), body });
  switch (change.do) {
    case 'create-gateway': {
      const { id, name, asn, securityGroupReferencing } = change.gateway;
      put(
        TYPES.gateway,
        id,
        [
          ...(asn === undefined ? [] : [attr('amazon_side_asn', String(asn))]),
          attr('auto_accept_shared_attachments', onOff(false)),
          attr('default_route_table_association', onOff(false)),
          attr('default_route_table_propagation', onOff(false)),
          attr('dns_support', onOff(true)),
          attr('security_group_referencing_support', onOff(securityGroupReferencing)),
          attr('vpn_ecmp_support', onOff(true)),
        ],
        sheet.tags(name, id),
      );
      return;
    }
    case 'create-table':
      put(
        TYPES.table,
        change.table,
        [attr('transit_gateway_id', names.id(change.gateway))],
        sheet.tags(change.name, change.table),
      );
      return;
    case 'share-gateway':
      share(sheet, step, change.gateway, change.accounts);
      return;
    case 'create-landing-table':
      put(
        TYPES.routeTable,
        change.table,
        [attr('vpc_id', names.id(change.vpc))],
        sheet.tags(change.name, change.table),
      );
      return;
    case 'create-landing': {
      const { landing, vpc, table, name } = change;
      put(
        TYPES.subnet,
        landing.subnet,
        [
          attr('vpc_id', names.id(vpc)),
          ...(landing.cidr === '' ? [] : [attr('cidr_block', text(landing.cidr))]),
          ...(landing.ipv6Cidr === undefined
            ? []
            : [attr('ipv6_cidr_block', text(landing.ipv6Cidr))]),
          ...zone(landing),
        ],
        sheet.tags(name, landing.subnet),
      );
      put(TYPES.subnetTable, landing.subnet, [
        attr('subnet_id', names.id(landing.subnet)),
        attr('route_table_id', names.id(table)),
      ]);
      return;
    }
    case 'create-attachment':
      attach(sheet, step, change.attachment);
      return;
    case 'create-link':
      link(sheet, step, change.link);
      return;
    case 'associate':
      put(TYPES.association, `${change.table}_${change.attachment}`, [
        attr('transit_gateway_attachment_id', names.id(change.attachment)),
        attr('transit_gateway_route_table_id', names.id(change.table)),
        ...(takenByDefault(sheet, change.table, change.attachment)
          ? [attr('replace_existing_association', 'true')]
          : []),
      ]);
      return;
    case 'propagate':
      put(TYPES.propagation, `${change.table}_${change.attachment}`, [
        attr('transit_gateway_attachment_id', names.id(change.attachment)),
        attr('transit_gateway_route_table_id', names.id(change.table)),
      ]);
      return;
    case 'create-tgw-route':
      put(TYPES.gatewayRoute, `${change.table}_${change.cidr}`, [
        attr('destination_cidr_block', text(change.cidr)),
        attr('transit_gateway_attachment_id', names.id(change.attachment)),
        attr('transit_gateway_route_table_id', names.id(change.table)),
      ]);
      return;
    case 'create-tgw-blackhole':
      put(TYPES.gatewayRoute, `${change.table}_${change.cidr}`, [
        attr('destination_cidr_block', text(change.cidr)),
        attr('blackhole', 'true'),
        attr('transit_gateway_route_table_id', names.id(change.table)),
      ]);
      return;
    case 'disassociate':
    case 'stop-propagating':
      leaveTable(sheet, step, change);
      return;
    default:
      change satisfies never;
  }
}

/**
 * Takes an attachment out of a table. What the plan makes is in a default table only where the gateway puts it there,
 * and says so where it is made; for what is there today the place in the table is imported, and goes.
 */
function leaveTable(
  sheet: TerraformSheet,
  step: number,
  change: Extract<Change, { do: 'disassociate' | 'stop-propagating' }>,
): void {
  const { names, plan, topology } = sheet;
  const { table, attachment: id } = change;
  const associated = change.do === 'disassociate';
  if (!isPlanned(id)) {
    const type = associated ? TYPES.association : TYPES.propagation;
    const own = `${table}_${id}`;
    sheet.adopt(step, `${names.address(type, own)}[0]`, own);
    sheet.resource(step, {
      type,
      id: own,
      where: whereOf(change, plan.design, topology),
      count: `var.through < ${step} ? 1 : 0`,
      body: [
        [
          attr('transit_gateway_attachment_id', text(id)),
          attr('transit_gateway_route_table_id', names.id(table)),
        ],
      ],
    });
    return;
  }
  const attachment = plan.design.attachments.find((a) => a.id === id);
  const away = `${names.id(id).replace(/\[0\]\.id$/, '')} is taken out of ${table}`;
  const said =
    attachment !== undefined &&
    (isAccepted(sheet, attachment) ||
      gatewayOf(sheet, attachment.gateway).account === attachment.account);
  if (said) {
    const which = associated ? 'association' : 'propagation';
    const setting = `transit_gateway_default_route_table_${which} = false`;
    sheet.add(step, comment(`${away} as soon as it is made, by its ${setting}.`));
  } else if (associated) {
    sheet.add(step, comment(`${away} by replace_existing_association of the association below.`));
  } else {
    sheet.byHand(
      step,
      `stop the propagation of ${names.id(id).replace(/\[0\]\.id$/, '')} into ${table}`,
      'Its gateway accepts attachments by itself, and then no setting keeps them out of the default table: aws ec2 disable-transit-gateway-route-table-propagation does.',
    );
  }
}

/**
 * A reused gateway may put what is attached to it into its default table at once, and an attachment has one table.
 * Source: https://docs.aws.amazon.com/vpc/latest/tgw/associate-tgw-route-table.html
 */
function takenByDefault(sheet: TerraformSheet, table: Ref, attachment: Ref): boolean {
  if (!isPlanned(attachment)) return false;
  const { design } = sheet.plan;
  const gateway = design.tables.find((t) => t.id === table)?.gateway;
  return gateway !== undefined && gatewayOf(sheet, gateway).existing;
}

/** Zone ids mean the same in every account; a zone's name may stand in for an id that was not told. */
const zone = ({ zone, zoneId }: Landing): Group =>
  /^[a-z0-9]+-az\d+$/.test(zoneId)
    ? [attr('availability_zone_id', text(zoneId))]
    : zone || zoneId
      ? [attr('availability_zone', text(zone || zoneId))]
      : [];

function attach(sheet: TerraformSheet, step: number, attachment: AttachmentDesign): void {
  const { names } = sheet;
  const { id, name, vpc, landings, ipv6 } = attachment;
  const gateway = gatewayOf(sheet, attachment.gateway);
  const foreign = gateway.account !== attachment.account;
  const byDefault = [
    attr('transit_gateway_default_route_table_association', 'false'),
    attr('transit_gateway_default_route_table_propagation', 'false'),
  ];
  sheet.resource(step, {
    type: TYPES.attachment,
    id,
    where: attachment,
    count: since(step),
    body: [
      [
        attr('transit_gateway_id', names.id(gateway.id)),
        attr('vpc_id', names.id(vpc)),
        list(
          'subnet_ids',
          landings.map((l) => names.id(l.subnet)),
        ),
      ],
      [
        attr('dns_support', onOff(true)),
        attr('ipv6_support', onOff(ipv6)),
        attr('security_group_referencing_support', onOff(gateway.securityGroupReferencing)),
        // Of a shared gateway only the owner can say: the accepter does.
        ...(foreign ? [] : byDefault),
      ],
      sheet.tags(name, id),
      foreign ? waitsForShare(sheet, attachment) : [],
    ],
  });
  if (isAccepted(sheet, attachment)) {
    sheet.resource(step, {
      type: TYPES.attachmentAccepter,
      id,
      where: gateway,
      count: since(step),
      body: [
        [
          attr('transit_gateway_attachment_id', `${names.address(TYPES.attachment, id)}[0].id`),
          ...byDefault,
        ],
        sheet.tags(name, id),
      ],
    });
  }
}

/** The account sees the gateway only after it was shared, and accepted where it is outside the organization. */
function waitsForShare(sheet: TerraformSheet, { account, gateway }: AttachmentDesign): Group {
  const shared = sheet.plan.steps
    .flatMap((step) => step.changes)
    .some((c) => c.do === 'share-gateway' && c.gateway === gateway && c.accounts.includes(account));
  if (!shared) return [];
  const { names } = sheet;
  return [
    list('depends_on', [
      names.address(TYPES.shareResource, gateway),
      names.address(TYPES.sharePrincipal, `${gateway}_${account}`),
      names.address(TYPES.shareAccepter, `${gateway}_${account}`),
    ]),
  ];
}

function share(sheet: TerraformSheet, step: number, id: Ref, accounts: readonly string[]): void {
  const { names } = sheet;
  const gateway = gatewayOf(sheet, id);
  const arn = `${names.address(TYPES.share, id)}[0].arn`;
  const put = (type: string, own: string, count: string, ...body: Group[]) =>
    sheet.resource(step, { type, id: own, where: gateway, count, body });
  put(
    TYPES.share,
    id,
    since(step),
    [
      attr('name', text(shareName(gateway.name))),
      attr('allow_external_principals', 'length(var.outside_organization) > 0'),
    ],
    sheet.tags(gateway.name, id),
  );
  put(TYPES.shareResource, id, since(step), [
    attr(
      'resource_arn',
      isPlanned(id) ? names.id(id).replace(/\.id$/, '.arn') : text(gatewayArn(gateway, id)),
    ),
    attr('resource_share_arn', arn),
  ]);
  for (const account of accounts) {
    const principal = `${id}_${account}`;
    put(TYPES.sharePrincipal, principal, since(step), [
      attr('principal', text(account)),
      attr('resource_share_arn', arn),
    ]);
    sheet.resource(step, {
      type: TYPES.shareAccepter,
      id: principal,
      where: { account, region: gateway.region },
      count: `var.through >= ${step} && contains(var.outside_organization, ${text(account)}) ? 1 : 0`,
      body: [
        [
          attr(
            'share_arn',
            `${names.address(TYPES.sharePrincipal, principal)}[0].resource_share_arn`,
          ),
        ],
      ],
    });
  }
}

/** https://docs.aws.amazon.com/ram/latest/APIReference/API_CreateResourceShare.html leaves the form open; plain is safe. */
const shareName = (name: string): string =>
  name.replace(/[^A-Za-z0-9 _.-]+/g, '-').slice(0, 128) || 'transit-gateway';

function link(sheet: TerraformSheet, step: number, { id, name, requester, accepter }: LinkDesign) {
  const { names } = sheet;
  const to = gatewayOf(sheet, accepter);
  sheet.resource(step, {
    type: TYPES.link,
    id,
    where: gatewayOf(sheet, requester),
    count: since(step),
    body: [
      [
        attr('transit_gateway_id', names.id(requester)),
        attr('peer_transit_gateway_id', names.id(accepter)),
        attr('peer_account_id', text(to.account)),
        attr('peer_region', text(to.region)),
      ],
      sheet.tags(name, id),
    ],
  });
  sheet.resource(step, {
    type: TYPES.linkAccepter,
    id,
    where: to,
    count: since(step),
    body: [
      [attr('transit_gateway_attachment_id', `${names.address(TYPES.link, id)}[0].id`)],
      sheet.tags(name, id),
    ],
  });
}

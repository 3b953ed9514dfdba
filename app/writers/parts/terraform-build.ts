/** What a plan makes, as Terraform resources: each is there from its step on. */
import type { Ref } from '../../base/ref.ts';
import type { Change } from '../../plan/changes.ts';
import { isPlanned, type Landing } from '../../plan/design-shapes.ts';
import { whereOf } from '../../plan/where.ts';
import { attr, type Group, text } from './hcl.ts';
import { attach, gatewayOf, isAccepted, link, onOff, share } from './terraform-joins.ts';
import { since, comment, type TerraformSheet } from './terraform-sheet.ts';
import { TYPES } from './terraform-types.ts';

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

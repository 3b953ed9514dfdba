/** What joins VPCs, accounts and Regions to a gateway, as Terraform resources: attachments, shares, peerings of gateways. */
import type { Ref } from '../../base/ref.ts';
import {
  type AttachmentDesign,
  type GatewayDesign,
  isPlanned,
  type LinkDesign,
} from '../../plan/design-shapes.ts';
import { attr, type Group, list, text } from './hcl.ts';
import { gatewayArn } from './terraform-names.ts';
import { since, type TerraformSheet } from './terraform-sheet.ts';
import { TYPES } from './terraform-types.ts';

export const onOff = (on: boolean) => text(on ? 'enable' : 'disable');

export const gatewayOf = (sheet: TerraformSheet, id: Ref): GatewayDesign =>
  sheet.plan.design.gateways.find((g) => g.id === id)!;

/** True where the owner of the gateway has to accept the attachment. */
export function isAccepted(sheet: TerraformSheet, { account, gateway }: AttachmentDesign): boolean {
  if (gatewayOf(sheet, gateway).account === account) return false;
  return sheet.topology.get('transit-gateway', gateway)?.autoAcceptSharedAttachments !== true;
}

export function attach(sheet: TerraformSheet, step: number, attachment: AttachmentDesign): void {
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

export function share(
  sheet: TerraformSheet,
  step: number,
  id: Ref,
  accounts: readonly string[],
): void {
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

export function link(
  sheet: TerraformSheet,
  step: number,
  { id, name, requester, accepter }: LinkDesign,
) {
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

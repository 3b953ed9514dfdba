/** What a transit gateway with default tables does with its attachments, which no resource of Terraform says. */
import type { Draft, Estate } from './estate.ts';
import type { TfResource } from './resource.ts';
import { member } from './tgw.ts';

/** Types whose attachments a gateway takes into its default tables unless they say otherwise. */
const FLAGS = {
  associations: 'transit_gateway_default_route_table_association',
  propagations: 'transit_gateway_default_route_table_propagation',
} as const;

/**
 * Attachments in the default tables of their gateway: no resource of their own stands for that.
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
 */
export function applyDefaults(resources: readonly TfResource[], estate: Estate): void {
  const associated = new Set(
    (['tgw-route-table', 'tgw-policy-table'] as const).flatMap((kind) =>
      estate
        .all(kind)
        .flatMap(([id]) => estate.details(kind, id, 'associations') ?? [])
        .map((m) => m['TransitGatewayAttachmentId']),
    ),
  );
  for (const r of resources) {
    const isVpn = r.type === 'aws_vpn_connection';
    const isDx = r.type === 'aws_dx_gateway_association';
    if (
      !isVpn &&
      !isDx &&
      !r.type.endsWith('_vpc_attachment') &&
      !r.type.endsWith('_vpc_attachment_accepter')
    )
      continue;
    const { values } = r;
    const id = values.text('transit_gateway_attachment_id', ...(isVpn || isDx ? [] : ['id']));
    const tgw = isDx ? values.text('associated_gateway_id') : values.text('transit_gateway_id');
    const options = estate.find('transit-gateway', tgw)?.['Options'] as Draft | undefined;
    if (id === undefined || !options || r.mode === 'data') continue;
    for (const as of ['associations', 'propagations'] as const) {
      const [name, table] =
        as === 'associations'
          ? (['DefaultRouteTableAssociation', 'AssociationDefaultRouteTableId'] as const)
          : (['DefaultRouteTablePropagation', 'PropagationDefaultRouteTableId'] as const);
      const to = options[table];
      if (options[name] !== 'enable' || typeof to !== 'string') continue;
      if (values.flag(FLAGS[as]) === false) continue;
      if (as === 'associations' && associated.has(id)) continue;
      const list = estate.details('tgw-route-table', to, as);
      if (!list || list.some((m) => m['TransitGatewayAttachmentId'] === id)) continue;
      list.push(member(r, estate, id, as === 'associations' ? 'associated' : 'enabled'));
    }
  }
  // The attachments' own view names their table.
  for (const [table] of estate.all('tgw-route-table')) {
    for (const m of estate.details('tgw-route-table', table, 'associations') ?? []) {
      const id = m['TransitGatewayAttachmentId'];
      const view = typeof id === 'string' ? estate.find('tgw-attachment', id) : undefined;
      if (view && view['Association'] === undefined)
        view['Association'] = { TransitGatewayRouteTableId: table, State: 'associated' };
    }
  }
}

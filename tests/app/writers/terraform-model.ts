/** What is there after each step, told twice in the same words: by the changes of a plan, and by a Terraform file. */
import type { Change } from '#app/plan/changes.ts';
import { isPlanned } from '#app/plan/design-shapes.ts';
import type { Plan } from '#app/plan/plan.ts';
import { whereOf } from '#app/plan/where.ts';
import type { Topology } from '#app/topology/topology.ts';
import type { Present } from '#tests/kit/terraform-file.ts';

const isRoute = (c: Change) =>
  c.do === 'create-route' || c.do === 'replace-route' || c.do === 'delete-route';

/** After each step, from 0; `late` holds what a step deletes and the file deletes with the next one. */
export function byPlan(
  plan: Plan,
  topology: Topology,
): { there: Set<string>; late: Set<string> }[] {
  const { design, steps } = plan;
  const place = (c: Change) => {
    const { account, region } = whereOf(c, design, topology);
    return `${account}/${region}`;
  };
  const gateway = (id: string) => design.gateways.find((g) => g.id === id)!;
  const there = new Set<string>();
  const touched = new Set<string>();
  for (const c of steps.flatMap((s) => s.changes)) {
    if (isRoute(c)) {
      const key = `${c.table} ${c.destination}`;
      if (!touched.has(key) && c.do !== 'create-route') {
        there.add(`${place(c)} route ${key} ${c.before.id}`);
      }
      touched.add(key);
    }
    if (c.do === 'delete-peering') there.add(`${place(c)} peering ${c.peering}`);
    if ((c.do === 'disassociate' || c.do === 'stop-propagating') && !isPlanned(c.attachment)) {
      const word = c.do === 'disassociate' ? 'associate' : 'propagate';
      there.add(`${place(c)} ${word} ${c.table} ${c.attachment}`);
    }
    if (c.do === 'add-landings') {
      for (const s of topology.get('tgw-vpc-attachment', c.attachment)!.subnets) {
        there.add(`${place(c)} stands ${c.attachment} ${s}`);
      }
    }
  }
  const drop = (start: string) => {
    const gone = [...there].filter((l) => l === start || l.startsWith(`${start} `));
    for (const line of gone) there.delete(line);
    return gone;
  };
  const out = [{ there: new Set(there), late: new Set<string>() }];
  for (const { changes } of steps) {
    const late = new Set<string>();
    const makes = new Set(changes.flatMap((c) => (c.do === 'create-route' ? [c.table] : [])));
    for (const c of changes) {
      const at = place(c);
      const add = (text: string, where = at) => there.add(`${where} ${text}`);
      switch (c.do) {
        case 'create-gateway':
          add(`gateway ${c.gateway.id} ${c.gateway.asn}`);
          break;
        case 'create-table':
          add(`table ${c.table} ${c.gateway}`);
          break;
        case 'share-gateway':
          add(`share ${c.gateway}`);
          for (const account of c.accounts) add(`shared ${c.gateway} ${account}`);
          break;
        case 'create-landing-table':
          add(`route-table ${c.table} ${c.vpc}`);
          break;
        case 'create-landing':
          add(`subnet ${c.landing.subnet} ${c.vpc} ${c.landing.cidr} ${c.landing.ipv6Cidr}`);
          add(`uses ${c.landing.subnet} ${c.table}`);
          break;
        case 'enable-references':
          add(`references ${c.gateway}`);
          break;
        case 'create-attachment': {
          const { id, vpc, account, landings } = c.attachment;
          const g = gateway(c.attachment.gateway);
          add(`attachment ${id} ${vpc} ${g.id}`);
          for (const l of landings) add(`stands ${id} ${l.subnet}`);
          const auto = topology.get('transit-gateway', g.id)?.autoAcceptSharedAttachments;
          if (g.account !== account && !auto) add(`accepts ${id}`, `${g.account}/${g.region}`);
          break;
        }
        case 'add-landings':
          for (const s of c.subnets) add(`stands ${c.attachment} ${s}`);
          break;
        case 'create-link': {
          const to = gateway(c.link.accepter);
          add(`link ${c.link.id} ${c.link.requester} ${to.id} ${to.account} ${to.region}`);
          add(`accepts ${c.link.id}`, `${to.account}/${to.region}`);
          break;
        }
        case 'associate':
        case 'propagate':
          add(`${c.do} ${c.table} ${c.attachment}`);
          break;
        case 'disassociate':
        case 'stop-propagating':
          drop(
            `${at} ${c.do === 'disassociate' ? 'associate' : 'propagate'} ${c.table} ${c.attachment}`,
          );
          break;
        case 'create-tgw-route':
          add(`tgw-route ${c.table} ${c.cidr} ${c.attachment}`);
          break;
        case 'create-tgw-blackhole':
          add(`tgw-route ${c.table} ${c.cidr} blackhole`);
          break;
        case 'create-route':
        case 'replace-route':
          drop(`${at} route ${c.table} ${c.destination}`);
          add(`route ${c.table} ${c.destination} ${c.target.id}`);
          break;
        case 'delete-route':
          for (const line of drop(`${at} route ${c.table} ${c.destination}`)) {
            if (makes.has(c.table)) late.add(line);
          }
          break;
        case 'delete-peering':
          drop(`${at} peering ${c.peering}`);
          break;
        default:
          c satisfies never;
      }
    }
    out.push({ there: new Set(there), late });
  }
  return out;
}

/** The same words for what a file asks for. */
export function byFile(present: readonly Present[], imported: ReadonlySet<string>): Set<string> {
  const out = new Set<string>();
  for (const { type, label, place, own, args } of present) {
    const text = (name: string) => String(args[name]);
    const add = (line: string) => out.add(`${place} ${line}`);
    switch (type) {
      case 'aws_ec2_transit_gateway':
        if (!imported.has(`${type}.${label}`)) add(`gateway ${own} ${text('amazon_side_asn')}`);
        else if (args['security_group_referencing_support'] === 'enable') add(`references ${own}`);
        break;
      case 'aws_ec2_transit_gateway_route_table':
        add(`table ${own} ${text('transit_gateway_id')}`);
        break;
      case 'aws_ram_resource_share':
        add(`share ${own}`);
        break;
      case 'aws_ram_resource_association':
        break;
      case 'aws_ram_principal_association':
        add(`shared ${text('resource_share_arn')} ${text('principal')}`);
        break;
      case 'aws_route_table':
        add(`route-table ${own} ${text('vpc_id')}`);
        break;
      case 'aws_subnet':
        add(`subnet ${own} ${text('vpc_id')} ${text('cidr_block')} ${text('ipv6_cidr_block')}`);
        break;
      case 'aws_route_table_association':
        add(`uses ${text('subnet_id')} ${text('route_table_id')}`);
        break;
      case 'aws_ec2_transit_gateway_vpc_attachment':
        if (!imported.has(`${type}.${label}`)) {
          add(`attachment ${own} ${text('vpc_id')} ${text('transit_gateway_id')}`);
        }
        for (const s of args['subnet_ids'] as string[]) add(`stands ${own} ${s}`);
        break;
      case 'aws_ec2_transit_gateway_vpc_attachment_accepter':
      case 'aws_ec2_transit_gateway_peering_attachment_accepter':
        add(`accepts ${text('transit_gateway_attachment_id')}`);
        break;
      case 'aws_ec2_transit_gateway_peering_attachment':
        add(
          `link ${own} ${text('transit_gateway_id')} ${text('peer_transit_gateway_id')} ${text('peer_account_id')} ${text('peer_region')}`,
        );
        break;
      case 'aws_ec2_transit_gateway_route_table_association':
      case 'aws_ec2_transit_gateway_route_table_propagation':
        add(
          `${type.endsWith('association') ? 'associate' : 'propagate'} ${text('transit_gateway_route_table_id')} ${text('transit_gateway_attachment_id')}`,
        );
        break;
      case 'aws_ec2_transit_gateway_route':
        add(
          `tgw-route ${text('transit_gateway_route_table_id')} ${text('destination_cidr_block')} ${args['blackhole'] === true ? 'blackhole' : text('transit_gateway_attachment_id')}`,
        );
        break;
      case 'aws_route': {
        const destinations = Object.keys(args).filter((k) => k.startsWith('destination_'));
        const targets = Object.entries(args).filter(
          ([k, v]) =>
            k !== 'route_table_id' &&
            /_(id|arn)$/.test(k) &&
            !k.startsWith('destination_') &&
            v !== null,
        );
        if (destinations.length !== 1 || targets.length !== 1) {
          throw new Error(
            `${label} has ${destinations.length} destinations, ${targets.length} targets`,
          );
        }
        add(`route ${text('route_table_id')} ${text(destinations[0]!)} ${String(targets[0]![1])}`);
        break;
      }
      case 'aws_vpc_peering_connection':
        add(`peering ${own}`);
        break;
      case 'aws_ram_resource_share_accepter':
        add(`share accepted ${text('share_arn')}`);
        break;
      default:
        throw new Error(`unknown type ${type}`);
    }
  }
  return out;
}

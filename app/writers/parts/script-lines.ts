/** Changes of a plan as lines of the AWS CLI script: one call of a function each. */
import { isPlanned, type Change, type Design } from '../../plan/plan.ts';
import type { Ref } from '../../base/ref.ts';
import { quoted, shellName, word } from '../../base/shell.ts';
import type { RouteTarget, TargetKind } from '../../kinds/route-table.ts';
import { variableName, whereOf } from '../../plan/where.ts';
import type { Topology } from '../../topology/topology.ts';

/**
 * Options of create-route and replace-route by target.
 * Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/replace-route.html
 */
export const OPTIONS: Readonly<Record<TargetKind, string>> = {
  local: 'local-target',
  'internet-gateway': 'gateway-id',
  'vpn-gateway': 'gateway-id',
  'vpc-endpoint': 'vpc-endpoint-id',
  'nat-gateway': 'nat-gateway-id',
  'network-interface': 'network-interface-id',
  instance: 'instance-id',
  'vpc-peering': 'vpc-peering-connection-id',
  'transit-gateway': 'transit-gateway-id',
  'egress-only-gateway': 'egress-only-internet-gateway-id',
  'local-gateway': 'local-gateway-id',
  'carrier-gateway': 'carrier-gateway-id',
  'core-network': 'core-network-arn',
  'odb-network': 'odb-network-arn',
  'ip-address': 'gateway-id',
  unknown: 'gateway-id',
};

/** Longest value of a tag. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions */
const LONGEST_VALUE = 256;

/** A resource as an argument: its id, or the variable that holds the id of what the plan makes. */
export const argument = (id: Ref): string => (isPlanned(id) ? `"$${variableName(id)}"` : word(id));

/** The value of the tag by which the script finds again what it made. */
export const tagOf = (id: Ref): string => id.replace(/[^\w-]/gu, shellName);

/** A name as JSON in ASCII: neither a shell, a terminal nor an eye reads anything else out of it. */
export const jsonName = (name: string): string =>
  quoted(
    JSON.stringify(Array.from(name).slice(0, LONGEST_VALUE).join('')).replace(
      /[\u007f-\uffff]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );

const onOff = (on: boolean): string => (on ? 'enable' : 'disable');
const option = (target: RouteTarget): string => OPTIONS[target.kind];

export interface ScriptPlan {
  readonly design: Design;
  readonly topology: Topology;
  /** VPC route tables that keep a route over a peering that goes, by peering. */
  readonly keeps: ReadonlyMap<Ref, readonly Ref[]>;
}

/** One line without indentation, safe for a shell whatever the names are. */
export function lineOf(change: Change, { design, topology, keeps }: ScriptPlan): string {
  const { account, region } = whereOf(change, design, topology);
  const at = [word(region), word(account)];
  /** The arguments that every function which makes something begins with. */
  const made = (id: Ref, name: string): string[] => [
    variableName(id),
    ...at,
    tagOf(id),
    jsonName(name),
  ];
  const gatewayOf = (id: Ref) => design.gateways.find((g) => g.id === id)!;
  const line = (name: string, ...words: readonly string[]): string => [name, ...words].join(' ');
  switch (change.do) {
    case 'create-gateway': {
      const { id, name, asn, securityGroupReferencing } = change.gateway;
      return line(
        'create_gateway',
        ...made(id, name),
        String(asn ?? 64512),
        onOff(securityGroupReferencing),
      );
    }
    case 'create-table':
      return line('create_table', ...made(change.table, change.name), argument(change.gateway));
    case 'share-gateway':
      return line(
        'share_gateway',
        ...at,
        tagOf(change.gateway),
        argument(change.gateway),
        ...change.accounts.map(word),
      );
    case 'enable-references':
      return line('enable_references', ...at, argument(change.gateway));
    case 'create-landing-table':
      return line('create_landing_table', ...made(change.table, change.name), word(change.vpc));
    case 'create-landing': {
      const { subnet, zoneId, cidr, ipv6Cidr } = change.landing;
      return line(
        'create_landing',
        ...made(subnet, change.name),
        word(change.vpc),
        word(zoneId),
        word(cidr),
        ipv6Cidr === undefined ? "''" : word(ipv6Cidr),
        argument(change.table),
      );
    }
    case 'create-attachment': {
      const { id, name, gateway, vpc, ipv6, landings } = change.attachment;
      const { account: owner, securityGroupReferencing } = gatewayOf(gateway);
      return line(
        'create_attachment',
        ...made(id, name),
        argument(gateway),
        word(owner),
        word(vpc),
        onOff(ipv6),
        onOff(securityGroupReferencing),
        ...landings.map((l) => argument(l.subnet)),
      );
    }
    case 'add-landings':
      return line(
        'add_landings',
        ...at,
        argument(change.attachment),
        ...change.subnets.map(argument),
      );
    case 'create-link': {
      const { id, name, requester, accepter } = change.link;
      const far = gatewayOf(accepter);
      return line(
        'create_link',
        ...made(id, name),
        argument(requester),
        word(far.region),
        word(far.account),
        argument(accepter),
      );
    }
    case 'associate':
    case 'disassociate':
    case 'propagate':
    case 'stop-propagating':
      return line(
        change.do.replace('-', '_'),
        ...at,
        argument(change.table),
        argument(change.attachment),
      );
    case 'create-tgw-route':
      return line(
        'create_tgw_route',
        ...at,
        argument(change.table),
        word(change.cidr),
        argument(change.attachment),
      );
    case 'create-tgw-blackhole':
      return line(
        'create_tgw_route',
        ...at,
        argument(change.table),
        word(change.cidr),
        'blackhole',
      );
    case 'create-route':
      return line(
        'create_route',
        ...at,
        argument(change.table),
        word(change.destination),
        option(change.target),
        argument(change.target.id),
      );
    case 'replace-route':
      return line(
        'replace_route',
        ...at,
        argument(change.table),
        word(change.destination),
        argument(change.before.id),
        option(change.target),
        argument(change.target.id),
      );
    case 'delete-route':
      return line(
        'delete_route',
        ...at,
        argument(change.table),
        word(change.destination),
        argument(change.before.id),
      );
    case 'delete-peering': {
      const { accepter } = topology.get('vpc-peering', change.peering)!;
      return line(
        'delete_peering',
        ...at,
        word(change.peering),
        word(accepter.region),
        word(accepter.account),
        ...(keeps.get(change.peering) ?? []).map(word),
      );
    }
  }
}

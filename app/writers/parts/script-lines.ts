/** Changes of a plan as lines of the AWS CLI script: one call of a function each. */
import type { Change, Reversal } from '../../plan/changes.ts';
import { isPlanned, type Design } from '../../plan/design-shapes.ts';
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
export const argument = (id: Ref): string => (isPlanned(id) ? variable(id) : word(id));

const variable = (id: Ref): string => `"$${variableName(id)}"`;

/** The value of the tag by which the script finds again what it made. */
export const tagOf = (id: Ref): string => id.replace(/[^\w-]/gu, shellName);

/** JSON in ASCII: neither a shell, a terminal nor an eye reads anything else out of it. */
const ascii = (text: string): string =>
  JSON.stringify(Array.from(text).slice(0, LONGEST_VALUE).join('')).replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export const jsonName = (name: string): string => quoted(ascii(name));

/** Tags beside the name, to follow others in a list of JSON: those that begin with `aws:` are AWS's own. */
const jsonTags = (tags: ReadonlyMap<string, string>): string =>
  quoted(
    [...tags]
      .filter(([key]) => key !== 'Name' && !/^(?:aws:|peerless:(?:plan|design)$)/i.test(key))
      .map(([key, value]) => `,{"Key":${ascii(key)},"Value":${ascii(value)}}`)
      .join(''),
  );

const yesNo = (flag: boolean | undefined): string => (flag === true ? 'yes' : 'no');

const onOff = (on: boolean): string => (on ? 'enable' : 'disable');
const option = (target: RouteTarget): string => OPTIONS[target.kind];

export interface ScriptPlan {
  readonly design: Design;
  readonly topology: Topology;
  /** VPC route tables that keep a route over a peering that goes, by peering. */
  readonly keeps: ReadonlyMap<Ref, readonly Ref[]>;
}

/** One line without indentation, safe for a shell whatever the names are. */
export function lineOf(change: Change | Reversal, script: ScriptPlan): string {
  const { design, topology, keeps } = script;
  const { account, region } = whereOf(change, design, topology);
  const at = [word(region), word(account)];
  /** The arguments that every function which makes something begins with. */
  const made = (id: Ref, name: string): string[] => [
    variableName(id),
    ...at,
    tagOf(id),
    jsonName(name),
  ];
  /** A target of a route: of a peering that goes, whatever stands in for it by then. */
  const targetOf = ({ kind, id }: RouteTarget): string =>
    kind === 'vpc-peering' && design.replaced.includes(id) ? variable(id) : argument(id);
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
        targetOf(change.target),
      );
    case 'replace-route':
      return line(
        'replace_route',
        ...at,
        argument(change.table),
        word(change.destination),
        targetOf(change.before),
        option(change.target),
        targetOf(change.target),
      );
    case 'delete-route':
      return line(
        'delete_route',
        ...at,
        argument(change.table),
        word(change.destination),
        targetOf(change.before),
      );
    case 'delete-peering': {
      const { accepter } = topology.get('vpc-peering', change.peering)!;
      return line(
        'delete_peering',
        ...at,
        variable(change.peering),
        word(accepter.region),
        word(accepter.account),
        ...(keeps.get(change.peering) ?? []).map(word),
      );
    }
    case 'delete-gateway':
      return line('delete_gateway', ...at, argument(change.gateway.id));
    case 'delete-table':
      return line('delete_table', ...at, argument(change.table));
    case 'unshare-gateway':
      return line(
        'unshare_gateway',
        ...at,
        tagOf(change.gateway),
        argument(change.gateway),
        ...change.accounts.map(word),
      );
    case 'delete-landing-table':
      return line('delete_landing_table', ...at, argument(change.table));
    case 'delete-landing':
      return line('delete_landing', ...at, argument(change.landing.subnet), word(change.vpc));
    case 'disable-references':
      return line('disable_references', ...at, argument(change.gateway));
    case 'delete-attachment':
      return line('delete_attachment', ...at, argument(change.attachment.id));
    case 'remove-landings':
      return line(
        'remove_landings',
        ...at,
        argument(change.attachment),
        ...change.subnets.map(argument),
      );
    case 'delete-link':
      return line('delete_link', ...at, argument(change.link.id));
    case 'delete-tgw-route':
      return line(
        'delete_tgw_route',
        ...at,
        argument(change.table),
        word(change.cidr),
        argument(change.attachment),
      );
    case 'delete-tgw-blackhole':
      return line(
        'delete_tgw_route',
        ...at,
        argument(change.table),
        word(change.cidr),
        'blackhole',
      );
    case 'create-peering': {
      const { name, tags, requester, accepter } = topology.get('vpc-peering', change.peering)!;
      return line(
        'create_peering',
        ...made(change.peering, name),
        jsonTags(tags),
        word(requester.vpc),
        word(accepter.region),
        word(accepter.account),
        word(accepter.vpc),
        yesNo(requester.dns),
        yesNo(accepter.dns),
      );
    }
    case 'restore-route':
      // From the id of the peering that is gone to that of the one in its place.
      return line(
        'replace_route',
        ...at,
        argument(change.table),
        word(change.destination),
        word(change.target.id),
        option(change.target),
        targetOf(change.target),
      );
  }
}

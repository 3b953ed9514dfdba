/** What a resource lists, as tables for the inspector: rules of a group, entries of an ACL or a prefix list, tunnels of a VPN. */
import type { Inspection } from '#app/api/engine.ts';
import type { NetworkAcl } from '#app/kinds/network-acl.ts';
import type { Resource } from '#app/kinds/index.gen.ts';
import type { GroupReference, Permission, SecurityGroup } from '#app/kinds/security-group.ts';
import { protocolName } from '#app/routing/protocol.ts';
import { minuteOf } from './facts.ts';

type Table = Inspection['tables'][number];

const LAST_ENTRY = 32767;

/** `443`, `1024-65535`, or `all`. */
const range = (from: number, to: number): string =>
  from <= 0 && to >= 65535 ? 'all' : from === to ? String(from) : `${from}-${to}`;

/** Type and code of ICMP; -1 stands for any. */
const icmp = (type: number, code: number): string =>
  type === -1 ? 'all' : `type ${type}${code === -1 ? '' : `, code ${code}`}`;

const isIcmp = (protocol: string): boolean => ['icmp', 'icmpv6'].includes(protocol);

function portsOf({ protocol, fromPort, toPort }: Permission): string {
  if (fromPort === undefined) return 'all';
  if (isIcmp(protocolName(protocol))) return icmp(fromPort, toPort ?? -1);
  return fromPort === -1 ? 'all' : range(fromPort, toPort ?? fromPort);
}

function groupWords({ group, account, vpc, peering, peeringState }: GroupReference, own: string) {
  const over = peering
    ? ` over ${peering}${peeringState ? ` (${peeringState})` : ''}`
    : vpc
      ? ` of ${vpc}`
      : '';
  return `${group}${account && account !== own ? ` of account ${account}` : ''}${over}`;
}

/** A row for each source, or destination, of each permission; one that names none admits nobody. */
const ruleRows = (permissions: readonly Permission[], account: string): string[][] =>
  permissions.flatMap((permission) => {
    const far = [
      ...permission.cidrs.map((cidr) => cidr.text),
      ...permission.prefixLists,
      ...permission.groups.map((group) => groupWords(group, account)),
    ];
    const what = [protocolName(permission.protocol), portsOf(permission)];
    return far.map((one) => [...what, one]);
  });

const rulesOf = (group: SecurityGroup): Table[] => [
  {
    title: 'Inbound rules',
    columns: ['Protocol', 'Ports', 'Source'],
    rows: ruleRows(group.inbound, group.account),
    none: 'None: nothing may come in but answers.',
  },
  {
    title: 'Outbound rules',
    columns: ['Protocol', 'Ports', 'Destination'],
    rows: ruleRows(group.outbound, group.account),
    none: 'None: nothing may go out but answers.',
  },
];

const entryRows = (acl: NetworkAcl, egress: boolean): string[][] =>
  acl.entries
    .filter((entry) => entry.egress === egress)
    .map(({ number, allow, protocol, cidr, ports, icmp: kind }) => [
      number >= LAST_ENTRY ? '*' : String(number),
      allow ? 'allow' : 'deny',
      protocolName(protocol),
      kind && isIcmp(protocolName(protocol))
        ? icmp(kind.type, kind.code)
        : ports
          ? range(ports.from, ports.to)
          : 'all',
      cidr?.text ?? '',
    ]);

/** Security groups are made of rules and ACLs of entries: that there are none is told as well. */
export function tablesOf(resource: Resource): Table[] {
  switch (resource.kind) {
    case 'security-group':
      return rulesOf(resource);
    case 'network-acl':
      return (['Inbound', 'Outbound'] as const).map((way) => ({
        title: `${way} entries`,
        columns: [
          'No.',
          'Action',
          'Protocol',
          'Ports',
          way === 'Inbound' ? 'Source' : 'Destination',
        ],
        rows: entryRows(resource, way === 'Outbound'),
        none: 'None: nothing passes.',
      }));
    case 'prefix-list': {
      const { entries } = resource;
      if (entries === undefined) return [];
      const described = entries.some(({ description }) => description !== '');
      return [
        {
          title: 'Entries',
          columns: described ? ['Prefix', 'Description'] : ['Prefix'],
          rows: entries.map(({ cidr, description }) =>
            described ? [cidr.text, description] : [cidr.text],
          ),
          none: 'None.',
        },
      ];
    }
    case 'vpn-connection':
      return [
        {
          title: 'Tunnels',
          columns: ['Address', 'State', 'Since', 'Routes'],
          rows: resource.tunnels.map(({ outsideIp, status, message, changed, acceptedRoutes }) => [
            outsideIp,
            message === '' ? status : `${status}: ${message}`,
            changed === undefined ? '' : minuteOf(changed),
            acceptedRoutes === undefined ? '' : String(acceptedRoutes),
          ]),
          none: 'AWS told of none.',
        },
      ];
    default:
      return [];
  }
}

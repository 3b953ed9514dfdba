/** Entries of lists that resources hold: what each is known by, and what it says, in a few words. */
import type { Cidr } from '../base/cidr.ts';
import type { KindMap, KindId } from '../kinds/index.gen.ts';
import type { DxAssociation, DxAttachment } from '../kinds/dx-gateway.ts';
import type { AclEntry } from '../kinds/network-acl.ts';
import type { Route, RouteTableAssociation } from '../kinds/route-table.ts';
import type { Permission } from '../kinds/security-group.ts';
import type { TgwTableMember } from '../kinds/tgw-route-table.ts';
import type { EffectiveTgwRoute } from '../routing/tgw-routes.ts';

type Entry = readonly [key: string, value: string];

export const isCidr = (value: object): value is Cidr => 'words' in value && 'text' in value;

/** One value in words; objects of no known shape as `name value` pairs. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value !== 'object' || value === null) return '';
  if (isCidr(value)) return value.text;
  return words(
    ...Object.entries(value).map(([name, inner]) =>
      inner === undefined ? '' : `${name} ${valueText(inner)}`,
    ),
  );
}

/** What there is to say, with commas between. */
const words = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter((part) => part !== undefined && part !== false && part !== '').join(', ');

/** A state where it is not the usual one. */
const unless = (usual: string, state: string): string => (state === usual ? '' : state);

function* permission(p: Permission): Generator<Entry> {
  const ports =
    p.fromPort === undefined || p.fromPort === -1
      ? ''
      : p.fromPort === p.toPort
        ? ` ${p.fromPort}`
        : ` ${p.fromPort}-${p.toPort ?? ''}`;
  const head = `${p.protocol === '-1' ? 'all' : p.protocol}${ports}`;
  for (const cidr of p.cidrs) yield [`${head} ${cidr.text}`, ''];
  for (const { group, peering } of p.groups) yield [`${head} ${group}`, words(peering)];
  for (const list of p.prefixLists) yield [`${head} ${list}`, ''];
}

const aclEntry = ({ egress, number, allow, protocol, cidr, ports, icmp }: AclEntry): Entry => [
  `${egress ? 'outbound' : 'inbound'} ${number}`,
  words(
    allow ? 'allow' : 'deny',
    protocol === '-1' ? 'all' : `protocol ${protocol}`,
    cidr?.text,
    ports && `ports ${ports.from}-${ports.to}`,
    icmp && `ICMP ${icmp.type}/${icmp.code}`,
  ),
];

const member = ({ attachment, state }: { attachment: string; state: string }): Entry => [
  attachment,
  unless('associated', unless('enabled', state)),
];

const association = ({ state, allowed = [] }: DxAssociation): string =>
  words(
    unless('associated', state),
    allowed
      .map((cidr) => cidr.text)
      .sort()
      .join(' '),
  );

/** Lists whose items are objects, by kind and field. Any other list is told item by item. */
const LISTS: Readonly<Record<string, (item: never) => Iterable<Entry>>> = {
  'core-network.edges': (e: NonNullable<KindMap['core-network']['edges']>[number]) => [
    [e.location, e.asn === undefined ? '' : `ASN ${e.asn}`],
  ],
  'core-network.tables': (t: NonNullable<KindMap['core-network']['tables']>[number]) =>
    (t.routes ?? []).map((r) => [
      words(t.segment, t.edge, r.cidr?.text ?? r.prefixList),
      words(
        r.type,
        unless('active', r.state),
        r.targets
          .map((to) => to.attachment || to.tgwAttachment || to.edge || to.segment)
          .sort()
          .join(' '),
      ),
    ]),
  'core-network.versions': (v: NonNullable<KindMap['core-network']['versions']>[number]) => [
    [`version ${v.version ?? ''}`, words(v.alias, v.changeSet)],
  ],
  'dx-gateway.associations': (a: DxAssociation) => [[a.coreNetwork ?? a.gateway, association(a)]],
  'transit-gateway.directConnect': (a: DxAssociation) => [[a.dxGateway, association(a)]],
  'vpn-gateway.directConnect': (a: DxAssociation) => [[a.dxGateway, association(a)]],
  'dx-gateway.attachments': (a: DxAttachment) => [[a.interface, unless('attached', a.state)]],
  'dx-virtual-interface.peers': (p: KindMap['dx-virtual-interface']['peers'][number]) => [
    [words(p.family, p.id), words(p.status, unless('available', p.state))],
  ],
  'nat-gateway.addresses': (a: KindMap['nat-gateway']['addresses'][number]) => [
    [a.privateIp ?? a.publicIp ?? '', words(a.publicIp, a.networkInterface)],
  ],
  'network-acl.entries': (e: AclEntry) => [aclEntry(e)],
  'prefix-list.entries': (e: NonNullable<KindMap['prefix-list']['entries']>[number]) => [
    [e.cidr.text, e.description],
  ],
  'route-table.routes': ({ destination, target, state, origin }: Route) => [
    [
      destination,
      words(
        target.id || 'no target',
        origin !== 'static' && origin !== 'local' && origin,
        unless('active', state),
      ),
    ],
  ],
  'route-table.associations': ({ main, subnet, gateway }: RouteTableAssociation) => [
    [subnet ?? gateway ?? (main ? 'main' : ''), ''],
  ],
  'security-group.inbound': permission,
  'security-group.outbound': permission,
  'tgw-connect-peer.sessions': (s: KindMap['tgw-connect-peer']['sessions'][number]) => [
    [s.peerAddress, s.status ?? ''],
  ],
  'tgw-policy-table.associations': (m: { attachment: string; state: string }) => [member(m)],
  'tgw-route-table.associations': (m: TgwTableMember) => [member(m)],
  'tgw-route-table.propagations': (m: TgwTableMember) => [member(m)],
  'tgw-route-table.routes': ({ cidr, origin, state, targets }: EffectiveTgwRoute) => [
    [
      cidr.text,
      words(
        targets.map((t) => t.attachment).join(' + ') || 'blackhole',
        origin !== 'static' && origin,
        targets.length > 0 && unless('active', state),
      ),
    ],
  ],
  'vpn-connection.tunnels': (t: KindMap['vpn-connection']['tunnels'][number]) => [
    [t.outsideIp, words(t.status, t.acceptedRoutes !== undefined && `${t.acceptedRoutes} routes`)],
  ],
};

/** The entries of one item of a list. */
export function explode(kind: KindId, field: string, item: unknown): Iterable<Entry> {
  const known = LISTS[`${kind}.${field}`];
  return known ? known(item as never) : [[valueText(item), '']];
}

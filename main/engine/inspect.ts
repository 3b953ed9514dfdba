/** What the inspector shows of one resource, ghost, account or Region. Pure. */
import { firstHost, formatIp } from '#app/base/cidr.ts';
import type { Inspection } from '#app/api/engine.ts';
import { UserError } from '#app/api/rpc.ts';
import { by, byText, thenBy, uniq } from '#app/base/order.ts';
import { accountRef, regionRef, type Ref } from '#app/base/ref.ts';
import { kindIds, kinds, type KindId, type KindMap, type Resource } from '#app/kinds/index.gen.ts';
import type { Report } from '#app/report.ts';
import { findingsByTouch } from '#app/rules/touch.ts';
import { GLOBAL } from '#app/snapshot/page.ts';
import type { Ghost, Topology } from '#app/topology/topology.ts';
import { factsOf } from './facts.ts';
import { isViewOf } from './counted.ts';
import { findingsIn } from './findings.ts';
import { tablesOf } from './tables.ts';

type Link = Inspection['links'][number];
type RouteRow = Inspection['routes'][number];

const referrers = new WeakMap<Topology, ReadonlyMap<Ref, readonly Resource[]>>();

/** Who refers to a resource; the index is built once per topology. */
function referrersOf(topology: Topology, ref: Ref): readonly Resource[] {
  let index = referrers.get(topology);
  if (!index) {
    const made = new Map<Ref, Resource[]>();
    for (const kind of kindIds) {
      for (const resource of topology.all(kind)) {
        for (const id of new Set(referencesOf(resource).map((r) => r.id))) {
          const list = made.get(id);
          if (list) list.push(resource);
          else made.set(id, [resource]);
        }
      }
    }
    referrers.set(topology, (index = made));
  }
  return index.get(ref) ?? [];
}

const referencesOf = (resource: Resource) =>
  (
    kinds[resource.kind].references as (
      r: Resource,
    ) => { readonly kind: KindId; readonly id: Ref }[]
  )(resource);

const named = (topology: Topology, ref: Ref) => ({ ref, label: topology.label(ref) });

const linkTo = (topology: Topology, ref: Ref, relation: string): Link => ({
  ...named(topology, ref),
  relation,
});

function linksOf(topology: Topology, ref: Ref, resource: Resource | undefined): Link[] {
  const links = new Map<Ref, Link>();
  const add = (to: Ref, relation: string, over?: Ref) => {
    if (to === ref || to === '' || links.has(to)) return;
    links.set(to, {
      ...linkTo(topology, to, relation),
      ...(over && { over: named(topology, over) }),
    });
  };
  for (const peering of topology.peeringsOf(ref)) {
    const { far } = topology.sidesOf(peering, ref);
    add(far.vpc, peering.state === 'active' ? 'Peer' : `Peer (${peering.state})`, peering.id);
  }
  if (resource) for (const { kind, id } of referencesOf(resource)) add(id, kinds[kind].title);
  for (const other of referrersOf(topology, ref)) add(other.id, kinds[other.kind].title);
  return [...links.values()].sort(
    thenBy(
      by((l) => l.relation),
      by((l) => l.label),
      by((l) => l.ref),
    ),
  );
}

function routesOf(topology: Topology, ref: Ref): RouteRow[] {
  return unnamedRoutesOf(topology, ref).map((route) => ({
    ...route,
    tableLabel: topology.label(route.table),
    targetLabel: topology.label(route.target),
  }));
}

/** The routes of each segment at each edge. */
const coreRows = ({ id, tables = [] }: KindMap['core-network']): UnnamedRow[] =>
  tables.flatMap(({ segment, edge, routes = [] }) =>
    routes.map((route) => ({
      table: `${id} ${segment} ${edge}`,
      destination: route.cidr?.text ?? route.prefixList ?? '',
      target: route.targets
        .map((to) => to.attachment || to.tgwAttachment || to.edge || to.segment)
        .join(', '),
      state: route.state,
      origin: route.type,
    })),
  );

/** What an attachment leads to from a gateway: a VPC, a VPN, the gateway at the other end of a peering. */
function behindOf(topology: Topology, tgw: Ref, attachments: readonly Ref[]): RouteRow['behind'] {
  const [only, ...others] = attachments.flatMap((id) => topology.attachment(id) ?? []);
  if (!only || others.length > 0) return undefined;
  const far =
    only.type === 'peering' ? only.ends.find((end) => end.tgw !== tgw)?.tgw : only.resource;
  return far ? named(topology, far) : undefined;
}

type UnnamedRow = Omit<RouteRow, 'tableLabel' | 'targetLabel'>;

function unnamedRoutesOf(topology: Topology, ref: Ref): UnnamedRow[] {
  type Row = UnnamedRow;
  const vpcRows = (table: ReturnType<Topology['tablesOf']>[number]): Row[] =>
    table.routes.map((route) => ({
      table: table.id,
      destination: route.destination,
      target: route.target.id,
      state: route.state,
      ...(route.prefixList
        ? { origin: 'prefix-list', list: named(topology, route.prefixList) }
        : { origin: route.origin }),
    }));
  const tgwRows = (table: ReturnType<Topology['tgwTablesOf']>[number]): Row[] =>
    (table.routes ?? []).map((route) => ({
      table: table.id,
      destination: route.cidr.text,
      target: route.targets.map((t) => t.attachment).join(', '),
      behind: behindOf(topology, table.tgw, uniq(route.targets.map((t) => t.attachment))),
      state: route.state,
      ...(route.prefixList
        ? { origin: 'prefix-list', list: named(topology, route.prefixList) }
        : { origin: route.type }),
    }));
  const subnet = topology.get('subnet', ref);
  if (subnet) {
    const table = topology.tableOf(subnet);
    return table ? vpcRows(table) : [];
  }
  const table = topology.get('route-table', ref);
  if (table) return vpcRows(table);
  const tgwTable = topology.get('tgw-route-table', ref);
  if (tgwTable) return tgwRows(tgwTable);
  const core = topology.get('core-network', ref);
  if (core) return coreRows(core);
  if (topology.get('transit-gateway', ref)) return topology.tgwTablesOf(ref).flatMap(tgwRows);
  const attachment = topology.attachment(ref);
  if (attachment) {
    const tables = attachment.ends.flatMap((end) =>
      end.table === undefined || end.table === 'none'
        ? []
        : (topology.get('tgw-route-table', end.table) ?? []),
    );
    return tables.flatMap(tgwRows);
  }
  const edge = topology.edgeTableOf(ref);
  if (edge) return vpcRows(edge);
  return topology.tablesOf(ref).flatMap(vpcRows);
}

/** Fingerprints of the findings that touch any of these, hidden ones included, in the report's order. */
function findingsOf(report: Report, refs: Iterable<Ref>): string[] {
  const findings = findingsIn(report);
  const index = findingsByTouch(report.topology, findings);
  const touching = new Set([...refs].flatMap((ref) => index.get(ref) ?? []));
  return findings.filter((finding) => touching.has(finding)).map((f) => f.fingerprint);
}

function inspectGhost(report: Report, ghost: Ghost): Inspection {
  const { topology } = report;
  const facts = [
    { name: 'Seen', value: 'no: it lies outside the accounts and Regions that were read' },
    ...(ghost.cidrs.length > 0
      ? [{ name: 'CIDRs', value: ghost.cidrs.map((c) => c.text).join(', ') }]
      : []),
  ];
  return {
    ref: ghost.id,
    kind: ghost.kind,
    title: kinds[ghost.kind].title,
    name: '',
    account: ghost.account,
    region: ghost.region,
    ghost: true,
    ...(ghost.cidrs[0] && { address: formatIp(firstHost(ghost.cidrs[0])) }),
    facts,
    tags: [],
    tables: [],
    routes: [],
    links: linksOf(topology, ghost.id, undefined),
    findings: findingsOf(report, [ghost.id]),
    raw: '',
  };
}

/** What is drawn because an attachment names it, and of which no call tells: a Direct Connect gateway of somebody else's. */
function inspectAttached(report: Report, ref: Ref): Inspection | undefined {
  const { topology } = report;
  const attachments = topology.attachmentsOf(ref);
  const [first] = attachments;
  if (!first) return undefined;
  const direct = first.type === 'direct-connect-gateway';
  const links = attachments.flatMap((a) => [
    linkTo(topology, a.id, kinds['tgw-attachment'].title),
    ...a.ends.map(({ tgw }) => ({
      ...linkTo(topology, tgw, `Attached (${a.state})`),
      over: named(topology, a.id),
    })),
  ]);
  return {
    ref,
    kind: first.type,
    title: direct ? kinds['dx-gateway'].title : first.type.replaceAll('-', ' '),
    name: '',
    account: '',
    region: '',
    ghost: true,
    facts: [{ name: 'Seen', value: 'no: only an attachment names it' }],
    tags: [],
    tables: [],
    routes: [],
    links,
    findings: findingsOf(report, [ref]),
    raw: '',
  };
}

/** Regions of resources; what is the same in all Regions stands in none. */
const regionsOf = (resources: readonly Resource[]): string[] =>
  uniq(resources.map((r) => r.region)).filter((region) => region !== GLOBAL);

/** `: 15 vpc, 1 vpn`: attachments by what they attach; nothing where all attach the same. */
function typesOf(resources: readonly Resource[]): string {
  const types = new Map<string, number>();
  for (const one of resources)
    if (one.kind === 'tgw-attachment') types.set(one.type, (types.get(one.type) ?? 0) + 1);
  const told = [...types].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
  return told.length < 2 ? '' : `: ${told.map(([type, many]) => `${many} ${type}`).join(', ')}`;
}

/** An account or a Region of one: how much stands in it, and what was found there. */
function inspectPlace(report: Report, ref: Ref): Inspection | undefined {
  const { topology } = report;
  const within: Resource[] = [];
  let account = '';
  let region = '';
  for (const kind of kindIds) {
    for (const resource of topology.all(kind)) {
      const inAccount = accountRef(resource.account) === ref;
      const inRegion = regionRef(resource.account, resource.region) === ref;
      if (!inAccount && !inRegion) continue;
      account = resource.account;
      region = inRegion ? resource.region : '';
      within.push(resource);
    }
  }
  const ghosts = topology.ghosts.filter(
    (g) => accountRef(g.account) === ref || regionRef(g.account, g.region) === ref,
  );
  if (within.length + ghosts.length === 0) return undefined;
  account ||= ghosts[0]?.account ?? '';
  if (within.length === 0 && ref.startsWith('region/')) region = ghosts[0]?.region ?? '';
  const count = (kind: KindId) => within.filter((r) => r.kind === kind).length;
  const refs = new Set([...within.map((r) => r.id), ...ghosts.map((g) => g.id)]);
  const gaps = report.gaps.filter(
    (g) => g.account === account && (region === '' || g.region === region),
  );
  return {
    ref,
    kind: region === '' ? 'account' : 'region',
    title: region === '' ? 'Account' : 'Region',
    name: region === '' ? (topology.accountNames.get(account) ?? account) : region,
    account,
    region,
    ghost: within.length === 0,
    facts: [
      ...kindIds
        .filter((kind) => count(kind) > 0 && !isViewOf(kind, count))
        .map((kind) => ({
          name: kinds[kind].plural,
          value: `${count(kind)}${kind === 'tgw-attachment' ? typesOf(within) : ''}`,
        })),
      ...(ghosts.length > 0
        ? [{ name: 'Not seen, only referred to', value: String(ghosts.length) }]
        : []),
      ...(region === ''
        ? [{ name: 'Regions', value: regionsOf(within).join(', ') }].filter((f) => f.value !== '')
        : []),
      ...gaps.map((gap) => ({ name: 'Gap', value: gap.message })),
    ],
    tags: [],
    tables: [],
    routes: [],
    links: within
      .filter((r) => r.kind === 'vpc' || r.kind === 'transit-gateway')
      .map((r) => linkTo(topology, r.id, kinds[r.kind].title))
      .sort(
        thenBy(
          by((l) => l.relation),
          by((l) => l.label),
        ),
      ),
    findings: findingsOf(report, refs),
    raw: '',
  };
}

/** Throws UserError where the estate holds nothing of that name. */
export function inspect(report: Report, ref: Ref): Inspection {
  const { topology } = report;
  const resource = topology.find(ref);
  if (!resource) {
    const ghost = topology.ghost(ref);
    const found = ghost
      ? inspectGhost(report, ghost)
      : (inspectPlace(report, ref) ?? inspectAttached(report, ref));
    if (!found) throw new UserError(`${JSON.stringify(ref.slice(0, 200))} is not in this estate.`);
    return found;
  }
  return {
    ref,
    kind: resource.kind,
    title: kinds[resource.kind].title,
    name: resource.name,
    account: resource.account,
    region: resource.region,
    ghost: false,
    facts: factsOf(resource),
    tags: [...resource.tags]
      .map(([name, value]) => ({ name, value }))
      .sort((a, b) => byText(a.name, b.name)),
    tables: tablesOf(resource),
    routes: routesOf(topology, ref),
    links: linksOf(topology, ref, resource),
    findings: findingsOf(report, [ref]),
    raw: JSON.stringify(resource.raw, undefined, 2),
  };
}

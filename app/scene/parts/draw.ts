/** Draws a report up: which nodes, links and meshes there are, before anything has a position. */
import { inert } from '../../base/inert.ts';
import type { Ref } from '../../base/ref.ts';
import { by, byName, byText, groupBy, thenBy, uniq } from '../../base/order.ts';
import { kinds } from '../../kinds/index.gen.ts';
import type { Report } from '../../report.ts';
import type { PlainValue } from '../../rules/rule.ts';
import { SEVERITIES, type Finding } from '../../rules/rule.ts';
import type { Attachment } from '../../topology/attachments.ts';
import type { Topology } from '../../topology/topology.ts';
import type { EdgeKind } from '../scene.ts';
import {
  type Badge,
  type DrawLink,
  type DrawMesh,
  type DrawNode,
  type DrawPlace,
  type Drawing,
  sizeOf,
} from './drawing.ts';

const MOST_CIDRS = 3;
/** A deleted link is not drawn: it lingers in answers for hours or days, but joins nothing. */
const DELETED = new Set(['deleted']);
const UP = new Set(['active', 'available', 'modifying']);

/** Every block, or the first few and how many more. */
const cidrLines = (cidrs: readonly { readonly text: string }[]): string[] =>
  cidrs.length <= MOST_CIDRS
    ? cidrs.map((c) => c.text)
    : [
        ...cidrs.slice(0, MOST_CIDRS - 1).map((c) => c.text),
        `+ ${cidrs.length - MOST_CIDRS + 1} more`,
      ];

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

/** How many items a list in a finding's data has, or the number itself. */
const many = (value: PlainValue | undefined): number =>
  Array.isArray(value) ? value.length : typeof value === 'number' ? value : 0;

/** The rule's own words where it gives them: "mesh of 7: 21 peerings, 2 pairs unrouted; Transit Gateway: 7 attachments". */
export function meshCaption(finding: Finding): string {
  const { data } = finding;
  if (typeof data['caption'] === 'string') return inert(data['caption']);
  const members = many(data['members']);
  const needed = many(data['attachmentsNeeded']) || members;
  return `mesh of ${members}: ${plural(many(data['peerings']), 'peering')}; Transit Gateway: ${plural(needed, 'attachment')}`;
}

class Collector {
  readonly nodes = new Map<Ref, Omit<DrawNode, 'badge' | 'width' | 'height'>>();
  readonly links = new Map<
    string,
    {
      kind: EdgeKind;
      from: Ref;
      to: Ref;
      up: number;
      refs: Set<Ref>;
      count: number;
      label: string;
      segment: string | undefined;
    }
  >();

  node(node: Omit<DrawNode, 'badge' | 'width' | 'height'>): void {
    if (node.id !== '' && !this.nodes.has(node.id)) this.nodes.set(node.id, node);
  }

  /** Links of one kind between the same two nodes become one line. */
  link(
    kind: EdgeKind,
    from: Ref,
    to: Ref,
    refs: readonly Ref[],
    active: boolean,
    more: { label?: string; segment?: string } = {},
  ): void {
    const [a, b] = kind === 'peering' && byText(from, to) > 0 ? [to, from] : [from, to];
    const key = `${kind}/${a}/${b}`;
    const old = this.links.get(key);
    if (old) {
      for (const ref of refs) old.refs.add(ref);
      old.up += active ? 1 : 0;
      old.count++;
    } else {
      const { label = '', segment } = more;
      this.links.set(key, {
        kind,
        from: a,
        to: b,
        up: active ? 1 : 0,
        refs: new Set(refs),
        count: 1,
        label,
        segment,
      });
    }
  }
}

function addVpcs(topology: Topology, out: Collector): void {
  for (const vpc of topology.all('vpc')) {
    const lines = cidrLines(vpc.cidrs);
    out.node({
      id: vpc.id,
      shape: 'vpc',
      account: vpc.account,
      region: vpc.region,
      label: inert(vpc.name || vpc.id),
      lines: vpc.name ? [...lines, vpc.id] : lines,
      ghost: false,
    });
  }
  for (const tgw of topology.all('transit-gateway')) {
    out.node({
      id: tgw.id,
      shape: 'transit-gateway',
      account: tgw.account,
      region: tgw.region,
      label: inert(tgw.name || tgw.id),
      lines: tgw.name ? [tgw.id] : [],
      ghost: false,
    });
  }
  for (const ghost of topology.ghosts) {
    if (ghost.kind !== 'vpc' && ghost.kind !== 'transit-gateway') continue;
    out.node({
      id: ghost.id,
      shape: ghost.kind,
      account: ghost.account,
      region: ghost.region,
      label: ghost.id,
      lines: cidrLines(ghost.cidrs),
      ghost: true,
    });
  }
}

function addPeerings(topology: Topology, out: Collector): string[] {
  let deleted = 0;
  let endless = 0;
  for (const peering of topology.all('vpc-peering')) {
    const { requester, accepter } = peering;
    if (DELETED.has(peering.state)) deleted++;
    else if (!out.nodes.has(requester.vpc) || !out.nodes.has(accepter.vpc)) endless++;
    else out.link('peering', requester.vpc, accepter.vpc, [peering.id], peering.state === 'active');
  }
  const said: string[] = [];
  if (deleted > 0) said.push(`${plural(deleted, 'deleted peering')}`);
  if (endless > 0) said.push(`${plural(endless, 'ended peering')} whose VPCs are gone or not seen`);
  return said;
}

/** A node for what is attached to a transit gateway and is neither VPC nor transit gateway. */
function addAttached(topology: Topology, a: Attachment, tgw: Ref, out: Collector): void {
  const place = out.nodes.get(tgw) ?? topology.placeOf(tgw);
  const at = { account: place.account, region: place.region };
  const up = UP.has(a.state);
  if (a.type === 'vpn') {
    const vpn = topology.get('vpn-connection', a.resource);
    if (vpn && out.nodes.has(vpn.customerGateway)) return; // drawn with the VPN connection
    out.node({
      ...at,
      id: a.resource || a.id,
      shape: 'vpn',
      label: 'VPN',
      lines: [a.resource || a.id],
      ghost: vpn === undefined,
    });
    out.link('vpn', tgw, a.resource || a.id, [a.id, ...(a.resource ? [a.resource] : [])], up);
    return;
  }
  const direct = a.type === 'direct-connect-gateway';
  const id =
    a.resource && a.resource !== tgw && !topology.attachment(a.resource) ? a.resource : a.id;
  out.node({
    ...at,
    id,
    shape: direct ? 'direct-connect' : 'other',
    label: direct ? 'Direct Connect' : a.type,
    lines: [id],
    ghost: false,
  });
  out.link(direct ? 'direct-connect' : 'other', tgw, id, uniq([a.id, id]), up);
}

function addTransitGateways(topology: Topology, out: Collector): void {
  for (const a of [...topology.attachments].sort(by((x) => x.id))) {
    if (DELETED.has(a.state)) continue;
    const [end, other] = a.ends;
    if (!end || !out.nodes.has(end.tgw)) continue;
    if (a.vpc !== undefined) {
      if (out.nodes.has(a.vpc)) {
        out.link('attachment', end.tgw, a.vpc, [a.id], UP.has(a.state), {
          segment: end.table ?? '',
        });
      }
    } else if (a.peering) {
      const core = [a.peering.requester, a.peering.accepter].find(
        (s) => s.coreNetwork !== undefined,
      );
      if (other && out.nodes.has(other.tgw)) {
        out.link('tgw-peering', end.tgw, other.tgw, [a.id], UP.has(a.state));
      } else if (core?.coreNetwork) {
        const { account, region } = out.nodes.get(end.tgw) ?? core;
        out.node({
          id: core.coreNetwork,
          shape: 'core-network',
          account,
          region,
          label: 'Core network',
          lines: [core.coreNetwork],
          ghost: true,
        });
        out.link('tgw-peering', end.tgw, core.coreNetwork, [a.id], UP.has(a.state));
      }
    } else if (a.type !== 'peering' && a.type !== 'vpc') {
      addAttached(topology, a, end.tgw, out);
    }
  }
}

function addVpn(topology: Topology, out: Collector): void {
  const used = new Set<Ref>();
  for (const vpn of topology.all('vpn-connection')) {
    if (DELETED.has(vpn.state)) continue;
    const gateway =
      vpn.vpnGateway === undefined ? undefined : topology.get('vpn-gateway', vpn.vpnGateway);
    if (gateway) used.add(gateway.id);
    const ends = vpn.tgw !== undefined ? [vpn.tgw] : (gateway?.vpcs ?? []);
    const here = ends.filter((id) => out.nodes.has(id));
    if (here.length === 0) continue;
    const cgw = topology.get('customer-gateway', vpn.customerGateway);
    const id = vpn.customerGateway || vpn.id;
    const lines = [...(cgw?.ip ? [cgw.ip] : []), ...(cgw?.name ? [id] : [])];
    out.node({
      id,
      shape: 'vpn',
      account: vpn.account,
      region: vpn.region,
      label: inert(cgw?.name || id),
      lines,
      ghost: cgw === undefined,
    });
    const attachment = vpn.tgw === undefined ? [] : topology.attachmentsOf(vpn.id).map((a) => a.id);
    for (const end of here) {
      const up = vpn.tunnels.length === 0 || vpn.tunnels.some((t) => t.status === 'UP');
      const refs = [vpn.id, ...(gateway ? [gateway.id] : []), ...attachment];
      out.link('vpn', end, id, refs, UP.has(vpn.state) && up);
    }
  }
  for (const gateway of topology.all('vpn-gateway')) {
    const here = gateway.vpcs.filter((id) => out.nodes.has(id));
    if (used.has(gateway.id) || here.length === 0) continue;
    out.node({
      id: gateway.id,
      shape: 'vpn',
      account: gateway.account,
      region: gateway.region,
      label: inert(gateway.name || 'VPN gateway'),
      lines: [gateway.id],
      ghost: false,
    });
    for (const vpc of here) out.link('vpn', vpc, gateway.id, [gateway.id], UP.has(gateway.state));
  }
}

/** Findings by the nodes they touch and the resources they name. */
function badges(
  report: Report,
  out: Collector,
): { node: (id: Ref) => Badge | undefined; edge: (refs: Iterable<Ref>) => Badge | undefined } {
  const hits = new Map<Ref, Set<Finding>>();
  const hit = (ref: Ref, finding: Finding): void =>
    void (hits.get(ref)?.add(finding) ?? hits.set(ref, new Set([finding])));
  for (const finding of report.findings) {
    // A mesh is marked by its hull; marks on every member and line would drown the others.
    if (finding.rule === 'peering-mesh') continue;
    for (const ref of finding.resources) {
      hit(ref, finding);
      if (out.nodes.has(ref)) continue;
      const vpc = report.topology.vpcOf(ref)?.id ?? report.topology.attachment(ref)?.vpc;
      const tgw = report.topology.get('tgw-route-table', ref)?.tgw;
      for (const owner of [vpc, tgw]) if (owner !== undefined) hit(owner, finding);
    }
  }
  const of = (findings: ReadonlySet<Finding>): Badge | undefined => {
    const severity = SEVERITIES.find((s) => [...findings].some((f) => f.severity === s));
    return severity && { severity, count: findings.size };
  };
  return {
    node: (id) => of(hits.get(id) ?? new Set()),
    edge: (refs) => of(new Set([...refs].flatMap((ref) => [...(hits.get(ref) ?? [])]))),
  };
}

const BUNDLE: Readonly<Record<EdgeKind, string>> = {
  peering: 'peering',
  attachment: 'attachment',
  'tgw-peering': 'peering',
  vpn: 'VPN connection',
  'direct-connect': 'attachment',
  other: 'link',
};

function placesOf(report: Report): DrawPlace[] {
  const out: DrawPlace[] = [];
  const failed = report.gaps.filter(
    (g) => g.kind === 'call' && g.account !== '' && g.region !== '',
  );
  for (const gaps of groupBy(failed, (g) => `${g.account}/${g.region}`).values()) {
    const first = gaps[0];
    const names = uniq(gaps.flatMap((g) => g.hides.map((kind) => kinds[kind].plural)));
    if (first && names.length > 0) {
      out.push({
        account: first.account,
        region: first.region,
        note: `Not read: ${names.join(', ')}`,
      });
    }
  }
  return out.sort(by((p) => `${p.account}/${p.region}`));
}

/** Everything the report knows that a picture can show, and in words what it leaves out. */
export function drawingOf(
  report: Report,
  marked: boolean,
): { drawing: Drawing; leftOut: readonly string[] } {
  const { topology } = report;
  const out = new Collector();
  addVpcs(topology, out);
  const leftOut = addPeerings(topology, out);
  addVpn(topology, out);
  addTransitGateways(topology, out);

  const mark = marked ? badges(report, out) : { node: () => undefined, edge: () => undefined };
  const nodes = [...out.nodes.values()]
    .map((n): DrawNode => ({ ...n, badge: mark.node(n.id), ...sizeOf(n.shape, n.lines.length) }))
    .sort(
      thenBy(
        (a, b) => byName(a.label, b.label),
        by((n) => n.id),
      ),
    );
  const links = [...out.links]
    .map(([id, l]): DrawLink => {
      const down = l.count - l.up;
      const bundle =
        l.count > 1
          ? `${plural(l.count, BUNDLE[l.kind])}${down > 0 && l.up > 0 ? `, ${down} inactive` : ''}`
          : l.label;
      return {
        id,
        refs: uniq(l.refs),
        kind: l.kind,
        from: l.from,
        to: l.to,
        active: l.up > 0,
        label: bundle,
        badge: mark.edge(l.refs),
        segment: l.segment,
      };
    })
    .sort(by((l) => l.id));
  const meshes = report.findings
    .filter((f) => f.rule === 'peering-mesh')
    .map((f): DrawMesh => {
      const listed = Array.isArray(f.data['members'])
        ? f.data['members'].filter((m) => typeof m === 'string')
        : f.resources;
      return {
        finding: f.fingerprint,
        members: uniq(listed).filter((m) => out.nodes.has(m)),
        caption: meshCaption(f),
      };
    });
  const segments = new Map(
    topology.all('tgw-route-table').map((t) => [t.id, inert(t.name || t.id)]),
  );
  const collected = new Set(report.manifest.scope.accounts);
  return {
    drawing: { nodes, links, meshes, places: placesOf(report), segments, collected },
    leftOut,
  };
}

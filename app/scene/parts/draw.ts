/** Draws a report up: which nodes, links and meshes there are, before anything has a position. */
import { capital } from '../../base/capital.ts';
import { count } from '../../base/count.ts';
import { inert } from '../../base/inert.ts';
import { list } from '../../base/list.ts';
import { append, by, byName, groupBy, thenBy, uniq } from '../../base/order.ts';
import { everyFinding, type Report } from '../../report.ts';
import type { Finding, PlainValue } from '../../rules/rule.ts';
import { GLOBAL } from '../../snapshot/page.ts';
import type { Topology } from '../../topology/topology.ts';
import { BUNDLE } from './bundle.ts';
import { badgesOf } from './badges.ts';
import {
  type DrawLink,
  type DrawMesh,
  type DrawNode,
  type DrawPlace,
  type Drawing,
  sizeOf,
} from './drawing.ts';
import { Gathered, isDeleted } from './gather.ts';
import { addAttachments, addCloudWan, addVpn } from './hybrid.ts';
import { unreadNames, unreadNote } from './title.ts';

const MOST_CIDRS = 3;
/** Every block, or the first few and how many more. */
const cidrLines = (cidrs: readonly { readonly text: string }[]): string[] =>
  cidrs.length <= MOST_CIDRS
    ? cidrs.map((c) => c.text)
    : [
        ...cidrs.slice(0, MOST_CIDRS - 1).map((c) => c.text),
        `+ ${cidrs.length - MOST_CIDRS + 1} more`,
      ];

/** How many items a list in a finding's data has, or the number itself. */
const many = (value: PlainValue | undefined): number =>
  Array.isArray(value) ? value.length : typeof value === 'number' ? value : 0;

/** The rule's own words where it gives them: "Mesh of 7: 21 peerings, 2 pairs unrouted; transit gateway: 7 attachments". */
export function meshCaption(finding: Finding): string {
  const { data } = finding;
  if (typeof data['caption'] === 'string') return capital(inert(data['caption']));
  const members = many(data['members']);
  const needed = many(data['attachmentsNeeded']) || members;
  return `Mesh of ${members}: ${count(many(data['peerings']), 'peering')}; transit gateway: ${count(needed, 'attachment')}`;
}

function addVpcs(topology: Topology, out: Gathered): void {
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

function addPeerings(topology: Topology, out: Gathered): string[] {
  let deleted = 0;
  let endless = 0;
  for (const peering of topology.all('vpc-peering')) {
    const { requester, accepter } = peering;
    if (isDeleted(peering.state)) deleted++;
    else if (!out.nodes.has(requester.vpc) || !out.nodes.has(accepter.vpc)) endless++;
    else out.link('peering', requester.vpc, accepter.vpc, [peering.id], peering.state === 'active');
  }
  const said: string[] = [];
  if (deleted > 0) said.push(count(deleted, 'deleted peering'));
  if (endless > 0) said.push(`${count(endless, 'ended peering')} whose VPCs are gone or not seen`);
  return said;
}

function placesOf(report: Report): { places: DrawPlace[]; unread: string[] } {
  const out: DrawPlace[] = [];
  const undrawn = new Map<string, string[]>();
  const failed = report.gaps.filter(
    (g) => g.kind === 'call' && g.account !== '' && g.region !== '' && g.region !== GLOBAL,
  );
  for (const gaps of groupBy(failed, (g) => `${g.account}/${g.region}`).values()) {
    const first = gaps[0];
    const { drawn, all } = unreadNames([...new Set(gaps.flatMap((g) => g.hides))]);
    if (first && all.length > 0) {
      out.push({
        account: first.account,
        region: first.region,
        note: unreadNote(all),
      });
      if (drawn.length > 0)
        append(undrawn, list(drawn, 4), `${first.region} of account ${first.account}`);
    }
  }
  return {
    places: out.sort(by((p) => `${p.account}/${p.region}`)),
    unread: [...undrawn]
      .map(([what, where]) => `${what} that could not be read in ${list(where.sort(), 2)}`)
      .sort(),
  };
}

/** A mesh is a ring whether or not anybody wants to be told of it: what is hidden must not move the picture. */
export const meshesOf = (report: Report, nodes: { has(id: string): boolean }): DrawMesh[] =>
  everyFinding(report)
    .filter((f) => f.rule === 'peering-mesh')
    .map((f) => {
      const listed = Array.isArray(f.data['members'])
        ? f.data['members'].filter((m) => typeof m === 'string')
        : f.resources;
      return {
        finding: f.fingerprint,
        members: uniq(listed).filter((m) => nodes.has(m)),
        caption: meshCaption(f),
      };
    });

/** Everything the report knows that a picture can show, and in words what it leaves out. */
export function drawingOf(
  report: Report,
  marked: boolean,
): { drawing: Drawing; leftOut: readonly string[] } {
  const { topology } = report;
  const out = new Gathered();
  addVpcs(topology, out);
  const leftOut = addPeerings(topology, out);
  addVpn(topology, out);
  addAttachments(topology, out);
  addCloudWan(topology, out);

  const mark = marked ? badgesOf(report) : { node: () => undefined, edge: () => undefined };
  const nodes = [...out.nodes.values()]
    .map((n): DrawNode => ({ ...n, badge: mark.node(n.id), ...sizeOf(n.shape, n.lines) }))
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
          ? `${count(l.count, BUNDLE[l.kind])}${down > 0 && l.up > 0 ? `, ${down} inactive` : ''}`
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
  const meshes = meshesOf(report, out.nodes);
  const segments = new Map(
    topology.all('tgw-route-table').map((t) => [t.id, inert(t.name || t.id)]),
  );
  const accounts = new Map([...topology.accountNames].map(([id, name]) => [id, inert(name)]));
  const collected = new Set(report.manifest.scope.accounts);
  const { places, unread } = placesOf(report);
  return {
    drawing: { nodes, links, meshes, places, segments, accounts, collected },
    leftOut: [...unread, ...leftOut],
  };
}

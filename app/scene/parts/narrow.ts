/** Narrows a drawing to what a view asks for, before anything has a position, and says what it left out. */
import { count } from '../../base/count.ts';
import { inert } from '../../base/inert.ts';
import { accountRef, type Ref, regionRef } from '../../base/ref.ts';
import { everyFinding, type Report } from '../../report.ts';
import { listed } from '../../rules/parts/words.ts';
import { touchedBy } from '../../rules/touch.ts';
import type { View } from '../scene.ts';
import { type Boxes, boxesOf } from './boxes.ts';
import type { Drawing, DrawMesh, DrawNode, DrawPlace } from './drawing.ts';
import { around } from './focus.ts';
import { inSegments, type Pick, placePicks } from './place-picks.ts';
import { quoted, ViewError } from './view-error.ts';

const NOUNS: Readonly<Record<DrawNode['shape'], readonly [one: string, many: string]>> = {
  vpc: ['VPC', 'VPCs'],
  'transit-gateway': ['transit gateway', 'transit gateways'],
  vpn: ['VPN gateway', 'VPN gateways'],
  'direct-connect': ['Direct Connect gateway', 'Direct Connect gateways'],
  'core-network': ['core network', 'core networks'],
  other: ['other attachment', 'other attachments'],
};

/** `12 VPCs and 1 transit gateway`; '' for none. */
function manyOf(nodes: readonly DrawNode[]): string {
  const words = (Object.keys(NOUNS) as DrawNode['shape'][]).flatMap((shape) => {
    const n = nodes.filter((node) => node.shape === shape).length;
    return n === 0 ? [] : [count(n, ...NOUNS[shape])];
  });
  return listed(words, words.length);
}

/** A VPC keeps what it is attached to: without its gateways nobody sees where it leads. */
function withGateways(drawing: Drawing, own: ReadonlySet<Ref>): Set<Ref> {
  const vpcs = new Set(drawing.nodes.filter((n) => n.shape === 'vpc').map((n) => n.id));
  const out = new Set(own);
  for (const { from, to } of drawing.links) {
    if (vpcs.has(from) && own.has(from) && !vpcs.has(to)) out.add(to);
    if (vpcs.has(to) && own.has(to) && !vpcs.has(from)) out.add(from);
  }
  return out;
}

const both = (a: ReadonlySet<Ref>, b: ReadonlySet<Ref>): Set<Ref> =>
  new Set([...a].filter((id) => b.has(id)));

/** Boxes of several resources; a hop that is drawn nowhere has none. */
const boxesOfAll = (boxes: Boxes, refs: Iterable<Ref>): Set<Ref> =>
  new Set([...refs].flatMap((ref) => [...boxes.of(ref)]));

/** Picks by what the picture is about: meshes, a finding, a path, a focus. */
function subjectPicks(report: Report, drawing: Drawing, boxes: Boxes, view: View): Pick[] {
  const { meshes, finding, path, focus, depth = 1 } = view;
  const picks: Pick[] = [];
  if (meshes) {
    if (drawing.meshes.length === 0)
      throw new ViewError('This network has no peering mesh to show.');
    picks.push({ keeps: new Set(drawing.meshes.flatMap((m) => m.members)), says: 'in no mesh' });
  }
  if (finding !== undefined) {
    const found = everyFinding(report).find((f) => f.fingerprint === finding);
    if (!found) {
      throw new ViewError(
        `There is no finding ${quoted(finding)}: give the fingerprint of one of the ${count(everyFinding(report).length, 'finding')} of this network, as lint writes them as JSON.`,
      );
    }
    const keeps = boxesOfAll(boxes, [...touchedBy(report.topology, found), ...found.path]);
    if (keeps.size === 0) {
      throw new ViewError(
        `The finding ${quoted(finding)} of ${found.rule} touches nothing that is drawn. Show the whole network instead.`,
      );
    }
    picks.push({ keeps, says: `that this finding of ${found.rule} does not touch` });
  }
  if (path) {
    const keeps = boxesOfAll(boxes, path);
    if (keeps.size === 0) {
      throw new ViewError(
        'Nothing on this path is drawn: give ids of VPCs, gateways, links or what stands in a VPC.',
      );
    }
    picks.push({ keeps, says: 'not on the path' });
  }
  if (focus !== undefined) {
    picks.push({
      keeps: around(drawing, boxes, focus, depth),
      says: `further than ${count(depth, 'link')} from ${inert(focus)}`,
    });
  }
  return picks;
}

/** Boxes and lines that were put out of sight. Throws ViewError for what is neither. */
function hiddenOf(
  report: Report,
  drawing: Drawing,
  boxes: Boxes,
  refs: readonly Ref[],
): { readonly nodes: ReadonlySet<Ref>; readonly lines: ReadonlySet<string> } {
  const noted = new Set(
    drawing.places.flatMap((p) => [accountRef(p.account), regionRef(p.account, p.region)]),
  );
  const nodes = new Set<Ref>();
  const lines = new Set<string>();
  for (const ref of refs) {
    const own = boxes.linesOf(ref);
    const held = report.topology.get('tgw-route-table', ref)
      ? inSegments(report.topology, drawing, new Set([ref]))
      : boxes.inside(ref);
    if (boxes.isBox(ref)) nodes.add(ref);
    else if (own.length > 0) for (const line of own) lines.add(line.id);
    else {
      const [first] = held;
      if (first === undefined && !noted.has(ref)) {
        throw new ViewError(
          `${quoted(ref)} has no box, line or container in this picture, so it cannot be hidden: give the id of a VPC, gateway, peering, attachment or transit gateway route table.`,
        );
      }
      for (const id of held) nodes.add(id);
    }
  }
  return { nodes, lines };
}

/** A mesh of which only a part is shown says so: its caption counts all of it. */
const meshIn = (mesh: DrawMesh, kept: ReadonlySet<Ref>): DrawMesh => {
  const members = mesh.members.filter((id) => kept.has(id));
  return members.length === mesh.members.length
    ? mesh
    : {
        ...mesh,
        members,
        caption: `${mesh.caption} (${members.length} of ${mesh.members.length} shown)`,
      };
};

/** Throws ViewError where the view names something that is not there. */
export function narrow(
  report: Report,
  drawing: Drawing,
  view: View,
): { readonly drawing: Drawing; readonly leftOut: readonly string[] } {
  const boxes = boxesOf(report, drawing);
  const places = placePicks(report, drawing, view);
  const subjects = subjectPicks(report, drawing, boxes, view);
  const hidden = hiddenOf(report, drawing, boxes, view.hidden ?? []);
  const leftOut: string[] = [];
  let kept: ReadonlySet<Ref> = new Set(drawing.nodes.map((n) => n.id));

  const keep = (next: ReadonlySet<Ref>, says: string): void => {
    const gone = manyOf(drawing.nodes.filter((n) => kept.has(n.id) && !next.has(n.id)));
    if (gone !== '') leftOut.push(`${gone} ${says}`);
    kept = next;
  };
  let own = kept;
  for (const { keeps, says } of places.picks) {
    own = both(own, keeps);
    keep(withGateways(drawing, own), says);
  }
  for (const { keeps, says } of subjects) keep(both(kept, keeps), says);
  keep(new Set([...kept].filter((id) => !hidden.nodes.has(id))), 'hidden');

  const inside = drawing.links.filter((l) => kept.has(l.from) && kept.has(l.to));
  const links = inside.filter((l) => !hidden.lines.has(l.id));
  if (links.length < inside.length)
    leftOut.push(`${count(inside.length - links.length, 'link')} hidden`);
  const away = drawing.links.filter((l) => kept.has(l.from) !== kept.has(l.to)).length;
  if (away > 0) leftOut.push(`${count(away, 'link')} to the rest of the network`);

  const nodes = drawing.nodes.filter((n) => kept.has(n.id));
  const stand = new Set(nodes.map((n) => `${n.account}/${n.region}`));
  // A Region that was refused is part of the answer, even where nothing of it is drawn.
  const asked = subjects.length === 0;
  const gone = new Set(view.hidden);
  const shows = ({ account, region }: DrawPlace): boolean =>
    asked &&
    places.leaves(account, region) &&
    !gone.has(accountRef(account)) &&
    !gone.has(regionRef(account, region));
  const noted = drawing.places.filter((p) => stand.has(`${p.account}/${p.region}`) || shows(p));
  const unread = drawing.places.length - noted.length;
  if (unread > 0) leftOut.push(`${count(unread, 'Region')} that could not be read in full`);
  return {
    drawing: {
      ...drawing,
      nodes,
      links,
      meshes: drawing.meshes.map((mesh) => meshIn(mesh, kept)),
      places: noted,
    },
    leftOut,
  };
}

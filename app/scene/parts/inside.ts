/** What stands in an opened VPC: its subnets in columns by Availability Zone, its route tables, and who uses which. */
import { count } from '../../base/count.ts';
import { inert } from '../../base/inert.ts';
import { byName, groupBy } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { RouteTable } from '../../kinds/route-table.ts';
import type { Subnet } from '../../kinds/subnet.ts';
import type { Vpc } from '../../kinds/vpc.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Box, Head, SceneNode } from '../scene.ts';
import { fit, fonts, widthOf } from '../text.ts';

/** A box in a VPC; its place is told from the VPC's corner. */
export interface Inner extends Box {
  readonly ref: Ref;
  readonly shape: 'subnet' | 'route-table';
  readonly label: string;
  readonly lines: readonly string[];
  readonly table?: Ref;
}

export interface Inside {
  readonly width: number;
  readonly height: number;
  readonly inner: readonly Inner[];
  readonly heads: readonly Head[];
}

const PAD = 12;
const GAP = 12;
/** Between the columns of two zones, and before the route tables. */
const APART = 24;
/** From the card's own lines to the titles of columns, and from there to the boxes. */
const HEAD = 16;
const UNDER_HEAD = 14;
const LINE = 15;
const LEAST_WIDE = 132;
const MOST_WIDE = 236;
/** So many blocks of a subnet are named; the rest is a number. */
const MOST_CIDRS = 2;

/** Signs stand beside the words, so that nothing rests on colour. */
const PUBLIC = '↑ public';
const PRIVATE = '· private';
const UNTOLD = '? route table not seen';

/** So many boxes stand in one column before the next one begins. */
const rowsFor = (boxes: number): number => Math.max(6, Math.ceil(Math.sqrt(boxes * 2)));

const isDefault = (destination: string): boolean =>
  destination === '0.0.0.0/0' || destination === '::/0';

/**
 * A subnet is public where its table leads to an internet gateway by default.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
 */
const leadsOut = (table: RouteTable): boolean =>
  table.routes.some(
    ({ destination, target, state }) =>
      target.kind === 'internet-gateway' && state === 'active' && isDefault(destination),
  );

type Plain = Omit<Inner, keyof Box>;

function subnetBox(topology: Topology, subnet: Subnet): Plain {
  const table = topology.tableOf(subnet);
  const cidrs = subnet.cidrs.map((c) => c.text);
  const rest = cidrs.length - MOST_CIDRS;
  return {
    ref: subnet.id,
    shape: 'subnet',
    label: inert(subnet.name || subnet.id),
    lines: [
      ...cidrs.slice(0, MOST_CIDRS),
      ...(rest > 0 ? [`+ ${rest} more`] : []),
      table ? (leadsOut(table) ? PUBLIC : PRIVATE) : UNTOLD,
      ...(table ? [`table ${inert(table.name || table.id)}`] : []),
    ],
    ...(table && { table: table.id }),
  };
}

function tableBox(topology: Topology, table: RouteTable, sawSubnets: boolean): Plain {
  const users = topology.subnetsUsing(table).length;
  const edges = table.associations.flatMap(({ gateway }) => gateway ?? []);
  return {
    ref: table.id,
    shape: 'route-table',
    label: inert(table.name || table.id),
    lines: [
      `${table.main ? 'main, ' : ''}${count(table.routes.length, 'route')}`,
      ...(users > 0 || sawSubnets ? [`used by ${count(users, 'subnet')}`] : []),
      ...edges.map((gateway) => `edge of ${inert(gateway)}`),
    ],
  };
}

const tall = ({ lines }: Plain): number => 28 + LINE * lines.length;
/** In steps of four pixels, as the canvas measures, and a little air. */
function wide({ label, lines }: Plain): number {
  const name = widthOf(label, { ...fonts.name, size: 12 });
  const longest = Math.max(name, ...lines.map((line) => widthOf(line, fonts.line)));
  return 4 * Math.ceil(longest / 4) + 28;
}

/** Zones by name: what AWS names `us-east-1a` is another zone in another account, its id is the same in all. */
function zoneTitle({ zone, zoneId }: Subnet): string {
  if (zone === '') return 'Zone not known';
  return inert(zoneId === zone ? zone : `${zone} (${zoneId})`);
}

const named = (a: Plain, b: Plain): number =>
  byName(a.label, b.label) || (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0);

/** What there is to say where a list is empty: that there is none, or that nobody looked. */
const none = (topology: Topology, kind: 'subnet' | 'route-table', vpc: Vpc): string =>
  topology.saw(kind, vpc)
    ? kind === 'subnet'
      ? 'No subnets'
      : 'No route tables'
    : kind === 'subnet'
      ? 'Subnets not read'
      : 'Route tables not read';

/** The inside of a VPC under the lines of its card, which is this large. */
export function insideOf(
  topology: Topology,
  vpc: Vpc,
  card: Pick<SceneNode, 'width' | 'height'>,
): Inside {
  const subnets = topology.subnetsOf(vpc.id);
  const zones = [...groupBy(subnets, zoneTitle)].sort(([a], [b]) => byName(a, b));
  const sawSubnets = topology.saw('subnet', vpc);
  const columns: { readonly title: string; readonly boxes: readonly Plain[] }[] = [
    ...zones.map(([title, own]) => ({
      title,
      boxes: own.map((subnet) => subnetBox(topology, subnet)).sort(named),
    })),
    ...(zones.length === 0 ? [{ title: none(topology, 'subnet', vpc), boxes: [] }] : []),
  ];
  const tables = topology
    .tablesOf(vpc.id)
    .map((table) => tableBox(topology, table, sawSubnets))
    .sort(named);
  columns.push({
    title: tables.length === 0 ? none(topology, 'route-table', vpc) : 'Route tables',
    boxes: tables,
  });
  const rows = rowsFor(subnets.length);
  const head = card.height + HEAD;
  const top = head + UNDER_HEAD;
  const inner: Inner[] = [];
  const heads: Head[] = [];
  let x = PAD;
  let bottom = head;
  for (const { title, boxes } of columns) {
    const room = Math.max(LEAST_WIDE, Math.ceil(widthOf(title, fonts.segment)) + 8);
    const width = Math.min(MOST_WIDE, Math.max(room, ...boxes.map(wide)));
    const left = x;
    for (let from = 0; from === 0 || from < boxes.length; from += rows) {
      let y = top;
      if (from > 0) x += width + GAP;
      for (const box of boxes.slice(from, from + rows)) {
        const height = tall(box);
        inner.push({ ...box, x, y, width, height });
        y += height + GAP;
        bottom = Math.max(bottom, y - GAP);
      }
    }
    x += width;
    heads.push({ x: left, y: head, width: x - left, text: fit(title, x - left, fonts.segment) });
    x += APART;
  }
  return {
    width: Math.max(card.width, x - APART + PAD),
    height: bottom + PAD,
    inner,
    heads,
  };
}

/**
 * The steps from peerings to gateways, in an order in which traffic always has a way: everything is built beside the
 * peerings first, then pair after pair is sent the new way in both directions (replacing the target of a route is one
 * call), and only when nothing uses the peerings any more are they taken away.
 */
import { contains, overlaps, subtract } from '../base/cidr.ts';
import { by, byText, groupBy, uniq } from '../base/order.ts';
import type { Ref } from '../base/ref.ts';
import type { RouteTarget } from '../kinds/route-table.ts';
import type { Topology } from '../topology/topology.ts';
import type { Designed } from './design.ts';
import type { AttachmentDesign, Change, Design, Phase, Step } from './plan.ts';
import type { Move } from './scope.ts';

/** A step before it was simulated. */
export type DraftStep = Omit<Step, 'proof' | 'check'> & {
  /** Peerings whose traffic it moves: what stays behind if the proof turns the step down. */
  readonly peerings: readonly Ref[];
  /** The VPC route table from which it takes routes that carry nothing: they stay if the proof turns it down. */
  readonly cleans: Ref | undefined;
};

type Told = Omit<DraftStep, 'id' | 'phase' | 'peerings' | 'cleans' | 'rollback'> & {
  readonly peerings?: readonly Ref[];
  readonly cleans?: Ref;
  readonly rollback?: readonly Change[];
};

/** `leave`: VPC route tables whose useless routes stay, as blackholes, because they shut off a wider route. */
export function makeSteps(
  topology: Topology,
  designed: Designed,
  leave: ReadonlySet<Ref> = new Set(),
): DraftStep[] {
  const drafts: (readonly [Phase, Told])[] = [
    ...build(topology, designed).map((told) => ['build', told] as const),
    ...cutOver(topology, designed).map((told) => ['cut-over', told] as const),
    ...verify(designed).map((told) => ['verify', told] as const),
    ...remove(topology, designed, leave).map((told) => ['remove', told] as const),
  ];
  const digits = String(drafts.length).length;
  return drafts.map(([phase, told], i) => ({
    id: `${phase}-${String(i + 1).padStart(digits, '0')}`,
    phase,
    peerings: [],
    cleans: undefined,
    rollback: told.changes.flatMap(undo).reverse(),
    ...told,
  }));
}

function build(topology: Topology, { design }: Designed): Told[] {
  const out: Told[] = [];
  const name = (id: Ref) => design.gateways.find((g) => g.id === id)?.name ?? id;
  for (const gateway of design.gateways) {
    const tables = design.tables.filter((t) => t.gateway === gateway.id);
    out.push({
      title: `Create transit gateway ${gateway.name} in ${gateway.region} with ${tables.length} route ${tables.length === 1 ? 'table' : 'tables'}`,
      vpcs: [],
      precondition: `Account ${gateway.account} may create transit gateways in ${gateway.region}.`,
      changes: [
        { do: 'create-gateway', gateway },
        ...tables.map((t): Change => ({
          do: 'create-table',
          table: t.id,
          gateway: gateway.id,
          name: t.name,
        })),
      ],
      expected: 'Nothing is attached yet: no traffic changes.',
    });
    const accounts = uniq(
      design.attachments
        .filter((a) => a.gateway === gateway.id && a.account !== gateway.account)
        .map((a) => a.account),
    );
    if (accounts.length === 0) continue;
    out.push({
      title: `Share ${gateway.name} with ${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'}`,
      vpcs: [],
      precondition: `${gateway.name} is available. Accounts outside the organization accept the share themselves.`,
      changes: [{ do: 'share-gateway', gateway: gateway.id, accounts }],
      expected: 'The accounts see the gateway: no traffic changes.',
    });
  }
  for (const [region, attachments] of groupBy(design.attachments, (a) => a.region)) {
    const changes = attachments.flatMap(landingChanges);
    if (changes.length === 0) continue;
    out.push({
      title: `Make small subnets for the attachments in ${region}`,
      vpcs: attachments.map((a) => a.vpc),
      precondition: 'The ranges are still free.',
      changes,
      expected: 'Nothing stands in them: no traffic changes.',
    });
  }
  for (const attachment of design.attachments) {
    out.push({
      title: `Attach ${topology.label(attachment.vpc)} to ${name(attachment.gateway)}`,
      vpcs: [attachment.vpc],
      precondition: `${name(attachment.gateway)} is available to account ${attachment.account}.`,
      changes: [
        { do: 'create-attachment', attachment },
        { do: 'associate', table: attachment.table, attachment: attachment.id },
      ],
      expected: 'No route leads to the gateway yet: no traffic changes.',
    });
  }
  for (const link of design.links) {
    out.push({
      title: `Peer ${name(link.requester)} with ${name(link.accepter)}`,
      vpcs: [],
      precondition: 'Both gateways are available; the accepting side accepts.',
      changes: [
        { do: 'create-link', link },
        ...design.tables
          .filter((t) => t.links.includes(link.id))
          .map((t): Change => ({ do: 'associate', table: t.id, attachment: link.id })),
      ],
      expected: 'No route leads over the peering yet: no traffic changes.',
    });
  }
  for (const table of design.tables) {
    const attachmentOf = (vpc: Ref) => design.attachments.find((a) => a.vpc === vpc)!.id;
    const changes: Change[] = [
      ...table.propagates.map((vpc): Change => ({
        do: 'propagate',
        table: table.id,
        attachment: attachmentOf(vpc),
      })),
      ...table.routes.map((r): Change => ({
        do: 'create-tgw-route',
        table: table.id,
        cidr: r.cidr,
        attachment: r.link,
      })),
      ...table.blackholes.map((cidr): Change => ({
        do: 'create-tgw-blackhole',
        table: table.id,
        cidr,
      })),
    ];
    if (changes.length === 0) continue;
    out.push({
      title: `Fill route table ${table.name}`,
      vpcs: table.serves,
      precondition: 'The attachments it names are available.',
      changes,
      expected: 'VPC route tables still lead over the peerings: no traffic changes.',
    });
  }
  return out;
}

function landingChanges(attachment: AttachmentDesign): Change[] {
  const { landingTable, vpc, landings } = attachment;
  return [
    ...(landingTable === undefined
      ? []
      : [
          {
            do: 'create-landing-table',
            table: landingTable,
            vpc,
            name: `${attachment.name} transit gateway`,
            subnets: landings.filter((l) => l.how === 'new').map((l) => l.subnet),
          } as const,
        ]),
    ...landings
      .filter((l) => l.how === 'new')
      .map((landing): Change => ({
        do: 'create-landing',
        landing,
        vpc,
        table: landingTable!,
        name: `${attachment.name} transit gateway ${landing.zone || landing.zoneId}`,
      })),
  ];
}

/** One step for each pair of VPCs: the routes of both, in one go. */
function cutOver(topology: Topology, designed: Designed): Told[] {
  const { design, moves } = designed;
  const gatewayOf = new Map(design.attachments.map((a) => [a.vpc, a.gateway]));
  const pairs = new Map<string, Move[]>();
  for (const move of moves) {
    if (move.fit === 'dead') continue;
    const key = [move.vpc, move.peer].sort(byText).join(' ');
    const list = pairs.get(key);
    if (list) list.push(move);
    else pairs.set(key, [move]);
  }
  return [...pairs.entries()]
    .sort(([a], [b]) => byText(a, b))
    .map(([key, pair]): Told => {
      const [a, b] = key.split(' ') as [Ref, Ref];
      const changes = pair.flatMap((move) =>
        moveChanges(topology, designed, move, {
          kind: 'transit-gateway',
          id: gatewayOf.get(move.vpc)!,
        }),
      );
      const both = uniq(pair.map((m) => m.vpc)).length === 2;
      return {
        title: `Send ${topology.label(a)} and ${topology.label(b)} over the gateway${both ? '' : ' (one direction has routes)'}`,
        vpcs: [a, b],
        precondition: 'The build steps are done: attachments available, tables filled.',
        changes,
        expected:
          'Replies may come by the old way until both sides are replaced; both ways deliver.',
        peerings: uniq(pair.map((m) => m.peering)),
      };
    });
}

/**
 * A route is sent over the gateway by replacing its target. One that is wider than the peer, and would then lead to
 * VPCs that the peering did not, gives way to routes for just what it carried.
 */
function moveChanges(
  topology: Topology,
  { design }: Designed,
  move: Move,
  target: RouteTarget,
): Change[] {
  const { table, route } = move;
  const at = { table: table.id };
  if (move.fit !== 'broad' || !leaks(topology, design, move)) {
    const { destination, target: before } = route;
    return [{ do: 'replace-route', ...at, destination, before, target }];
  }
  const there = new Set(table.routes.map((r) => r.destination));
  return [
    ...uniq(move.reaches.map((cidr) => cidr.text))
      .filter((destination) => !there.has(destination))
      .map((destination): Change => ({ do: 'create-route', ...at, destination, target })),
    { do: 'delete-route', ...at, destination: route.destination, before: route.target },
  ];
}

/** True where the gateway would carry to somebody else what this route matches and the peering drops. */
function leaks(topology: Topology, design: Design, move: Move): boolean {
  const own = design.tables.find((t) => t.serves.includes(move.vpc));
  const leads = [...(own?.propagates ?? []), ...(own?.routes ?? []).flatMap((r) => r.to)];
  const better = move.table.routes.flatMap((r) => r.cidr ?? []);
  return move.prefixes.some((prefix) => {
    const longer = better.filter((cidr) => cidr.length > prefix.length && contains(prefix, cidr));
    return leads
      .filter((vpc) => vpc !== move.peer && vpc !== move.vpc)
      .flatMap((vpc) => topology.cidrsOf(vpc))
      .filter((cidr) => overlaps(cidr, prefix))
      .some((cidr) => subtract(contains(prefix, cidr) ? cidr : prefix, longer).length > 0);
  });
}

function verify({ design }: Designed): Told[] {
  if (design.replaced.length === 0) return [];
  return [
    {
      title: 'Verify before anything is taken away',
      vpcs: design.members,
      precondition: 'Every pair was sent over the gateway.',
      changes: [],
      expected: `Every pair reaches what it did. Collect again and compare; watch the bytes of the ${design.replaced.length} peerings fall to none for as long as your slowest job runs.`,
    },
  ];
}

function remove(topology: Topology, designed: Designed, leave: ReadonlySet<Ref>): Told[] {
  const { design, moves } = designed;
  const dead = moves.filter((m) => m.fit === 'dead' && !leave.has(m.table.id));
  const out: Told[] = [];
  for (const [table, list] of groupByTable(dead)) {
    out.push({
      title: `Delete ${list.length === 1 ? 'a route' : `${list.length} routes`} of ${topology.label(table)} that never carried anything`,
      vpcs: uniq(list.map((m) => m.vpc)),
      precondition: 'The verification passed.',
      changes: list.map((m): Change => ({
        do: 'delete-route',
        table,
        destination: m.route.destination,
        before: m.route.target,
      })),
      expected: 'The peering dropped what these routes matched.',
      cleans: table,
    });
  }
  const byVpc = groupBy(
    design.replaced.map((id) => topology.get('vpc-peering', id)!),
    (peering) => uniq([peering.requester.vpc, peering.accepter.vpc])[0]!,
  );
  for (const [vpc, peerings] of [...byVpc].sort(([a], [b]) => byText(a, b))) {
    const many = peerings.length === 1 ? 'a peering' : `${peerings.length} peerings`;
    out.push({
      title: `Delete ${many} of ${topology.label(vpc)}`,
      vpcs: uniq(peerings.flatMap((p) => [p.requester.vpc, p.accepter.vpc])),
      precondition:
        'No route leads over them, and no security group names a group of the other side.',
      changes: peerings.map(({ id }): Change => ({ do: 'delete-peering', peering: id })),
      expected:
        'Nothing uses them: no traffic changes. A deleted peering can only be asked for and accepted anew.',
      rollback: [],
      peerings: peerings.map((p) => p.id),
    });
  }
  return out;
}

function groupByTable(moves: readonly Move[]): [Ref, Move[]][] {
  const out = new Map<Ref, Move[]>();
  for (const move of [...moves].sort(by((m) => `${m.table.id} ${m.route.destination}`))) {
    const list = out.get(move.table.id);
    if (list) list.push(move);
    else out.set(move.table.id, [move]);
  }
  return [...out];
}

/** What takes one change back; deleting what was made is left to the runbook, for nothing uses it. */
function undo(change: Change): Change[] {
  if (change.do === 'replace-route') {
    return [{ ...change, before: change.target, target: change.before }];
  }
  if (change.do === 'create-route') {
    const { table, destination, target: before } = change;
    return [{ do: 'delete-route', table, destination, before }];
  }
  if (change.do === 'delete-route') {
    const { table, destination, before } = change;
    return [{ do: 'create-route', table, destination, target: before }];
  }
  return [];
}

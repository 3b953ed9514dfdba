/** Terraform state as a source: a World written as state gives the network of the World, with the rest as gaps. */
import { describe, expect, test } from 'vitest';
import { kindIds, type KindId, kinds } from '#app/kinds/index.gen.ts';
import type { Kind } from '#app/kinds/kind.ts';
import { recognise } from '#app/sources/recognise.ts';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import type { Topology } from '#app/topology/topology.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { shownText, stateResources, stateText } from '#tests/kit/terraform-state.ts';

const TIME = '2026-01-05T09:00:00.000Z';
const open = (...texts: readonly string[]) =>
  recognise(
    texts.map((text, i) => ({ path: `${i}.tfstate`, text, time: TIME })),
    '1.2.3',
  );

/** What Terraform has no resource for, or keeps in its own words. */
const DROPPED = new Set([
  'raw',
  'created',
  'stateMessage',
  'expires',
  'staticOnly',
  'truncated',
  'listRoutes',
  'association',
]);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- resources of every kind, taken apart by name
type Loose = Record<string, any>;

/** One line for each protocol, port and source. Terraform keeps nothing of peerings beside a group. */
const sources = (list: readonly Loose[]): string[] =>
  list
    .flatMap((p) =>
      [
        ...p['cidrs'].map((c: Loose) => c['text'] as string),
        ...p['groups'].map((g: Loose) => g['group'] as string),
        ...p['prefixLists'],
      ].map((source) => [p['protocol'], p['fromPort'], p['toPort'], source].join(' ')),
    )
    .sort();

/** States of routes are told by routes of their own only, and then as they were at the last refresh. */
const routes = (list: readonly Loose[], keep: (r: Loose) => boolean): unknown[] =>
  sorted(
    list.filter(keep).map(({ targets, ...route }) => ({
      ...route,
      state: '',
      ...(targets ? { to: (targets as Loose[]).map((t) => t['attachment'] as string) } : {}),
    })),
  );

const known = new Set(
  buildTopology(sampleEstate().pages())
    .all('vpc')
    .map((vpc) => vpc.id),
);

function shape(kind: KindId, resource: Loose): unknown {
  const entries = Object.entries(resource).filter(([name]) => !DROPPED.has(name));
  return Object.fromEntries(
    entries.map(([name, value]) => {
      if (kind === 'tgw-route-table' && name === 'routes')
        return [name, routes(value, (r) => r['type'] === 'static')];
      // What a VPN gateway propagates is no resource of Terraform.
      if (kind === 'route-table' && name === 'routes')
        return [name, routes(value, (r) => r['origin'] !== 'propagated')];
      if (kind === 'network-acl' && name === 'entries')
        return [name, sorted(value.filter((e: Loose) => e['number'] < 32767))];
      // Not kept by Terraform: whether another account has accepted.
      if (kind === 'tgw-vpc-attachment' && name === 'state') return [name, ''];
      // Blocks of a side are told by its VPC, which must be in the state.
      if (kind === 'vpc-peering' && /^(requester|accepter)$/.test(name))
        return [name, { ...value, cidrs: known.has(value['vpc']) ? sorted(value['cidrs']) : [] }];
      if (kind === 'security-group' && /bound$/.test(name)) return [name, sources(value)];
      return [name, Array.isArray(value) ? sorted(value) : value];
    }),
  );
}

const plain = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v));
const sorted = (list: readonly unknown[]): unknown[] =>
  list.map((v) => JSON.parse(plain(v)) as unknown).sort((a, b) => (plain(a) < plain(b) ? -1 : 1));

const shapes = (topology: Topology, kind: KindId): unknown[] =>
  topology
    .all(kind)
    .map((r) =>
      shape(kind, JSON.parse(plain({ ...r, raw: 0, tags: [...r.tags].sort() })) as Loose),
    );

/** Kinds a state can hold, but Direct Connect and Cloud WAN, which the writer leaves out. */
const MANAGED = kindIds.filter((kind) => !/^(dx|core|tgw-(connect|policy|attachment$))/.test(kind));

describe.each([
  ['a state file', stateText],
  ['terraform show -json', shownText],
])('the sample estate as %s', (_, write) => {
  const pages = sampleEstate().pages();
  const world = buildTopology(pages);
  const { snapshot } = open(write(stateResources(pages)));
  const read = buildTopology(snapshot.pages);

  test.each(MANAGED)('has the same resources: %s', (kind) => {
    expect(shapes(read, kind)).toEqual(shapes(world, kind));
  });

  test('has the same attachments in the same tables', () => {
    const ends = (topology: Topology) =>
      topology.attachments
        .filter((a) => world.get('tgw-vpc-attachment', a.id) !== undefined || a.type === 'vpn')
        .map((a) => [a.id, a.type, a.resource, a.ends.map((e) => [e.tgw, e.table])]);
    // That an attachment has no table, only AWS can say: another state may associate it.
    const unproven = JSON.stringify(ends(world)).replaceAll('"none"', 'null');
    expect(JSON.stringify(ends(read))).toBe(unproven);
  });

  test('carries the same between VPCs, or says that it cannot tell', () => {
    const outcomes = (topology: Topology) => {
      const out = new Map<string, string>();
      const reach = createRouting(topology).reach();
      for (const [i, from] of reach.vpcs.entries())
        for (const [j, to] of reach.vpcs.entries())
          if (i !== j) out.set(`${from} ${to}`, reach.pair(i, j).outcome);
      return out;
    };
    const [mine, theirs] = [outcomes(read), outcomes(world)];
    const unlike = [...theirs].filter(([pair, outcome]) => mine.get(pair) !== outcome);
    // A pair whose subnets fare differently is mixed where one of them is not known.
    const said = new Set(unlike.map(([pair]) => mine.get(pair)));
    expect([...said].filter((outcome) => !/^(cannot-tell|mixed)$/.test(outcome ?? ''))).toEqual([]);
    const delivered = [...theirs].filter(([, outcome]) => outcome === 'delivered');
    const found = delivered.filter(([pair]) => mine.get(pair) === 'delivered');
    expect(delivered.length).toBeGreaterThan(50);
    expect(found.length).toBeGreaterThan(delivered.length / 2);
  });

  test('never reads a secret', () => {
    expect(write(stateResources(pages))).toContain('never-to-be-read');
    expect(JSON.stringify(snapshot)).not.toContain('never-to-be-read');
  });

  test('says of every kind and place that only what Terraform manages is known', () => {
    for (const kind of kindIds.filter((id) => !(kinds[id] as unknown as Kind).optional)) {
      for (const at of world.all('vpc')) {
        const gaps = read.gapsHiding([kind], at).map((gap) => gap.message);
        expect(gaps.join(), kind).toContain('Only what Terraform manages is in this state');
        expect(read.saw(kind, at), kind).toBe(false);
      }
    }
  });
});

/** Merging: parts of a network are the whole again, the better answer wins, and no order matters. */
import { describe, expect, it } from 'vitest';
import { analyze } from '#app/report.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import { mergeSnapshots } from '#app/snapshot/merge.ts';
import type { Page } from '#app/snapshot/page.ts';
import { extentOf, type Snapshot } from '#app/snapshot/snapshot.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { Dice, randomPages } from '#tests/kit/random-world.ts';
import { page } from './pages.ts';

const snapshotOf = (pages: readonly Page[], created = '2026-01-05T09:00:00.000Z'): Snapshot =>
  makeSnapshot(pages, { created, peerless: '1.2.3', origin: 'live' });
const merge = (...parts: readonly Snapshot[]) => mergeSnapshots(parts, '1.2.3');
const bytes = (...parts: readonly Snapshot[]): string => writeSnapshot(merge(...parts).snapshot);

/** The pages in some parts, each account and Region whole in one of them. */
function split(pages: readonly Page[], dice: Dice, parts: number): Snapshot[] {
  const home = new Map<string, number>();
  const out: Page[][] = Array.from({ length: parts }, () => []);
  for (const p of pages) {
    const place = `${p.account} ${p.region}`;
    if (!home.has(place)) home.set(place, dice.int(0, parts - 1));
    out[home.get(place)!]!.push(p);
  }
  return out.map((part) => snapshotOf(part));
}

/** Everything analysis says of a snapshot. */
function said(snapshot: Snapshot) {
  const { topology, routing, findings, gaps } = analyze(snapshot);
  const reach = routing.reach();
  const codes = new Uint8Array(reach.vpcs.length ** 2);
  if (reach.vpcs.length > 0) reach.codes([...reach.vpcs.keys()], codes);
  return { parts: topology.parts.maps, ghosts: topology.ghosts, findings, gaps, codes };
}

describe('parts of a network', () => {
  it('are the whole again: resources, ghosts, findings, gaps, reachability', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const pages = randomPages(seed);
      const parts = split(pages, new Dice(seed), 3);
      const merged = merge(...parts);
      expect(merged).toMatchObject({ conflicts: [], older: [] });
      expect(said(merged.snapshot), `seed ${seed}`).toEqual(said(snapshotOf(pages)));
    }
  });

  it('of the sample estate, by account and Region', () => {
    const whole = sampleEstate().snapshot();
    const parts = split(whole.pages, new Dice(7), 4);
    expect(said(merge(...parts).snapshot)).toEqual(said(whole));
  });

  it('join a peering whose sides were read by different teams, and know the VPC that was a ghost', () => {
    const world = new World();
    const a = world.region('us-east-1', '111111111111').vpc('a', '10.1.0.0/16');
    const b = world.region('us-east-1', '222222222222').vpc('b', '10.2.0.0/16');
    world.peerRouted(a, b);
    const pages = world.pages();
    const of = (account: string) => snapshotOf(pages.filter((p) => p.account === account));
    const [left, right] = [of('111111111111'), of('222222222222')];
    expect(analyze(left).topology.ghosts.map((g) => g.id)).toEqual(['vpc-b']);
    const { topology } = analyze(merge(left, right).snapshot);
    expect(topology.ghosts).toEqual([]);
    expect(topology.all('vpc-peering')).toHaveLength(1);
    expect(topology.gaps).toEqual([]);
  });
});

const vpcs = (id: string) => ({ Vpcs: [{ VpcId: id, CidrBlock: '10.0.0.0/16' }] });
const at = (day: number) => `2026-01-0${day}T09:00:00.000Z`;
/** The same call, refused. */
const refused = ({ account, region, service, operation, args, time }: Page): Page => {
  const error = { failure: 'refused', code: 'UnauthorizedOperation', message: '' } as const;
  return { account, region, service, operation, args, time, error };
};
const idsIn = ({ pages }: Snapshot): unknown[] =>
  pages.flatMap((p) => ((p.answer?.['Vpcs'] ?? []) as { VpcId: string }[]).map((v) => v.VpcId));

describe('the same call read twice', () => {
  const old = snapshotOf([page({ time: at(1), answer: vpcs('vpc-old') })]);
  const young = snapshotOf([page({ time: at(2), answer: vpcs('vpc-young') })]);

  it('is kept as it was read last, and told', () => {
    const merged = merge(young, old);
    expect(idsIn(merged.snapshot)).toEqual(['vpc-young']);
    expect(merged.conflicts).toEqual([
      {
        account: '111111111111',
        region: 'us-east-1',
        call: 'ec2:DescribeVpcs',
        subject: '',
        kept: at(2),
        left: [at(1)],
        keptOf: [0],
        leftOf: [1],
      },
    ]);
  });

  it('and answered differently at the same time keeps one, whatever the order, and says which', () => {
    const twin = snapshotOf([page({ time: at(2), answer: vpcs('vpc-twin') })]);
    const [one, other] = [merge(young, twin), merge(twin, young)];
    expect(idsIn(one.snapshot)).toEqual(idsIn(other.snapshot));
    const kept = idsIn(one.snapshot)[0] === 'vpc-young' ? 0 : 1;
    expect(one.conflicts).toMatchObject([
      { kept: at(2), left: [at(2)], keptOf: [kept], leftOf: [1 - kept] },
    ]);
    expect(other.conflicts).toMatchObject([{ keptOf: [1 - kept], leftOf: [kept] }]);
  });

  it('with the same answer is no conflict', () => {
    const again = snapshotOf([page({ time: at(3), answer: vpcs('vpc-young') })]);
    const merged = merge(young, again);
    expect(merged.conflicts).toEqual([]);
    expect(merged.snapshot.pages.map((p) => p.time)).toEqual([at(3)]);
  });

  it('a later refusal never replaces an answer, and it is told that the answer is older', () => {
    const later = snapshotOf([refused(page({ time: at(3) }))]);
    const merged = merge(old, later);
    expect(idsIn(merged.snapshot)).toEqual(['vpc-old']);
    expect(merged.conflicts).toEqual([]);
    expect(merged.older).toMatchObject([{ kept: at(1), left: [at(3)] }]);
    expect(merge(snapshotOf([refused(page({ time: at(1) }))]), young).older).toEqual([]);
  });

  it('an answer that broke off does not replace a whole one, and halves are never mixed', () => {
    const half = snapshotOf([
      page({ time: at(4), answer: vpcs('vpc-half') }),
      refused(page({ time: at(4) })),
    ]);
    expect(idsIn(merge(half, young).snapshot)).toEqual(['vpc-young']);
    const paged = snapshotOf([
      page({ time: at(4), answer: vpcs('vpc-1') }),
      page({ time: at(4), answer: vpcs('vpc-2') }),
    ]);
    expect(idsIn(merge(young, paged).snapshot)).toEqual(['vpc-1', 'vpc-2']);
    expect(idsIn(merge(half, old, paged).snapshot)).toEqual(['vpc-1', 'vpc-2']);
  });

  it('all routes of a table are better than its static ones, which are the same call', () => {
    const search = (time: string, args: Record<string, string>, routes: unknown[]) =>
      snapshotOf([
        page({
          time,
          operation: 'SearchTransitGatewayRoutes',
          args: { TransitGatewayRouteTableId: 'tgw-rtb-1', ...args },
          answer: { Routes: routes },
        }),
      ]);
    const all = search(at(1), {}, [{ Type: 'propagated' }, { Type: 'static' }]);
    const fixed = search(at(2), { Filters: 'type=static' }, [{ Type: 'static' }]);
    const { snapshot, older } = merge(all, fixed);
    expect(snapshot.pages).toEqual(all.pages);
    expect(older).toMatchObject([{ subject: 'tgw-rtb-1', kept: at(1), left: [at(2)] }]);
  });

  it('details about different resources are different calls', () => {
    const detail = (id: string) =>
      page({
        operation: 'GetManagedPrefixListEntries',
        args: { PrefixListId: id },
        answer: { Entries: [] },
      });
    const merged = merge(snapshotOf([detail('pl-1')]), snapshotOf([detail('pl-2')]));
    expect(merged.snapshot.pages).toHaveLength(2);
  });
});

describe('what is joined', () => {
  const vpcPage = (id: string, more: Partial<Page> = {}): Snapshot =>
    snapshotOf([page({ answer: vpcs(id), ...more })]);

  it('is every answer that does not tell its Region or account: it may be of another', () => {
    for (const unknown of [{ region: 'unknown' }, { account: 'unknown' }]) {
      const [one, other] = [
        vpcPage('vpc-ireland', { ...unknown, time: at(1) }),
        vpcPage('vpc-virginia', { ...unknown, time: at(2) }),
      ];
      const merged = merge(one, other);
      expect(idsIn(merged.snapshot).sort()).toEqual(['vpc-ireland', 'vpc-virginia']);
      expect(merged).toMatchObject({ conflicts: [], joined: [{ placed: false, of: [0, 1] }] });
      expect(bytes(other, one)).toBe(bytes(one, other));
      expect(idsIn(merge(merged.snapshot, one).snapshot)).toHaveLength(2);
    }
  });

  it('are parts by nature, such as the states of two teams; AWS itself goes before them', () => {
    const error = { failure: 'partial', code: 'TerraformState', message: 'a part' } as const;
    const state = (id: string, time: string) =>
      snapshotOf([page({ time, answer: vpcs(id) }), { ...refused(page({ time })), error }]);
    const [a, b] = [state('vpc-a', at(1)), state('vpc-b', at(2))];
    const merged = merge(a, b);
    expect(idsIn(merged.snapshot).sort()).toEqual(['vpc-a', 'vpc-b']);
    // One gap, not one for each source.
    expect(merged.snapshot.pages.filter((p) => p.error)).toHaveLength(1);
    expect(merged.joined).toMatchObject([{ placed: true, of: [0, 1] }]);
    const live = vpcPage('vpc-live', { time: at(1) });
    expect(idsIn(merge(a, live, b).snapshot)).toEqual(['vpc-live']);
    expect(bytes(merge(a, live).snapshot, b)).toBe(bytes(b, a, live));
  });
});

it('an account that one could not enter and another has read has no such gap any more', () => {
  const [mine, other] = ['111111111111', '222222222222'];
  const error = { failure: 'refused', code: 'AccessDenied', message: 'no' } as const;
  const closed = (account: string): Page => ({
    ...refused(page({ service: 'sts', operation: 'AssumeRole', account, region: 'unknown' })),
    error,
  });
  const one = snapshotOf([page({ account: mine }), closed(other), closed('333333333333')]);
  const two = snapshotOf([page({ account: other })]);
  const entries = ({ pages }: Snapshot) =>
    pages.filter(({ service }) => service === 'sts').map(({ account }) => account);
  expect(entries(merge(one, two).snapshot)).toEqual(['333333333333']);
  expect(entries(merge(two, one).snapshot)).toEqual(['333333333333']);
  // A profile that led nowhere is not the account of a file that does not tell its own.
  const [lost, file] = [
    snapshotOf([closed('unknown')]),
    snapshotOf([page({ account: 'unknown' })]),
  ];
  expect(entries(merge(lost, file).snapshot)).toEqual(['unknown']);
});

const AUDITED = '222222222222';

describe('a way into an account that failed', () => {
  const shut = (account: string, day: number, message = 'no', args: Page['args'] = {}): Page => ({
    account,
    region: 'unknown',
    service: 'sts',
    operation: account === 'unknown' ? 'GetCallerIdentity' : 'AssumeRole',
    args,
    time: at(day),
    error: { failure: 'refused', code: 'AccessDenied', message },
  });
  const answer = page({ account: AUDITED, time: at(1) });

  it('after the account was read is told: what is known of it is older than the last try', () => {
    const mine = page({ time: at(4) });
    const [old, now] = [snapshotOf([answer]), snapshotOf([mine, shut(AUDITED, 4)])];
    const merged = merge(now, old);
    expect(merged.snapshot.pages).toEqual([mine, answer]);
    expect(merged.older).toEqual([
      {
        account: AUDITED,
        region: 'unknown',
        call: 'sts:AssumeRole',
        subject: '',
        kept: at(1),
        left: [at(4)],
        keptOf: [1],
        leftOf: [0],
      },
    ]);
  });

  it('before the account was read, or beside a way that led there, is nothing to tell', () => {
    const early = snapshotOf([shut(AUDITED, 1)]);
    expect(merge(early, snapshotOf([{ ...answer, time: at(2) }])).older).toEqual([]);
    const other = snapshotOf([page({ time: at(3) })]);
    expect(merge(other, snapshotOf([answer, shut(AUDITED, 2)])).older).toEqual([]);
  });

  it('is one gap for a profile, as it failed last, and another for another profile', () => {
    const dev = { Profile: 'dev' };
    const last = shut('unknown', 2, 'none found', dev);
    const [one, two] = [snapshotOf([shut('unknown', 1, 'expired', dev)]), snapshotOf([last])];
    for (const merged of [merge(one, two), merge(two, one)]) {
      // What it was to read, nobody knows.
      const args = { ...dev, Regions: 'unknown' };
      expect(merged.snapshot.pages).toEqual([{ ...last, args }]);
      expect(merged).toMatchObject({ conflicts: [], older: [], joined: [] });
    }
    const prod = snapshotOf([shut('unknown', 1, 'expired', { Profile: 'prod' })]);
    expect(merge(one, two, prod).snapshot.pages).toHaveLength(2);
  });
});

describe('where each collection read other Regions', () => {
  const mine = '111111111111';
  const found = (account: string, operation: string, args: Page['args'], answer: object): Page =>
    page({ account, region: 'global', operation, args, answer: { ...answer } });
  const enabled = (account: string, ...names: string[]): Page =>
    found(account, 'DescribeRegions', {}, { Regions: names.map((RegionName) => ({ RegionName })) });
  const led = (profile: string): Page => ({
    ...found(AUDITED, 'GetCallerIdentity', { Profile: profile }, { Account: AUDITED }),
    service: 'sts',
  });
  const error = { failure: 'refused', code: 'AccessDenied', message: 'no' } as const;
  const role: Page = {
    ...refused(page({ account: AUDITED, operation: 'AssumeRole', args: { Role: 'audit' } })),
    ...{ region: 'unknown', service: 'sts', error },
  };
  const tags: Page = {
    ...refused(page({ account: AUDITED, operation: 'ListTagsForResource' })),
    ...{ region: 'global', service: 'organizations', args: { ResourceId: AUDITED }, error },
  };
  const profile = (name: string): Page => ({
    ...role,
    ...{ account: 'unknown', operation: 'GetCallerIdentity', args: { Profile: name } },
  });
  const read = (account: string, ...regions: string[]): Page[] =>
    regions.map((region) => page({ account, region }));
  const [EAST, WEST] = ['us-east-1', 'us-west-2'];
  const asked = [...read(mine, EAST, WEST), enabled(mine, EAST, WEST)];
  const gaps = (...parts: readonly Snapshot[]): string[] =>
    analyze(merge(...parts).snapshot)
      .gaps.filter(({ kind }) => kind === 'call')
      .map(({ message }) => message.replace(/ \(.*/s, ''));

  it('what shut an account out stands for the Regions that nobody read', () => {
    const some = snapshotOf([...read(AUDITED, WEST), found(AUDITED, 'ListAccounts', {}, {})]);
    for (const [shut, call] of [
      [role, 'sts:AssumeRole'],
      [tags, 'organizations:ListTagsForResource'],
    ] as const) {
      const all = snapshotOf([...asked, shut]);
      expect(gaps(all, some)).toEqual([`${call} was refused in account ${AUDITED}, us-east-1`]);
      expect(gaps(all, some, snapshotOf(read(AUDITED, EAST)))).toEqual([]);
      expect(gaps(all, snapshotOf([found(AUDITED, 'ListAccounts', {}, {})]))).toEqual([
        `${call} was refused in account ${AUDITED}, us-east-1, us-west-2`,
      ]);
    }
  });

  it('and for none where another read every Region that is enabled: that leaves a page', () => {
    const whole = snapshotOf([...read(AUDITED, WEST), enabled(AUDITED, WEST)]);
    expect(gaps(snapshotOf([...asked, role]), whole)).toEqual([]);
    // Which are enabled says nothing of what was read in them.
    const list = snapshotOf([enabled(AUDITED, WEST)]);
    const open = [`sts:AssumeRole was refused in account ${AUDITED}, us-east-1, us-west-2`];
    expect(gaps(snapshotOf([...asked, role]), list)).toEqual(open);
    const half = snapshotOf([...read(AUDITED, WEST), enabled(AUDITED, 'eu-west-1', WEST)]);
    expect(gaps(snapshotOf([...asked, role]), half)).toEqual([
      `sts:AssumeRole was refused in account ${AUDITED}, us-east-1`,
    ]);
    // What a Region refused is told there.
    const tried = snapshotOf([refused(page({ account: AUDITED, region: 'eu-west-1' }))]);
    expect(gaps(snapshotOf([...asked, role]), half, tried)).toEqual([
      `ec2:DescribeVpcs was refused in account ${AUDITED}, eu-west-1`,
    ]);
  });

  it('a list of Regions that was refused once, from whatever Region, and told once is known', () => {
    const unlisted = snapshotOf([
      ...read(AUDITED, WEST),
      { ...refused(page({ account: AUDITED, region: WEST, operation: 'DescribeRegions' })) },
    ]);
    expect(gaps(unlisted)).toHaveLength(1);
    const listed = snapshotOf([...read(AUDITED, EAST, WEST), enabled(AUDITED, EAST, WEST)]);
    expect(gaps(unlisted, listed)).toEqual([]);
  });

  it('a profile that led nowhere stays a gap that hides nothing: one of its name may lead elsewhere, which is told', () => {
    const one = snapshotOf([...asked, profile('dev'), profile('default')]);
    const other = snapshotOf([
      ...read(AUDITED, EAST),
      enabled(AUDITED, EAST),
      led('dev'),
      led('default'),
    ]);
    const { snapshot, led: told } = merge(other, one);
    expect(snapshot.pages.filter((p) => p.error).map((p) => p.args['Profile'])).toEqual([
      'default',
      'dev',
    ]);
    expect(analyze(snapshot).gaps.flatMap((gap) => (gap.kind === 'call' ? gap.hides : []))).toEqual(
      [],
    );
    // `default` is everybody’s.
    expect(told).toEqual([{ profile: 'dev', accounts: [AUDITED], of: [1] }]);
    expect(gaps(snapshotOf([...asked, profile('dev')]), other)).toEqual([
      'sts:GetCallerIdentity was refused in account not told, us-east-1, us-west-2',
    ]);
  });

  it('no order and no merge in between changes a byte', () => {
    const later = { ...role, time: at(7) };
    const parts = [
      [...asked, role, tags, profile('dev')],
      [...read(AUDITED, WEST), later],
      [...read(AUDITED, EAST), led('dev')],
      [later, profile('dev')],
      [enabled(AUDITED, WEST)],
    ].map((pages) => snapshotOf(pages));
    for (const a of parts) {
      for (const b of parts) {
        for (const c of parts) {
          const all = bytes(a, b, c);
          expect(bytes(c, b, a)).toBe(all);
          expect(bytes(merge(a, b).snapshot, c)).toBe(all);
          expect(bytes(merge(a, b, c).snapshot)).toBe(all);
        }
      }
    }
  });
});

it('bears the mark of an anonymizing key only where all of its parts do', () => {
  const hidden = (key?: string): Snapshot => ({
    ...makeSnapshot([page()], { created: '', peerless: '1', origin: 'anonymized' }),
    ...(key !== undefined && {
      manifest: makeSnapshot([page()], { created: '', peerless: '1', origin: 'anonymized', key })
        .manifest,
    }),
  });
  const keyOf = (...parts: Snapshot[]) => merge(...parts).snapshot.manifest.key;
  expect(keyOf(hidden('k'), hidden('k'))).toBe('k');
  expect(keyOf(hidden('k'), hidden())).toBeUndefined();
  expect(keyOf(merge(hidden(), hidden('k')).snapshot, hidden('k'))).toBeUndefined();
});

it('counts no account and no Region that nobody told beside those that are', () => {
  const scope = { accounts: ['111111111111', 'unknown'], regions: ['unknown'], calls: [] };
  expect(extentOf({ scope })).toEqual({ accounts: 1, regions: 1 });
});

it('an answer that AWS cut short does not replace a whole one', () => {
  const search = (time: string, more: boolean, ids: readonly string[]) =>
    snapshotOf([
      page({
        time,
        operation: 'SearchTransitGatewayRoutes',
        args: { TransitGatewayRouteTableId: 'tgw-rtb-1' },
        answer: {
          Routes: ids.map((id) => ({ DestinationCidrBlock: id, Type: 'static' })),
          AdditionalRoutesAvailable: more,
        },
      }),
    ]);
  const full = search(at(1), false, ['10.1.0.0/16', '10.2.0.0/16']);
  const short = search(at(2), true, ['10.1.0.0/16']);
  for (const merged of [merge(full, short), merge(short, full)]) {
    expect(merged.snapshot.pages).toEqual(full.pages);
    expect(merged.older).toMatchObject([{ kept: at(1), left: [at(2)] }]);
  }
});

describe('laws', () => {
  /** Readings of one network at different times: some calls missing, refused or answered otherwise. */
  function readings(seed: number): Snapshot[] {
    const dice = new Dice(seed);
    return [1, 2, 3].map((day) =>
      snapshotOf(
        randomPages(seed + (dice.chance(0.5) ? 1000 : 0))
          .filter(() => dice.chance(0.8))
          .flatMap((p) => {
            if (dice.chance(0.1)) return refused({ ...p, time: at(day) });
            const read = { ...p, time: at(dice.chance(0.5) ? day : 5) };
            if (dice.chance(0.1)) return { ...read, region: 'unknown' };
            if (dice.chance(0.1))
              return refused({ ...read, service: 'sts', operation: 'AssumeRole' });
            const { error } = refused(read);
            return dice.chance(0.1)
              ? [read, { ...refused(read), error: { ...error!, failure: 'partial' as const } }]
              : read;
          }),
        at(day),
      ),
    );
  }

  it('order of the sources, merging again and merging step by step change no byte', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const [a, b, c] = readings(seed) as [Snapshot, Snapshot, Snapshot];
      const all = bytes(a, b, c);
      expect(bytes(c, a, b)).toBe(all);
      expect(bytes(b, c, a)).toBe(all);
      expect(bytes(merge(a, b).snapshot, c)).toBe(all);
      expect(bytes(a, merge(b, c).snapshot)).toBe(all);
      const merged = merge(a, b, c).snapshot;
      expect(bytes(merged)).toBe(all);
      expect(bytes(merged, merged, a)).toBe(all);
    }
  });
});

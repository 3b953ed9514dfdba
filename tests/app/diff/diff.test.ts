/** Laws of comparing: nothing against itself, mirrored the other way round, exactly what was edited, gaps hide and never remove. */
import { describe, expect, it } from 'vitest';
import { differs, type Diff, diffReports } from '#app/diff/diff.ts';
import type { Verdict } from '#app/diff/reach.ts';
import type { ChangeKind, FieldChange, ResourceChange } from '#app/diff/resources.ts';
import { analyze, relint, type Report } from '#app/report.ts';
import type { Edit } from '#app/routing/edit.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Page } from '#app/snapshot/page.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { openTexts } from '#main/files/open.ts';
import { Dice, randomPages } from '#tests/kit/random-world.ts';

const about = { created: '2026-01-05T09:00:00.000Z', peerless: '1.2.3', origin: 'live' };
/** In the order given: that it does not matter is for the report to know. */
const report = (pages: readonly Page[]): Report =>
  analyze({ ...makeSnapshot(pages, about), pages });
const edited = (from: Report, edits: readonly Edit[]): Report => {
  const routing = from.routing.whatIf(edits);
  return relint({ manifest: from.manifest, topology: routing.topology, routing }, {});
};
const shuffled = <T>(items: readonly T[], dice: Dice): T[] =>
  items
    .map((item) => ({ item, at: dice.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

const SEEDS = Array.from({ length: 25 }, (_, i) => i + 1);

function expectEmpty({ resources, reach, findings, gaps }: Diff, why: string): void {
  expect(resources, why).toEqual([]);
  expect([...reach.changes()], why).toEqual([]);
  expect(reach.within, why).toEqual([]);
  expect({ ...findings, known: 0 }, why).toEqual({
    fresh: [],
    fixed: [],
    unsureFresh: [],
    unseen: [],
    changed: [],
    known: 0,
  });
  expect(gaps, why).toEqual({ opened: [], closed: [] });
}

describe('an estate and itself', () => {
  it('differ in nothing, in whatever order the pages come', () => {
    for (const seed of SEEDS) {
      const pages = randomPages(seed);
      const diff = diffReports(report(pages), report(shuffled(pages, new Dice(seed))));
      expectEmpty(diff, `seed ${seed}`);
      expect(differs(diff)).toBe(false);
    }
  });

  it('differ in nothing where it was saved as `aws ec2 describe-*` JSON', () => {
    const pages = sampleEstate().pages();
    // Answers that several Regions share are not saved a second time in every Region's folder.
    const files = pages
      .filter((page) => page.answer && page.service === 'ec2')
      .map((page) => ({
        name: [
          page.account,
          page.region,
          page.operation,
          ...Object.values(page.args),
          'x.json',
        ].join('/'),
        text: JSON.stringify(page.answer),
        time: page.time,
      }));
    const own = report(pages.filter((page) => page.service === 'ec2'));
    const saved = analyze(openTexts(files).snapshot);
    const { resources, reach, findings } = diffReports(own, saved);
    expect(resources).toEqual([]);
    expect(reach.count()).toBe(0);
    expect([...findings.fresh, ...findings.fixed, ...findings.changed]).toEqual([]);
  });
});

const MIRROR_CHANGE: Readonly<Record<ChangeKind, ChangeKind>> = {
  added: 'removed',
  removed: 'added',
  changed: 'changed',
  'not-seen-before': 'not-seen-now',
  'not-seen-now': 'not-seen-before',
};
const MIRROR_VERDICT: Readonly<Record<Verdict, Verdict>> = {
  lost: 'gained',
  gained: 'lost',
  other: 'other',
  hidden: 'revealed',
  revealed: 'hidden',
  unclear: 'unclear',
};
const mirrorField = ({ field, key, before, after }: FieldChange) => ({
  field,
  key,
  before: after,
  after: before,
});
const bare = ({ change, kind, id, fields, gaps }: ResourceChange) => ({
  change,
  kind,
  id,
  gaps,
  fields: fields.map(({ field, key, before, after }) => ({ field, key, before, after })),
});

it('compared the other way round, everything is mirrored', () => {
  for (const seed of SEEDS) {
    // Different networks with the same ids: nearly everything about them differs.
    const [a, b] = [report(randomPages(seed)), report(randomPages(seed + 500))];
    const [there, back] = [diffReports(a, b), diffReports(b, a)];
    expect(
      back.resources.map((r) => ({
        ...bare(r),
        change: MIRROR_CHANGE[r.change],
        fields: r.fields.map(mirrorField),
      })),
      `seed ${seed}`,
    ).toEqual(there.resources.map(bare));
    // What loses here and gains there has lost, whichever way one looks.
    const mirror = (verdict: Verdict, twin: Verdict | undefined): Verdict =>
      verdict === 'lost' && twin === 'lost' ? 'lost' : MIRROR_VERDICT[verdict];
    const changes = [...there.reach.changes()];
    expect(
      [...back.reach.changes()].map(({ before, after, verdict, ...pair }, i) => ({
        ...pair,
        before: after,
        after: before,
        verdict: mirror(verdict, changes[i]?.verdict),
      })),
    ).toEqual(changes);
    const { within } = there.reach;
    expect(
      back.reach.within.map((w, i) => ({ ...w, verdict: mirror(w.verdict, within[i]?.verdict) })),
    ).toEqual(within);
    expect(back.findings.fresh).toEqual(there.findings.fixed);
    expect(back.findings.unseen).toEqual(there.findings.unsureFresh);
    expect(back.gaps).toEqual({ opened: there.gaps.closed, closed: there.gaps.opened });
    expect(differs(back)).toBe(differs(there));
  }
});

describe('known edits', () => {
  it('of routes are told exactly, and nothing else is', () => {
    let told = 0;
    for (const seed of SEEDS) {
      const before = report(randomPages(seed));
      const dice = new Dice(seed);
      for (const table of dice.some(before.topology.all('route-table'), 0.5)) {
        const routes = table.routes.filter(
          (r) =>
            r.origin !== 'local' &&
            table.routes.filter((o) => o.destination === r.destination).length === 1,
        );
        const route = dice.pick(routes);
        if (!route) continue;
        const { resources } = diffReports(
          before,
          edited(before, [{ do: 'drop-route', table: table.id, destination: route.destination }]),
        );
        expect(resources.map(({ change, id }) => [change, id])).toEqual([['changed', table.id]]);
        expect(resources[0]!.fields).toMatchObject([{ field: 'routes', key: route.destination }]);
        expect(resources[0]!.fields[0]).not.toHaveProperty('after');
        told++;
      }
    }
    expect(told).toBeGreaterThan(20);
  });

  it('of transit gateway tables are told as associations and propagations, with the routes that follow', () => {
    let told = 0;
    for (const seed of SEEDS) {
      const before = report(randomPages(seed));
      for (const table of before.topology.all('tgw-route-table')) {
        const member = table.propagations?.find((p) => p.state === 'enabled');
        if (!member || !before.topology.attachment(member.attachment)) continue;
        const after = edited(before, [
          { do: 'stop-propagating', table: table.id, attachment: member.attachment },
        ]);
        const { resources } = diffReports(before, after);
        expect(resources.map(({ id }) => id)).toEqual([table.id]);
        const [{ fields }] = resources as [ResourceChange];
        expect(fields.filter(({ field }) => field !== 'routes')).toMatchObject([
          { field: 'propagations', key: member.attachment, before: '' },
        ]);
        told++;
      }
    }
    expect(told).toBeGreaterThan(20);
  });

  it('change the pairs that a comparison pair by pair finds, and no others', () => {
    let changed = 0;
    for (const seed of SEEDS) {
      const before = report(randomPages(seed));
      const dice = new Dice(seed);
      const edits = before.topology
        .all('route-table')
        .flatMap(({ id, routes }) =>
          dice
            .some(routes, 0.3)
            .map((r): Edit => ({ do: 'drop-route', table: id, destination: r.destination })),
        );
      const after = edited(before, edits);
      const [was, is] = [before.routing.reach(), after.routing.reach()];
      const wanted = was.vpcs.flatMap((from, i) =>
        was.vpcs.flatMap((to, j) => {
          const [x, y] = [was.pair(i, j), is.pair(i, j)];
          const same = x.outcome === y.outcome && x.return === y.return;
          return i === j || same ? [] : [{ from, to, before: x, after: y }];
        }),
      );
      const { reach } = diffReports(before, after);
      expect(
        [...reach.changes()].map((c) => ({
          from: c.from,
          to: c.to,
          before: c.before,
          after: c.after,
        })),
      ).toEqual(wanted);
      expect(reach.count() - reach.within.length).toBe(wanted.length);
      changed += wanted.length;
    }
    expect(changed).toBeGreaterThan(30);
  });
});

describe('what was not seen', () => {
  const refused = ({ account, region, service, operation, args, time }: Page): Page => {
    const error = { failure: 'refused', code: 'UnauthorizedOperation', message: '' } as const;
    return { account, region, service, operation, args, time, error };
  };

  it('is never added, removed, changed, lost or fixed', () => {
    let hidden = 0;
    for (const seed of SEEDS) {
      const pages = randomPages(seed);
      const dice = new Dice(seed);
      const holed = pages.map((page) => (dice.chance(0.15) ? refused(page) : page));
      const [whole, less] = [report(pages), report(holed)];
      for (const diff of [diffReports(whole, less), diffReports(less, whole)]) {
        const real = diff.resources.filter(({ change }) => !change.startsWith('not-seen'));
        expect(real, `seed ${seed}`).toEqual([]);
        expect(diff.reach.count('lost', 'gained'), `seed ${seed}`).toBe(0);
        hidden += diff.resources.length + diff.reach.count('hidden', 'revealed');
      }
      expect(diffReports(whole, less).findings.fixed, `seed ${seed}`).toEqual([]);
    }
    expect(hidden).toBeGreaterThan(100);
  });

  it('names the gap, and what nobody asked names none', () => {
    const world = () => {
      const made = new World();
      made.region('us-east-1').vpc('a', '10.1.0.0/16');
      made.region('eu-west-1').vpc('b', '10.2.0.0/16');
      return made;
    };
    const whole = report(world().pages());
    const dark = world();
    dark.refuse(dark.region('us-east-1'), 'DescribeVpcs');
    const { resources } = diffReports(whole, report(dark.pages()));
    expect(resources).toMatchObject([
      {
        change: 'not-seen-now',
        id: 'vpc-a',
        gaps: ['call/111111111111/us-east-1/refused/UnauthorizedOperation'],
      },
    ]);
    const part = report(
      world()
        .pages()
        .filter((page) => page.region === 'us-east-1'),
    );
    const one = diffReports(part, whole).resources.filter(({ kind }) => kind === 'vpc');
    expect(one).toMatchObject([{ change: 'not-seen-before', id: 'vpc-b', gaps: [] }]);
    expect(differs(diffReports(part, whole))).toBe(false);
  });
});

describe('a Region or account that one side never asked, which leaves no gap', () => {
  const within = (pages: readonly Page[], place: string): Page[] =>
    pages.filter(({ account, region }) => account === place || region === place);
  const without = (pages: readonly Page[], place: string): Page[] =>
    pages.filter(({ account, region }) => account !== place && region !== place);

  it.each(['us-west-2', '111122223333'])(
    'fixes nothing and makes nothing new: the sample estate without %s',
    (place) => {
      const pages = sampleEstate().pages();
      const diff = diffReports(report(pages), report(without(pages, place)));
      expect(diff.findings.fixed).toEqual([]);
      expect(diff.findings.fresh).toEqual([]);
      expect(diff.findings.changed.filter(({ sure }) => sure)).toEqual([]);
      expect(diff.findings.unseen).not.toEqual([]);
      expect(differs(diff)).toBe(false);
    },
  );

  /** Two Regions with a peering each that answers one way only, unless `mended`. */
  const pages = (mended: boolean): Page[] => {
    const world = new World();
    for (const [i, name] of ['eu-west-1', 'us-east-1'].entries()) {
      const at = world.region(name);
      const [a, b] = [1, 2].map((n) => at.vpc(`${name}-${n}`, `10.${2 * i + n}.0.0/16`));
      const pcx = world.peer(a!, b!);
      a!.main.route(`10.${2 * i + 2}.0.0/16`, pcx);
      if (mended) b!.main.route(`10.${2 * i + 1}.0.0/16`, pcx);
    }
    return world.pages();
  };
  const oneWay = (findings: Diff['findings']['fixed']): string[] =>
    findings.filter(({ rule }) => rule === 'peering-one-way').map(({ resources }) => resources[0]!);

  it('leaves what was mended where both looked', () => {
    const diff = diffReports(report(pages(false)), report(without(pages(true), 'us-east-1')));
    expect(oneWay(diff.findings.fixed)).toEqual(['pcx-eu-west-1-1-eu-west-1-2']);
    expect(oneWay(diff.findings.unseen)).toEqual(['pcx-us-east-1-1-us-east-1-2']);
    expect(differs(diff)).toBe(true);
    const back = diffReports(report(within(pages(true), 'eu-west-1')), report(pages(false)));
    expect(oneWay(back.findings.fresh)).toEqual(['pcx-eu-west-1-1-eu-west-1-2']);
    expect(oneWay(back.findings.unsureFresh)).toEqual(['pcx-us-east-1-1-us-east-1-2']);
  });

  it('renames no finding: a request that expired is the same where its far VPC is out of sight', () => {
    const [here, there] = ['111111111111', '222222222222'];
    const world = new World();
    const pcx = world.peer(
      world.region('us-east-1', here).vpc('a', '10.1.0.0/16'),
      world.region('us-east-1', there).vpc('b', '10.2.0.0/16'),
      { state: 'expired' },
    );
    const all = world.pages();
    const of = (findings: Diff['findings']['fixed']) =>
      findings.filter(({ resources }) => resources.includes(pcx.id)).map(({ rule }) => rule);
    const { findings } = diffReports(report(all), report(without(all, there)));
    expect(of(findings.fresh)).toEqual([]);
    expect(of(findings.fixed)).toEqual([]);
  });
});

describe('a pair of which only some subnets are delivered', () => {
  /** Both peer; `a` has two subnets, of which one or both send to `b`; `b` answers all or nothing. */
  const build = (routed: readonly ('a1' | 'a2')[], answers = true): Report => {
    const world = new World();
    const at = world.region();
    const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
    const pcx = world.peer(a, b);
    const tables = {
      a1: a.table('a1', a.subnet('10.0.1.0/24')),
      a2: a.table('a2', a.subnet('10.0.2.0/24')),
    };
    b.subnet('10.1.0.0/24');
    for (const name of routed) tables[name].route('10.1.0.0/16', pcx);
    if (answers) b.main.route('10.0.0.0/16', pcx);
    return report(world.pages());
  };
  const verdicts = (before: Report, after: Report) =>
    [...diffReports(before, after).reach.changes()].map(
      ({ from, to, before: was, after: is, verdict }) =>
        `${from} ${to} ${was.outcome} ${is.outcome} ${verdict}`,
    );

  it('is lost where none is any more, gained where one is', () => {
    const [some, none] = [build(['a1']), build([])];
    expect(verdicts(some, none)).toEqual([
      'vpc-a vpc-b mixed no-route lost',
      'vpc-b vpc-a mixed no-return lost',
    ]);
    expect(verdicts(none, some)).toEqual([
      'vpc-a vpc-b no-route mixed gained',
      'vpc-b vpc-a no-return mixed gained',
    ]);
  });

  it('fares otherwise where none was delivered before either', () => {
    // One subnet sends and is not answered, the other does not send.
    expect(verdicts(build(['a1'], false), build([], false))).toEqual([
      'vpc-a vpc-b mixed no-route other',
      'vpc-b vpc-a no-route no-route other',
    ]);
  });

  it('is lost in part where all were, gained where all are', () => {
    const [all, some] = [build(['a1', 'a2']), build(['a1'])];
    expect(verdicts(all, some)).toEqual([
      'vpc-a vpc-b delivered mixed lost',
      'vpc-b vpc-a delivered mixed lost',
    ]);
    expect(verdicts(some, all)).toEqual([
      'vpc-a vpc-b mixed delivered gained',
      'vpc-b vpc-a mixed delivered gained',
    ]);
  });

  it('is lost with the only subnet that was delivered', () => {
    const grown = (routed: boolean): Report => {
      const world = new World();
      const at = world.region();
      const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
      b.subnet('10.1.0.0/24');
      world.peerRouted(a, b);
      a.table('apart', a.subnet('10.0.2.0/24'));
      if (routed) a.subnet('10.0.1.0/24');
      return report(world.pages());
    };
    expect(verdicts(grown(true), grown(false))).toEqual([
      'vpc-a vpc-b mixed no-route lost',
      'vpc-b vpc-a mixed no-return lost',
    ]);
  });

  it('that stays so has less delivered within', () => {
    // a1 and a2 of three subnets, then a1 alone.
    const [two, one] = [['a1', 'a2'], ['a1']].map((routed) => {
      const world = new World();
      const at = world.region();
      const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
      const pcx = world.peer(a, b);
      for (const [i, name] of ['a0', 'a1', 'a2'].entries()) {
        const table = a.table(name, a.subnet(`10.0.${i}.0/24`));
        if (routed.includes(name)) table.route('10.1.0.0/16', pcx);
      }
      b.subnet('10.1.0.0/24');
      b.main.route('10.0.0.0/16', pcx);
      return report(world.pages());
    }) as [Report, Report];
    const { reach } = diffReports(two, one);
    expect([...reach.changes()]).toEqual([]);
    expect([reach.count(), reach.count('lost')]).toEqual([2, 2]);
    expect(reach.within.map(({ from, to, verdict }) => [from, to, verdict])).toEqual([
      ['vpc-a', 'vpc-b', 'lost'],
      ['vpc-b', 'vpc-a', 'lost'],
    ]);
  });

  it('has lost where one subnet lost what another gained: a loss does not hide behind a gain', () => {
    const [one, other] = [build(['a1']), build(['a2'])];
    for (const { reach } of [diffReports(one, other), diffReports(other, one)]) {
      expect(reach.within.map(({ from, to, verdict }) => [from, to, verdict])).toEqual([
        ['vpc-a', 'vpc-b', 'lost'],
        ['vpc-b', 'vpc-a', 'lost'],
      ]);
      expect(reach.count('lost')).toBe(2);
      expect(reach.shifts.map(({ verdict, pairs }) => [verdict, pairs])).toEqual([
        ['lost', 1],
        ['lost', 1],
      ]);
    }
  });

  it('has lost both ways where replies are cut for a part of it', () => {
    // As much is sent as before; what a1 sent is not answered any more, and b does not get to it.
    const report2 = (back: string): Report => {
      const world = new World();
      const at = world.region();
      const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
      const pcx = world.peer(a, b);
      a.table('never', a.subnet('10.0.0.0/24'));
      const [a1, a2] = [a.subnet('10.0.1.0/24'), a.subnet('10.0.2.0/24')];
      a.table('routed', a1, a2).route('10.1.0.0/16', pcx);
      b.subnet('10.1.0.0/24');
      b.main.route(back, pcx);
      return report(world.pages());
    };
    const { reach } = diffReports(report2('10.0.0.0/16'), report2('10.0.2.0/24'));
    expect(reach.count('lost')).toBe(2);
    expect(reach.count()).toBe(2);
  });

  it('has lost nothing where a subnet was added that is routed nowhere', () => {
    const grown = (added: boolean): Report => {
      const world = new World();
      const at = world.region();
      const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
      a.subnet('10.0.1.0/24');
      b.subnet('10.1.0.0/24');
      world.peerRouted(a, b);
      if (added) a.table('apart', a.subnet('10.0.2.0/24'));
      return report(world.pages());
    };
    expect(verdicts(grown(false), grown(true))).toEqual([
      'vpc-a vpc-b delivered mixed other',
      'vpc-b vpc-a delivered mixed other',
    ]);
  });
});

it('parts of a mixed pair that cannot be told on one side are no difference', () => {
  const world = new World();
  const at = world.region('eu-west-1', '111111111111');
  const [a, b] = [at.vpc('a', '10.0.0.0/16'), at.vpc('b', '10.1.0.0/16')];
  const pcx = world.peer(a, b);
  const [, a1, a2] = [0, 1, 2].map((i) => a.subnet(`10.0.${i}.0/24`));
  a.table('never', a1!);
  const listed = a.table('listed', a2!);
  b.subnet('10.1.0.0/24');
  a.main.route('10.1.0.0/16', pcx);
  b.main.route('10.0.0.0/16', pcx);
  listed.route(at.prefixList('elsewhere', ['192.168.0.0/24']), pcx);
  const pages = world.pages();
  const error = { failure: 'refused', code: 'UnauthorizedOperation', message: '' } as const;
  const holed = pages.map((page): Page => {
    const { answer, ...call } = page;
    return page.operation === 'GetManagedPrefixListEntries' && answer ? { ...call, error } : page;
  });
  const [whole, less] = [report(pages), report(holed)];
  for (const diff of [diffReports(whole, less), diffReports(less, whole)]) {
    expect(diff.reach.within).toEqual([]);
    // There and back.
    expect(diff.reach.unclearWithin).toBe(2);
    expect(differs(diff)).toBe(false);
  }
});

it('a list that AWS owns is added where any account could have seen it', () => {
  const list = {
    PrefixListId: 'pl-1',
    OwnerId: 'AWS',
    PrefixListName: 'com.amazonaws.us-east-1.s3',
  };
  const pages = (lists: readonly object[]) => {
    const world = new World();
    world.region().vpc('a', '10.0.0.0/16');
    return world
      .pages()
      .map((page) =>
        page.operation === 'DescribeManagedPrefixLists'
          ? { ...page, answer: { PrefixLists: lists } }
          : page,
      );
  };
  const { resources } = diffReports(report(pages([])), report(pages([list])));
  expect(resources.map(({ change, id }) => [change, id])).toEqual([['added', 'pl-1']]);
});

describe('a week at work', () => {
  const build = (later: boolean): World => {
    const world = new World();
    const at = world.region();
    const [a, b, c] = ['a', 'b', 'c'].map((name, i) => {
      const vpc = at.vpc(name, `10.${i}.0.0/16`);
      vpc.subnet(`10.${i}.0.0/24`);
      return vpc;
    }) as [ReturnType<typeof at.vpc>, ReturnType<typeof at.vpc>, ReturnType<typeof at.vpc>];
    world.peerRouted(a, b);
    if (later) world.peerRouted(b, c);
    return world;
  };
  const diff = diffReports(report(build(false).pages()), report(build(true).pages()));

  it('tells the peering that came, its routes, and who reaches whom now', () => {
    expect(diff.resources.map(({ change, id }) => [change, id])).toEqual([
      ['changed', 'rtb-b-main'],
      ['changed', 'rtb-c-main'],
      ['added', 'pcx-b-c'],
    ]);
    expect(diff.resources[0]!.fields).toEqual([
      { field: 'routes', key: '10.2.0.0/16', after: 'pcx-b-c' },
    ]);
    expect([...diff.reach.changes()].map(({ from, to, verdict }) => [from, to, verdict])).toEqual([
      ['vpc-b', 'vpc-c', 'gained'],
      ['vpc-c', 'vpc-b', 'gained'],
    ]);
    expect(differs(diff)).toBe(true);
  });
});

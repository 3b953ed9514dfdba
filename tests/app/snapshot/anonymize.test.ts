/** Anonymizing: nothing of the original is left, and the network is the same under other names. */
import { describe, expect, it } from 'vitest';
import { contains, formatIp, hasIp, parseCidr, parseIp, PRIVATE_BLOCKS } from '#app/base/cidr.ts';
import { canonical } from '#app/base/json.ts';
import { kindIds, kinds } from '#app/kinds/index.gen.ts';
import type { Kind } from '#app/kinds/kind.ts';
import { analyze, type Report } from '#app/report.ts';
import tgwFlat from '#app/rules/tgw-flat-default-table/rule.ts';
import ownerTag from '#app/rules/hygiene-missing-owner-tag/rule.ts';
import { anonymize } from '#app/snapshot/anonymize.ts';
import { TREATMENTS } from '#app/snapshot/anonymize-fields.ts';
import { Names } from '#app/snapshot/anonymize-names.ts';
import {
  ENVIRONMENT_TAGS,
  ENVIRONMENTS,
  KEPT_TAGS,
  OPERATIONS,
} from '#app/snapshot/anonymize-words.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import type { Page } from '#app/snapshot/page.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { openSource } from '#main/files/open.ts';
import { samples } from '#tests/app/kinds/samples.ts';
import { namedEstate } from '#tests/kit/named-estate.ts';
import { noRealData, onRealData, REAL, realPath } from '#tests/kit/real-data.ts';
import { Dice, randomPages } from '#tests/kit/random-world.ts';
import { page } from './pages.ts';

const key = new Uint8Array(32).map((_, i) => i * 7);
const names = new Names(key);
const about = { created: '2026-01-05T09:00:00.000Z', peerless: '1.2.3', origin: 'live' };
const hidden = (snapshot: Snapshot): Snapshot => anonymize(snapshot, key).snapshot;

/** Findings as far as they do not hang on spelling or order. */
const told = ({ findings }: Report, rename: (ref: string) => string) =>
  findings
    .map(
      (f) =>
        `${f.rule} ${f.severity} ${f.sure} ${f.places.length} ${f.resources.map(rename).sort().join(' ')}`,
    )
    .sort();

/** What is written in a snapshot by people or given by AWS, and what becomes of it. */
function renamings({ pages }: Snapshot): { ids: Map<string, string>; texts: Map<string, string> } {
  const [ids, texts] = [new Map<string, string>(), new Map<string, string>()];
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, name);
    else if (typeof value === 'object' && value !== null) {
      for (const [k, v] of Object.entries(value)) visit(v, /^value$/i.test(k) ? 'tag' : k);
    } else if (typeof value === 'string' && value !== '') {
      const treatment = name === 'tag' ? 'text' : TREATMENTS.get(name);
      if (treatment === 'id' || treatment === 'account') ids.set(value, names[treatment](value));
      // Rules end their own sentences.
      if (treatment === 'text' && !ENVIRONMENTS.has(value))
        for (const text of [value, value.replace(/\.$/, '')]) texts.set(text, names.text(value));
    }
  };
  for (const { account, args, answer } of pages) {
    ids.set(account, names.account(account));
    visit(args, '');
    visit(answer, '');
  }
  return { ids, texts };
}

/** Replaces whole words by what the map has for them, and, where wanted, addresses. */
function replacing(map: ReadonlyMap<string, string>, addresses: boolean): (text: string) => string {
  const words = [...map.keys()].sort((a, b) => b.length - a.length);
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  const address = String.raw`|\d+(?:\.\d+){3}(?:/\d+)?|[0-9a-f]*:[0-9a-f:]+(?:/\d+)?`;
  const any = new RegExp(`(?<![\\w-])(?:${escaped})(?![\\w-])${addresses ? address : ''}`, 'g');
  return (text) => text.replace(any, (word) => map.get(word) ?? names.address(word));
}

/**
 * Findings in full: words, figures, verdicts, blockers, costs, places and hops. Lists and lists in sentences are in the order
 * of names, so that order does not count; nor does which of several equal ways is shown, so that hops count by kind.
 */
function inFull({ findings }: Report, rename: (text: string) => string): unknown[] {
  const bag = (text: string): string =>
    text
      .split(/[\s,;()]+/)
      .sort()
      .join(' ');
  const shape = (value: unknown): unknown => {
    if (typeof value === 'string') return bag(rename(value));
    if (Array.isArray(value)) return value.map((item) => canonical(shape(item))).sort();
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shape(v)]))
      : value;
  };
  return findings
    .map(({ rule, severity, sure, message, resources, places, data, path }) =>
      canonical({
        ...(shape({ rule, severity, sure, message, resources, data }) as object),
        // Which of two ends a place stands at is by id; the other is told by name, too.
        places: places
          .map(({ resource, detail }) => rename(`${resource} ${detail}`))
          .map((text) => bag(text.replaceAll(/\bname-[0-9a-f]{12}\b/g, '')))
          .sort(),
        hops: path.map((ref) => ref.replace(/-[^-]*$/, '')).sort(),
      }),
    )
    .sort();
}

function expectSameWords(original: Snapshot): void {
  const { ids, texts } = renamings(original);
  // Some are ordinary words, such as "network", which stand in the sentences of rules as well.
  const before = inFull(analyze(original), replacing(new Map([...ids, ...texts]), true));
  const after = inFull(analyze(hidden(original)), replacing(texts, false));
  expect(after).toEqual(before);
  expect(after.length).toBeGreaterThan(5);
}

/** Kinds of hops; in which of several subnets of a zone a packet lands is the first by its id. */
const kindsOf = ({ hops }: { readonly hops: readonly { readonly kind: string }[] }): string[] =>
  hops.map(({ kind }) => kind).filter((kind, i, all) => kind !== all[i - 1]);

/** Every ordered pair of VPCs and how it fares. */
const pairs = ({ routing }: Report, rename: (ref: string) => string): string[] => {
  const reach = routing.reach();
  return reach.vpcs
    .flatMap((from, i) =>
      reach.vpcs.flatMap((to, j) => {
        if (i === j) return [];
        const { outcome, return: back } = reach.pair(i, j);
        return `${rename(from)} ${rename(to)} ${outcome} ${back}`;
      }),
    )
    .sort();
};

/**
 * The original with new ids and nothing else new. Where AWS does not say which of two equals wins, Peerless takes the
 * first by id: in random networks, which are full of such ties, new ids alone change who that is.
 */
function withNewIds(original: Snapshot): Snapshot {
  const visit = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => visit(item, name));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, visit(v, k)]));
    }
    const treatment = TREATMENTS.get(name);
    if (typeof value !== 'string') return value;
    return treatment === 'id' ? names.id(value) : treatment === 'arn' ? names.arn(value) : value;
  };
  const pages = original.pages.map(
    (p) => ({ ...p, args: visit(p.args, ''), answer: visit(p.answer, '') }) as Page,
  );
  return { ...original, pages };
}

/** `reference` is the original, or the original under new ids: `renamed` leads from its ids to those of the result. */
function expectSameNetwork(
  original: Snapshot,
  why: string,
  reference = original,
  renamed = names.id.bind(names),
): void {
  const [before, after] = [analyze(reference), analyze(hidden(original))];
  expect(
    told(after, (ref) => ref),
    why,
  ).toEqual(told(before, renamed));
  expect(
    pairs(after, (ref) => ref),
    why,
  ).toEqual(pairs(before, renamed));
  const gaps = (r: Report) =>
    r.gaps.map((g) => `${g.kind} ${g.failure ?? ''} ${g.hides.join(' ')}`).sort();
  expect(gaps(after), why).toEqual(gaps(before));
  const subnets = before.topology.all('subnet');
  const dice = new Dice(original.pages.length);
  for (let n = 0; n < 12 && subnets.length > 1; n++) {
    const [from, to] = [dice.pick(subnets)!, dice.pick(subnets)!];
    const [a, b] = [from.cidrs[0]!, to.cidrs[0]!].map((cidr) => ({
      family: cidr.family,
      words: cidr.words.map((w, i) => (i === cidr.words.length - 1 ? w + dice.int(4, 9) : w)),
    }));
    const ask = (report: Report, rename: (ref: string) => string, ip: (text: string) => string) =>
      report.routing.trace({
        from: { subnet: rename(from.id), ip: ip(formatIp(a!)) },
        to: { ip: ip(formatIp(b!)), subnet: rename(to.id) },
        protocol: 'tcp',
        port: 443,
      });
    const was = ask(
      before,
      (r) => r,
      (ip) => ip,
    );
    const is = ask(after, renamed, (ip) => names.address(ip));
    expect([is.outcome, is.return.outcome, kindsOf(is)], why).toEqual([
      was.outcome,
      was.return.outcome,
      kindsOf(was),
    ]);
  }
}

describe('the same network', () => {
  it('random ones: findings, gaps, reachability and traces are the same up to names', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const original = makeSnapshot(randomPages(seed), about);
      expectSameNetwork(original, `seed ${seed}`, withNewIds(original), (ref) => ref);
    }
  });

  it('the sample estate', () => {
    expectSameNetwork(sampleEstate().snapshot(), 'sample');
    expectSameWords(sampleEstate().snapshot());
  });

  it('one with IPv6, prefix lists, peered transit gateways, Cloud WAN, Direct Connect and failed calls', () => {
    const original = namedEstate();
    const held = analyze(original);
    // What is claimed is there, so that its being the same says something.
    for (const kind of [
      'prefix-list',
      'tgw-peering-attachment',
      'core-network',
      'dx-gateway',
    ] as const) {
      expect(held.topology.all(kind), kind).not.toEqual([]);
    }
    expect(held.topology.all('subnet').some((s) => s.cidrs.some((c) => c.family === 6))).toBe(true);
    expect(held.gaps.map((g) => g.failure)).toEqual(
      expect.arrayContaining(['refused', 'unreadable', 'credentials']),
    );
    expectSameNetwork(original, 'named');
    expectSameWords(original);

    // Times are no names: when each page was read stays to the millisecond.
    const times = ({ pages }: Snapshot) => pages.map(({ time }) => time).sort();
    expect(times(hidden(original))).toEqual(times(original));
    expect(hidden(original).manifest).toMatchObject({
      created: original.manifest.created,
      peerless: original.manifest.peerless,
      origin: 'anonymized',
    });
  });

  it.skipIf(noRealData)(onRealData('real ones'), async () => {
    for (const name of REAL) {
      expectSameNetwork((await openSource(realPath(name))).snapshot, name);
    }
  });
});

describe('nothing of the original is left', () => {
  it('whatever field it hides in', () => {
    const secret = 'Acme-Merger-2027';
    const hide = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(hide)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries([
              ...Object.entries(value).map(([name, inner]) => [name, hide(inner)]),
              [secret, secret],
              ['PrivateDnsName', `${secret}.internal`],
            ])
          : typeof value === 'string'
            ? secret
            : value;
    for (const id of kindIds) {
      const kind = kinds[id] as unknown as Kind;
      const original = makeSnapshot(
        [
          page({
            account: secret,
            region: secret,
            operation: kind.call.operation,
            service: kind.call.service,
            args: {
              [secret]: secret,
              TransitGatewayRouteTableId: secret,
              Filters: secret,
              Profile: secret,
            },
            time: secret,
            answer: { [kind.call.list]: [hide(samples[id].item), secret], [secret]: secret },
          }),
          page({ operation: secret }),
        ],
        { created: secret, peerless: secret, origin: secret },
      );
      const refused = {
        ...page(),
        answer: undefined,
        error: { failure: 'refused', code: secret, message: secret } as const,
      };
      const pages = [...original.pages, refused as never];
      expect(writeSnapshot(hidden({ ...original, pages })), id).not.toContain(secret);
    }
  });
});

type Item = Readonly<Record<string, unknown>>;

describe('every kind', () => {
  it.each(kindIds)('%s reads the same, up to names', (id) => {
    const kind = kinds[id] as unknown as Kind;
    const { item, details } = samples[id];
    const subject = item[kind.idField] as string;
    const calls = [kind.call, ...(kind.details ?? [])];
    for (const { operation } of calls) expect(OPERATIONS.has(operation), operation).toBe(true);
    const snapshot = makeSnapshot(
      [
        page({ ...kind.call, args: {}, answer: { [kind.call.list]: [item] } }),
        ...(kind.details ?? []).map((detail) => {
          const items = details?.[detail.as] ?? [];
          const answer = { [detail.list]: detail.single ? items[0] : items };
          const told = details?.[detail.parts?.of ?? ''] ?? [];
          const more = told.flatMap((one) => detail.parts?.each(one as Item) ?? [])[0];
          return page({ ...detail, args: { [detail.argument]: subject, ...more }, answer });
        }),
      ].map(({ account, region, service, operation, args, time, answer }) => ({
        account,
        region,
        service,
        operation,
        args,
        time,
        answer: answer!,
      })),
      about,
    );
    const [was, is] = [snapshot, hidden(snapshot)].map((s) => analyze(s).topology.all(id)[0]!);
    // What was there is there, of the same type; flags and numbers are the same.
    const shape = (value: unknown): unknown =>
      value instanceof Map
        ? [...value.keys()].length
        : Array.isArray(value)
          ? value.map(shape)
          : typeof value === 'object' && value !== null
            ? 'length' in value && 'words' in value
              ? value.length
              : Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shape(v)]))
            : typeof value === 'string'
              ? value !== ''
              : value;
    const bare = (resource: object) => shape({ ...resource, raw: undefined });
    expect(bare(is!)).toEqual(bare(was!));
    expect(is!.id).toBe(names.id(was!.id));
  });
});

describe('addresses', () => {
  const dice = new Dice(4);
  const random = (): string => {
    const base = dice.pick([
      '10',
      '172.20',
      '192.168',
      '100.70',
      '52',
      '198.51.100',
      '203.0.113',
      '169.254',
    ] as const);
    const parts = base.split('.');
    while (parts.length < 4) parts.push(String(dice.int(0, 255)));
    return parts.join('.');
  };
  const shared = (a: string, b: string): number => {
    const bits = (text: string) =>
      parseIp(text)
        .words.map((w) => w.toString(2).padStart(32, '0'))
        .join('');
    const [x, y] = [bits(a), bits(b)];
    let n = 0;
    while (n < x.length && x[n] === y[n]) n++;
    return n;
  };

  it('share as many first bits under their new names as before, IPv4 and IPv6', () => {
    for (let n = 0; n < 3000; n++) {
      const [a, b] = [random(), random()];
      expect(shared(names.address(a), names.address(b)), `${a} ${b}`).toBe(shared(a, b));
      const [c, d] = [a, b].map(
        (ip) => `2600:1f00:${parseIp(ip).words[0]!.toString(16).slice(0, 4)}::${dice.int(1, 99)}`,
      );
      expect(shared(names.address(c!), names.address(d!))).toBe(shared(c!, d!));
    }
  });

  it('stay in their range: private, shared, link-local, documentation, public', () => {
    const ranges = [
      ...PRIVATE_BLOCKS.map((cidr) => cidr.text),
      '192.0.2.0/24',
      '198.51.100.0/24',
      '203.0.113.0/24',
      '198.18.0.0/15',
      '2001:db8::/32',
    ].map(parseCidr);
    const ip6 = ['fd12:3456::1', 'fe80::1', '2001:db8:1::1', '2600:1f00::1'];
    for (let n = 0; n < 1000; n++) {
      const text = dice.chance(0.8) ? random() : dice.pick(ip6)!;
      const [was, is] = [parseIp(text), parseIp(names.address(text))];
      for (const range of ranges)
        expect(hasIp(range, is), `${text} ${range.text}`).toBe(hasIp(range, was));
    }
  });

  it('prefixes keep their length and who contains whom; everything and the classes stay', () => {
    for (const text of [
      '0.0.0.0/0',
      '::/0',
      '10.0.0.0/8',
      '0.0.0.0/1',
      '128.0.0.0/1',
      '192.168.0.0/16',
      '169.254.169.254/32',
    ]) {
      expect(names.address(text)).toBe(text);
    }
    const inner = names.address('10.20.30.0/24');
    expect(contains(parseCidr(names.address('10.20.0.0/16')), parseCidr(inner))).toBe(true);
    expect(contains(parseCidr(names.address('10.21.0.0/16')), parseCidr(inner))).toBe(false);
    expect(inner).not.toBe('10.20.30.0/24');
  });

  it('that say eight bits or more beyond their range never keep their name, whatever the key', () => {
    const told = [
      '10.61.0.0/16',
      '172.19.64.0/20',
      '192.168.7.0/24',
      '100.66.32.0/18',
      '52.94.76.9',
    ];
    const six = ['2a05:d018:7e3:4200::/56', 'fd12:3456::/32'];
    for (let n = 0; n < 400; n++) {
      const other = new Names(new Uint8Array(32).fill(n & 255, n >> 8));
      for (const text of [...told, ...six]) expect(other.address(text), `${n}`).not.toBe(text);
      // By a bit that is changed because none before it was, too, the first bits stay shared.
      for (let host = 0; host < 4; host++) {
        const [a, b] = [`10.61.${dice.int(0, 255)}.9`, `10.${dice.int(0, 255)}.7.9`];
        expect(shared(other.address(a), other.address(b)), `${n} ${a} ${b}`).toBe(shared(a, b));
      }
    }
  });

  it('hang on the key', () => {
    const other = new Names(new Uint8Array(32).fill(9));
    const ips = Array.from({ length: 50 }, random);
    expect(ips.filter((ip) => other.address(ip) === names.address(ip)).length).toBeLessThan(10);
    expect(() => new Names(new Uint8Array(8))).toThrow(RangeError);
  });
});

describe('names', () => {
  it('keep what sort of thing an id is, and are 12 digits for accounts, no two alike', () => {
    expect(names.id('tgw-attach-0123')).toMatch(/^tgw-attach-0[0-9a-f]{16}$/);
    expect(names.id('vpc-acme-secret')).toMatch(/^vpc-0[0-9a-f]{16}$/);
    expect(names.id('acme-thing-1')).toMatch(/^id-0[0-9a-f]{16}$/);
    expect(names.id('d8a1c2f0-1111-2222-3333-444455556666')).toMatch(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    const accounts = Array.from({ length: 20_000 }, (_, i) =>
      names.account(String(123456780000 + i)),
    );
    expect(new Set(accounts).size).toBe(20_000);
    expect(accounts.every((a) => /^\d{12}$/.test(a))).toBe(true);
    expect(names.account('unknown')).toBe('unknown');
  });

  it('are the same inside an ARN as outside', () => {
    expect(names.arn('arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1')).toBe(
      `arn:aws:ec2:us-east-1:${names.account('111122223333')}:vpc/${names.id('vpc-1')}`,
    );
    expect(names.arn('arn:aws:networkmanager::111122223333:core-network/core-network-1')).toBe(
      `arn:aws:networkmanager::${names.account('111122223333')}:core-network/${names.id('core-network-1')}`,
    );
  });

  it('of AWS stay, those of customers do not; AS numbers that everybody uses stay', () => {
    expect(names.service('com.amazonaws.us-east-1.s3')).toBe('com.amazonaws.us-east-1.s3');
    const own = 'com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0';
    expect(names.service(own)).toMatch(/^com\.amazonaws\.vpce\.us-east-1\.vpce-svc-0[0-9a-f]{16}$/);
    expect(names.service(own)).not.toBe(own);
    expect([64512, 65000, 4200000001, 7224].map((n) => names.asn(n))).toEqual([
      64512, 65000, 4200000001, 7224,
    ]);
    expect(names.asn(3320)).toBeGreaterThanOrEqual(4_200_000_000);
  });

  it('of tags that rules read by default are kept', () => {
    const flat = tgwFlat.options.parse({});
    for (const tag of flat.tags) expect(ENVIRONMENT_TAGS.has(tag.toLowerCase()), tag).toBe(true);
    for (const value of [...flat.production, ...flat.other])
      expect(ENVIRONMENTS.has(value), value).toBe(true);
    const owner = ownerTag.options.parse({}) as { tags: string[] };
    for (const tag of owner.tags) expect(KEPT_TAGS.has(tag), tag).toBe(true);
  });
});

it('keeps which Regions are enabled, and which nobody read for an account that is shut', () => {
  const error = { failure: 'refused', code: 'AccessDenied', message: 'no' } as const;
  const args = { Role: 'audit', Regions: 'us-east-1 eu-west-1 secret' };
  const Regions = [{ RegionName: 'us-east-1', Endpoint: 'secret' }, { RegionName: 'secret' }];
  const { pages } = hidden(
    makeSnapshot(
      [
        { ...page({ operation: 'AssumeRole', args }), error },
        page({ operation: 'DescribeRegions', answer: { Regions } }),
      ],
      { created: '', peerless: '', origin: '' },
    ),
  );
  const text = canonical(pages);
  expect(text).toContain('"Regions":"us-east-1 eu-west-1 ');
  expect(text).toContain('"Regions":[{"RegionName":"us-east-1"},');
  expect(text).not.toContain('secret');
});

it('the same key gives the same bytes, another key other ones, and twice is fine', () => {
  const world = new World({ ids: 'aws' });
  world.region().vpc('secret-name', '10.0.0.0/16');
  const original = world.snapshot();
  const bytes = (k: Uint8Array) => writeSnapshot(anonymize(original, k).snapshot);
  expect(bytes(key)).toBe(bytes(key));
  expect(bytes(new Uint8Array(32))).not.toBe(bytes(key));
  expect(canonical(hidden(hidden(original)).manifest.scope.regions)).toBe('["us-east-1"]');
  expect(anonymize(original, key).leftOut).toEqual(expect.any(Array));
});

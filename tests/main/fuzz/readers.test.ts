/**
 * Every reader, fed what is nearly right: whatever stands in a file or an answer, it ends in pages or in an error that
 * is meant, soon, and leaves JavaScript's own objects alone. Fixed cases; `PEERLESS_FUZZ=50` runs fifty times as many,
 * `PEERLESS_FUZZ_SEED` begins elsewhere.
 */
import { Readable } from 'node:stream';
import { readFileSync } from 'node:fs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, test, vi } from 'vitest';
import { isObject } from '#app/base/json.ts';
import { analyze } from '#app/report.ts';
import { ConfigError } from '#app/rules/config.ts';
import { rules } from '#app/rules/index.gen.ts';
import { readConfig } from '#app/rules/read-config.ts';
import { makeSnapshot } from '#app/snapshot/make.ts';
import { mergeSnapshots } from '#app/snapshot/merge.ts';
import type { Page } from '#app/snapshot/page.ts';
import { SourceError } from '#app/snapshot/source-error.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { resourceLines } from '#app/snapshot/write-lines.ts';
import { gunzip, textOf, unzip } from '#app/sources/packed.ts';
import { recognise } from '#app/sources/recognise.ts';
import { buildTopology } from '#app/topology/build.ts';
import { listings } from '#main/collect/calls.ts';
import { operationOf, writeMembers } from '#tests/aws/xml.ts';
import { spoilBytes, spoilJson, spoilText } from '#tests/kit/mutate.ts';
import { cases, survival, TIMES } from '#tests/kit/survival.ts';
import { Dice, randomPages } from '#tests/kit/random-world.ts';
import { shownText, stateResources, stateText } from '#tests/kit/terraform-state.ts';
import { through } from './through.ts';

const MB = 1024 * 1024;

vi.setConfig({ testTimeout: 60_000 * Math.max(1, TIMES) });

const { survive, outlive } = survival();

const NETWORKS = [1, 2, 3, 4].map((seed) => randomPages(seed));

function lower(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lower);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => [key.charAt(0).toLowerCase() + key.slice(1), lower(v)]),
  );
}

const CONFIG_TYPES: Readonly<Record<string, string>> = {
  Vpcs: 'VPC',
  Subnets: 'Subnet',
  RouteTables: 'RouteTable',
  VpcPeeringConnections: 'VPCPeeringConnection',
  SecurityGroups: 'SecurityGroup',
  NetworkAcls: 'NetworkAcl',
  NetworkInterfaces: 'NetworkInterface',
};

/** What AWS Config would have of a network, as a snapshot or as query results. */
function configText(pages: readonly Page[], asQuery: boolean): string {
  const items = pages.flatMap((page) =>
    Object.entries(page.answer ?? {}).flatMap(([list, items]) =>
      (Object.hasOwn(CONFIG_TYPES, list) && Array.isArray(items) ? items : []).map(
        (configuration: unknown) => ({
          resourceType: `AWS::EC2::${CONFIG_TYPES[list]}`,
          resourceId: 'r',
          accountId: page.account,
          awsRegion: page.region,
          configuration: lower(configuration),
          tags: {},
        }),
      ),
    ),
  );
  return JSON.stringify(
    asQuery
      ? { Results: items.map((i) => JSON.stringify(i)), QueryInfo: {} }
      : { fileVersion: '1.0', configurationItems: items },
  );
}

/** A plan that makes all of a network anew. */
function planText(pages: readonly Page[]): string {
  const resources = stateResources(pages);
  const names = new Map(resources.map((r, i) => [r, `r${i}`]));
  return JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: {} },
    variables: { region: { value: 'us-east-1' } },
    resource_changes: resources.map((r) => ({
      address: `module.a["x"].${r.type}.${names.get(r)}`,
      module_address: 'module.a["x"]',
      mode: 'managed',
      type: r.type,
      name: names.get(r),
      change: {
        actions: ['create'],
        after: Object.fromEntries(
          Object.entries(r.attributes).filter(([k]) => !/id$|ids$/.test(k)),
        ),
        after_unknown: Object.fromEntries(
          Object.keys(r.attributes)
            .filter((k) => /id$|ids$/.test(k))
            .map((k) => [k, true]),
        ),
      },
    })),
    configuration: {
      provider_config: { aws: { expressions: { region: { references: ['var.region'] } } } },
      root_module: {
        module_calls: {
          a: {
            expressions: { v: { references: ['module.a.o', 'var.region'] } },
            module: {
              outputs: { o: { expression: { references: ['var.v', 'module.a.o'] } } },
              resources: resources.map((r, i) => ({
                mode: 'managed',
                type: r.type,
                name: names.get(r),
                provider_config_key: 'aws',
                expressions: Object.fromEntries(
                  Object.keys(r.attributes)
                    .filter((k) => /id$|ids$|^route$/.test(k))
                    .map((k) => [
                      k,
                      { references: ['var.v', `${resources[i % 7]!.type}.r${i % 7}.id`] },
                    ]),
                ),
              })),
            },
          },
        },
      },
    },
  });
}

const all = (write: (pages: readonly Page[]) => string): string[] => NETWORKS.map(write);
const SOURCES: readonly (readonly [string, readonly string[]])[] = [
  [
    'snapshots',
    all((pages) =>
      writeSnapshot(makeSnapshot(pages, { created: '', peerless: '1', origin: 'fuzz' })),
    ),
  ],
  [
    'describe JSON',
    all((pages) =>
      JSON.stringify(
        pages.map(({ account, region, args, answer }) => ({ account, region, ...args, ...answer })),
      ),
    ),
  ],
  ['Terraform state', all((pages) => stateText(stateResources(pages)))],
  ['terraform show -json', all((pages) => shownText(stateResources(pages)))],
  ['Terraform plans', all(planText)],
  ['AWS Config', NETWORKS.map((pages, i) => configText(pages, i % 2 === 0))],
];

describe.each(SOURCES)('%s', (_, texts) => {
  test('survives', () => {
    for (const seed of cases(60)) {
      const dice = new Dice(seed);
      const text = spoilJson(dice, dice.pick(texts)!);
      const path = dice.pick(['a.json', 'us-east-1/b.json', 'x/111111111111/c.tfstate']);
      survive(seed, () => {
        const { snapshot } = recognise([{ path, text, time: '2026-01-05T09:00:00.000Z' }], '1');
        buildTopology(snapshot.pages);
        if (seed % 12 === 0) analyze(snapshot);
      }, [SourceError]);
    }
  });
});

test('several files at once survive', () => {
  for (const seed of cases(20)) {
    const dice = new Dice(seed);
    const files = Array.from({ length: dice.int(2, 4) }, (_, i) => {
      const [name, texts] = dice.pick(SOURCES)!;
      const text = dice.pick(texts)!;
      return {
        path: `${i} ${name}.json`,
        text: dice.chance(0.7) ? spoilJson(dice, text) : text,
        time: '2026-01-05T09:00:00.000Z',
      };
    });
    survive(seed, () => buildTopology(recognise(files, '1').snapshot.pages), [SourceError]);
  }
});

test('several documents in one file survive', () => {
  const single = NETWORKS.flat().flatMap(({ answer }) => (answer ? [JSON.stringify(answer)] : []));
  for (const seed of cases(60)) {
    const dice = new Dice(seed);
    const document = () => dice.pick(dice.chance(0.8) ? single : dice.pick(SOURCES)![1])!;
    const parts = Array.from({ length: dice.int(2, 12) }, () => {
      const text = document();
      return dice.chance(0.3) ? spoilJson(dice, text) : text;
    });
    const text = parts.join(dice.pick(['', '\n', '\r\n', ' ', '\t\n\n', '\uFEFF', ',', '\u0000']));
    const file = dice.chance(0.3) ? spoilText(dice, text) : text;
    const path = dice.pick(['a.json', 'us-east-1/111111111111/b.json']);
    survive(
      seed,
      () => buildTopology(recognise([{ path, text: file, time: '' }], '1').snapshot.pages),
      [SourceError],
    );
  }
});

test('snapshots that were cut off survive, alone and in a merge', () => {
  const snapshots = NETWORKS.map((pages) =>
    makeSnapshot(pages, { created: '2026-01-05T09:00:00.000Z', peerless: '1', origin: 'fuzz' }),
  );
  const texts = snapshots.flatMap((snapshot) => [
    writeSnapshot(snapshot),
    [...resourceLines(snapshot)].join(''),
    JSON.stringify(JSON.parse(writeSnapshot(snapshot)), undefined, 2),
  ]);
  let read = 0;
  for (const seed of cases(60)) {
    const dice = new Dice(seed);
    const whole = dice.pick(texts)!;
    const odd = dice.pick([whole, whole, spoilJson(dice, whole), spoilText(dice, whole)]);
    const cut = odd.slice(0, dice.int(0, odd.length));
    const bytes = gzipSync(strToU8(odd));
    const half = gunzip(bytes.subarray(0, dice.int(0, bytes.length)), 64 * MB);
    const text = dice.pick([
      cut,
      cut + '\0'.repeat(9),
      typeof half === 'string' ? '' : textOf(half),
    ]);
    survive(seed, () => {
      const { snapshot } = recognise([{ path: 'a.json', text, time: '' }], '1');
      const merged = mergeSnapshots([snapshot, dice.pick(snapshots)!], '1').snapshot;
      buildTopology(merged.pages);
      read++;
    }, [SourceError]);
  }
  expect(read).toBeGreaterThan(0);
});

test('archives and encodings survive', () => {
  const text = strToU8(SOURCES[1]![1][0]!);
  const utf16 = new Uint8Array(Buffer.from(SOURCES[1]![1][1]!, 'utf16le'));
  // Each is small, and within the bounds of one file; together they are not.
  const blank = gzipSync(new Uint8Array(3 * MB).fill(32));
  const many = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`${n}.json.gz`, blank]));
  const packed = [
    gzipSync(text),
    zipSync({ 'a.json': text, 'b/c.json.gz': gzipSync(text) }),
    zipSync(many),
    utf16,
  ];
  const bounds = { files: 50, fileBytes: 4 * MB, totalBytes: 8 * MB };
  for (const seed of cases(150)) {
    const dice = new Dice(seed);
    const bytes = spoilBytes(dice, dice.pick(packed)!);
    survive(seed, () => {
      const found = unzip(bytes, bounds);
      if (typeof found !== 'string') {
        for (const file of found) expect(file.bytes.length).toBeLessThanOrEqual(4 * MB);
        const all = found.reduce((sum, file) => sum + file.bytes.length, 0);
        expect(all).toBeLessThanOrEqual(8 * MB);
      }
      const whole = gunzip(bytes, 4 * MB);
      if (typeof whole !== 'string') expect(whole.length).toBeLessThanOrEqual(4 * MB);
      textOf(bytes);
    }, []);
  }
});

test('configurations survive', () => {
  const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  const yaml = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text!);
  const json = JSON.stringify({
    extends: 'strict',
    rules: { 'peering-mesh': { severity: 'error', options: { minSize: 3 } } },
    overrides: [{ accounts: ['111111111111'], rules: { 'peering-one-way': 'off' } }],
    suppress: [{ rule: 'peering-one-way', resource: 'a*', reason: 'x', expires: '2027-01-01' }],
  });
  for (const seed of cases(60)) {
    const dice = new Dice(seed);
    const text = dice.chance(0.6) ? spoilText(dice, dice.pick(yaml)!) : spoilJson(dice, json);
    survive(seed, () => readConfig(text, 'peerless.config.yaml', rules), [ConfigError]);
  }
});

test('answers in XML survive', async () => {
  let body = '';
  const client = new EC2Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x' },
    maxAttempts: 1,
    requestHandler: {
      handle: () =>
        Promise.resolve({
          response: {
            statusCode: 200,
            headers: { 'content-type': 'text/xml' },
            body: Readable.from([Buffer.from(body)]),
          },
        }),
    } as never,
  });
  const asked = listings.filter(
    ({ call }) => call.service === 'ec2' && operationOf(call.operation) !== undefined,
  );
  for (const seed of cases(80)) {
    const dice = new Dice(seed);
    const listing = dice.pick(asked)!;
    const { operation, list } = listing.call;
    const items = dice
      .pick(NETWORKS)!
      .find((p) => p.operation === operation && p.answer !== undefined)?.answer ?? { [list]: [] };
    const inner = writeMembers(operationOf(operation)!.output, items, operation, () => undefined);
    body = spoilText(
      dice,
      `<${operation}Response>${inner}<requestId>x</requestId></${operation}Response>`,
    );
    await outlive(seed, () => through(seed, listing, () => client), []);
  }
});

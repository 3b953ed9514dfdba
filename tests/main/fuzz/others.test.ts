/**
 * The readers of what stands beside a network, and of its rarer formats, fed what is nearly right: the Batfish layout, lists
 * as PowerShell writes them, JSON of the smaller services, views, baselines, prices, traffic, histories, AWS's own files.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { UserError } from '#app/api/rpc.ts';
import { readPrices } from '#app/plan/read-prices.ts';
import { baselineText, readBaseline } from '#app/rules/baseline-text.ts';
import { ConfigError } from '#app/rules/config.ts';
import type { Page } from '#app/snapshot/page.ts';
import { SourceError } from '#app/snapshot/source-error.ts';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { recognise } from '#app/sources/recognise.ts';
import { buildTopology } from '#app/topology/build.ts';
import {
  JSON_SERVICES,
  type JsonOperation,
  type JsonServiceName,
} from '#main/collect/json-calls.ts';
import { jsonClient } from '#main/collect/json-client.ts';
import { listProfiles } from '#main/collect/profiles.ts';
import { readTraffic } from '#main/files/traffic.ts';
import { readHistory } from '#main/store/history.ts';
import { parseViews, ViewFileError } from '#main/store/views.ts';
import { smallWorld } from '#tests/main/engine/estate.ts';
import { spoilJson, spoilText } from '#tests/kit/mutate.ts';
import { Dice, randomPages } from '#tests/kit/random-world.ts';
import { cases, survival, TIMES } from '#tests/kit/survival.ts';
import { scratch } from '#tests/kit/terminal.ts';
import { listingOf, through } from './through.ts';

vi.setConfig({ testTimeout: 60_000 * Math.max(1, TIMES) });
const { survive, outlive } = survival();
const folder = scratch();
const time = '2026-01-05T09:00:00.000Z';
const NETWORKS = [1, 2, 3].map((seed) => randomPages(seed));
const topology = buildTopology(NETWORKS[0]!);

test('folders in the Batfish layout survive', () => {
  for (const seed of cases(25)) {
    const dice = new Dice(seed);
    const files = dice.pick(NETWORKS)!.flatMap((page: Page, i) => {
      if (!page.answer) return [];
      const [name = 'x', items] = Object.entries(page.answer)[0] ?? [];
      const grouped = { TransitGatewayStaticRoutes: [{ ...page.args, ...page.answer }] };
      const value = name === 'Routes' ? grouped : { [name]: items };
      const text = JSON.stringify(value);
      const account = dice.chance(0.5) ? `accounts/${page.account}/` : '';
      return {
        path: `aws_configs/${account}${page.region}/${i} ${name}.json`,
        text: dice.chance(0.4) ? spoilJson(dice, text) : text,
        time,
      };
    });
    survive(seed, () => buildTopology(recognise(files, '1').snapshot.pages), [SourceError]);
  }
});

test('lists as PowerShell writes them survive', () => {
  for (const seed of cases(40)) {
    const dice = new Dice(seed);
    const page = dice.pick(dice.pick(NETWORKS)!.filter(({ answer }) => answer !== undefined))!;
    const [, items] = Object.entries(page.answer!)[0] ?? [];
    // One item comes without its list.
    const bare: unknown = Array.isArray(items) && items.length === 1 ? items[0] : items;
    const text = spoilJson(dice, JSON.stringify(bare ?? []));
    const files = [{ path: `${page.region}/${page.operation}.json`, text: `\uFEFF${text}`, time }];
    survive(seed, () => buildTopology(recognise(files, '1').snapshot.pages), [SourceError]);
  }
});

test('answers of the services that speak JSON survive', async () => {
  let body = '';
  const requestHandler = {
    handle: () =>
      Promise.resolve({
        response: {
          statusCode: 200,
          headers: { 'content-type': 'application/json' },
          body: Readable.from([Buffer.from(body)]),
        },
      }),
  };
  const clients = new Map<string, ReturnType<typeof jsonClient>>();
  const asked = Object.entries(JSON_SERVICES).flatMap(([service, { operations, token }]) => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'x' };
    const config = { region: 'us-east-1', credentials, maxAttempts: 1, requestHandler };
    const client = jsonClient(service as JsonServiceName, config);
    clients.set(service, client);
    return Object.entries(operations).map(([operation, shape]) => {
      const { answer, argument, paged } = shape as JsonOperation;
      const name = service as JsonServiceName;
      const listing = listingOf(name, operation, answer, argument, paged);
      return { list: answer, token, listing };
    });
  });
  expect(clients.size).toBeGreaterThanOrEqual(5);
  const items = NETWORKS.flat().flatMap(({ answer }) => Object.values(answer ?? {}));
  for (const seed of cases(80)) {
    const dice = new Dice(seed);
    const { listing, list, token } = dice.pick(asked)!;
    const value = { [list]: dice.pick(items), ...(dice.chance(0.3) ? { [token]: 'again' } : {}) };
    const text = JSON.stringify(value);
    body = dice.chance(0.6) ? spoilJson(dice, text) : spoilText(dice, text);
    await outlive(seed, () => through(seed, listing, (service) => clients.get(service)!), []);
  }
});

const VIEWS = JSON.stringify({
  schema: 'peerless-view/1',
  now: {},
  views: [{ name: 'a', view: {} }],
  places: { 'vpc/1': [1, 2, 3, 4] },
});
const BASELINE = baselineText([
  { rule: 'a', resources: ['b'], message: 'c', places: 1, fingerprint: '0123456789abcdef' },
]);
const PRICES =
  'asOf: 2026-01-01\nregions:\n  us-east-1: { attachmentHour: 0.045, processedGb: 0.02 }\n';
const [ONE, TWO] = topology.all('vpc').map((vpc) => vpc.id);
const TRAFFIC = `from,to,gb_month,same_zone\n${ONE},${TWO},100,0.5\n"${TWO}",${ONE},7,\n`;

test('files beside a network survive: views, baselines, prices, traffic', async () => {
  // As they are, all of them are read.
  expect(parseViews(VIEWS, 'a.view.json').places.size).toBe(1);
  expect(readBaseline(BASELINE, 'baseline.json')).toHaveLength(1);
  expect(readPrices(PRICES, 'p.yaml', topology).warnings).toEqual([]);
  expect(await readTraffic(TRAFFIC, 't.csv', topology)).toHaveLength(2);
  for (const seed of cases(60)) {
    const dice = new Dice(seed);
    const spoiled = (text: string) =>
      text.startsWith('{') && dice.chance(0.6) ? spoilJson(dice, text) : spoilText(dice, text);
    survive(seed, () => void parseViews(spoiled(VIEWS), 'a.view.json'), [ViewFileError]);
    survive(seed, () => void readBaseline(spoiled(BASELINE), 'baseline.json'), [ConfigError]);
    survive(seed, () => void readPrices(spoiled(PRICES), 'p.yaml', topology), [ConfigError]);
    const csv = spoiled(TRAFFIC);
    await outlive(seed, () => readTraffic(csv, 't.csv', topology), [UserError]);
  }
});

test('histories and the shared files of AWS survive', async () => {
  const whole = writeSnapshot(smallWorld().snapshot());
  const kept = join(folder.path, 'history', 'net');
  mkdirSync(kept, { recursive: true });
  mkdirSync(join(kept, 'a folder.json'));
  const config =
    '[default]\nregion = eu-west-1\n[profile a]\nsso_session = s\nservices = x\n[services x]\nec2 =\n  endpoint_url = http://127.0.0.1\n';
  const credentials = '[a]\naws_access_key_id = AKIAPLANTED\naws_secret_access_key = planted\n';
  const env = {
    AWS_CONFIG_FILE: join(folder.path, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder.path, 'credentials'),
  };
  for (const seed of cases(25)) {
    const dice = new Dice(seed);
    const name = dice.pick(['2026-01-05T09-00-00Z.json', 'x.json', '__proto__', 'b.json.gz']);
    folder.write(join('history', 'net', name), spoilText(dice, whole));
    await outlive(seed, async () => {
      const { estates, ignored } = await readHistory(join(folder.path, 'history'));
      expect(estates.length + ignored.length).toBeGreaterThan(0);
    }, []);
    writeFileSync(env.AWS_CONFIG_FILE, spoilText(dice, config));
    writeFileSync(env.AWS_SHARED_CREDENTIALS_FILE, spoilText(dice, credentials));
    await outlive(seed, () => listProfiles(env), []);
  }
});

test('a case that does not end is cut off, and named', () => {
  const kit = new URL('../../kit/watchdog.ts', import.meta.url).href;
  const script = `
    import { register } from 'tsx/esm/api';
    register();
    const { watchdog } = await import(${JSON.stringify(kit)});
    const dog = watchdog(300);
    dog.begin(41); dog.end();
    await new Promise((resolve) => setTimeout(resolve, 500));
    dog.begin(42);
    for (;;);`;
  const { stderr, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(stderr).toBe('case 42 does not end\n');
  expect(signal).toBe('SIGKILL');
});

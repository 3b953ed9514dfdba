/** Parts of an estate that processes of their own collected, each with its own account, merged: the same as collected at once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { analyze } from '#app/report.ts';
import { readSnapshot } from '#app/snapshot/read.ts';
import type { Page } from '#app/snapshot/page.ts';
import type { Snapshot } from '#app/snapshot/snapshot.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { ACCOUNTS } from '#app/world/sample/places.ts';
import { startEndpoint } from '#tests/aws/endpoint.ts';
import { scratch } from '#tests/kit/terminal.ts';
import { keysOf } from '#tests/main/collect/aws-files.ts';

const bin = fileURLToPath(new URL('../../../bin/peerless.js', import.meta.url));
const folder = scratch();
const { prod, network } = ACCOUNTS;
const keys = folder.write('keys', keysOf('prod', prod) + keysOf('network', network));

/** A process that knows the profiles and nothing else of AWS but the endpoint. */
async function peerless(args: readonly string[], url: string): Promise<string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS_|NODE_)/.test(name)),
  );
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: folder.path,
    env: {
      ...env,
      AWS_SHARED_CREDENTIALS_FILE: keys,
      AWS_CONFIG_FILE: keys,
      AWS_ENDPOINT_URL: url,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (text: Buffer) => (err += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code, err).toBe(0);
  return err;
}
const read = (name: string): Snapshot =>
  readSnapshot(readFileSync(join(folder.path, name), 'utf8'), name);

/** Everything analysis says of a snapshot, had it been answered all at once: of what two Regions show the later holds. */
function said({ manifest, pages }: Snapshot) {
  const atOnce = pages.map((page) => ({ ...page, time: manifest.created }));
  const { topology, routing, findings, gaps } = analyze({ manifest, pages: atOnce });
  const reach = routing.reach();
  const codes = new Uint8Array(reach.vpcs.length ** 2);
  reach.codes([...reach.vpcs.keys()], codes);
  const ghosts = topology.ghosts.map((ghost) => ghost.id);
  return { parts: topology.parts.maps, ghosts, findings, gaps, vpcs: reach.vpcs, codes };
}

/** The estate after somebody took the first route with a peering behind it out of a table of the account. */
function changed(pages: readonly Page[]): { pages: Page[]; table: string; region: string } {
  const next = structuredClone(pages) as Page[];
  for (const { account, region, operation, answer } of next) {
    if (account !== network || operation !== 'DescribeRouteTables') continue;
    for (const table of answer!['RouteTables'] as { RouteTableId: string; Routes: object[] }[]) {
      const at = table.Routes.findIndex((route) => 'VpcPeeringConnectionId' in route);
      if (at === -1) continue;
      table.Routes.splice(at, 1);
      return { pages: next, table: table.RouteTableId, region };
    }
  }
  throw new Error('no account of the sample has a route to a peering');
}

const pages = sampleEstate().pages();
const later = changed(pages);
const endpoints = await Promise.all([
  startEndpoint({ pages }),
  startEndpoint({ pages: later.pages }),
]);
const [{ url }, { url: afterwards }] = endpoints;
beforeAll(async () => {
  const collect = (...args: string[]) => peerless(['collect', '--allow-partial', ...args], url);
  // A clone builds with its first command; the others wait for that.
  await Promise.all([
    collect('--profile', 'prod', '-o', 'prod.json'),
    collect('--profile', 'network', '-o', 'network.json'),
    collect('--profile', 'prod', '--profile', 'network', '-o', 'both.json'),
  ]);
}, 180_000);
afterAll(() => Promise.all(endpoints.map((endpoint) => endpoint.close())));

it('merged, the parts of two processes are what one collection of both accounts is', async () => {
  const [mine, theirs] = [said(read('prod.json')), said(read('network.json'))];
  const whole = said(read('both.json'));
  // Each part knows VPCs of the other as names only; of those, one collection of both knows all.
  const filled = [...mine.ghosts, ...theirs.ghosts].filter((id) => !whole.ghosts.includes(id));
  expect(filled.length).toBeGreaterThan(3);
  expect(whole.vpcs.length).toBe(mine.vpcs.length + theirs.vpcs.length);

  const err = await peerless(['merge', 'network.json', 'prod.json', '-o', 'merged.json'], url);
  expect(err).toContain('merged 2 sources: 2 accounts');
  expect(err).not.toContain('answered differently');
  expect(said(read('merged.json'))).toEqual(whole);
});

it('a route that changed between two of them is told as a conflict, and the later answer holds', async () => {
  const args = ['collect', '--allow-partial', '--profile', 'network', '-o', 'later.json'];
  await peerless(args, afterwards);
  // The later one is not the last that is named.
  const sources = ['later.json', 'prod.json', 'network.json'];
  const err = await peerless(['merge', ...sources, '-o', 'newest.json'], url);
  expect(err).toContain('1 call answered differently; the later answer was kept:');
  expect(err).toMatch(
    new RegExp(
      `${network} ${later.region} ec2:DescribeRouteTables: .*kept later\\.json, left network\\.json`,
    ),
  );
  const routes = (snapshot: Snapshot) =>
    analyze(snapshot).topology.get('route-table', later.table)!.routes.length;
  expect(routes(read('newest.json'))).toBe(routes(read('both.json')) - 1);
});

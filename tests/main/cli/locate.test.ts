/** Reports that point into files: at the line and column where a resource has its id, whatever the source. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeSnapshot } from '#app/snapshot/write.ts';
import { World } from '#app/world/world.ts';
import { uriOf } from '#main/cli/locate.ts';
import { peerless, scratch, snapshotFile } from '#tests/kit/terminal.ts';

const folder = scratch();

/** Two peered VPCs; only one routes to the other. */
function oneWay(): World {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.0.0.0/16');
  const b = at.vpc('b', '10.1.0.0/16');
  a.subnet('10.0.1.0/24');
  b.subnet('10.1.1.0/24');
  a.main.route('10.1.0.0/16', world.peer(a, b));
  return world;
}

interface Place {
  readonly artifactLocation: { readonly uri: string };
  readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endColumn', number>>;
}
interface Located {
  readonly physicalLocation: Place;
  readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
}
interface Result extends Readonly<Record<string, unknown>> {
  readonly ruleId: string;
  readonly locations: readonly [Located];
  readonly relatedLocations: readonly Located[];
  readonly suppressions?: readonly unknown[];
}

async function resultsOf(source: string, ...more: string[]): Promise<readonly Result[]> {
  const { out } = await peerless(['lint', source, '-f', 'sarif', ...more], { cwd: folder.path });
  return (JSON.parse(out) as { runs: [{ results: Result[] }] }).runs[0].results;
}
const oneWayOf = async (source: string): Promise<Result> =>
  (await resultsOf(source)).find((r) => r.ruleId === 'peering-one-way')!;

/** The text that a location points at. */
function pointedAt({ physicalLocation: { artifactLocation, region } }: Located): string {
  const text = readFileSync(join(folder.path, decodeURIComponent(artifactLocation.uri)), 'utf8');
  return text
    .split('\n')
    [region.startLine - 1]!.slice(region.startColumn - 1, region.endColumn - 1);
}

describe('the line of a resource', () => {
  it('in a snapshot, one page a line', async () => {
    snapshotFile(folder, 'a b.json', oneWay().snapshot());
    const { locations, relatedLocations } = await oneWayOf('a b.json');
    expect(locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b.json');
    expect(pointedAt(locations[0])).toBe('"VpcPeeringConnectionId":"pcx-a-b"');
    for (const at of relatedLocations) {
      const id = at.logicalLocations[0]!.fullyQualifiedName.split('/').at(-1)!;
      expect(pointedAt(at)).toContain(JSON.stringify(id));
    }
  });

  it('in a folder of describe answers, in the file that holds it', async () => {
    const base = join(folder.path, 'answers');
    mkdirSync(base);
    for (const { operation, answer } of oneWay().pages()) {
      const list = Object.values(answer ?? {})[0];
      if (!Array.isArray(list) || list.length === 0) continue;
      writeFileSync(join(base, `${operation}.json`), JSON.stringify(answer, undefined, 2));
    }
    const { locations } = await oneWayOf('answers');
    const at = locations[0].physicalLocation;
    expect(at.artifactLocation.uri).toBe('answers/DescribeVpcPeeringConnections.json');
    expect(at.region.startLine).toBeGreaterThan(1);
    expect(pointedAt(locations[0])).toBe('"VpcPeeringConnectionId": "pcx-a-b"');
  });

  it('is the first where the file tells none: a snapshot laid out by another program', async () => {
    const text = JSON.stringify(JSON.parse(writeSnapshot(oneWay().snapshot())));
    folder.write('flat.json', text);
    const { locations } = await oneWayOf('flat.json');
    expect(locations[0].physicalLocation.region.startLine).toBe(1);
  });

  it('of a packed snapshot is that of the text inside', async () => {
    writeFileSync(join(folder.path, 'x.json.gz'), gzipSync(writeSnapshot(oneWay().snapshot())));
    const { locations } = await oneWayOf('x.json.gz');
    expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(1);
  });
});

it('a file outside the folder of the run is named in full', () => {
  expect(uriOf('/nets/a.json', '/work')).toBe('file:///nets/a.json');
  expect(uriOf('/home/me/n/a:b#c.json', '/home/me')).toBe('n/a%3Ab%23c.json');
});

it('--hide-suppressed leaves out what is suppressed, and keeps its number', async () => {
  const source = snapshotFile(folder, 'hide.json', oneWay().snapshot());
  const config = folder.write(
    'hide.yaml',
    'suppress:\n  - { rule: peering-one-way, resource: "*", reason: on purpose }\n',
  );
  const shown = await resultsOf(source, '--config', config);
  expect(shown.filter((r) => r.suppressions).map((r) => r.ruleId)).toEqual(['peering-one-way']);
  const hidden = await resultsOf(source, '--config', config, '--hide-suppressed');
  expect(hidden).toEqual(shown.filter((r) => !r.suppressions));
  const { out } = await peerless(['lint', source, '--config', config, '--hide-suppressed']);
  expect(out).toContain('1 suppressed');
});

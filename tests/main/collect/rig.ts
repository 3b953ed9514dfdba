/** Collection against an endpoint that speaks EC2: what the tests of it share. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Page } from '#app/snapshot/page.ts';
import { World } from '#app/world/world.ts';
import { collect, type CollectEvents, type CollectOptions } from '#main/collect/collect.ts';
import { type Endpoint, type EndpointOptions, startEndpoint } from '#tests/aws/endpoint.ts';
import { type AwsFiles, awsFiles, keysOf } from './aws-files.ts';
import { FakeClock } from './fake-clock.ts';

export const A = '111111111111';
export const B = '222222222222';
export const REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2'];

/** The endpoint and the AWS files of the test that runs; a profile `net` of account A is there. */
export class Rig {
  files!: AwsFiles;
  endpoint!: Endpoint;

  constructor() {
    // Node's warnings go to stderr, in the middle of a command's output.
    const warnings: string[] = [];
    const hear = (warning: Error) => void warnings.push(`${warning.name}: ${warning.message}`);
    beforeAll(() => void process.on('warning', hear));
    afterAll(() => {
      process.off('warning', hear);
      expect(warnings).toEqual([]);
    });
    beforeEach(() => {
      this.files = awsFiles();
      this.files.credentials(keysOf('net', A));
    });
    afterEach(async () => {
      await this.endpoint.close();
      this.files.remove();
    });
  }

  readonly start = async (options: EndpointOptions): Promise<Endpoint> =>
    (this.endpoint = await startEndpoint(options));

  readonly run = (
    options: CollectOptions = {},
    events: CollectEvents = {},
    signal = new AbortController().signal,
  ) =>
    collect(
      { profiles: ['net'], endpoint: this.endpoint.url, clock: new FakeClock(), ...options },
      events,
      signal,
    );

  readonly asked = (operation: string, region?: string) =>
    this.endpoint.requests.filter(
      (r) => r.operation === operation && (region === undefined || r.region === region),
    );
}

export const errorsOf = (pages: readonly Page[]) =>
  pages.flatMap((p) => (p.error ? [{ ...p, error: p.error }] : []));

/** Seven VPCs in each of three Regions, peered in a row, with a transit gateway and a prefix list. */
export function smallWorld(): World {
  const world = new World();
  for (const region of REGIONS) {
    const at = world.region(region, A);
    const vpcs = Array.from({ length: 7 }, (_, i) => at.vpc(`${region}-${i}`, `10.${i}.0.0/16`));
    vpcs.slice(1).forEach((vpc, i) => world.peerRouted(vpcs[i]!, vpc));
    at.tgw(`hub-${region}`).table('all');
    at.prefixList(`list-${region}`, ['192.168.0.0/24', '192.168.1.0/24']);
  }
  return world;
}

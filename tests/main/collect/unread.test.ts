/** Collection: what cannot be read becomes a gap; what was read stays. */
import { describe, expect, it } from 'vitest';
import { canonical } from '#app/base/json.ts';
import type { PlaceProgress } from '#app/api/collect.ts';
import { buildTopology } from '#app/topology/build.ts';
import { global, regional } from '#main/collect/calls.ts';
import { isPassing } from '#main/collect/classify.ts';
import { REGIONS, errorsOf, smallWorld, Rig } from './rig.ts';

const rig = new Rig();

describe('what cannot be read', () => {
  it('takes an answer without its list for not observed, never for an empty account', async () => {
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults.htmlPage('DescribeVpcs', 'us-east-1');
    const snapshot = await rig.run();
    expect(errorsOf(snapshot.pages).map((p) => [p.operation, p.region, p.error.failure])).toEqual([
      ['DescribeVpcs', 'us-east-1', 'unobserved'],
    ]);
    expect(rig.asked('DescribeVpcs', 'us-east-1').length).toBeGreaterThan(1);
    expect(
      snapshot.pages.some(
        (p) => p.answer && p.operation === 'DescribeVpcs' && p.region === 'us-east-1',
      ),
    ).toBe(false);
  });

  it('asks again for XML that is cut off or malformed, and takes it for not observed in the end', async () => {
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults
      .truncate('DescribeVpcs', 99, 'us-east-1')
      .truncate('DescribeSubnets', 1)
      .garble('DescribeRouteTables', 99, 'us-east-1');
    const { pages } = await rig.run({ limits: { attempts: 3 } });
    expect(errorsOf(pages).map((p) => [p.operation, p.error.failure])).toEqual([
      ['DescribeRouteTables', 'unobserved'],
      ['DescribeVpcs', 'unobserved'],
    ]);
    for (const operation of ['DescribeVpcs', 'DescribeRouteTables']) {
      expect(rig.asked(operation, 'us-east-1')).toHaveLength(3);
      const of = pages.filter((p) => p.operation === operation && p.region === 'us-east-1');
      expect(of.filter((p) => p.answer)).toEqual([]);
    }
  });

  // EC2 and what speaks JSON: https://datatracker.ietf.org/doc/html/rfc6585#section-6 tells what such pages come with.
  it.each([200, 302, 403, 407, 511])(
    'takes a sign-in page that comes with status %i for no answer, and for none for good',
    async (status) => {
      await rig.start({ pages: smallWorld().pages() });
      rig.endpoint.faults
        .htmlPage('DescribeVpcs', 'us-east-1', status)
        .htmlPage('DescribeVirtualInterfaces', 'us-east-1', status);
      const regions = ['us-east-1'];
      const errors = errorsOf((await rig.run({ regions, limits: { attempts: 2 } })).pages);
      expect(errors.map((p) => p.operation)).toEqual(['DescribeVirtualInterfaces', 'DescribeVpcs']);
      expect(errors.map(({ error }) => isPassing(error))).toEqual([true, true]);
      expect(rig.asked('DescribeVpcs')).toHaveLength(status < 500 ? 2 : 1);
    },
  );

  it('tries again after a broken connection and a server fault', async () => {
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults
      .reset('DescribeVpcs', 2, 'us-east-1')
      .error('DescribeSubnets', 500, 'InternalError', 'Oops', 2)
      .error('DescribeNatGateways', 500, 'InternalError', 'Oops', 99, 'us-east-1');
    const { pages } = await rig.run({ limits: { attempts: 3 } });
    expect(rig.asked('DescribeVpcs', 'us-east-1').map((r) => r.status)).toEqual([0, 0, 200]);
    // Of half a page nothing is there twice.
    const vpcs = pages.flatMap((page) =>
      page.operation === 'DescribeVpcs' ? (page.answer!['Vpcs'] as readonly unknown[]) : [],
    );
    expect(vpcs).toHaveLength(21);
    expect(rig.asked('DescribeNatGateways', 'us-east-1')).toHaveLength(3);
    expect(errorsOf(pages).map((p) => [p.operation, p.region, p.error.failure])).toEqual([
      ['DescribeNatGateways', 'us-east-1', 'unavailable'],
    ]);
  });

  it('gives up on throttling in the end, and says so', async () => {
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults.throttle('DescribeVpcs', 999, 'us-east-1');
    const snapshot = await rig.run({ limits: { attempts: 4 } });
    expect(rig.asked('DescribeVpcs', 'us-east-1')).toHaveLength(4);
    expect(errorsOf(snapshot.pages).map((p) => p.error.failure)).toEqual(['throttled']);
  });

  it('notices a listing that goes round in a circle', async () => {
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults.loop('DescribeVpcs', 1, 'us-east-1');
    const snapshot = await rig.run();
    expect(rig.asked('DescribeVpcs', 'us-east-1')).toHaveLength(2);
    expect(errorsOf(snapshot.pages).map((p) => p.error.code)).toEqual(['PageTokenRepeated']);
  });

  it('notices a circle of many pages in every listing, and keeps what came until then', async () => {
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults.loop('*', 3);
    const { pages } = await rig.run({ regions: ['us-east-1'] });
    // Every listing: three tokens, and the first of them again.
    for (const { call, args } of [...regional, ...global].filter((l) => l.call.pageSize)) {
      const of = pages.filter(
        (page) => page.operation === call.operation && canonical(page.args) === canonical(args),
      );
      expect(
        of.flatMap((page) => page.error?.code ?? []),
        call.operation,
      ).toEqual(['PageTokenRepeated']);
      expect(
        of.filter((page) => page.answer),
        call.operation,
      ).toHaveLength(4);
    }
    expect(rig.asked('DescribeVpcs')).toHaveLength(4);
  });

  it('starts a listing over when its page token has gone stale', async () => {
    await rig.start({ pages: smallWorld().pages(), pageSize: 5 });
    let calls = 0;
    rig.endpoint.faults.onRequest = (operation, region) => {
      if (operation === 'DescribeVpcs' && region === 'us-east-1' && ++calls === 2) {
        rig.endpoint.faults.error(
          'DescribeVpcs',
          400,
          'InvalidPaginationToken',
          'stale',
          1,
          'us-east-1',
        );
      }
    };
    const snapshot = await rig.run();
    expect(errorsOf(snapshot.pages)).toEqual([]);
    const vpcs = buildTopology(snapshot.pages)
      .all('vpc')
      .filter((vpc) => vpc.region === 'us-east-1');
    expect(vpcs).toHaveLength(7);
    expect(calls).toBe(4);
  });

  it('forgets an item that was deleted between being listed and being asked for', async () => {
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults.error(
      'SearchTransitGatewayRoutes',
      400,
      'InvalidRouteTableID.NotFound',
      'gone',
      undefined,
      'us-east-1',
    );
    const snapshot = await rig.run();
    const topology = buildTopology(snapshot.pages);
    expect(topology.gaps).toEqual([]);
    expect(topology.all('tgw-route-table').map((table) => table.region)).toEqual([
      'eu-west-1',
      'us-west-2',
    ]);
  });

  it('forgets nothing where AWS finds no answer to a question that is about no item', async () => {
    await rig.start({ pages: smallWorld().pages() });
    const of = [
      'ListServiceQuotas',
      400,
      'ResourceNotFoundException',
      'No.',
      9,
      'us-east-1',
    ] as const;
    rig.endpoint.faults.error(...of);
    const { pages } = await rig.run();
    const gaps = errorsOf(pages).map((p) => [p.operation, p.region, p.error.failure].join());
    expect(new Set(gaps)).toEqual(new Set(['ListServiceQuotas,us-east-1,unavailable']));
    expect(gaps).toHaveLength(rig.asked('ListServiceQuotas', 'us-east-1').length);
    expect(errorsOf(pages)[0]!.error.message).toMatch(/found nothing.*Collect again/);
  });

  it('does not ask a deleted route table for its routes, and knows that it holds none', async () => {
    const pages = smallWorld()
      .pages()
      .flatMap((page) => {
        if (page.region !== 'us-east-1') return [page];
        if ('TransitGatewayRouteTableId' in page.args) return [];
        if (page.operation !== 'DescribeTransitGatewayRouteTables') return [page];
        const tables = page.answer!.TransitGatewayRouteTables as object[];
        const deleted = tables.map((table) => ({ ...table, State: 'deleted' }));
        return [{ ...page, answer: { TransitGatewayRouteTables: deleted } }];
      });
    await rig.start({ pages });
    const topology = buildTopology((await rig.run()).pages);
    expect(rig.asked('SearchTransitGatewayRoutes', 'us-east-1')).toEqual([]);
    expect(topology.gaps).toEqual([]);
    expect(topology.all('tgw-route-table').find((t) => t.region === 'us-east-1')).toMatchObject({
      state: 'deleted',
      associations: [],
      routes: [],
    });
  });

  it('tells where every Region stands: how many calls, what brought nothing, and why not one did', async () => {
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults.refuse('DescribeVpcs', 'us-east-1');
    // A service control policy: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    rig.endpoint.faults.error('*', 403, 'UnauthorizedOperation', 'Denied.', 999, 'us-west-2');
    const last = new Map<string, PlaceProgress>();
    const phases: string[] = [];
    const { pages } = await rig.run(
      { regions: ['eu-west-1', 'us-east-1', 'us-west-2', 'me-south-1'] },
      {
        place(place) {
          if (last.get(place.region)?.phase !== place.phase && place.region === 'eu-west-1')
            phases.push(place.phase);
          last.set(place.region, place);
        },
      },
    );
    expect(phases).toEqual(['waiting', 'reading', 'read']);
    expect(Object.fromEntries([...last].map(([region, { phase }]) => [region, phase]))).toEqual({
      global: 'read',
      'eu-west-1': 'read',
      'us-east-1': 'read',
      'us-west-2': 'refused',
      'me-south-1': 'disabled',
    });
    for (const [region, { calls, done, gaps }] of last) {
      expect(done, region).toBe(calls);
      expect(gaps, region).toBe(errorsOf(pages).filter((page) => page.region === region).length);
    }
    expect(last.get('us-east-1')!.gaps).toBeGreaterThan(0);
    // Beside its listings a Region is asked for the details of what they brought.
    expect(last.get('eu-west-1')!.calls).toBeGreaterThan(regional.length);
    expect(last.get('me-south-1')).toMatchObject({ done: regional.length, gaps: regional.length });
  });

  it('makes one gap of a Region that is not enabled, without asking it everything', async () => {
    await rig.start({ pages: smallWorld().pages() });
    const snapshot = await rig.run({ regions: ['eu-west-1', 'me-south-1'] });
    const errors = errorsOf(snapshot.pages);
    expect(new Set(errors.map((p) => p.region))).toEqual(new Set(['me-south-1']));
    expect(errors).toHaveLength(regional.length);
    expect(new Set(errors.map((p) => p.error.failure))).toEqual(new Set(['unavailable']));
    expect(errors[0]!.error.message).toMatch(/me-south-1 is not enabled for account 111111111111/);
    expect(buildTopology(snapshot.pages).gaps).toHaveLength(1);
  });

  it('reads the home Region where the list of Regions is refused, and says what that leaves out', async () => {
    rig.files.config('[profile net]\nregion = us-west-2\n');
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults.refuse('DescribeRegions');
    const snapshot = await rig.run();
    expect(snapshot.manifest.scope.regions).toEqual(['us-west-2']);
    const [error] = errorsOf(snapshot.pages);
    expect(error).toMatchObject({ operation: 'DescribeRegions', error: { failure: 'refused' } });
    expect(error!.error.message).toMatch(
      /the collection read us-west-2 alone; name Regions with --region/,
    );
    expect(buildTopology(snapshot.pages).gaps.map((gap) => gap.call)).toEqual([
      'ec2:DescribeRegions',
    ]);
  });
});

describe('cancel', () => {
  it('keeps what was read, aborts what is in flight, and marks the rest cancelled', async () => {
    await rig.start({ pages: smallWorld().pages() });
    const controller = new AbortController();
    let seen = 0;
    rig.endpoint.faults.slow(20).onRequest = () => {
      if (++seen === 30) controller.abort();
    };
    const snapshot = await rig.run({ limits: { inFlight: 4 } }, {}, controller.signal);
    expect(snapshot.pages.filter((p) => p.answer).length).toBeGreaterThan(10);
    const errors = errorsOf(snapshot.pages);
    expect(errors.length).toBeGreaterThan(20);
    expect(new Set(errors.map((p) => p.error.failure))).toEqual(new Set(['cancelled']));
    const settled = new Set(snapshot.pages.map((p) => `${p.region} ${p.operation}`));
    for (const region of REGIONS) {
      for (const { call } of regional) expect(settled).toContain(`${region} ${call.operation}`);
    }
    for (const { call } of global) expect(settled).toContain(`global ${call.operation}`);
    expect(rig.endpoint.requests.length).toBeLessThanOrEqual(34);
  });

  it('gives an empty snapshot, not an error, when cancelled before it began', async () => {
    await rig.start({ pages: smallWorld().pages() });
    const snapshot = await rig.run({}, {}, AbortSignal.abort());
    expect(errorsOf(snapshot.pages).map((p) => p.error.failure)).toEqual(['cancelled']);
    expect(rig.endpoint.requests).toEqual([]);
  });
});

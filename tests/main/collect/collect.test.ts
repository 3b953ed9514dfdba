/** Collection against an endpoint that speaks EC2: what is read, what becomes a gap, what never happens. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { canonical } from '#app/base/json.ts';
import { kindIds } from '#app/kinds/index.gen.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import { dxLinks } from '#app/topology/direct-connect.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { global, listings, regional } from '#main/collect/calls.ts';
import { collect, type CollectEvents, type CollectOptions } from '#main/collect/collect.ts';
import { type Endpoint, type EndpointOptions, startEndpoint } from '#tests/aws/endpoint.ts';
import { keyOf } from '#tests/aws/query.ts';
import { type AwsFiles, awsFiles, keysOf } from './aws-files.ts';
import { FakeClock } from './fake-clock.ts';

const A = '111111111111';
const B = '222222222222';
const REGIONS = ['eu-west-1', 'us-east-1', 'us-west-2'];

let files: AwsFiles;
let endpoint: Endpoint;

/** Node's warnings go to stderr, in the middle of a command's output. */
const warnings: string[] = [];
const hear = (warning: Error) => void warnings.push(`${warning.name}: ${warning.message}`);
beforeAll(() => void process.on('warning', hear));
afterAll(() => {
  process.off('warning', hear);
  expect(warnings).toEqual([]);
});

beforeEach(() => {
  files = awsFiles();
  files.credentials(keysOf('net', A));
});
afterEach(async () => {
  await endpoint.close();
  files.remove();
});

const start = async (options: EndpointOptions): Promise<Endpoint> =>
  (endpoint = await startEndpoint(options));

const run = (
  options: CollectOptions = {},
  events: CollectEvents = {},
  signal = new AbortController().signal,
) =>
  collect(
    { profiles: ['net'], endpoint: endpoint.url, clock: new FakeClock(), ...options },
    events,
    signal,
  );

const asked = (operation: string, region?: string) =>
  endpoint.requests.filter(
    (r) => r.operation === operation && (region === undefined || r.region === region),
  );

const errorsOf = (pages: readonly Page[]) =>
  pages.flatMap((p) => (p.error ? [{ ...p, error: p.error }] : []));

/** Seven VPCs in each of three Regions, peered in a row, with a transit gateway and a prefix list. */
function smallWorld(): World {
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

/** Gateways that are on no Direct Connect are asked about it, and VPCs for DNS, of which a world has no pages. */
const withoutExtras = (pages: readonly Page[]) =>
  pages.filter(
    ({ args }) => args.associatedGatewayId === undefined && args.Attribute === undefined,
  );

/** Everything a topology says, as text: resources with what AWS said of them, ghosts and gaps. */
function told(pages: readonly Page[]): string {
  const topology = buildTopology(pages);
  return canonical(
    {
      resources: Object.fromEntries(kindIds.map((kind) => [kind, topology.all(kind)])),
      attachments: topology.attachments,
      ghosts: topology.ghosts,
      gaps: topology.gaps,
    },
    1,
  );
}

describe('what is read', () => {
  it('reads three Regions page by page, outlasts throttling, and has exactly one gap for one refused call', async () => {
    const world = smallWorld();
    await start({ pages: world.pages(), pageSize: 5 });
    endpoint.faults
      .throttle('DescribeSubnets', 3, 'us-east-1')
      .refuse('DescribeNatGateways', 'us-west-2');
    const gaps: string[] = [];
    const clock = new FakeClock();
    const before = clock.now();
    const snapshot = await run({ clock }, { gap: (message) => gaps.push(message) });

    expect(snapshot.manifest).toMatchObject({
      origin: 'live',
      scope: { accounts: [A], regions: REGIONS },
    });
    expect(asked('DescribeSubnets', 'us-east-1').map((r) => r.status)).toEqual([
      503, 503, 503, 200,
    ]);
    expect(clock.now()).toBeGreaterThan(before);
    // Seven VPCs, five a page.
    expect(asked('DescribeVpcs', 'eu-west-1').map((r) => r.params.has('NextToken'))).toEqual([
      false,
      true,
    ]);

    const topology = buildTopology(snapshot.pages);
    expect(topology.gaps.map((gap) => [gap.failure, gap.call, gap.region])).toEqual([
      ['refused', 'ec2:DescribeNatGateways', 'us-west-2'],
    ]);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatch(/DescribeNatGateways.*us-west-2.*peerless policy/);
    world.refuse(world.region('us-west-2', A), 'DescribeNatGateways', {
      message: topology.gaps.length ? errorsOf(snapshot.pages)[0]!.error.message : '',
    });
    expect(told(withoutExtras(snapshot.pages))).toBe(told(world.pages()));
  });

  it('reads the sample estate to the same topology as the world itself holds', async () => {
    const world = sampleEstate();
    const pages = world.pages();
    const accounts = [...new Set(pages.map((p) => p.account))];
    files.credentials(accounts.map((account) => keysOf(`p${account}`, account)).join('\n'));
    await start({ pages, pageSize: 7 });
    const snapshot = await run({ profiles: accounts.map((account) => `p${account}`) });
    // Every field the world makes up is one that AWS's service model has.
    expect([...endpoint.unknownFields]).toEqual([]);
    const rest = withoutExtras(snapshot.pages);
    expect(rest.length).toBeLessThan(snapshot.pages.length);
    expect(told(withoutMessages(rest))).toBe(told(withoutMessages(pages)));
  });

  it('always asks for a page size AWS allows, and never two ways into one account twice', async () => {
    files.credentials(keysOf('net', A) + keysOf('again', A));
    await start({ pages: smallWorld().pages() });
    const snapshot = await run({ profiles: ['net', 'again'] });
    expect(errorsOf(snapshot.pages)).toEqual([]);
    expect(asked('DescribeVpcs')).toHaveLength(REGIONS.length);
    for (const { call } of listings.filter((l) => l.call.pageSize !== undefined)) {
      for (const request of asked(call.operation)) {
        expect(request.params.get('MaxResults')).toBe(String(call.pageSize));
      }
    }
  });

  it('reads Direct Connect and Cloud WAN once for an account, page by page, and leaves their keys there', async () => {
    const world = new World();
    const at = world.region('eu-west-1', A);
    world.region('us-east-1', A);
    for (let i = 0; i < 7; i++) at.dxGateway(`dx-${i}`);
    const core = at.coreNetwork('wan', {
      edges: { 'eu-west-1': 64901 },
      segments: { shared: undefined, 'prod only': [] },
    });
    const attached = core.attach(at.vpc('a', '10.0.0.0/16'), { segment: 'shared' });
    core.route('shared', 'eu-west-1', '10.0.0.0/16', { type: 'PROPAGATED', to: attached });
    core.route('shared', 'eu-west-1', '10.9.0.0/16', { type: 'STATIC', state: 'BLACKHOLE' });
    const [hub, dx] = [at.tgw('hub'), at.dxGateway('dx')];
    dx.associate(hub, ['10.0.0.0/8']).vif('vif');
    hub.policyTable('pbr', hub.attachOther('dx', 'direct-connect-gateway', dx.id, []));
    const pages = world.pages().map((page) =>
      page.operation === 'DescribeVirtualInterfaces' && page.region === 'eu-west-1'
        ? {
            ...page,
            answer: {
              virtualInterfaces: (
                page.answer as { virtualInterfaces: object[] }
              ).virtualInterfaces.map((vif) => ({
                ...vif,
                authKey: 'hunter2',
                bgpPeers: [{ authKey: 'hunter2', bgpStatus: 'up' }],
              })),
            },
          }
        : page,
    );
    await start({ pages, pageSize: 5 });
    const snapshot = await run();
    expect(errorsOf(snapshot.pages)).toEqual([]);
    expect(JSON.stringify(snapshot.pages)).not.toContain('hunter2');
    expect(snapshot.manifest.scope.regions).toEqual(['eu-west-1', 'us-east-1']);
    // Eight gateways, five a page; interfaces are asked for in each Region.
    expect(asked('DescribeDirectConnectGateways')).toHaveLength(2);
    expect(asked('ListCoreNetworks')).toHaveLength(1);
    expect(asked('DescribeVirtualInterfaces')).toHaveLength(2);
    const topology = buildTopology(snapshot.pages);
    expect(topology.gaps).toEqual([]);
    expect(topology.all('dx-gateway')).toHaveLength(8);
    expect(topology.get('dx-gateway', dx.id)?.associations?.[0]).toMatchObject({
      gateway: hub.id,
      allowed: [{ text: '10.0.0.0/8' }],
    });
    expect(topology.get('core-network', core.id)?.edges).toEqual([
      { location: 'eu-west-1', asn: 64901 },
    ]);
    const way = { attachment: attached.id, edge: 'eu-west-1', segment: 'shared' };
    expect(topology.get('core-network', core.id)?.tables).toMatchObject([
      {
        segment: 'shared',
        edge: 'eu-west-1',
        routes: [
          { cidr: { text: '10.0.0.0/16' }, type: 'propagated', state: 'active', targets: [way] },
          { cidr: { text: '10.9.0.0/16' }, type: 'static', state: 'blackhole', targets: [] },
        ],
      },
    ]);
    expect(endpoint.requests.filter((r) => r.operation === 'GetNetworkRoutes')).toHaveLength(1);
    expect(topology.all('core-network-attachment')[0]).toMatchObject({
      segment: 'shared',
      resource: 'vpc-a',
    });
    expect(topology.all('tgw-policy-table')[0]?.associations).toHaveLength(1);
  });

  it('asks the owner of a gateway for Direct Connect gateways of others, and nobody for what is shared with them', async () => {
    const world = new World();
    const [at, far] = [world.region('us-east-1', A), world.region('us-east-1', B)];
    const [hub, vgw] = [at.tgw('hub'), at.vgw('a', at.vpc('a', '10.0.0.0/16'))];
    far
      .dxGateway('dx')
      .associate(hub, ['10.0.0.0/8'], { asked: 'shown' })
      .associate(vgw, ['10.0.0.0/16'], { asked: 'hidden' });
    const guest = far.tgw('guest');
    // A gateway that is shared is listed by whom it is shared with, too.
    const pages = world.pages().map((page) =>
      page.operation === 'DescribeTransitGateways' && page.account === A
        ? {
            ...page,
            answer: {
              TransitGateways: [
                ...(page.answer!.TransitGateways as object[]),
                { TransitGatewayId: guest.id, OwnerId: B, State: 'available' },
              ],
            },
          }
        : page,
    );
    await start({ pages });
    const snapshot = await run();
    expect(errorsOf(snapshot.pages)).toEqual([]);
    const about = snapshot.pages.flatMap((page) => page.args.associatedGatewayId ?? []);
    expect(about.sort()).toEqual([hub.id, vgw.id]);
    const topology = buildTopology(snapshot.pages);
    expect(
      dxLinks(topology).map(({ dx, association: a }) => [dx, a.gateway, a.allowed?.length]),
    ).toEqual([
      ['dxgw-dx', hub.id, 1],
      ['dxgw-dx', vgw.id, undefined],
    ]);
    expect(topology.ghost('dxgw-dx')).toMatchObject({ account: B });
    expect(topology.gaps).toEqual([]);
  });

  it('asks for DNS attributes of the VPCs whose peering has its DNS option on, once and where they are', async () => {
    const world = new World();
    const [here, there] = [world.region('us-east-1', A), world.region('us-east-1', B)];
    const [a, b, c] = ['a', 'b', 'c'].map((name, i) => here.vpc(name, `10.${i}.0.0/16`));
    const far = there.vpc('far', '10.9.0.0/16');
    world.peer(a!, far, { dns: true });
    world.peer(a!, b!, { dns: true });
    world.peer(a!, c!);
    world.dns(a!, { hostnames: false }).dns(b!, {}).dns(far, {});
    await start({ pages: world.pages() });
    const snapshot = await run();
    expect(errorsOf(snapshot.pages)).toEqual([]);
    const about = snapshot.pages
      .filter((page) => page.operation === 'DescribeVpcAttribute')
      .map(({ args }) => `${args.VpcId ?? ''} ${args.Attribute ?? ''}`);
    expect(about.sort()).toEqual([
      'vpc-a enableDnsHostnames',
      'vpc-a enableDnsSupport',
      'vpc-b enableDnsHostnames',
      'vpc-b enableDnsSupport',
    ]);
    expect(asked('DescribeVpcAttribute')).toHaveLength(4);
    const topology = buildTopology(snapshot.pages);
    expect(topology.gaps.filter(({ call }) => call !== undefined)).toEqual([]);
    expect(topology.get('vpc-peering', 'pcx-a-b')).toMatchObject({
      requester: { hostnames: false, support: true },
      accepter: { hostnames: true, support: true },
    });
    expect(topology.get('vpc-peering', 'pcx-a-far')?.accepter.hostnames).toBeUndefined();
  });

  it('reads what is shared with whom, and of the quotas those that somebody asks about', async () => {
    const world = new World();
    const at = world.region('us-east-1', A);
    const hub = at.tgw('hub');
    at.share('hubs', hub, [{ id: B, external: true }]);
    at.quota('ec2', 'L-43872EB7', 40);
    at.quota('ec2', 'L-1216C47A', 640);
    at.quota('vpc', 'L-7E9ECCDB', 60);
    await start({ pages: world.pages() });
    const snapshot = await run();
    expect(errorsOf(snapshot.pages)).toEqual([]);
    const topology = buildTopology(snapshot.pages);
    expect(topology.gaps).toEqual([]);
    expect(topology.all('quota').map(({ code, value }) => [code, value])).toEqual([
      ['L-43872EB7', 40],
      ['L-7E9ECCDB', 60],
    ]);
    const [share] = topology.all('resource-share');
    expect(share).toMatchObject({ name: 'hubs', principals: [{ principal: B, external: true }] });
    expect(share?.resources).toEqual([expect.stringContaining(hub.id)]);
    // Nobody reads of the instances of an account.
    expect(JSON.stringify(snapshot.pages)).not.toContain('L-1216C47A');
  });

  it.each([
    ['DescribeDirectConnectGateways', 'directconnect'],
    ['ListAttachments', 'networkmanager'],
  ])('makes a gap of %s where it is refused, and of nothing else', async (operation, service) => {
    await start({ pages: smallWorld().pages() });
    endpoint.faults.refuse(operation);
    const gaps: string[] = [];
    const snapshot = await run({}, { gap: (message) => gaps.push(message) });
    expect(buildTopology(snapshot.pages).gaps.map((g) => [g.failure, g.call, g.region])).toEqual([
      ['refused', `${service}:${operation}`, 'global'],
    ]);
    expect(gaps).toEqual([expect.stringContaining('peerless policy')]);
  });

  it.each(['DescribeVirtualInterfaces', 'ListCoreNetworks'])(
    'takes a page of a proxy in place of %s for no answer',
    async (operation) => {
      await start({ pages: smallWorld().pages() });
      endpoint.faults.htmlPage(operation);
      const errors = errorsOf((await run()).pages);
      expect(new Set(errors.map((p) => p.operation))).toEqual(new Set([operation]));
      expect(new Set(errors.map((p) => p.error.failure))).toEqual(new Set(['unobserved']));
    },
  );

  it('outlasts throttling of services that speak JSON', async () => {
    await start({ pages: smallWorld().pages() });
    endpoint.faults.error('ListCoreNetworks', 400, 'ThrottlingException', 'Rate exceeded', 2);
    expect(errorsOf((await run()).pages)).toEqual([]);
    expect(asked('ListCoreNetworks').map((r) => r.status)).toEqual([400, 400, 200]);
  });

  it('reads the Regions named, and nothing else', async () => {
    await start({ pages: smallWorld().pages() });
    const snapshot = await run({ regions: ['us-west-2'] });
    expect(snapshot.manifest.scope.regions).toEqual(['us-west-2']);
    expect(asked('DescribeRegions')).toEqual([]);
  });

  it('says how far it is, ending with everything done', async () => {
    await start({ pages: smallWorld().pages() });
    const seen: [number, number][] = [];
    await run({}, { progress: ({ done, total }) => seen.push([done, total]) });
    expect(seen.map(([done]) => done)).toEqual(seen.map((_, i) => i + 1));
    expect(seen.every(([done, total]) => done <= total)).toBe(true);
    expect(seen.at(-1)![0]).toBe(seen.at(-1)![1]);
  });

  it('stays under the documented rate: AWS never has to say no', async () => {
    const world = new World();
    const at = world.region('us-east-1', A);
    for (let i = 0; i < 300; i++) at.prefixList(`list-${i}`, [`10.0.${i % 256}.0/24`]);
    const clock = new FakeClock();
    await start({ pages: world.pages(), rate: { burst: 100, refill: 20 }, now: () => clock.now() });
    const before = clock.now();
    const snapshot = await run({ clock });
    expect(asked('GetManagedPrefixListEntries')).toHaveLength(300);
    expect(endpoint.requests.filter((r) => r.status !== 200)).toEqual([]);
    expect(errorsOf(snapshot.pages)).toEqual([]);
    // AWS itself would take (300 - 100) / 20 = 10 s; the bar is 1.3 times that.
    expect((clock.now() - before) / 1000).toBeLessThan(13);
  });
});

/** Gap messages quote what the endpoint or our own words say; the comparison is of what is known. */
const withoutMessages = (pages: readonly Page[]): Page[] =>
  pages.map((page) => (page.error ? { ...page, error: { ...page.error, message: '' } } : page));

describe('what cannot be read', () => {
  it('takes an answer without its list for not observed, never for an empty account', async () => {
    await start({ pages: smallWorld().pages() });
    endpoint.faults.htmlPage('DescribeVpcs', 'us-east-1');
    const snapshot = await run();
    expect(errorsOf(snapshot.pages).map((p) => [p.operation, p.region, p.error.failure])).toEqual([
      ['DescribeVpcs', 'us-east-1', 'unobserved'],
    ]);
    expect(
      snapshot.pages.some(
        (p) => p.answer && p.operation === 'DescribeVpcs' && p.region === 'us-east-1',
      ),
    ).toBe(false);
  });

  it('takes half an XML document for not observed', async () => {
    await start({ pages: smallWorld().pages() });
    endpoint.faults.truncate('DescribeVpcs', 99, 'us-east-1');
    const snapshot = await run();
    expect(errorsOf(snapshot.pages).map((p) => [p.operation, p.error.failure])).toEqual([
      ['DescribeVpcs', 'unobserved'],
    ]);
  });

  it('tries again after a broken connection and a server fault', async () => {
    await start({ pages: smallWorld().pages() });
    endpoint.faults
      .reset('DescribeVpcs', 2, 'us-east-1')
      .error('DescribeSubnets', 500, 'InternalError', 'Oops', 2);
    const snapshot = await run();
    expect(errorsOf(snapshot.pages)).toEqual([]);
  });

  it('gives up on throttling in the end, and says so', async () => {
    await start({ pages: smallWorld().pages() });
    endpoint.faults.throttle('DescribeVpcs', 999, 'us-east-1');
    const snapshot = await run({ limits: { attempts: 4 } });
    expect(asked('DescribeVpcs', 'us-east-1')).toHaveLength(4);
    expect(errorsOf(snapshot.pages).map((p) => p.error.failure)).toEqual(['throttled']);
  });

  it('notices a listing that goes round in a circle', async () => {
    await start({ pages: smallWorld().pages() });
    endpoint.faults.loop('DescribeVpcs', 'us-east-1');
    const snapshot = await run();
    expect(asked('DescribeVpcs', 'us-east-1')).toHaveLength(2);
    expect(errorsOf(snapshot.pages).map((p) => p.error.code)).toEqual(['PageTokenRepeated']);
  });

  it('starts a listing over when its page token has gone stale', async () => {
    await start({ pages: smallWorld().pages(), pageSize: 5 });
    let calls = 0;
    endpoint.faults.onRequest = (operation, region) => {
      if (operation === 'DescribeVpcs' && region === 'us-east-1' && ++calls === 2) {
        endpoint.faults.error(
          'DescribeVpcs',
          400,
          'InvalidPaginationToken',
          'stale',
          1,
          'us-east-1',
        );
      }
    };
    const snapshot = await run();
    expect(errorsOf(snapshot.pages)).toEqual([]);
    const vpcs = buildTopology(snapshot.pages)
      .all('vpc')
      .filter((vpc) => vpc.region === 'us-east-1');
    expect(vpcs).toHaveLength(7);
    expect(calls).toBe(4);
  });

  it('forgets an item that was deleted between being listed and being asked for', async () => {
    await start({ pages: smallWorld().pages() });
    endpoint.faults.error(
      'SearchTransitGatewayRoutes',
      400,
      'InvalidRouteTableID.NotFound',
      'gone',
      undefined,
      'us-east-1',
    );
    const snapshot = await run();
    const topology = buildTopology(snapshot.pages);
    expect(topology.gaps).toEqual([]);
    expect(topology.all('tgw-route-table').map((table) => table.region)).toEqual([
      'eu-west-1',
      'us-west-2',
    ]);
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
    await start({ pages });
    const topology = buildTopology((await run()).pages);
    expect(asked('SearchTransitGatewayRoutes', 'us-east-1')).toEqual([]);
    expect(topology.gaps).toEqual([]);
    expect(topology.all('tgw-route-table').find((t) => t.region === 'us-east-1')).toMatchObject({
      state: 'deleted',
      associations: [],
      routes: [],
    });
  });

  it('makes one gap of a Region that is not enabled, without asking it everything', async () => {
    await start({ pages: smallWorld().pages() });
    const snapshot = await run({ regions: ['eu-west-1', 'me-south-1'] });
    const errors = errorsOf(snapshot.pages);
    expect(new Set(errors.map((p) => p.region))).toEqual(new Set(['me-south-1']));
    expect(errors).toHaveLength(regional.length);
    expect(new Set(errors.map((p) => p.error.failure))).toEqual(new Set(['unavailable']));
    expect(errors[0]!.error.message).toMatch(/me-south-1 is not enabled for account 111111111111/);
    expect(buildTopology(snapshot.pages).gaps).toHaveLength(1);
  });

  it('reads the home Region where the list of Regions is refused, and says what that leaves out', async () => {
    files.config('[profile net]\nregion = us-west-2\n');
    await start({ pages: smallWorld().pages() });
    endpoint.faults.refuse('DescribeRegions');
    const snapshot = await run();
    expect(snapshot.manifest.scope.regions).toEqual(['us-west-2']);
    const [error] = errorsOf(snapshot.pages);
    expect(error).toMatchObject({ operation: 'DescribeRegions', error: { failure: 'refused' } });
    expect(error!.error.message).toMatch(/only us-west-2 was read; name Regions with --region/);
    expect(buildTopology(snapshot.pages).gaps.map((gap) => gap.call)).toEqual([
      'ec2:DescribeRegions',
    ]);
  });
});

describe('credentials', () => {
  it('follows a role chain, through the STS address the variables name', async () => {
    const world = new World();
    world.region('us-east-1', B).vpc('b', '10.0.0.0/16');
    await start({ pages: world.pages() });
    files.config(
      `[profile audit]\nrole_arn = arn:aws:iam::${B}:role/audit\nsource_profile = net\nregion = us-east-1\n`,
    );
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint.url);
    const snapshot = await run({ profiles: ['audit'], endpoint: undefined });
    expect(snapshot.manifest.scope.accounts).toEqual([B]);
    expect(asked('AssumeRole')).toHaveLength(1);
  });

  it('uses the environment where no profile is named', async () => {
    await start({ pages: smallWorld().pages() });
    for (const [name, value] of Object.entries(endpoint.env(A))) vi.stubEnv(name, value);
    const snapshot = await run({ profiles: [], endpoint: undefined });
    expect(snapshot.manifest.scope).toMatchObject({ accounts: [A], regions: REGIONS });
  });

  it('goes on without a profile that has expired, and names the command that renews it', async () => {
    files.config(
      '[profile sso]\nsso_session = corp\nsso_account_id = 222222222222\nsso_role_name = ReadOnly\nregion = us-east-1\n' +
        '[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\n',
    );
    await start({ pages: smallWorld().pages() });
    vi.stubEnv('HOME', files.folder);
    const snapshot = await run({ profiles: ['net', 'sso'] });
    expect(snapshot.manifest.scope.accounts).toEqual([A, B]);
    expect(errorsOf(snapshot.pages).map((p) => [p.account, p.error.failure])).toEqual([
      [B, 'credentials'],
    ]);
    expect(errorsOf(snapshot.pages)[0]!.error.message).toMatch(/aws sso login --profile sso/);
    expect(buildTopology(snapshot.pages).gaps.map((gap) => [gap.account, gap.call])).toEqual([
      [B, 'sts:GetCallerIdentity'],
    ]);
  });

  it('stops asking once the credentials are dead, and marks what was not asked', async () => {
    await start({ pages: smallWorld().pages() });
    let answered = 0;
    endpoint.faults.onRequest = () => {
      if (++answered === 8)
        endpoint.faults.error('*', 400, 'RequestExpired', 'Request has expired.');
    };
    const snapshot = await run({ limits: { inFlight: 2 } });
    const errors = errorsOf(snapshot.pages);
    expect(endpoint.requests.length).toBeLessThan(14);
    expect(snapshot.pages.some((p) => p.answer)).toBe(true);
    // Every listing of every Region is either answered or says why not.
    const settled = new Set(snapshot.pages.map((p) => `${p.region} ${p.operation}`));
    for (const region of REGIONS) {
      for (const { call } of regional) expect(settled).toContain(`${region} ${call.operation}`);
    }
    for (const { call } of global) expect(settled).toContain(`global ${call.operation}`);
    expect(new Set(errors.map((p) => p.error.failure))).toEqual(new Set(['credentials']));
    expect(errors[0]!.error.message).toMatch(/profile net have expired.*clock/);
  });

  it.each([
    ['a profile that does not exist', ['nte'], /no profile "nte".*there are net/],
    ['keys AWS does not know', ['wrong'], /AWS does not know the credentials of profile wrong/],
  ])('fails with exit code 3 on %s alone', async (_, profiles, message) => {
    files.credentials(
      `${keysOf('net', A)}[wrong]\naws_access_key_id = AKIAUNKNOWN\naws_secret_access_key = x\n`,
    );
    await start({ pages: smallWorld().pages() });
    await expect(run({ profiles })).rejects.toMatchObject({
      name: 'CollectError',
      exitCode: 3,
      message: expect.stringMatching(message) as string,
    });
  });

  it('refuses an endpoint or Region that cannot be one, before anything is asked', async () => {
    await start({ pages: [] });
    await expect(run({ endpoint: 'localhost' })).rejects.toMatchObject({
      name: 'CollectError',
      exitCode: 2,
    });
    await expect(run({ regions: ['evil.example/x'] })).rejects.toMatchObject({
      name: 'CollectError',
      exitCode: 2,
    });
    expect(endpoint.requests).toEqual([]);
  });
});

describe('cancel', () => {
  it('keeps what was read, aborts what is in flight, and marks the rest cancelled', async () => {
    await start({ pages: smallWorld().pages() });
    const controller = new AbortController();
    let seen = 0;
    endpoint.faults.slow(20).onRequest = () => {
      if (++seen === 30) controller.abort();
    };
    const snapshot = await run({ limits: { inFlight: 4 } }, {}, controller.signal);
    expect(snapshot.pages.filter((p) => p.answer).length).toBeGreaterThan(10);
    const errors = errorsOf(snapshot.pages);
    expect(errors.length).toBeGreaterThan(20);
    expect(new Set(errors.map((p) => p.error.failure))).toEqual(new Set(['cancelled']));
    const settled = new Set(snapshot.pages.map((p) => `${p.region} ${p.operation}`));
    for (const region of REGIONS) {
      for (const { call } of regional) expect(settled).toContain(`${region} ${call.operation}`);
    }
    for (const { call } of global) expect(settled).toContain(`global ${call.operation}`);
    expect(endpoint.requests.length).toBeLessThanOrEqual(34);
  });

  it('gives an empty snapshot, not an error, when cancelled before it began', async () => {
    await start({ pages: smallWorld().pages() });
    const snapshot = await run({}, {}, AbortSignal.abort());
    expect(errorsOf(snapshot.pages).map((p) => p.error.failure)).toEqual(['cancelled']);
    expect(endpoint.requests).toEqual([]);
  });
});

describe('secrets', () => {
  const KEY = 'planted-Pre5hared-key';
  const page: Page = {
    account: A,
    region: 'us-east-1',
    service: 'ec2',
    operation: 'DescribeVpnConnections',
    args: {},
    time: '2026-01-05T09:00:00.000Z',
    answer: {
      VpnConnections: [
        {
          VpnConnectionId: 'vpn-1',
          State: 'available',
          Type: 'ipsec.1',
          CustomerGatewayConfiguration: `<vpn_connection><pre_shared_key>${KEY}</pre_shared_key></vpn_connection>`,
          Options: {
            StaticRoutesOnly: true,
            TunnelOptions: [{ OutsideIpAddress: '192.0.2.1', PreSharedKey: KEY }],
          },
        },
      ],
    },
  };

  it('never lets a VPN key, a token or a key id into a snapshot or an event', async () => {
    await start({ pages: [page] });
    expect([...endpoint.unknownFields]).toEqual([]);
    const blob = 'Zm9vYmFy'.repeat(20);
    endpoint.faults
      .error(
        'DescribeSubnets',
        403,
        'UnauthorizedOperation',
        `Not authorized. Encoded authorization failure message: ${blob}`,
      )
      .error('DescribeVpcs', 400, 'InvalidParameterValue', `Bad token ${blob} of ${keyOf(A)}`)
      .error('DescribeRouteTables', 403, 'SignatureDoesNotMatch', `x-amz-security-token:${KEY}`);
    const events: unknown[] = [];
    const snapshot = await run({}, { gap: (g) => events.push(g), progress: (p) => events.push(p) });
    expect(buildTopology(snapshot.pages).all('vpn-connection')).toHaveLength(1);
    const text = JSON.stringify([snapshot, events]);
    for (const secret of [
      KEY,
      blob,
      keyOf(A),
      'not-a-secret',
      'PreSharedKey',
      'CustomerGatewayConfiguration',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('carries hostile tag values through XML and back unchanged', async () => {
    const value = `<script>alert("1")</script>&amp;]]> 'x' \u202e \t=HYPERLINK("x") 名 ${'y'.repeat(200)}`;
    const world = new World();
    world.region('us-east-1', A).vpc('a', '10.0.0.0/16', { tags: { Hostile: value } });
    await start({ pages: world.pages() });
    const [vpc] = buildTopology((await run()).pages).all('vpc');
    expect(vpc!.tags.get('Hostile')).toBe(value);
  });
});

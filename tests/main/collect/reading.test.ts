/** Collection: what is read, and how often AWS is asked. */
import { describe, expect, it } from 'vitest';
import { canonical } from '#app/base/json.ts';
import { kindIds } from '#app/kinds/index.gen.ts';
import type { Page } from '#app/snapshot/page.ts';
import { buildTopology } from '#app/topology/build.ts';
import { dxLinks } from '#app/topology/direct-connect.ts';
import { sampleEstate } from '#app/world/sample.ts';
import { World } from '#app/world/world.ts';
import { listings } from '#main/collect/calls.ts';
import { keysOf } from './aws-files.ts';
import { FakeClock } from './fake-clock.ts';
import { A, B, REGIONS, errorsOf, smallWorld, Rig } from './rig.ts';

const rig = new Rig();

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

/** Gap messages quote what the endpoint or our own words say; the comparison is of what is known. */
const withoutMessages = (pages: readonly Page[]): Page[] =>
  pages.map((page) => (page.error ? { ...page, error: { ...page.error, message: '' } } : page));

describe('what is read', () => {
  it('reads three Regions page by page, outlasts throttling, and has exactly one gap for one refused call', async () => {
    const world = smallWorld();
    await rig.start({ pages: world.pages(), pageSize: 5 });
    rig.endpoint.faults
      .throttle('DescribeSubnets', 3, 'us-east-1')
      .refuse('DescribeNatGateways', 'us-west-2');
    const gaps: string[] = [];
    const clock = new FakeClock();
    const before = clock.now();
    const snapshot = await rig.run({ clock }, { gap: (message) => gaps.push(message) });

    expect(snapshot.manifest).toMatchObject({
      origin: 'live',
      scope: { accounts: [A], regions: REGIONS },
    });
    expect(rig.asked('DescribeSubnets', 'us-east-1').map((r) => r.status)).toEqual([
      503, 503, 503, 200,
    ]);
    expect(clock.now()).toBeGreaterThan(before);
    // Between the first time and the last, others were asked.
    const throttled = rig.endpoint.requests.flatMap(({ operation, region }, i) =>
      operation === 'DescribeSubnets' && region === 'us-east-1' ? [i] : [],
    );
    expect(throttled.at(-1)! - throttled[0]!).toBeGreaterThan(20);
    // Seven VPCs, five a page.
    expect(rig.asked('DescribeVpcs', 'eu-west-1').map((r) => r.params.has('NextToken'))).toEqual([
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
    rig.files.credentials(accounts.map((account) => keysOf(`p${account}`, account)).join('\n'));
    await rig.start({ pages, pageSize: 7 });
    const snapshot = await rig.run({ profiles: accounts.map((account) => `p${account}`) });
    // Every field the world makes up is one that AWS's service model has.
    expect([...rig.endpoint.unknownFields]).toEqual([]);
    const rest = withoutExtras(snapshot.pages);
    expect(rest.length).toBeLessThan(snapshot.pages.length);
    expect(told(withoutMessages(rest))).toBe(told(withoutMessages(pages)));
    // Which accounts and Regions there are stands there, too: another source may not have been told.
    for (const [operation, answers] of [
      ['GetCallerIdentity', accounts.map((Account) => ({ Account }))],
      ['DescribeRegions', accounts.map(() => ({ Regions: expect.any(Array) as unknown }))],
    ] as const) {
      const found = snapshot.pages.filter((p) => p.operation === operation);
      expect(found.map((p) => p.answer)).toEqual(answers);
      expect(found.map((p) => p.region)).toEqual(accounts.map(() => 'global'));
    }
  });

  it('always asks for a page size AWS allows, and never two ways into one account twice', async () => {
    rig.files.credentials(keysOf('net', A) + keysOf('again', A));
    await rig.start({ pages: smallWorld().pages() });
    const snapshot = await rig.run({ profiles: ['net', 'again'] });
    expect(errorsOf(snapshot.pages)).toEqual([]);
    expect(rig.asked('DescribeVpcs')).toHaveLength(REGIONS.length);
    for (const { call } of listings.filter((l) => l.call.pageSize !== undefined)) {
      for (const request of rig.asked(call.operation)) {
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
    await rig.start({ pages, pageSize: 5 });
    const snapshot = await rig.run();
    expect(errorsOf(snapshot.pages)).toEqual([]);
    expect(JSON.stringify(snapshot.pages)).not.toContain('hunter2');
    expect(snapshot.manifest.scope.regions).toEqual(['eu-west-1', 'us-east-1']);
    // Eight gateways, five a page; interfaces are asked for in each Region.
    expect(rig.asked('DescribeDirectConnectGateways')).toHaveLength(2);
    expect(rig.asked('ListCoreNetworks')).toHaveLength(1);
    expect(rig.asked('DescribeVirtualInterfaces')).toHaveLength(2);
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
    expect(rig.endpoint.requests.filter((r) => r.operation === 'GetNetworkRoutes')).toHaveLength(1);
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
    await rig.start({ pages });
    const snapshot = await rig.run();
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
    await rig.start({ pages: world.pages() });
    const snapshot = await rig.run();
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
    expect(rig.asked('DescribeVpcAttribute')).toHaveLength(4);
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
    await rig.start({ pages: world.pages() });
    const snapshot = await rig.run();
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
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults.refuse(operation);
    const gaps: string[] = [];
    const snapshot = await rig.run({}, { gap: (message) => gaps.push(message) });
    expect(buildTopology(snapshot.pages).gaps.map((g) => [g.failure, g.call, g.region])).toEqual([
      ['refused', `${service}:${operation}`, 'global'],
    ]);
    expect(gaps).toEqual([expect.stringContaining('peerless policy')]);
  });

  it.each(['DescribeVirtualInterfaces', 'ListCoreNetworks'])(
    'takes a page of a proxy in place of %s for no answer',
    async (operation) => {
      await rig.start({ pages: smallWorld().pages() });
      rig.endpoint.faults.htmlPage(operation);
      const errors = errorsOf((await rig.run()).pages);
      expect(new Set(errors.map((p) => p.operation))).toEqual(new Set([operation]));
      expect(new Set(errors.map((p) => p.error.failure))).toEqual(new Set(['unobserved']));
    },
  );

  it('outlasts throttling of services that speak JSON', async () => {
    await rig.start({ pages: smallWorld().pages() });
    rig.endpoint.faults.error('ListCoreNetworks', 400, 'ThrottlingException', 'Rate exceeded', 2);
    expect(errorsOf((await rig.run()).pages)).toEqual([]);
    expect(rig.asked('ListCoreNetworks').map((r) => r.status)).toEqual([400, 400, 200]);
  });

  it('reads the Regions named, and nothing else', async () => {
    await rig.start({ pages: smallWorld().pages() });
    const snapshot = await rig.run({ regions: ['us-west-2'] });
    expect(snapshot.manifest.scope.regions).toEqual(['us-west-2']);
    expect(rig.asked('DescribeRegions')).toEqual([]);
  });

  it('says how far it is, ending with everything done', async () => {
    await rig.start({ pages: smallWorld().pages() });
    const seen: [number, number][] = [];
    await rig.run({}, { progress: ({ done, total }) => seen.push([done, total]) });
    expect(seen.map(([done]) => done)).toEqual(seen.map((_, i) => i + 1));
    expect(seen.every(([done, total]) => done <= total)).toBe(true);
    expect(seen.at(-1)![0]).toBe(seen.at(-1)![1]);
  });

  it('stays under the documented rate: AWS never has to say no', async () => {
    const world = new World();
    const at = world.region('us-east-1', A);
    for (let i = 0; i < 300; i++) at.prefixList(`list-${i}`, [`10.0.${i % 256}.0/24`]);
    const clock = new FakeClock();
    await rig.start({
      pages: world.pages(),
      rate: { burst: 100, refill: 20 },
      now: () => clock.now(),
    });
    const before = clock.now();
    const snapshot = await rig.run({ clock });
    expect(rig.asked('GetManagedPrefixListEntries')).toHaveLength(300);
    expect(rig.endpoint.requests.filter((r) => r.status !== 200)).toEqual([]);
    expect(errorsOf(snapshot.pages)).toEqual([]);
    // AWS itself would take (300 - 100) / 20 = 10 s; the bar is 1.3 times that.
    expect((clock.now() - before) / 1000).toBeLessThan(13);
  });
});

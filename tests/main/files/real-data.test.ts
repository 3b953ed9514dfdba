/** Real snapshots recorded by others: what is in their files is what we read, counted by hand. */
import { describe, expect, test } from 'vitest';
import { kindIds, type KindId } from '#app/kinds/index.gen.ts';
import { buildTopology } from '#app/topology/build.ts';
import { openSource } from '#main/files/open.ts';
import { noRealData, onRealData, realPath, type RealName } from '#tests/kit/real-data.ts';

/** Counted in the files with another tool. Kinds not named here have none. */
const COUNTS: Readonly<Record<RealName, Partial<Record<KindId, number>>>> = {
  'hybrid-cloud-aws': {
    'customer-gateway': 1,
    'internet-gateway': 3,
    'network-acl': 4,
    'network-interface': 9,
    'prefix-list': 2,
    'route-table': 5,
    'security-group': 11,
    subnet: 10,
    vpc: 4,
    'vpn-connection': 1,
    'vpn-gateway': 1,
  },
  'transit-gateway-asymmetric-paths': {
    'internet-gateway': 2,
    'network-acl': 4,
    'network-interface': 6,
    'prefix-list': 2,
    'route-table': 4,
    'security-group': 4,
    subnet: 2,
    'tgw-attachment': 4,
    'tgw-route-table': 4,
    'tgw-vpc-attachment': 4,
    'transit-gateway': 2,
    vpc: 2,
  },
  'vpc-peering-multi-account': {
    'network-interface': 2,
    'route-table': 4,
    'security-group': 4,
    subnet: 2,
    vpc: 2,
    // Five views of three peerings: two are told by both accounts.
    'vpc-peering': 3,
  },
};

const PLACES: Readonly<Record<RealName, { accounts: string[]; regions: string[] }>> = {
  // Its files name five owners; the one most items name runs the instances.
  'hybrid-cloud-aws': { accounts: ['118292266645'], regions: ['us-west-2'] },
  // No folder tells: owners and AvailabilityZones.json do.
  'transit-gateway-asymmetric-paths': { accounts: ['554773406868'], regions: ['us-east-1'] },
  'vpc-peering-multi-account': {
    accounts: ['123456789012', '123456789013'],
    regions: ['us-east-1'],
  },
};

describe.skipIf(noRealData !== undefined)(onRealData('the real snapshots'), () => {
  test.each(Object.keys(COUNTS) as RealName[])('%s', async (name) => {
    const { snapshot, ignored } = await openSource(realPath(name));
    const topology = buildTopology(snapshot.pages);
    const counts = kindIds.flatMap((id) => {
      const count = topology.all(id).length;
      return count > 0 ? [[id, count]] : [];
    });
    expect(Object.fromEntries(counts)).toEqual(COUNTS[name]);
    expect(snapshot.manifest.scope).toMatchObject(PLACES[name]);
    expect(snapshot.manifest.origin).toBe('batfish');
    // Nothing was unreadable, and what was left aside was left aside on purpose.
    expect(topology.gaps.filter((g) => g.kind === 'unreadable')).toEqual([]);
    for (const { why } of ignored)
      expect(why).toMatch(/^holds [A-Z].*which Peerless does not use$/);
  });

  test('its VPN pre-shared keys stay out', async () => {
    const { snapshot } = await openSource(realPath('hybrid-cloud-aws'));
    const vpn = snapshot.pages.find((p) => p.operation === 'DescribeVpnConnections');
    expect(JSON.stringify(vpn)).toContain('vpn-ba2e34a8');
    expect(JSON.stringify(snapshot)).not.toMatch(/pre_shared_key|CustomerGatewayConfiguration/);
  });

  test('transit gateway routes are marked as static only; propagations are per table', async () => {
    const { snapshot } = await openSource(realPath('transit-gateway-asymmetric-paths'));
    const routes = snapshot.pages.filter((p) => p.operation === 'SearchTransitGatewayRoutes');
    expect(routes.map((p) => p.args['Filters'])).toEqual(Array(4).fill('type=static'));
    const tables = buildTopology(snapshot.pages).all('tgw-route-table');
    const propagated = tables.flatMap((t) =>
      (t.propagations ?? []).map((p) => [t.name, p.resource]),
    );
    expect(propagated).toEqual([
      ['tgw-fish-rtb', 'vpc-0c7ecdaddf451b56d'],
      ['tgw-bat-rtb', 'vpc-0de868624d5f787db'],
    ]);
  });

  test('one peering is active with both sides joined, two were deleted', async () => {
    const { snapshot } = await openSource(realPath('vpc-peering-multi-account'));
    const peerings = buildTopology(snapshot.pages).all('vpc-peering');
    expect(peerings.map((p) => p.state).sort()).toEqual(['active', 'deleted', 'deleted']);
    const active = peerings.find((p) => p.state === 'active');
    expect(active).toMatchObject({
      id: 'pcx-0040f7640e10191f4',
      requester: { vpc: 'vpc-0f44fae3468d2b998', account: '028403472736', dns: false },
      accepter: { vpc: 'vpc-05951c91977125d2e', account: '951601349076', dns: false },
    });
  });
});

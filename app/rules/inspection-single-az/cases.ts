/** Cases of inspection-single-az. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** Spokes in the zones given that send everything to an egress VPC, attached in zones of its own. */
function hubbed(egressZones: string, spokeZones: string, more = '') {
  const world = new World();
  const at = world.region();
  const hub = at.tgw('hub');
  const attach = (name: string, base: string, zones: string) => {
    const vpc = at.vpc(name, `${base}.0.0/16`);
    const ends = Array.from(zones, (zone, i) => vpc.subnet(`${base}.255.${i * 16}/28`, zone));
    return { vpc, end: hub.attach(vpc, ends) };
  };
  const egress = attach('egress', '10.1', egressZones);
  Array.from(more).forEach((zone, i) => egress.vpc.subnet(`10.1.${i}.0/24`, zone));
  const spokes = [attach('shop', '10.2', spokeZones).end, attach('bank', '10.3', 'a').end];
  hub
    .table('spokes')
    .associate(...spokes)
    .route('0.0.0.0/0', egress.end);
  hub
    .table('egress')
    .associate(egress.end)
    .propagate(...spokes);
  return world;
}

/** A VPC with hosts in two zones, and a firewall endpoint in one or both. */
function walled(endpoints: 1 | 2) {
  const world = new World();
  const a = world.region().vpc('a', '10.1.0.0/16');
  let first: ReturnType<typeof a.endpoint> | undefined;
  ['a', 'b'].forEach((zone, i) => {
    const app = a.subnet(`10.1.${i}.0/24`, zone, `app-${zone}`);
    app.eni(app.firstHost);
    const home = a.subnet(`10.1.1${i}.0/24`, zone, `firewall-${zone}`);
    const own =
      i < endpoints
        ? a.endpoint(`firewall-${zone}`, { type: 'GatewayLoadBalancer', subnets: [home] })
        : undefined;
    first ??= own;
    a.table(zone, app).route('0.0.0.0/0', own ?? first!);
  });
  return world;
}

export default defineCases({
  quiet: [
    { title: 'the egress VPC covers every zone of its spokes', world: () => hubbed('ab', 'ab') },
    { title: 'spokes in one zone', world: () => hubbed('b', 'a') },
    {
      title: 'the egress VPC has subnets in the other zones: tgw-attachment-single-az',
      world: () => hubbed('a', 'ab', 'b'),
    },
    { title: 'a firewall endpoint in each zone', world: () => walled(2) },
    {
      title: 'a static route to the own block of a VPC: nobody passes it',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.tgw('hub');
        const a = at.vpc('a', '10.1.0.0/16');
        const b = at.vpc('b', '10.2.0.0/16');
        const end = hub.attach(a, [a.subnet('10.1.0.0/24', 'a')]);
        const other = hub.attach(b, [b.subnet('10.2.0.0/24', 'a'), b.subnet('10.2.1.0/24', 'b')]);
        hub.table('all').associate(end, other).propagate(other).route('10.1.0.0/16', end);
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'an egress VPC in one zone, spokes in two',
      world: () => hubbed('a', 'ab'),
      mended: () => hubbed('ab', 'ab'),
      findings: [
        {
          message:
            'bank (vpc-bank) and shop (vpc-shop) use use1-az1 and use1-az2, but egress (vpc-egress), which hub (tgw-hub) leads their traffic through, is attached in use1-az1 only: use1-az2 depends on it.',
          severity: 'warning',
          resources: ['tgw-attach-hub-egress', 'vpc-egress', 'tgw-hub'],
          path: ['tgw-hub', 'tgw-attach-hub-egress', 'vpc-egress'],
          places: [{ resource: 'tgw-attach-hub-egress', detail: 'no subnet in use1-az2' }],
        },
      ],
    },
    {
      title: 'in two zones of three',
      world: () => hubbed('ab', 'abc'),
      findings: [
        {
          message:
            'bank (vpc-bank) and shop (vpc-shop) use use1-az1, use1-az2 and use1-az3, but egress (vpc-egress), which hub (tgw-hub) leads their traffic through, is attached in use1-az1 and use1-az2 only: use1-az3 depends on it.',
          severity: 'info',
          resources: ['tgw-attach-hub-egress', 'vpc-egress', 'tgw-hub'],
        },
      ],
    },
    {
      title: 'one firewall endpoint for two zones',
      world: () => walled(1),
      mended: () => walled(2),
      findings: [
        {
          message:
            '1 subnet of a (vpc-a) in us-east-1b sends through vpce-a-firewall-a, which stands in us-east-1a: when us-east-1a fails, nothing in us-east-1b gets through either.',
          severity: 'warning',
          resources: ['vpce-a-firewall-a', 'vpc-a'],
          places: [
            {
              resource: 'subnet-app-b',
              detail: 'in us-east-1b, sends through vpce-a-firewall-a in us-east-1a',
            },
          ],
        },
      ],
    },
  ],
});

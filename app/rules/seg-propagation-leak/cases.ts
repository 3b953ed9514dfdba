/** Cases of seg-propagation-leak. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';
import type { Segments } from '../config.ts';

const APART: Segments = {
  environments: {
    prod: { tag: 'Environment=prod' },
    dev: { tag: 'Environment=dev' },
    shared: { tag: 'Environment=shared' },
  },
  reach: { prod: ['shared'], dev: ['shared'] },
};

/** One VPC of each environment on a gateway; prod's table learns the shared services. */
function hub() {
  const world = new World();
  const at = world.region();
  const gateway = at.tgw('hub');
  const join = (name: string, n: number, tag: string) =>
    gateway.attach(at.vpc(name, `10.${n}.0.0/16`, { tags: { Environment: tag } }), []);
  const prod = join('store', 1, 'prod');
  const dev = join('sandbox', 2, 'dev');
  const shared = join('dns', 3, 'shared');
  const table = gateway.table('prod').associate(prod).propagate(prod, shared);
  gateway.table('dev').associate(dev).propagate(dev, shared);
  gateway.table('shared').associate(shared).propagate(prod, dev, shared);
  return { world, at, gateway, table, prod, dev, shared };
}

const leaking = () => {
  const { world, table, dev } = hub();
  table.propagate(dev);
  return world;
};

export default defineCases({
  quiet: [
    {
      title: 'each table learns its own segment and the shared services; theirs learns all',
      world: () => hub().world,
      segments: APART,
    },
    {
      title: 'the intent lets the two talk, if only the other way: answers need the route',
      world: leaking,
      segments: { ...APART, reach: { ...APART.reach, dev: ['shared', 'prod'] } },
    },
    {
      title: 'a blackhole route for the very prefix hides what is learnt',
      world: () => {
        const { world, table, dev } = hub();
        table.propagate(dev).blackhole('10.2.0.0/16');
        return world;
      },
      segments: APART,
    },
    {
      title:
        'a default route is meant for what lies behind a VPC; blackholes take its own addresses out of another',
      world: () => {
        const { world, table, dev } = hub();
        table.route('0.0.0.0/0', dev).route('10.2.0.0/15', dev).blackhole('10.2.0.0/16');
        return world;
      },
      segments: APART,
    },
    {
      title: 'static routes to who may be reached, and to an attachment that is gone',
      world: () => {
        const { world, table, dev, shared } = hub();
        table.route('10.3.1.0/24', shared).route('10.2.0.0/16', dev);
        dev.state = 'deleted';
        return world;
      },
      segments: APART,
    },
    {
      title: 'a VPC in no environment: seg-vpc-unplaced tells of it',
      world: () => {
        const { world, at, gateway, table } = hub();
        table.propagate(gateway.attach(at.vpc('lab', '10.9.0.0/16'), []));
        return world;
      },
      segments: APART,
    },
    {
      title: 'the attachment is gone, and the table still lists its propagation',
      world: () => {
        const { world, table, dev } = hub();
        table.propagate(dev);
        dev.state = 'deleted';
        return world;
      },
      segments: APART,
    },
  ],
  loud: [
    {
      title: "dev propagates into prod's table",
      world: leaking,
      mended: () => hub().world,
      segments: APART,
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) serves prod, and learns prefixes of dev by propagation.',
          severity: 'warning',
          resources: ['tgw-rtb-hub-prod'],
          path: ['vpc-sandbox', 'tgw-attach-hub-sandbox', 'tgw-rtb-hub-prod'],
          places: [
            {
              resource: 'tgw-attach-hub-sandbox',
              detail: '10.2.0.0/16 of sandbox (vpc-sandbox) in dev',
            },
          ],
        },
      ],
    },
    {
      title: "a static route of prod's table leads to dev, whose own table leads to prod nowhere",
      world: () => {
        const { world, table, dev } = hub();
        table.route('10.2.0.0/16', dev);
        return world;
      },
      mended: () => hub().world,
      segments: APART,
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) serves prod, and leads to dev by static routes: 10.2.0.0/16 to hub-sandbox (tgw-attach-hub-sandbox).',
          severity: 'warning',
          resources: ['tgw-rtb-hub-prod', 'tgw-attach-hub-sandbox'],
          path: ['vpc-store', 'tgw-rtb-hub-prod', 'tgw-attach-hub-sandbox', 'vpc-sandbox'],
          places: [{ resource: 'vpc-sandbox', detail: '10.2.0.0/16 in dev follows 10.2.0.0/16' }],
        },
      ],
    },
    {
      title: 'a prefix list that is referenced leads to a part of dev, over another gateway',
      world: () => {
        const { world, at, gateway, table } = hub();
        const far = world.region('eu-west-1');
        const other = far.tgw('far');
        const lab = other.attach(
          far.vpc('lab', '10.8.0.0/16', { tags: { Environment: 'dev' } }),
          [],
        );
        const link = world.peerTgw(gateway, other);
        other.table('all').associate(link, lab).propagate(lab);
        table.reference(at.prefixList('lab', ['10.8.1.0/24']), link);
        return world;
      },
      segments: APART,
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) serves prod, and leads to dev by static routes: 10.8.1.0/24 to hub-far (tgw-attach-hub-far).',
          severity: 'warning',
          resources: ['tgw-rtb-hub-prod', 'tgw-attach-hub-far'],
          path: ['vpc-store', 'tgw-rtb-hub-prod', 'tgw-attach-hub-far', 'vpc-lab'],
          places: [{ resource: 'vpc-lab', detail: '10.8.1.0/24 in dev follows 10.8.1.0/24' }],
        },
      ],
    },
    {
      title: 'one table for prod and the shared services: what these may see, prod sees',
      world: () => {
        const world = new World();
        const at = world.region();
        const gateway = at.tgw('hub');
        const [prod, dev, shared] = ['prod', 'dev', 'shared'].map((tag, n) =>
          gateway.attach(at.vpc(tag, `10.${n + 1}.0.0/16`, { tags: { Environment: tag } }), []),
        );
        gateway.table('main').associate(prod!, shared!).propagate(prod!, dev!, shared!);
        gateway.table('dev').associate(dev!).propagate(shared!);
        return world;
      },
      segments: APART,
      findings: [
        {
          message:
            'hub-main (tgw-rtb-hub-main) serves prod, and learns prefixes of dev by propagation.',
          severity: 'warning',
          resources: ['tgw-rtb-hub-main'],
        },
      ],
    },
    {
      title: 'the routes of the table were not read: a static one may hide what is learnt',
      world: () => {
        const { world, at, table, dev } = hub();
        table.propagate(dev);
        return world.refuse(at, 'SearchTransitGatewayRoutes');
      },
      segments: APART,
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) serves prod, and learns prefixes of dev by propagation.',
          severity: 'warning',
          sure: false,
          resources: ['tgw-rtb-hub-prod'],
        },
      ],
    },
  ],
});

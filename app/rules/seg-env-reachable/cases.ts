/** Cases of seg-env-reachable. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';
import type { Segments } from '../config.ts';

const APART: Segments = {
  environments: {
    prod: { tag: 'Environment=prod' },
    dev: { tag: 'Environment=dev' },
    shared: { name: 'shared-*' },
  },
  reach: { prod: ['shared'], dev: ['shared'] },
};

/** Prod, dev and shared services on one gateway: each segment has a table, and knows the shared services. */
function hub(options: { leak?: boolean; answer?: boolean } = {}) {
  const world = new World();
  const at = world.region();
  const vpc = (name: string, block: string, tag?: string) => {
    const made = at.vpc(name, block, tag ? { tags: { Environment: tag } } : {});
    const subnet = made.subnet(block.replace('/16', '/24'));
    made.main.route('10.0.0.0/8', gateway);
    return { vpc: made, end: gateway.attach(made, [subnet]) };
  };
  const gateway = at.tgw('hub');
  const prod = vpc('store', '10.1.0.0/16', 'prod');
  const dev = vpc('sandbox', '10.2.0.0/16', 'dev');
  const shared = vpc('shared-dns', '10.3.0.0/16');
  const prodTable = gateway.table('prod').associate(prod.end).propagate(shared.end);
  const devTable = gateway.table('dev').associate(dev.end).propagate(shared.end);
  gateway.table('shared').associate(shared.end).propagate(prod.end, dev.end);
  if (options.leak) prodTable.propagate(dev.end);
  if (options.answer) devTable.propagate(prod.end);
  return { world, at };
}

/** Two of prod, one of dev, and one that nobody placed; `p` and `d` may be peered. */
function peered(joined: boolean) {
  const world = new World();
  const at = world.region();
  const vpc = (name: string, n: number, tags: Record<string, string> = {}) => {
    const made = at.vpc(name, `10.${n}.0.0/16`, { tags });
    made.subnet(`10.${n}.0.0/24`);
    return made;
  };
  const p = vpc('p', 1, { Environment: 'prod' });
  vpc('p2', 2, { Environment: 'prod' });
  const d = vpc('d', 3, { Environment: 'dev' });
  world.peerRouted(p, vpc('other', 4));
  if (joined) world.peerRouted(p, d);
  return world;
}

export default defineCases({
  quiet: [
    {
      title: 'environments meet only in the shared services, which both may reach',
      world: () => hub().world,
      segments: APART,
    },
    {
      title: 'a propagation the wrong way alone: nothing comes back, so nobody talks',
      world: () => hub({ leak: true }).world,
      segments: APART,
    },
    {
      title: 'they are routed, and the intent lets one reach the other',
      world: () => hub({ leak: true, answer: true }).world,
      segments: { ...APART, reach: { ...APART.reach, prod: ['shared', 'dev'] } },
    },
    {
      title: 'VPCs of one environment may talk',
      world: () => {
        const world = new World();
        const at = world.region();
        const [a, b] = [1, 2].map((n) => {
          const vpc = at.vpc(`a${n}`, `10.${n}.0.0/16`, { tags: { Environment: 'prod' } });
          vpc.subnet(`10.${n}.0.0/24`);
          return vpc;
        });
        world.peerRouted(a!, b!);
        return world;
      },
      segments: APART,
    },
  ],
  loud: [
    {
      title: 'each propagates into the table of the other',
      world: () => hub({ leak: true, answer: true }).world,
      mended: () => hub({ answer: true }).world,
      segments: APART,
      findings: [
        {
          message:
            'dev is routed to prod, and back: 1 pair of VPCs, such as sandbox (vpc-sandbox) to store (vpc-store). Network ACLs and security groups were not asked.',
          severity: 'error',
          resources: ['vpc-sandbox', 'vpc-store'],
          places: [{ resource: 'vpc-sandbox', detail: 'to store (vpc-store)' }],
        },
        {
          message:
            'prod is routed to dev, and back: 1 pair of VPCs, such as store (vpc-store) to sandbox (vpc-sandbox). Network ACLs and security groups were not asked.',
          severity: 'error',
          resources: ['vpc-store', 'vpc-sandbox'],
          path: [
            'subnet-store-1',
            'tgw-attach-hub-store',
            'tgw-hub',
            'tgw-attach-hub-sandbox',
            'subnet-sandbox-1',
          ],
        },
      ],
    },
    {
      title: 'a peering joins two of the four VPCs, and one of them has no environment',
      world: () => peered(true),
      mended: () => peered(false),
      segments: APART,
      findings: [
        {
          message:
            'dev is routed to prod, and back: 1 pair of VPCs, such as d (vpc-d) to p (vpc-p). Network ACLs and security groups were not asked.',
          severity: 'error',
          resources: ['vpc-d', 'vpc-p'],
          data: { reached: 1, unknown: 0 },
        },
        {
          message:
            'prod is routed to dev, and back: 1 pair of VPCs, such as p (vpc-p) to d (vpc-d). Network ACLs and security groups were not asked.',
          severity: 'error',
          resources: ['vpc-p', 'vpc-d'],
          path: ['subnet-p-1', 'pcx-p-d', 'subnet-d-1'],
        },
      ],
    },
    {
      title: 'the routes of a table were not read',
      world: () => {
        const { world, at } = hub();
        return world.refuse(at, 'SearchTransitGatewayRoutes');
      },
      mended: () => hub().world,
      segments: APART,
      findings: [
        {
          message:
            'Whether dev is routed to prod cannot be told for 1 pair of VPCs, such as sandbox (vpc-sandbox) to store (vpc-store).',
          severity: 'error',
          sure: false,
          resources: ['vpc-sandbox', 'vpc-store'],
        },
        {
          message:
            'Whether prod is routed to dev cannot be told for 1 pair of VPCs, such as store (vpc-store) to sandbox (vpc-sandbox).',
          severity: 'error',
          sure: false,
          resources: ['vpc-store', 'vpc-sandbox'],
          places: [{ resource: 'vpc-store', detail: 'perhaps to sandbox (vpc-sandbox)' }],
        },
      ],
    },
  ],
});

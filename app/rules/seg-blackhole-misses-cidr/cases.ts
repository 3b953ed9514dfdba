/** Cases of seg-blackhole-misses-cidr. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';
import type { Segments } from '../config.ts';

const APART: Segments = {
  environments: {
    prod: { tag: 'Environment=prod' },
    dev: { tag: 'Environment=dev' },
    egress: { name: 'egress' },
  },
  reach: { prod: ['egress'], dev: ['egress'] },
};

interface Shape {
  /** Blocks of the second VPC of dev. */
  readonly blocks?: readonly string[];
  /** What prod's table drops. */
  readonly drops?: readonly string[];
  /** Whether the egress VPC sends back to the gateway. */
  readonly back?: boolean;
}

/** Prod sends everything to the egress VPC; its table drops dev. */
function segments({
  blocks = ['10.65.0.0/16'],
  drops = ['10.64.0.0/12'],
  back = true,
}: Shape = {}) {
  const world = new World();
  const at = world.region();
  const gateway = at.tgw('hub');
  const join = (name: string, cidrs: readonly string[], tags: Record<string, string> = {}) => {
    const vpc = at.vpc(name, cidrs, { tags });
    return { vpc, end: gateway.attach(vpc, [vpc.subnet(cidrs[0]!.replace('/16', '/24'))]) };
  };
  const prod = join('store', ['10.1.0.0/16'], { Environment: 'prod' });
  const dev = join('sandbox', ['10.64.0.0/16'], { Environment: 'dev' });
  const lab = join('lab', blocks, { Environment: 'dev' });
  const out = join('egress', ['10.3.0.0/16']);
  if (back) out.vpc.main.route('0.0.0.0/0', gateway);
  const table = gateway.table('prod').associate(prod.end).route('0.0.0.0/0', out.end);
  for (const block of drops) table.blackhole(block);
  gateway.table('dev').associate(dev.end, lab.end).propagate(out.end);
  const ends = [prod.end, dev.end, lab.end];
  gateway
    .table('egress')
    .associate(out.end)
    .propagate(...ends);
  return { world, at, gateway, table, lab };
}

const SECOND = ['10.65.0.0/16', '10.200.0.0/16'];

export default defineCases({
  quiet: [
    {
      title: 'one blackhole route covers every VPC of dev',
      world: () => segments().world,
      segments: APART,
    },
    {
      title: 'the second block has a blackhole route of its own',
      world: () => segments({ blocks: SECOND, drops: ['10.64.0.0/12', '10.200.0.0/16'] }).world,
      segments: APART,
    },
    {
      title: 'no blackhole routes at all: seg-no-blackhole-with-default tells of it',
      world: () => segments({ blocks: SECOND, drops: [] }).world,
      segments: APART,
    },
    {
      title: 'the second block goes to a VPC that sends nothing back',
      world: () => segments({ blocks: SECOND, back: false }).world,
      segments: APART,
    },
    {
      title: 'the intent lets prod reach dev: the blackhole routes are for something else',
      world: () => segments({ blocks: SECOND }).world,
      segments: { ...APART, reach: { ...APART.reach, prod: ['egress', 'dev'] } },
    },
  ],
  loud: [
    {
      // https://github.com/aws-samples/aws-secure-environment-accelerator/issues/931
      title: 'a second block was added, and no blackhole route followed',
      world: () => segments({ blocks: SECOND }).world,
      mended: () => segments({ blocks: SECOND, drops: ['10.64.0.0/12', '10.200.0.0/16'] }).world,
      segments: APART,
      findings: [
        {
          message:
            'Blackhole routes of hub-prod (tgw-rtb-hub-prod) keep prod from dev, but not from 10.200.0.0/16 of lab (vpc-lab).',
          severity: 'warning',
          resources: ['vpc-lab'],
          path: ['vpc-store', 'tgw-rtb-hub-prod', 'tgw-attach-hub-egress', 'vpc-lab'],
          places: [
            {
              resource: 'tgw-rtb-hub-prod',
              detail: '10.200.0.0/16 follows 0.0.0.0/0 to hub-egress (tgw-attach-hub-egress)',
            },
          ],
        },
      ],
    },
    {
      title: 'a propagated route is more specific than the blackhole route',
      world: () => {
        const { world, table, lab } = segments();
        table.propagate(lab.end);
        return world;
      },
      mended: () => segments().world,
      segments: APART,
      findings: [
        {
          message:
            'Blackhole routes of hub-prod (tgw-rtb-hub-prod) keep prod from dev, but not from 10.65.0.0/16 of lab (vpc-lab).',
          severity: 'warning',
          resources: ['vpc-lab'],
          places: [
            {
              resource: 'tgw-rtb-hub-prod',
              detail: '10.65.0.0/16 follows 10.65.0.0/16 to hub-lab (tgw-attach-hub-lab)',
            },
          ],
        },
      ],
    },
    {
      title: 'half of a block is dropped',
      world: () =>
        segments({ blocks: ['10.80.0.0/16'], drops: ['10.64.0.0/16', '10.80.0.0/17'] }).world,
      mended: () =>
        segments({ blocks: ['10.80.0.0/16'], drops: ['10.64.0.0/16', '10.80.0.0/16'] }).world,
      segments: APART,
      findings: [
        {
          message:
            'Blackhole routes of hub-prod (tgw-rtb-hub-prod) keep prod from dev, but not from 10.80.128.0/17 of lab (vpc-lab).',
          severity: 'warning',
          resources: ['vpc-lab'],
        },
      ],
    },
  ],
});

/** Cases of seg-no-blackhole-with-default. */
import type { TgwTable } from '../../world/tgw-table.ts';
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

/** Prod and dev send everything else to the egress VPC, whose routes lead back to the gateway unless it is said. */
function egress({ back = true, known = true } = {}) {
  const world = new World();
  const at = world.region();
  const gateway = at.tgw('hub');
  const join = (name: string, n: number, tags: Record<string, string> = {}) => {
    const vpc = at.vpc(name, `10.${n}.0.0/16`, { tags });
    const subnet = vpc.subnet(`10.${n}.0.0/24`);
    return { vpc, end: gateway.attach(vpc, [subnet]) };
  };
  const prod = join('store', 1, { Environment: 'prod' });
  const dev = join('sandbox', 2, { Environment: 'dev' });
  const out = join('egress', 3);
  if (back) out.vpc.main.route('10.0.0.0/8', gateway);
  const prodTable = gateway.table('prod').associate(prod.end).route('0.0.0.0/0', out.end);
  const devTable = gateway.table('dev').associate(dev.end).route('0.0.0.0/0', out.end);
  const outTable = gateway.table('egress').associate(out.end).propagate(prod.end);
  if (known) outTable.propagate(dev.end);
  return { world, at, gateway, prod, dev, out, prodTable, devTable };
}

const dropped = (...tables: [TgwTable, string][]): void => {
  for (const [table, block] of tables) table.blackhole(block);
};

const bothDropped = () => {
  const { world, prodTable, devTable } = egress();
  dropped([prodTable, '10.2.0.0/16'], [devTable, '10.1.0.0/16']);
  return world;
};

export default defineCases({
  quiet: [
    { title: 'each table drops the range of the other', world: bothDropped, segments: APART },
    {
      title: 'the egress VPC never sends back to the gateway',
      world: () => egress({ back: false }).world,
      segments: APART,
    },
    {
      title: 'some blocks are dropped: those that are not are told by seg-blackhole-misses-cidr',
      world: () => {
        const { world, at, gateway, prodTable, devTable, out } = egress();
        dropped([prodTable, '10.2.0.0/16'], [devTable, '10.1.0.0/16']);
        const more = at.vpc('lab', '10.9.0.0/16', { tags: { Environment: 'dev' } });
        const end = gateway.attach(more, []);
        devTable.associate(end);
        gateway.tables.find((t) => t.associated.includes(out.end))?.propagate(end);
        return world;
      },
      segments: APART,
    },
    {
      title: 'the intent lets the two talk',
      world: () => egress().world,
      segments: { ...APART, reach: { ...APART.reach, prod: ['egress', 'dev'] } },
    },
  ],
  loud: [
    {
      title: 'dev drops prod, prod does not drop dev',
      world: () => {
        const { world, devTable } = egress();
        dropped([devTable, '10.1.0.0/16']);
        return world;
      },
      mended: bothDropped,
      segments: APART,
      findings: [
        {
          message:
            'hub-prod (tgw-rtb-hub-prod) serves prod, and has no blackhole route for dev: 0.0.0.0/0 to hub-egress (tgw-attach-hub-egress) may lead there by way of another VPC.',
          severity: 'info',
          resources: ['tgw-rtb-hub-prod'],
          path: ['vpc-store', 'tgw-rtb-hub-prod', 'tgw-attach-hub-egress', 'vpc-sandbox'],
          places: [{ resource: 'vpc-sandbox', detail: '10.2.0.0/16 in dev follows 0.0.0.0/0' }],
        },
      ],
    },
    {
      title: 'what comes back from the egress VPC is known to reach prod alone',
      world: () => egress({ known: false }).world,
      segments: APART,
      findings: [
        {
          message:
            'hub-dev (tgw-rtb-hub-dev) serves dev, and has no blackhole route for prod: 0.0.0.0/0 to hub-egress (tgw-attach-hub-egress) may lead there by way of another VPC.',
          severity: 'info',
          resources: ['tgw-rtb-hub-dev'],
        },
      ],
    },
  ],
});

/** Cases of intent-broken. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';
import type { Assertion, Segments } from '../config.ts';

const expecting = (...assertions: Assertion[]): Segments => ({
  environments: {
    prod: { tag: 'Environment=prod' },
    dev: { tag: 'Environment=dev' },
  },
  assertions,
});

const ISOLATED: Assertion = {
  expect: 'isolated',
  from: 'dev',
  to: 'prod',
  reason: 'card data stays in prod',
};
const REACH: Assertion = { ...ISOLATED, expect: 'reach', reason: 'dev reads the catalogue.' };
const SSH: Assertion = { ...ISOLATED, protocol: 'tcp', port: 22, reason: 'no shells into prod' };
const HTTPS: Assertion = {
  expect: 'reach',
  from: { ip: '10.2.0.10' },
  to: { ip: '10.1.0.10' },
  port: 443,
  reason: 'the catalogue answers',
};

/** One VPC each, peered, with a host each; the routes of both are there unless said. */
function two({ there = true, back = true, ports = [443] as readonly number[] } = {}) {
  const world = new World();
  const at = world.region();
  const store = at.vpc('store', '10.1.0.0/16', { tags: { Environment: 'prod' } });
  const sandbox = at.vpc('sandbox', '10.2.0.0/16', { tags: { Environment: 'dev' } });
  const inbound = ports.map((port) => ({
    protocol: 'tcp',
    from: port,
    to: port,
    cidrs: ['10.0.0.0/8'],
  }));
  const home = store.subnet('10.1.0.0/24');
  home.eni('10.1.0.10', { groups: [store.group('web', { inbound })] });
  sandbox.subnet('10.2.0.0/24').eni('10.2.0.10', { groups: [sandbox.group('job', {})] });
  const peering = world.peer(store, sandbox);
  if (there) sandbox.main.route('10.1.0.0/16', peering);
  if (back) store.main.route('10.2.0.0/16', peering);
  return { world, at, store, sandbox, home };
}

export default defineCases({
  quiet: [
    {
      title: 'dev should reach prod, and does',
      world: () => two().world,
      segments: expecting(REACH),
    },
    {
      title: 'the two should be apart, and have no routes',
      world: () => two({ there: false, back: false }).world,
      segments: expecting(ISOLATED),
    },
    {
      title: 'routed, and the security group lets HTTPS through alone',
      world: () => two().world,
      segments: expecting(SSH, HTTPS),
    },
    {
      title: 'an address outside is reached where the flow leaves for it',
      world: () => {
        const world = new World();
        const vpc = world.region().vpc('a', '10.1.0.0/16', { tags: { Environment: 'prod' } });
        vpc.subnet('10.1.0.0/24');
        vpc.main.route('0.0.0.0/0', vpc.igw());
        return world;
      },
      segments: expecting({
        expect: 'reach',
        from: 'prod',
        to: { ip: '192.0.2.1' },
        reason: 'updates',
      }),
    },
    {
      title: 'IPv6 is not routed, and only IPv4 is meant',
      world: () => dual(false),
      segments: expecting({ ...REACH, family: 'ipv4' }, { ...ISOLATED, family: 'ipv6' }),
    },
    {
      title: 'VPCs of one environment apart from each other; there is only one',
      world: () => two({ there: false, back: false }).world,
      segments: expecting({ ...ISOLATED, from: 'dev', to: 'dev' }),
    },
  ],
  loud: [
    {
      title: 'dev should reach prod, and prod has no way back',
      world: () => two({ back: false }).world,
      mended: () => two().world,
      segments: expecting(REACH),
      findings: [
        {
          message:
            'dev should reach prod (dev reads the catalogue), but 1 of 1 pair cannot. From sandbox (vpc-sandbox) to store (vpc-store): The way there is clear, but nothing comes back: rtb-store-main (used by subnet-store-1) has no route for 10.2.0.4.',
          severity: 'error',
          resources: ['vpc-sandbox', 'vpc-store'],
          places: [
            {
              resource: 'rtb-store-main',
              detail: 'rtb-store-main (used by subnet-store-1) has no route for 10.2.0.4.',
            },
            { resource: 'vpc-sandbox', detail: 'not to store (vpc-store)' },
          ],
        },
      ],
    },
    {
      title: 'dev and prod should be apart, and are peered',
      world: () => two().world,
      mended: () => two({ there: false }).world,
      segments: expecting(ISOLATED),
      findings: [
        {
          message:
            'dev should be isolated from prod (card data stays in prod), but 1 of 1 pair can connect, such as sandbox (vpc-sandbox) to store (vpc-store).',
          severity: 'error',
          resources: ['vpc-sandbox', 'vpc-store'],
          path: ['subnet-sandbox-1', 'pcx-store-sandbox', 'subnet-store-1'],
          places: [{ resource: 'vpc-sandbox', detail: 'to store (vpc-store)' }],
        },
      ],
    },
    {
      title: 'no shells into prod, and a security group lets SSH through',
      world: () => two({ ports: [22, 443] }).world,
      mended: () => two().world,
      segments: expecting(SSH),
      findings: [
        {
          message:
            'dev should be isolated from prod (no shells into prod), but 1 of 1 pair can connect, such as sandbox (vpc-sandbox) to store (vpc-store).',
          severity: 'error',
          resources: ['vpc-sandbox', 'vpc-store'],
        },
      ],
    },
    {
      title: 'the catalogue should answer, and its security group does not let anybody ask',
      world: () => two({ ports: [] }).world,
      mended: () => two().world,
      segments: expecting(HTTPS),
      findings: [
        {
          message:
            '10.2.0.10 should reach 10.1.0.10 (the catalogue answers), but 1 of 1 pair cannot. From 10.2.0.10 to 10.1.0.10: No inbound rule of sg-web (on eni-store-1-0) allows tcp 443 from 10.2.0.10.',
          severity: 'error',
          resources: ['subnet-sandbox-1', 'subnet-store-1'],
        },
      ],
    },
    {
      title: 'IPv4 is routed, IPv6 is not: both are meant unless one is named',
      world: () => dual(false),
      mended: () => dual(true),
      segments: expecting(REACH),
      findings: [
        {
          message:
            'dev should reach prod (dev reads the catalogue), but 1 of 1 pair cannot. From sandbox (vpc-sandbox) to store (vpc-store): rtb-sandbox-main (used by subnet-sandbox-1) has no route for 2001:db8:1::4.',
          severity: 'error',
          resources: ['vpc-sandbox', 'vpc-store'],
        },
      ],
    },
    {
      title: 'the route tables were not read',
      world: () => {
        const { world, at } = two();
        return world.refuse(at, 'DescribeRouteTables');
      },
      segments: expecting(ISOLATED),
      findings: [
        {
          message:
            'Whether dev is isolated from prod (card data stays in prod) cannot be told. The route table of subnet-sandbox-1 was not read: it has none of its own, and the main table of vpc-sandbox is not known.',
          severity: 'error',
          sure: false,
          resources: ['vpc-sandbox', 'vpc-store'],
        },
      ],
    },
    {
      title: 'a tag that nobody has: what is said of nothing must not pass for kept',
      world: () => two({ there: false }).world,
      mended: () => {
        const { world, at } = two({ there: false });
        at.vpc('till', '10.9.0.0/16', { tags: { Team: 'tills' } });
        return world;
      },
      segments: expecting({ ...ISOLATED, to: { tag: 'Team=tills' } }),
      findings: [
        {
          message:
            'VPCs of tag Team=tills picks nothing: whether dev is isolated from VPCs of tag Team=tills (card data stays in prod) was not asked.',
          severity: 'error',
          resources: [],
        },
      ],
    },
  ],
});

/** The two with both families; IPv6 routed or not. */
function dual(routed: boolean) {
  const world = new World();
  const at = world.region();
  const vpc = (name: string, n: number, tag: string) => {
    const made = at.vpc(name, [`10.${n}.0.0/16`, `2001:db8:${n}::/56`], {
      tags: { Environment: tag },
    });
    made.subnet([`10.${n}.0.0/24`, `2001:db8:${n}::/64`]);
    return made;
  };
  const store = vpc('store', 1, 'prod');
  const sandbox = vpc('sandbox', 2, 'dev');
  const peering = world.peer(store, sandbox);
  store.main.route('10.2.0.0/16', peering);
  sandbox.main.route('10.1.0.0/16', peering);
  if (routed) {
    store.main.route('2001:db8:2::/56', peering);
    sandbox.main.route('2001:db8:1::/56', peering);
  }
  return world;
}

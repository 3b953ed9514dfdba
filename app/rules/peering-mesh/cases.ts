/** Cases of peering-mesh. */
import type { WorldVpc } from '../../world/vpc.ts';
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** `n` VPCs called a, b, c …, every pair peered and routed except the pairs left out. */
function mesh(
  n: number,
  options: { without?: readonly string[]; unrouted?: readonly string[] } = {},
) {
  const world = new World();
  const at = world.region();
  const vpcs = Array.from({ length: n }, (_, i) =>
    at.vpc(String.fromCharCode(97 + i), `10.${i}.0.0/16`),
  );
  link(world, vpcs, options);
  return { world, at, vpcs };
}

function link(
  world: World,
  vpcs: readonly WorldVpc[],
  {
    without = [],
    unrouted = [],
  }: { without?: readonly string[]; unrouted?: readonly string[] } = {},
) {
  vpcs.forEach((a, i) => {
    for (const b of vpcs.slice(i + 1)) {
      const pair = a.name + b.name;
      if (without.includes(pair)) continue;
      if (unrouted.includes(pair)) world.peer(a, b);
      else world.peerRouted(a, b);
    }
  });
}

/** Every pair of the first `n` names. */
function pairsOf(n: number): string[] {
  const names = Array.from({ length: n }, (_, i) => String.fromCharCode(97 + i));
  return names.flatMap((a, i) => names.slice(i + 1).map((b) => a + b));
}

/** `n` VPCs that are all peered, of which only some pairs are routed. */
const used = (n: number, routed: readonly string[]) =>
  mesh(n, { unrouted: pairsOf(n).filter((pair) => !routed.includes(pair)) });

/** Pairs of ten VPCs without which 27 of 45 are left: 60%, the least that is a near-mesh. */
const EIGHTEEN = 'ad ae af ag bf bg bh cf cg ch ci dh di dj eh ei ej fj'.split(' ');

/** VPCs of such names, each peered with each. */
function named(world: World, at: ReturnType<World['region']>, names: readonly string[]): void {
  const before = world.items.filter(({ kind }) => kind === 'vpc').length;
  link(
    world,
    names.map((name, i) => at.vpc(name, `10.${before + i}.0.0/16`)),
  );
}

/** What is said of four such VPCs, each peered with each. */
const keptFour = (called: string, names: readonly string[]) => ({
  message: `Mesh of 4 (${called}): 6 peerings; transit gateway: 4 attachments. Keep the peerings.`,
  severity: 'info' as const,
  resources: names.map((name) => `vpc-${name}`),
});

const ALL_OF_FIVE = ['ab', 'ac', 'ad', 'ae', 'bc', 'bd', 'be', 'cd', 'ce', 'de'];

const ids = (names: string): string[] => names.split('').map((name) => `vpc-${name}`);

export default defineCases({
  quiet: [
    {
      title: 'a hub with nine spokes is a star, not a mesh',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.vpc('hub', '10.0.0.0/16');
        for (let i = 1; i < 10; i++) world.peerRouted(hub, at.vpc(`s${i}`, `10.${i}.0.0/16`));
        return world;
      },
    },
    {
      title: 'two shared VPCs with a dozen spokes each are hubs too',
      world: () => {
        const world = new World();
        const at = world.region();
        const hubs = [at.vpc('h1', '10.100.0.0/16'), at.vpc('h2', '10.101.0.0/16')] as const;
        world.peerRouted(...hubs);
        for (let i = 1; i < 13; i++) {
          const spoke = at.vpc(`s${i}`, `10.${i}.0.0/16`);
          for (const hub of hubs) world.peerRouted(hub, spoke);
        }
        return world;
      },
    },
    { title: 'three VPCs are below the smallest mesh', world: () => mesh(3).world },
    {
      title: 'peerings that are not active make no mesh',
      world: () => {
        const world = new World();
        const at = world.region();
        const vpcs = ['a', 'b', 'c', 'd'].map((n, i) => at.vpc(n, `10.${i}.0.0/16`));
        vpcs.forEach((a, i) => {
          for (const b of vpcs.slice(i + 1)) world.peer(a, b, { state: 'expired' });
        });
        return world;
      },
    },
    {
      title: 'the smallest mesh is an option',
      options: { minSize: 5 },
      world: () => mesh(4).world,
    },
    {
      title: 'with density 1 only whole meshes count',
      options: { density: 1 },
      world: () => mesh(5, { without: ['ab', 'cd'] }).world,
    },
    {
      title: "a partner's VPCs around one of ours: what they are among themselves is not known",
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const ours = world.region().vpc('ours', '10.0.0.0/16');
        const theirs = world.region('us-east-1', '999999999999');
        for (let i = 1; i < 6; i++) world.peerRouted(ours, theirs.vpc(`p${i}`, `10.${i}.0.0/16`));
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'four, whole and routed: keep',
      world: () => mesh(4).world,
      mended: () => mesh(4, { without: ['ab', 'ac'] }).world,
      findings: [
        {
          message: 'Mesh of 4: 6 peerings; transit gateway: 4 attachments. Keep the peerings.',
          severity: 'info',
          resources: ids('abcd'),
          path: [...ids('abcd'), 'pcx-a-b', 'pcx-a-c', 'pcx-a-d', 'pcx-b-c', 'pcx-b-d', 'pcx-c-d'],
          data: {
            members: ids('abcd'),
            missing: [],
            verdict: 'keep',
            attachmentsNeeded: 4,
            // 4 attachments at 0.05 USD an hour, 730 hours.
            monthlyCostUsd: 146,
            // 146 USD at 0.02 USD a GB.
            breakEvenGb: 7300,
            unrouted: [],
            assumedTransit: [],
            // One entry in each of four tables, and four in the newcomer's one.
            nextVpc: { peerings: 4, routes: 8 },
            regions: ['us-east-1'],
          },
        },
      ],
    },
    {
      title: 'ten: AWS advises peering for fewer',
      world: () => mesh(10).world,
      findings: [
        {
          message: 'Mesh of 10: 45 peerings; transit gateway: 10 attachments. Replace it.',
          severity: 'warning',
          resources: ids('abcdefghij'),
          data: {
            verdict: 'replace',
            reasons: ['10 VPCs; AWS advises peering for fewer than 10.'],
            attachmentsNeeded: 10,
            monthlyCostUsd: 365,
            nextVpc: { peerings: 10, routes: 20 },
            // Of the 50 that a VPC may have, and of the 125 that AWS raises it to.
            headroom: ids('abcdefghij').map((vpc) => ({
              vpc,
              active: 9,
              left: 41,
              leftAtMost: 116,
            })),
          },
        },
      ],
    },
    {
      title: 'five: consider',
      world: () => mesh(5).world,
      findings: [
        {
          message: 'Mesh of 5: 10 peerings; transit gateway: 5 attachments. Consider one.',
          severity: 'info',
          resources: ids('abcde'),
          data: { verdict: 'consider', monthlyCostUsd: 182.5 },
        },
      ],
    },
    {
      title: 'five, one pair peered and never routed: past the point where it is looked after',
      world: () => mesh(5, { unrouted: ['ce'] }).world,
      findings: [
        {
          message:
            'Mesh of 5: 10 peerings, 1 pair unrouted; transit gateway: 5 attachments. Replace it.',
          severity: 'warning',
          resources: ids('abcde'),
          places: [
            {
              resource: 'vpc-c',
              detail: 'peered with e (vpc-e), but no route of either uses the peering',
            },
          ],
          data: { verdict: 'replace', unrouted: [['vpc-c', 'vpc-e']] },
        },
      ],
    },
    {
      title:
        'five that are all peered, and route nothing: no gateway is needed for what nobody uses',
      world: () => mesh(5, { unrouted: ALL_OF_FIVE }).world,
      findings: [
        {
          message: 'Mesh of 5: 10 peerings, 10 pairs unrouted. Delete the peerings.',
          severity: 'info',
          resources: ids('abcde'),
          data: {
            verdict: 'delete',
            reasons: [
              'No route of a member uses any of the 10 peerings. Where VPCs are to reach each other, give them routes, and lint again.',
            ],
            attachmentsNeeded: 0,
            peeringAttachmentsNeeded: 0,
            monthlyCostUsd: 0,
            breakEvenGb: null,
            blockers: [],
            peeringsOfFullMesh: 10,
          },
        },
      ],
    },
    {
      title: 'twelve, of which two talk: what is used is no mesh, however many are peered',
      world: () => used(12, ['ab']).world,
      findings: [
        {
          message:
            'Mesh of 12: 66 peerings, 65 pairs unrouted. Delete the peerings that carry nothing.',
          severity: 'info',
          resources: ids('abcdefghijkl'),
          data: {
            verdict: 'delete',
            reasons: [
              'No route uses 65 of the 66 peerings, and what is left is no mesh. Where VPCs are to reach each other, give them routes, and lint again.',
            ],
            monthlyCostUsd: 0,
          },
        },
      ],
    },
    {
      title:
        'five of which no peering is used, as a gateway joins them all: nothing is to be routed',
      world: () => {
        const { world, at, vpcs } = mesh(5, { unrouted: ALL_OF_FIVE });
        const hub = at.tgw('hub');
        const table = hub.table('all');
        vpcs.forEach((vpc, i) => {
          const end = hub.attach(vpc, [vpc.subnet(`10.${i}.0.0/24`)]);
          table.associate(end).propagate(end);
          vpc.main.route('10.0.0.0/8', hub);
        });
        return world;
      },
      findings: [
        {
          message: 'Mesh of 5: 10 peerings, 10 pairs unrouted. Delete the peerings.',
          severity: 'info',
          resources: ids('abcde'),
          data: {
            verdict: 'delete',
            reasons: [
              'No route of a member uses any of the 10 peerings. All 10 pairs reach each other another way.',
            ],
          },
        },
      ],
    },
    {
      title: 'the same with three on the gateway: the other seven pairs may be meant to talk',
      world: () => {
        const { world, at, vpcs } = mesh(5, { unrouted: ALL_OF_FIVE });
        const hub = at.tgw('hub');
        const table = hub.table('all');
        vpcs.slice(0, 3).forEach((vpc, i) => {
          const end = hub.attach(vpc, [vpc.subnet(`10.${i}.0.0/24`)]);
          table.associate(end).propagate(end);
          vpc.main.route('10.0.0.0/8', hub);
        });
        return world;
      },
      findings: [
        {
          message: 'Mesh of 5: 10 peerings, 10 pairs unrouted. Delete the peerings.',
          severity: 'info',
          resources: ids('abcde'),
          data: {
            reasons: [
              'No route of a member uses any of the 10 peerings. 3 of these pairs reach each other another way. Where the others are to, give them routes, and lint again.',
            ],
          },
        },
      ],
    },
    {
      title:
        'ten with as few peerings as a near-mesh may have, one of them unrouted: replace all the same',
      world: () => mesh(10, { without: EIGHTEEN, unrouted: ['ab'] }).world,
      findings: [
        {
          message:
            'Near-mesh of 10: 27 of 45 peerings, 18 pairs missing, 1 pair unrouted; transit gateway: 10 attachments. Replace it.',
          severity: 'warning',
          resources: ids('abcdefghij'),
          data: {
            verdict: 'replace',
            reasons: [
              '10 VPCs; AWS advises peering for fewer than 10.',
              'The mesh is not kept whole: 1 peered pair not routed.',
            ],
            attachmentsNeeded: 10,
            monthlyCostUsd: 365,
            spare: [],
          },
        },
      ],
    },
    {
      title: 'twelve, of which eight are a mesh that is used: these are judged, the rest can go',
      world: () => used(12, pairsOf(8)).world,
      findings: [
        {
          message:
            'Mesh of 12: 66 peerings, 38 pairs unrouted; transit gateway: 8 attachments. Consider one.',
          severity: 'info',
          resources: ids('abcdefghijkl'),
          data: {
            verdict: 'consider',
            reasons: [
              '38 of the 66 peerings carry nothing and are of no group of VPCs that talk: delete them. The others join 8 VPCs.',
              '8 VPCs need 28 peerings; a transit gateway needs 8 attachments.',
            ],
            attachmentsNeeded: 8,
            monthlyCostUsd: 292,
            // One entry in each of eight tables, and eight in the newcomer's one.
            nextVpc: { peerings: 8, routes: 16 },
          },
        },
      ],
    },
    {
      title:
        'five in use, and a sixth whose peerings with them carry nothing: how full that one is, is not held against the five',
      world: () => {
        const { world, at, vpcs } = mesh(6, { unrouted: ['af', 'bf', 'cf', 'df', 'ef'] });
        for (let i = 0; i < 45; i++) {
          world.peerRouted(vpcs[5]!, at.vpc(`x${i}`, `172.16.${i}.0/24`));
        }
        return world;
      },
      findings: [
        {
          message:
            'Mesh of 6: 15 peerings, 5 pairs unrouted; transit gateway: 5 attachments. Consider one.',
          severity: 'info',
          resources: ids('abcdef'),
          data: {
            verdict: 'consider',
            reasons: [
              '5 of the 15 peerings carry nothing and are of no group of VPCs that talk: delete them. The others join 5 VPCs.',
              '5 VPCs need 10 peerings; a transit gateway needs 5 attachments.',
            ],
          },
        },
      ],
    },
    {
      title: 'eight, used as two meshes of four: these are small enough',
      world: () => used(8, [...pairsOf(4), 'ef', 'eg', 'eh', 'fg', 'fh', 'gh']).world,
      findings: [
        {
          message:
            'Mesh of 8: 28 peerings, 16 pairs unrouted; transit gateway: 8 attachments. Keep the peerings in use, delete the others.',
          severity: 'info',
          resources: ids('abcdefgh'),
          data: {
            verdict: 'keep',
            reasons: [
              '16 of the 28 peerings carry nothing and are of no group of VPCs that talk: delete them. The others join 8 VPCs, at most 4 of them in one group.',
              '4 VPCs are few enough for peering, which has no hourly price.',
            ],
          },
        },
      ],
    },
    {
      title:
        'ten, used as a chain: no mesh, and as many VPCs hang together as mesh-component-too-large warns of',
      world: () => used(10, ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi', 'ij']).world,
      findings: [
        {
          message:
            'Mesh of 10: 45 peerings, 36 pairs unrouted; transit gateway: 10 attachments. Replace it.',
          severity: 'warning',
          resources: ids('abcdefghij'),
          data: { verdict: 'replace', spare: [] },
        },
      ],
    },
    {
      title: 'ten, used as a star: what is left when the others go needs no gateway',
      world: () => used(10, ['ab', 'ac', 'ad', 'ae', 'af', 'ag', 'ah', 'ai', 'aj']).world,
      findings: [
        {
          message:
            'Mesh of 10: 45 peerings, 36 pairs unrouted. Delete the peerings that carry nothing.',
          severity: 'info',
          resources: ids('abcdefghij'),
          data: { verdict: 'delete' },
        },
      ],
    },
    {
      title: 'five whose tables were not read: whether anything is routed is not known',
      world: () => {
        const { world, at } = mesh(5, { unrouted: ALL_OF_FIVE });
        world.refuse(at, 'DescribeRouteTables');
        return world;
      },
      findings: [
        {
          message: 'Mesh of 5: 10 peerings; transit gateway: 5 attachments. Consider one.',
          severity: 'info',
          resources: ids('abcde'),
          data: { verdict: 'consider' },
        },
      ],
    },
    {
      title: 'a near-mesh with its missing pairs, one of them only requested',
      world: () => {
        const { world, vpcs } = mesh(6, { without: ['ab', 'cd'] });
        world.peer(vpcs[0]!, vpcs[1]!, { state: 'pending-acceptance' });
        return world;
      },
      findings: [
        {
          message:
            'Near-mesh of 6: 13 of 15 peerings, 2 pairs missing; transit gateway: 6 attachments. Consider one.',
          severity: 'info',
          resources: ids('abcdef'),
          places: [
            {
              resource: 'vpc-a',
              detail: 'no active peering with b (vpc-b); pcx-a-b is pending-acceptance',
            },
            { resource: 'vpc-c', detail: 'no active peering with d (vpc-d)' },
          ],
          data: {
            missing: [
              ['vpc-a', 'vpc-b'],
              ['vpc-c', 'vpc-d'],
            ],
          },
        },
      ],
    },
    {
      title: 'two Regions: a gateway in each, and a peering between them to pay for',
      world: () => {
        const world = new World();
        const east = world.region('us-east-1');
        const west = world.region('us-east-2');
        link(
          world,
          ['a', 'b', 'c', 'd'].map((n, i) => (i < 2 ? east : west).vpc(n, `10.${i}.0.0/16`)),
        );
        return world;
      },
      findings: [
        {
          message: 'Mesh of 4: 6 peerings; transit gateway: 4 attachments. Keep the peerings.',
          severity: 'info',
          resources: ids('abcd'),
          data: {
            regions: ['us-east-1', 'us-east-2'],
            attachmentsNeeded: 4,
            peeringAttachmentsNeeded: 2,
            // Four VPC attachments and both ends of the gateway peering, 36.50 USD each.
            monthlyCostUsd: 219,
            priceUnsourced: [],
          },
        },
      ],
    },
    {
      title: 'blockers: members that overlap, and security groups that name each other',
      world: () => {
        const world = new World();
        const at = world.region();
        const vpcs = ['a', 'b', 'c', 'd', 'e'].map((n, i) => at.vpc(n, `10.${i % 4}.0.0/16`));
        // a and e share 10.0.0.0/16, so they cannot be peered with each other.
        link(world, vpcs, { without: ['ae'] });
        const [a, b] = vpcs as [WorldVpc, WorldVpc];
        const web = a.group('web', {});
        b.group('db', {
          inbound: [{ protocol: 'tcp', from: 5432, groups: [{ id: web.id, vpc: a }] }],
        });
        return world;
      },
      findings: [
        {
          message:
            'Near-mesh of 5: 9 of 10 peerings, 1 pair missing; transit gateway: 5 attachments. Consider one.',
          severity: 'info',
          resources: ids('abcde'),
          data: {
            blockers: [
              {
                kind: 'overlap',
                stops: true,
                message:
                  'a (vpc-a) and e (vpc-e) overlap in 10.0.0.0/16: on one transit gateway only one of them would be propagated. Renumber one, or keep it on peering or PrivateLink.',
                resources: ['vpc-a', 'vpc-e'],
              },
              {
                kind: 'security-group-reference',
                stops: false,
                message:
                  '1 security group of members allows groups of other members in: turn on security group referencing on the gateway and its attachments before the move, or use CIDRs.',
                resources: ['sg-db'],
              },
              {
                kind: 'mtu',
                stops: false,
                message:
                  '9 peerings within a Region carry packets of 9,001 bytes, a transit gateway 8,500. It drops larger ones and tells the sender to send smaller ones (Path MTU Discovery), which network ACLs have to let in: ICMP type 3 code 4, for IPv6 type 2. Move both directions of a pair at once; where hosts do not heed that message, lower their MTU first.',
                resources: [
                  'pcx-a-b',
                  'pcx-a-c',
                  'pcx-a-d',
                  'pcx-b-c',
                  'pcx-b-d',
                  'pcx-b-e',
                  'pcx-c-d',
                  'pcx-c-e',
                  'pcx-d-e',
                ],
              },
            ],
          },
        },
      ],
    },
    {
      title: "a member that is a partner's: a ghost counts, its tables are not known",
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const at = world.region();
        const vpcs = ['a', 'b', 'c'].map((n, i) => at.vpc(n, `10.${i}.0.0/16`));
        const ghost = world.region('us-east-1', '999999999999').vpc('p', '10.9.0.0/16');
        link(world, vpcs);
        for (const vpc of vpcs) world.peer(vpc, ghost);
        return world;
      },
      findings: [
        {
          message: 'Mesh of 4: 6 peerings; transit gateway: 4 attachments. Keep the peerings.',
          severity: 'info',
          resources: ids('abcp'),
          data: { unrouted: [] },
        },
      ],
    },
    {
      title: 'two meshes that share one VPC stay two',
      world: () => {
        const { world, at, vpcs } = mesh(4);
        const more = ['w', 'x', 'y'].map((n, i) => at.vpc(n, `10.${20 + i}.0.0/16`));
        link(world, [vpcs[3]!, ...more]);
        return world;
      },
      findings: [
        {
          message:
            'Mesh of 4 (with a): 6 peerings; transit gateway: 4 attachments. Keep the peerings.',
          severity: 'info',
          resources: ids('abcd'),
        },
        {
          message:
            'Mesh of 4 (with w): 6 peerings; transit gateway: 4 attachments. Keep the peerings.',
          severity: 'info',
          resources: ids('dwxy'),
        },
      ],
    },
    {
      title:
        'meshes that would read alike are told apart by what the names of their members have in common',
      world: () => {
        const world = new World();
        const at = world.region();
        named(world, at, ['payments-1', 'payments-10', 'payments-2', 'payments-x']);
        named(world, at, ['core-orders', 'dev-orders', 'edge-orders', 'ops-orders']);
        named(world, at, ['db1', 'db2', 'db3', 'db4']);
        return world;
      },
      findings: [
        keptFour('*-orders', ['core-orders', 'dev-orders', 'edge-orders', 'ops-orders']),
        keptFour('db*', ['db1', 'db2', 'db3', 'db4']),
        keptFour('payments-*', ['payments-1', 'payments-10', 'payments-2', 'payments-x']),
      ],
    },
    {
      title: 'else by the account or the Region that all of them are in, or by one of them',
      world: () => {
        const world = new World();
        named(world, world.region(), ['a', 'b; c: d', 'c', 'd']);
        named(world, world.region('us-east-1', '222222222222'), ['e', 'f', 'g', 'h']);
        named(world, world.region('us-east-2', '222222222222'), ['i', 'j', 'k', 'l']);
        const far = world.region('us-east-2', '333333333333');
        named(world, far, ['m', 'n', 'o', 'p']);
        named(world, far, ['q', 'r', 's', 't']);
        return world;
      },
      findings: [
        keptFour('account 111111111111', ['a', 'b; c: d', 'c', 'd']),
        keptFour('account 222222222222, us-east-1', ['e', 'f', 'g', 'h']),
        keptFour('account 222222222222, us-east-2', ['i', 'j', 'k', 'l']),
        keptFour('with m', ['m', 'n', 'o', 'p']),
        keptFour('with q', ['q', 'r', 's', 't']),
      ],
    },
  ],
});

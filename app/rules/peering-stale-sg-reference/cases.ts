/** Cases of peering-stale-sg-reference. */
import type { PermissionSpec } from '../../world/filters.ts';
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

type Reference = NonNullable<PermissionSpec['groups']>[number];

interface Referring {
  /** State of the peering; no peering is listed where absent. */
  readonly state?: string;
  /** What AWS says of the peering beside the reference. */
  readonly said?: string;
  /** The group that is named does not exist any more. */
  readonly gone?: boolean;
  readonly reference?: Partial<Reference>;
}

/** A group of b lets in a group of a, over a peering in some state. */
function referring({ state, said, gone, reference }: Referring) {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const b = at.vpc('b', '10.2.0.0/16');
  const link = state === undefined ? 'pcx-a-b' : world.peer(a, b, { state }).id;
  const web = gone ? 'sg-web' : a.group('web', {}).id;
  b.group('db', {
    inbound: [
      {
        protocol: 'tcp',
        from: 5432,
        groups: [
          { id: web, vpc: a, peering: link, ...(said ? { peeringState: said } : {}), ...reference },
        ],
      },
    ],
  });
  return { world, at, a, b };
}

const LOUD = {
  message: 'db (sg-db) of b (vpc-b) names web (sg-web) over pcx-a-b, which is no longer active.',
  severity: 'warning',
  resources: ['sg-db', 'vpc-b'],
} as const;

export default defineCases({
  quiet: [
    { title: 'the peering is active', world: () => referring({ state: 'active' }).world },
    {
      title: 'active, as AWS says beside the reference',
      world: () => referring({ state: 'active', said: 'active' }).world,
    },
    {
      title: 'the same two VPCs are peered anew: the rule works again',
      world: () => {
        const { world, a, b } = referring({ state: 'deleted' });
        world.peer(a, b, { name: 'again' });
        return world;
      },
    },
    {
      title: 'groups of one VPC name each other',
      world: () => {
        const world = new World();
        const a = world.region().vpc('a', '10.1.0.0/16');
        const web = a.group('web', {});
        a.group('db', {
          inbound: [{ protocol: 'tcp', from: 5432, groups: [{ id: web.id, vpc: a }] }],
        });
        return world;
      },
    },
    {
      title: 'a peering that is not listed, for peerings could not be listed',
      world: () => {
        const { world, at } = referring({});
        return world.refuse(at, 'DescribeVpcPeeringConnections');
      },
    },
    {
      title: 'the account of the other group was not collected: the group may well exist',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const b = world.region().vpc('b', '10.2.0.0/16');
        const p = world.region('us-east-1', '999999999999').vpc('p', '10.9.0.0/16');
        const peering = world.peer(b, p).id;
        b.group('db', { inbound: [{ groups: [{ id: 'sg-theirs', vpc: p, peering }] }] });
        return world;
      },
    },
    {
      title: 'a group over a transit gateway, which needs no peering',
      world: () => {
        const { world, at, a, b } = referring({ reference: { peering: '' } });
        const hub = at.tgw('hub', { groupReferencing: true });
        for (const vpc of [a, b]) hub.attach(vpc, []);
        return world;
      },
    },
    {
      title: 'whoever shares the VPC of another account is not shown its peerings',
      world: () => {
        const world = new World();
        const owner = world.region('us-east-1', '222222222222');
        const b = owner.vpc('b', '10.2.0.0/16');
        const a = owner.vpc('a', '10.1.0.0/16');
        world.region().add('security-group', 'sg-guest', () => ({
          GroupId: 'sg-guest',
          GroupName: 'guest',
          OwnerId: '111111111111',
          VpcId: b.id,
          IpPermissions: [
            {
              IpProtocol: '-1',
              UserIdGroupPairs: [
                {
                  GroupId: a.defaultGroup.id,
                  UserId: '222222222222',
                  VpcId: a.id,
                  VpcPeeringConnectionId: 'pcx-unshown',
                },
              ],
            },
          ],
          IpPermissionsEgress: [],
        }));
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'the peering was deleted an hour ago and is still listed',
      world: () => referring({ state: 'deleted' }).world,
      findings: [
        {
          ...LOUD,
          path: ['vpc-b', 'sg-db'],
          places: [
            { resource: 'sg-db', detail: 'inbound tcp 5432 from sg-web: pcx-a-b is deleted' },
          ],
        },
      ],
    },
    {
      title: 'the peering was deleted long ago; AWS says so beside the reference',
      world: () => referring({ said: 'deleted' }).world,
      findings: [
        {
          ...LOUD,
          places: [
            { resource: 'sg-db', detail: 'inbound tcp 5432 from sg-web: pcx-a-b is deleted' },
          ],
        },
      ],
    },
    {
      title: 'AWS says nothing, and nothing is left of the peering',
      world: () => referring({}).world,
      findings: [
        {
          ...LOUD,
          places: [{ resource: 'sg-db', detail: 'inbound tcp 5432 from sg-web: pcx-a-b is gone' }],
        },
      ],
    },
    {
      title: 'the peering is there, the group is not: it is not among those of its account',
      world: () => referring({ state: 'active', gone: true }).world,
      mended: () => referring({ state: 'active' }).world,
      findings: [
        {
          message: 'db (sg-db) of b (vpc-b) names sg-web, which has been deleted.',
          severity: 'warning',
          resources: ['sg-db', 'vpc-b'],
          places: [
            { resource: 'sg-db', detail: 'inbound tcp 5432 from sg-web: the group is deleted' },
          ],
        },
      ],
    },
    {
      title: 'the group of a partner is gone: AWS no longer tells whose it was',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const b = world.region().vpc('b', '10.2.0.0/16');
        const p = world.region('us-east-1', '999999999999').vpc('p', '10.9.0.0/16');
        const peering = world.peer(b, p).id;
        b.group('db', {
          outbound: [
            {
              protocol: 'tcp',
              from: 8000,
              to: 8010,
              groups: [{ id: 'sg-1', vpc: p, peering, deleted: true }],
            },
            { groups: [{ id: 'sg-2', vpc: p, peering, deleted: true }] },
          ],
        });
        return world;
      },
      findings: [
        {
          message: 'db (sg-db) of b (vpc-b) names sg-1 and sg-2, which have been deleted.',
          severity: 'warning',
          resources: ['sg-db', 'vpc-b'],
          places: [
            { resource: 'sg-db', detail: 'outbound all traffic to sg-2: the group is deleted' },
            {
              resource: 'sg-db',
              detail: 'outbound tcp 8000 to 8010 to sg-1: the group is deleted',
            },
          ],
        },
      ],
    },
  ],
});

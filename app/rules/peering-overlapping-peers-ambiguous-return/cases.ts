/** Cases of peering-overlapping-peers-ambiguous-return. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** hub is peered with two partners' VPCs on the same addresses. */
function partners() {
  const world = new World();
  world.unseen('888888888888').unseen('999999999999');
  const at = world.region();
  const hub = at.vpc('hub', '10.0.0.0/16');
  const p = world.region('us-east-1', '888888888888').vpc('p', '10.5.0.0/16');
  const q = world.region('us-east-1', '999999999999').vpc('q', '10.5.0.0/16');
  return { world, at, hub, p, q, toP: world.peer(hub, p), toQ: world.peer(hub, q) };
}

export default defineCases({
  quiet: [
    {
      title: 'each partner by routes of its own',
      world: () => {
        const { world, hub, toP, toQ } = partners();
        hub.main.route('10.5.1.0/24', toP).route('10.5.2.0/24', toQ);
        return world;
      },
    },
    {
      title: 'the block to one, single hosts to the other, which is a documented pattern',
      world: () => {
        const { world, hub, toP, toQ } = partners();
        hub.main.route('10.5.0.0/16', toP).route('10.5.0.77/32', toQ);
        return world;
      },
    },
    {
      title: 'each partner by the table of a subnet of its own',
      world: () => {
        const { world, hub, toP, toQ } = partners();
        hub.table('p', hub.subnet('10.0.1.0/24')).route('10.5.0.0/16', toP);
        hub.table('q', hub.subnet('10.0.2.0/24')).route('10.5.0.0/16', toQ);
        return world;
      },
    },
    {
      title: 'neither is routed',
      world: () => partners().world,
    },
    {
      title: 'both are in sight: cidr-overlap-connected tells of those that ask',
      world: () => {
        const world = new World();
        const at = world.region();
        const hub = at.vpc('hub', '10.0.0.0/16');
        const b = at.vpc('b', '10.5.0.0/16');
        const c = at.vpc('c', '10.5.0.0/16');
        for (const vpc of [b, c]) vpc.subnet('10.5.0.0/24');
        world.peer(hub, c);
        hub.main.route('10.5.0.0/16', world.peer(hub, b));
        return world;
      },
    },
    {
      title: 'a prefix list whose entries are not known may lead to the other',
      world: () => {
        const { world, at, hub, toP, toQ } = partners();
        hub.main.route('10.5.0.0/16', toP).route(at.prefixList('q', ['10.5.2.0/24']), toQ);
        return world.refuse(at, 'GetManagedPrefixListEntries');
      },
    },
  ],
  loud: [
    {
      title:
        'two partners on the same addresses, one of them routed; what the other does is not known',
      world: () => {
        const { world, hub, toP } = partners();
        hub.main.route('10.5.0.0/16', toP);
        return world;
      },
      mended: () => {
        const { world, hub, toP, toQ } = partners();
        hub.main.route('10.5.1.0/24', toP).route('10.5.2.0/24', toQ);
        return world;
      },
      findings: [
        {
          message:
            'vpc-q and vpc-p overlap in 10.5.0.0/16 and are peered with hub (vpc-hub), which sends all of that to vpc-p: what vpc-q asks is answered to the wrong one.',
          severity: 'warning',
          sure: false,
          resources: ['vpc-hub', 'vpc-q', 'vpc-p'],
          path: ['vpc-q', 'vpc-p', 'pcx-hub-p', 'pcx-hub-q', 'vpc-hub'],
          places: [{ resource: 'rtb-hub-main', detail: '10.5.0.0/16 goes to pcx-hub-p' }],
        },
      ],
    },
    {
      title: 'a partner inside the block of one of our own VPCs',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        const at = world.region();
        const hub = at.vpc('hub', '10.0.0.0/16');
        const b = at.vpc('b', '10.5.0.0/16');
        b.subnet('10.5.0.0/24');
        const q = world.region('us-east-1', '999999999999').vpc('q', '10.5.128.0/20');
        world.peer(hub, q);
        const toB = world.peerRouted(hub, b);
        hub.table('more', hub.subnet('10.0.1.0/24')).route('10.0.0.0/8', toB);
        hub.subnet('10.0.2.0/24');
        return world;
      },
      findings: [
        {
          message:
            'vpc-q and b (vpc-b) overlap in 10.5.128.0/20 and are peered with hub (vpc-hub), which sends all of that to b (vpc-b): what vpc-q asks is answered to the wrong one.',
          severity: 'warning',
          sure: false,
          resources: ['vpc-hub', 'vpc-q', 'vpc-b'],
          places: [
            { resource: 'rtb-hub-main', detail: '10.5.128.0/20 goes to pcx-hub-b' },
            { resource: 'rtb-hub-more', detail: '10.5.128.0/20 goes to pcx-hub-b' },
          ],
        },
      ],
    },
  ],
});

/** Cases of peering-no-routes. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function peered() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  const b = at.vpc('b', '10.2.0.0/16');
  return { world, at, a, b, peering: world.peer(a, b) };
}

export default defineCases({
  quiet: [
    {
      title: 'both route',
      world: () => {
        const world = new World();
        const at = world.region();
        world.peerRouted(at.vpc('a', '10.1.0.0/16'), at.vpc('b', '10.2.0.0/16'));
        return world;
      },
    },
    {
      title: 'one routes: that is peering-one-way',
      world: () => {
        const { world, a, peering } = peered();
        a.main.route('10.2.0.0/16', peering);
        return world;
      },
    },
    {
      title: 'a route by prefix list counts, even where its entries are not known',
      world: () => {
        const { world, at, a, peering } = peered();
        a.main.route(at.prefixList('peers', ['10.2.0.0/16']), peering);
        return world.refuse(at, 'GetManagedPrefixListEntries');
      },
    },
    {
      title: 'the far account was not collected: it may route',
      world: () => {
        const world = new World();
        world.unseen('999999999999');
        world.peer(
          world.region().vpc('a', '10.1.0.0/16'),
          world.region('us-east-1', '999999999999').vpc('b', '10.2.0.0/16'),
        );
        return world;
      },
    },
    {
      title: 'not active yet: routes come later',
      world: () => {
        const { world, peering } = peered();
        peering.state = 'pending-acceptance';
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'neither routes',
      world: () => peered().world,
      mended: () => {
        const { world, a, b, peering } = peered();
        a.main.route('10.2.0.0/16', peering);
        b.main.route('10.1.0.0/16', peering);
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) are peered over a-b (pcx-a-b), but no route of either uses it.',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
          path: ['vpc-a', 'pcx-a-b', 'vpc-b'],
        },
      ],
    },
    {
      title: 'across accounts and Regions, with both collected',
      world: () => {
        const world = new World();
        world.peer(
          world.region('us-east-1', '111111111111').vpc('a', '10.1.0.0/16'),
          world.region('eu-west-1', '222222222222').vpc('b', '10.2.0.0/16'),
        );
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) and b (vpc-b) are peered over a-b (pcx-a-b), but no route of either uses it.',
          severity: 'warning',
          resources: ['pcx-a-b', 'vpc-a', 'vpc-b'],
        },
      ],
    },
  ],
});

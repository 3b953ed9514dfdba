/** Cases of route-unknown-target-kind. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function lone() {
  const world = new World();
  const at = world.region();
  const a = at.vpc('a', '10.1.0.0/16');
  a.subnet('10.1.0.0/24');
  return { world, at, a };
}

const future = (id: string) => ({ kind: 'internet-gateway', id });

export default defineCases({
  quiet: [
    {
      title:
        'a route by Route Server, and one in the state that AWS does not explain: both are known',
      world: () => {
        const { world, a } = lone();
        a.main
          .route(
            '10.9.0.0/16',
            { kind: 'network-interface', id: 'eni-1' },
            { origin: 'Advertisement' },
          )
          .route('10.8.0.0/16', a.igw(), { state: 'filtered' });
        return world;
      },
    },
    {
      title: 'targets Peerless reads but does not follow',
      world: () => {
        const { world, a } = lone();
        a.main.route('10.9.0.0/16', future('lgw-1')).route('10.8.0.0/16', future('cagw-1'));
        return world;
      },
    },
    {
      title: 'a blackhole that names no target any more: route-blackhole tells of it',
      world: () => {
        const { world, a } = lone();
        a.main.route('10.9.0.0/16', future(''), { state: 'blackhole' });
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'a gateway of the future',
      world: () => {
        const { world, a } = lone();
        a.main.route('10.9.0.0/16', future('qgw-0123'));
        return world;
      },
      mended: () => {
        const { world, a } = lone();
        a.main.route('10.9.0.0/16', future('igw-0123'));
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) has routes of a sort that is not known: 10.9.0.0/16: target qgw-0123.',
          severity: 'info',
          resources: ['vpc-a'],
          path: ['vpc-a', 'rtb-a-main'],
          places: [{ resource: 'rtb-a-main', detail: '10.9.0.0/16: target qgw-0123' }],
        },
      ],
    },
    {
      title: 'words of the future, and a target in a field of the future',
      world: () => {
        const { world, a } = lone();
        a.main
          .route('10.9.0.0/16', a.igw(), { state: 'dampened', origin: 'Osmosis' })
          .route('10.8.0.0/16', future(''));
        return world;
      },
      findings: [
        {
          message:
            'a (vpc-a) has routes of a sort that is not known: 10.8.0.0/16: target without a field that is known and 10.9.0.0/16: state dampened, origin Osmosis.',
          severity: 'info',
          resources: ['vpc-a'],
        },
      ],
    },
  ],
});

/** Cases of mesh-component-too-large. */
import type { WorldVpc } from '../../world/vpc.ts';
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

function estate() {
  const world = new World();
  const at = world.region();
  let n = 0;
  const vpcs = (prefix: string, many: number) =>
    Array.from({ length: many }, (_, i) => at.vpc(`${prefix}${i}`, `10.${n++}.0.0/16`));
  const mesh = (members: readonly WorldVpc[]) => {
    members.forEach((a, i) => {
      for (const b of members.slice(i + 1)) world.peer(a, b);
    });
  };
  const star = (hub: WorldVpc, spokes: readonly WorldVpc[]) => {
    for (const spoke of spokes) world.peer(hub, spoke);
  };
  return { world, at, vpcs, mesh, star };
}

export default defineCases({
  quiet: [
    {
      title: 'a shared VPC with eight spokes',
      world: () => {
        const { world, vpcs, star } = estate();
        star(vpcs('hub', 1)[0]!, vpcs('s', 8));
        return world;
      },
    },
    {
      title: 'a mesh of twelve: peering-mesh tells of it',
      world: () => {
        const { world, vpcs, mesh } = estate();
        mesh(vpcs('m', 12));
        return world;
      },
    },
    {
      title: 'a mesh of ten with a few VPCs on its rim',
      world: () => {
        const { world, vpcs, mesh, star } = estate();
        const members = vpcs('m', 10);
        mesh(members);
        star(members[0]!, vpcs('s', 4));
        return world;
      },
    },
    {
      title: 'peerings that are over hold nothing together',
      world: () => {
        const { world, vpcs } = estate();
        const [hub, ...spokes] = vpcs('s', 14);
        spokes.forEach((spoke, i) =>
          world.peer(hub!, spoke, { state: i < 7 ? 'active' : 'expired' }),
        );
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'a star of twelve',
      world: () => {
        const { world, vpcs, star } = estate();
        star(vpcs('hub', 1)[0]!, vpcs('s', 11));
        return world;
      },
      findings: [
        {
          message: 'hub0 (vpc-hub0) is peered with 11 VPCs, one by one.',
          severity: 'info',
          resources: [
            'vpc-hub0',
            ...['0', '1', '10', '2', '3', '4', '5', '6', '7', '8', '9'].map((i) => `vpc-s${i}`),
          ],
        },
      ],
    },
    {
      title: 'two meshes and a star that share VPCs, none of them large',
      world: () => {
        const { world, vpcs, mesh, star } = estate();
        const a = vpcs('a', 4);
        const b = vpcs('b', 4);
        mesh(a);
        mesh(b);
        star(a[0]!, [b[0]!, ...vpcs('s', 3)]);
        return world;
      },
      mended: () => {
        const { world, vpcs, mesh, star } = estate();
        const a = vpcs('a', 4);
        const b = vpcs('b', 4);
        mesh(a);
        mesh(b);
        star(a[0]!, vpcs('s', 3));
        return world;
      },
      findings: [
        {
          message: '11 VPCs hang together by 16 peerings; a0 (vpc-a0) has 7 of them.',
          severity: 'warning',
          resources: [
            ...['a0', 'a1', 'a2', 'a3', 'b0', 'b1', 'b2', 'b3', 's0', 's1', 's2'].map(
              (name) => `vpc-${name}`,
            ),
          ],
          data: { degree: 7 },
        },
      ],
    },
    {
      title: 'six are too many here',
      options: { size: 6 },
      world: () => {
        const { world, vpcs } = estate();
        const chain = vpcs('c', 6);
        chain.slice(1).forEach((vpc, i) => world.peer(chain[i]!, vpc));
        return world;
      },
      findings: [
        {
          message: '6 VPCs hang together by 5 peerings; c1 (vpc-c1) has 2 of them.',
          severity: 'warning',
          resources: ['vpc-c1', 'vpc-c0', 'vpc-c2', 'vpc-c3', 'vpc-c4', 'vpc-c5'],
        },
      ],
    },
  ],
});

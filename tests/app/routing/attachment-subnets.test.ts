/** Subnets made for transit gateway attachments: no host lives there, so they do not speak for their VPC. */
import { expect, it } from 'vitest';
import { createRouting } from '#app/routing/create.ts';
import { buildTopology } from '#app/topology/build.ts';
import { World } from '#app/world/world.ts';

/** Two VPCs on one gateway, attached by a /28 of their own whose table has no route out, as AWS advises. */
function world(gatewayInterfaces: boolean, othersToo = false): World {
  const made = new World();
  const at = made.region();
  const tgw = at.tgw('hub');
  const table = tgw.table('all');
  for (const [i, name] of ['a', 'b'].entries()) {
    const vpc = at.vpc(name, `10.${i}.0.0/16`);
    const work = vpc.subnet(`10.${i}.1.0/24`);
    const link = vpc.subnet(`10.${i}.255.0/28`);
    vpc.table('work', work).route('10.0.0.0/8', tgw);
    if (gatewayInterfaces) link.eni(`10.${i}.255.4`, { type: 'transit_gateway', groups: [] });
    if (othersToo) link.eni(`10.${i}.255.5`);
    const attached = tgw.attach(vpc, [link]);
    table.associate(attached).propagate(attached);
  }
  return made;
}

const pair = (made: World) => createRouting(buildTopology(made.pages())).reach().pair(0, 1);

// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html
it('a subnet seen to hold only the gateway’s interfaces is left out', () => {
  expect(pair(world(true))).toEqual({ outcome: 'delivered', return: 'delivered' });
});

it('where nothing tells that nobody else lives there, it counts', () => {
  expect(pair(world(false)).outcome).toBe('mixed');
});

it('where something else lives there, it counts', () => {
  expect(pair(world(true, true)).outcome).toBe('mixed');
});

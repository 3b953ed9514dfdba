/** Cases of vpc-endpoint-single-az. */
import { World } from '../../world/world.ts';
import { defineCases } from '../case.ts';

/** A VPC with hosts in some of its two zones, and an endpoint for each service in zones of its own. */
function served(hosts: string, services: Readonly<Record<string, string>>, type = 'Interface') {
  const world = new World();
  const a = world.region().vpc('a', '10.1.0.0/16');
  const subnets = ['a', 'b'].map((zone, i) => a.subnet(`10.1.${i}.0/24`, zone, `app-${zone}`));
  for (const subnet of subnets) if (hosts.includes(subnet.zone)) subnet.eni(subnet.firstHost);
  for (const [service, zones] of Object.entries(services))
    a.endpoint(service, { type, subnets: subnets.filter((s) => zones.includes(s.zone)) });
  return { world, a };
}

export default defineCases({
  quiet: [
    { title: 'in every zone', world: () => served('ab', { ssm: 'ab' }).world },
    { title: 'hosts in one zone', world: () => served('a', { ssm: 'a' }).world },
    {
      title: 'a gateway endpoint, which stands nowhere',
      world: () => served('ab', { s3: '' }, 'Gateway').world,
    },
    {
      title: "a partner's service, which may be offered in one zone only",
      world: () => {
        const { world, a } = served('ab', {});
        a.at.add('vpc-endpoint', 'vpce-partner', () => ({
          VpcEndpointId: 'vpce-partner',
          VpcId: 'vpc-a',
          VpcEndpointType: 'Interface',
          ServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-1',
          State: 'available',
          SubnetIds: ['subnet-app-a'],
          RouteTableIds: [],
          NetworkInterfaceIds: [],
        }));
        return world;
      },
    },
  ],
  loud: [
    {
      title: 'two endpoints in one of two zones, one in both',
      world: () => served('ab', { ssm: 'a', kms: 'b', logs: 'ab' }).world,
      mended: () => served('ab', { ssm: 'ab', kms: 'ab', logs: 'ab' }).world,
      findings: [
        {
          message:
            'a (vpc-a) works in us-east-1a and us-east-1b, but 2 interface endpoints of it stand in one zone only: com.amazonaws.us-east-1.kms and com.amazonaws.us-east-1.ssm.',
          severity: 'info',
          resources: ['vpc-a'],
          path: ['vpc-a', 'vpce-a-kms', 'vpce-a-ssm'],
          places: [
            { resource: 'vpce-a-kms', detail: 'com.amazonaws.us-east-1.kms in us-east-1b only' },
            { resource: 'vpce-a-ssm', detail: 'com.amazonaws.us-east-1.ssm in us-east-1a only' },
          ],
        },
      ],
    },
  ],
});

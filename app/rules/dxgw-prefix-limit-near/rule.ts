/** Direct Connect gateways that come near what AWS allows. */
import { z } from 'zod';
import { groupBy } from '../../base/order.ts';
import type { DxGateway } from '../../kinds/dx-gateway.ts';
import type { Topology } from '../../topology/topology.ts';
import { listed } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

const most = (limit: number, what: string) =>
  z.number().int().positive().default(limit).describe(`${what} that AWS allows.`);

const LIMITS = z.object({
  percent: z
    .number()
    .positive()
    .max(100)
    .default(80)
    .describe('Share of a limit that counts as near.'),
  prefixes: most(200, 'Allowed prefixes for one transit gateway, IPv4 and IPv6 together,'),
  interfaces: most(30, 'Virtual interfaces on one Direct Connect gateway'),
  transitGateways: most(6, 'Transit gateways on one Direct Connect gateway'),
  vpnGateways: most(20, 'Virtual private gateways on one Direct Connect gateway'),
});

export default defineRule({
  id: 'dxgw-prefix-limit-near',
  about: {
    title: 'Direct Connect gateway near its limits',
    why: "The limits of a Direct Connect gateway are fixed, or raised by the account team at best: the next network, site or Region then cannot be connected until something else is taken off, in the middle of somebody else's change.",
    remedy:
      'Announce summaries instead of single blocks, or start a second Direct Connect gateway before the first is full.',
    severity: 'warning',
    category: 'hybrid',
    preset: 'recommended',
    docs: ['https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html'],
  },
  needs: ['dx-gateway'],
  options: LIMITS,
  messages: {
    near: '{gateway} has {counts}.',
  },
  check({ topology, options }, say) {
    for (const gateway of topology.all('dx-gateway')) {
      const near = countsOf(topology, gateway, options).filter(
        ({ n, limit }) => n >= (limit * options.percent) / 100,
      );
      if (near.length === 0) continue;
      say({
        message: 'near',
        at: [gateway.id],
        places: near.map(({ n, limit, what }) => ({
          resource: gateway.id,
          detail: `${n} of ${limit} ${what}`,
        })),
        data: {
          gateway: topology.label(gateway.id),
          counts: listed(near.map(({ n, limit, what }) => `${n} of ${limit} ${what}`)),
        },
      });
    }
  },
});

interface Counted {
  readonly n: number;
  readonly limit: number;
  readonly what: string;
}

function countsOf(
  topology: Topology,
  { associations, attachments }: DxGateway,
  options: z.infer<typeof LIMITS>,
): Counted[] {
  const live = (associations ?? []).filter((a) => a.state !== 'disassociated');
  const byType = groupBy(live, (a) => a.type);
  return [
    {
      n: (attachments ?? []).filter((a) => a.state !== 'detached').length,
      limit: options.interfaces,
      what: 'virtual interfaces',
    },
    {
      n: byType.get('transitGateway')?.length ?? 0,
      limit: options.transitGateways,
      what: 'transit gateways',
    },
    {
      n: byType.get('virtualPrivateGateway')?.length ?? 0,
      limit: options.vpnGateways,
      what: 'virtual private gateways',
    },
    ...(byType.get('transitGateway') ?? []).map((a) => ({
      n: a.allowed?.length ?? 0,
      limit: options.prefixes,
      what: `prefixes allowed for ${topology.label(a.gateway)}`,
    })),
  ];
}

/** VPCs that no environment picks although they talk to one, and environments that pick no VPC. */
import { z } from 'zod';
import { count } from '../../base/count.ts';
import type { Ref } from '../../base/ref.ts';
import { named } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'seg-vpc-unplaced',
  about: {
    title: 'VPC in no environment',
    why: 'What no environment picks, nothing keeps apart: a VPC whose tag was forgotten is joined to production without a word. And an environment that picks nothing, often for a misspelt tag, holds nothing either.',
    remedy:
      'Tag the VPC, or let an environment pick it; one that picks everything else may stand last. Correct the selector of an empty environment, or take it out.',
    severity: 'warning',
    category: 'segmentation',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_prefer_hub_and_spoke.html',
    ],
  },
  needs: ['vpc'],
  intent: 'environments',
  options: z.object({}),
  messages: {
    unplaced: '{vpcs} in no environment can talk to VPCs that are in one: {names}.',
    empty: 'The environment {environment} picks no VPC.',
  },
  check({ topology, routing, intent }, say) {
    const { environments } = intent;
    for (const { name, picks } of environments) {
      if (picks) continue;
      say({
        message: 'empty',
        subject: `environment ${name}`,
        at: [],
        // What lies outside of what was collected is in no environment anyway.
        gaps: topology
          .gapsHiding(['vpc'])
          .filter((gap) => gap.kind !== 'peer')
          .map((gap) => gap.id),
        data: { environment: name },
      });
    }
    const loose = topology
      .all('vpc')
      .map((vpc) => vpc.id)
      .filter((id) => intent.of(id) === undefined);
    if (loose.length === 0) return;
    const reach = routing.reach();
    const index = new Map(reach.ids.map((id, i) => [id, i]));
    const talks = (from: Ref, to: Ref): boolean => {
      const [i, j] = [index.get(from)!, index.get(to)!];
      if (!reach.mayArrive(i, j)) return false;
      const { outcome } = reach.pair(i, j);
      if (outcome !== 'mixed') return outcome === 'delivered';
      return reach.parts(i, j).some((part) => part.outcome === 'delivered');
    };
    const touching = new Map(
      loose.map((id) => [
        id,
        environments.flatMap(({ name, vpcs }) =>
          // Through a NAT gateway only one of the two begins.
          vpcs.some((vpc) => talks(id, vpc) || talks(vpc, id)) ? [name] : [],
        ),
      ]),
    );
    const vpcs = loose.filter((id) => touching.get(id)!.length > 0);
    if (vpcs.length === 0) return;
    say({
      message: 'unplaced',
      subject: 'VPCs in no environment',
      at: vpcs,
      places: vpcs.map((resource) => ({
        resource,
        detail: `talks to ${touching.get(resource)!.join(', ')}`,
      })),
      data: { vpcs: count(vpcs.length, 'VPC'), names: named(topology, vpcs) },
    });
  },
});

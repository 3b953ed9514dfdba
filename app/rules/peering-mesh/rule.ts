/** Meshes of VPC peerings, and whether a transit gateway should take their place. */
import { z } from 'zod';
import { findMeshes, type Mesh } from '../../mesh/find.ts';
import { type Judgement, judgeMesh, type Verdict } from '../../mesh/judge.ts';
import { called, toldApart } from '../../mesh/told-apart.ts';
import { assumedTransit } from '../../mesh/transit.ts';
import { defineRule, type PlainValue, type Severity } from '../rule.ts';

const SEVERITY: Readonly<Record<Verdict, Severity>> = {
  replace: 'warning',
  consider: 'info',
  keep: 'info',
  // `peering-no-routes` warns of each of them.
  delete: 'info',
};

export default defineRule({
  id: 'peering-mesh',
  about: {
    title: 'Peering mesh',
    why: 'Peering is not transitive, so n VPCs that all talk to each other need n(n-1)/2 peerings and a route for every pair in every table. Each new VPC makes it longer, and nobody can see which pairs were forgotten. A transit gateway needs one attachment for each VPC. Peering itself has no hourly price; a gateway charges for each attachment by the hour and for data by the GB. `breakEvenGb` in a finding is the GB a month at which the charge for data reaches the one for attachments: below it the move costs mostly attachments, above it mostly data. It is not where a gateway becomes cheaper than peering.',
    remedy:
      'Replace the mesh by a transit gateway where the verdict says so: attach every VPC, move the routes pair by pair, both directions together, and delete the peerings last. Solve the blockers first. Where the peerings that routes use are no mesh by themselves, delete those that carry nothing: no gateway is needed for them. Small meshes that are whole and stable may stay.',
    severity: 'warning',
    category: 'mesh',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/vpc-peering.html',
      'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_network_topology_prefer_hub_and_spoke.html',
      'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-connection-quotas.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-best-design-practices.html',
    ],
  },
  needs: ['vpc-peering'],
  options: z.object({
    minSize: z.number().int().min(3).default(4).describe('Fewest VPCs that count as a mesh.'),
    density: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.6)
      .describe('Share of pairs peered from which a group with missing pairs is a near-mesh.'),
    considerFrom: z
      .number()
      .int()
      .min(3)
      .default(5)
      .describe('Members from which a transit gateway is worth considering.'),
    replaceFrom: z
      .number()
      .int()
      .min(3)
      .default(10)
      .describe('Members from which to replace the mesh; AWS advises peering for fewer than 10.'),
    quota: z
      .number()
      .int()
      .min(1)
      .max(125)
      .default(50)
      .describe('Active peerings a VPC may have: 50 unless raised, 125 at most.'),
    crowdedShare: z
      .number()
      .min(0.1)
      .max(1)
      .default(0.8)
      .describe('Share of the quota from which a member is crowded.'),
  }),
  messages: {
    replace: '{Caption}. Replace it.',
    consider: '{Caption}. Consider one.',
    keep: '{Caption}. Keep the peerings.',
    keepUsed: '{Caption}. Keep the peerings in use, delete the others.',
    delete: '{Caption}. Delete the peerings.',
    deleteIdle: '{Caption}. Delete the peerings that carry nothing.',
  },
  check({ topology, routing, options }, say) {
    const meshes = findMeshes(topology, options);
    if (meshes.length === 0) return;
    const transit = assumedTransit(routing);
    const judgements = new Map(
      meshes.map((mesh) => [
        mesh,
        judgeMesh({ topology, routing, mesh, transit, thresholds: options }),
      ]),
    );
    const names = toldApart(topology, meshes, (mesh) => judgements.get(mesh)!.caption);
    for (const [mesh, judged] of judgements) {
      const { cost } = judged;
      const caption = called(judged.caption, names.get(mesh));
      const pending = (a: string, b: string): string =>
        topology
          .peeringsOf(a)
          .filter((p) => p.state !== 'active' && topology.sidesOf(p, a).far.vpc === b)
          .map((p) => `; ${p.id} is ${p.state}`)
          .join('');
      const untold = mesh.members.flatMap((vpc) =>
        topology.gapsHiding(['route-table'], topology.placeOf(vpc)).map((gap) => gap.id),
      );
      say({
        message: messageFor(judged, mesh),
        // What no route uses is known only where every table was read.
        gaps: judged.spare.length > 0 ? untold : [],
        severity: SEVERITY[judged.verdict],
        at: mesh.members,
        path: [...mesh.members, ...mesh.peerings.map((p) => p.id)],
        places: [
          ...mesh.missing.map(([a, b]) => ({
            resource: a,
            detail: `no active peering with ${topology.label(b)}${pending(a, b)}`,
          })),
          ...judged.unrouted.map(([a, b]) => ({
            resource: a,
            detail: `peered with ${topology.label(b)}, but no route of either uses the peering`,
          })),
        ],
        data: {
          caption,
          members: mesh.members,
          peerings: mesh.peerings.map((p) => p.id),
          missing: mesh.missing,
          unseen: mesh.unseen,
          verdict: judged.verdict,
          reasons: judged.reasons,
          blockers: judged.blockers as unknown as PlainValue,
          attachmentsNeeded: cost.attachments,
          peeringAttachmentsNeeded: cost.peeringAttachments,
          peeringsOfFullMesh: (mesh.members.length * (mesh.members.length - 1)) / 2,
          monthlyCostUsd: cost.monthlyUsd ?? null,
          breakEvenGb: cost.breakEvenGb ?? null,
          priceAsOf: cost.priceAsOf ?? null,
          priceUnsourced: cost.unsourced,
          unrouted: judged.unrouted,
          spare: judged.spare,
          assumedTransit: judged.assumedTransit,
          nextVpc: judged.nextVpc,
          headroom: judged.headroom,
          regions: judged.regions,
        },
      });
    }
  },
});

function messageFor({ verdict, unrouted, spare }: Judgement, { peerings }: Mesh) {
  if (verdict === 'delete') return unrouted.length < peerings.length ? 'deleteIdle' : verdict;
  return verdict === 'keep' && spare.length > 0 ? 'keepUsed' : verdict;
}

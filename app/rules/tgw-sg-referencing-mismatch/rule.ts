/** Security groups that name groups across a transit gateway where referencing is off. */
import { z } from 'zod';
import { append, by, uniq } from '../../base/order.ts';
import type { Ref } from '../../base/ref.ts';
import type { GroupReference, SecurityGroup } from '../../kinds/security-group.ts';
import type { Topology } from '../../topology/topology.ts';
import { once } from '../parts/once.ts';
import { type LiveVpcAttachment, liveVpcAttachments } from '../parts/sending.ts';
import { few } from '../parts/words.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'tgw-sg-referencing-mismatch',
  about: {
    title: 'Security group reference that a transit gateway does not carry',
    why: 'A rule that names a security group of another VPC matches over a transit gateway only where referencing is on for the gateway and for the attachments of both VPCs. It is off for a new gateway and on for a new attachment, so that it seems to be there. Where it is not, the rule matches nothing and the traffic is dropped without a word.',
    remedy:
      'Turn on security group referencing where it is off, or name CIDR blocks or prefix lists in these rules. It works for inbound rules only, and not through an inspection VPC.',
    severity: 'warning',
    category: 'transit-gateway',
    preset: 'recommended',
    docs: [
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
      'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html',
    ],
  },
  needs: ['tgw-vpc-attachment', 'vpc-peering'],
  options: z.object({}),
  messages: {
    gateway:
      '{groups} {verb} groups of other VPCs attached to {tgw}, which has security group referencing off: those rules match nothing.',
    attachment:
      '{groups} {verb} groups across {attachment} of {vpc}, which has security group referencing off: those rules match nothing.',
  },
  check({ topology }, say) {
    for (const { tgw, attachment, references } of mismatches(topology)) {
      const groups = uniq(references.map(({ group }) => group.id));
      const vpc = attachment?.vpc;
      say({
        message: attachment ? 'attachment' : 'gateway',
        at: attachment ? [attachment.id, attachment.vpc] : [tgw],
        path: [references[0]!.reference.group, tgw, references[0]!.group.id],
        places: uniq(
          references.map(({ group, reference }) => `${group.id} ${reference.group}`),
        ).map((pair) => {
          const [resource = '', named = ''] = pair.split(' ');
          return { resource, detail: `inbound from ${topology.label(named)}` };
        }),
        data: {
          groups: few(
            groups.map((group) => topology.label(group)),
            'security group',
          ),
          verb: groups.length === 1 ? 'names' : 'name',
          tgw: topology.label(tgw),
          attachment: attachment ? topology.label(attachment.id) : '',
          vpc: vpc === undefined ? '' : topology.label(vpc),
        },
      });
    }
  },
});

interface Reference {
  readonly group: SecurityGroup;
  readonly reference: GroupReference;
}

/** What has referencing off: a gateway, or one of its attachments; and the references that fail for it. */
interface Mismatch {
  readonly tgw: Ref;
  readonly attachment: LiveVpcAttachment | undefined;
  readonly references: Reference[];
}

function mismatches(topology: Topology): readonly Mismatch[] {
  const out = new Map<Ref, Mismatch>();
  for (const group of topology.all('security-group')) {
    for (const reference of group.inbound.flatMap((permission) => permission.groups)) {
      const far = reference.vpc ?? topology.get('security-group', reference.group)?.vpc;
      if (far === undefined || far === group.vpc || reference.peering !== undefined) continue;
      for (const { tgw, attachment } of culprits(topology, group.vpc, far)) {
        const key = attachment?.id ?? tgw;
        const entry = out.get(key) ?? { tgw, attachment, references: [] };
        out.set(key, entry);
        entry.references.push({ group, reference });
      }
    }
  }
  return [...out].sort(by(([key]) => key)).map(([, mismatch]) => mismatch);
}

const attachmentsOf = once((topology: Topology): ReadonlyMap<Ref, readonly LiveVpcAttachment[]> => {
  const map = new Map<Ref, LiveVpcAttachment[]>();
  for (const attachment of liveVpcAttachments(topology)) append(map, attachment.vpc, attachment);
  return map;
});

/**
 * What keeps groups of one VPC from being matched in another; nothing where some gateway carries them, where the two
 * are peered, or where it cannot be told.
 */
function culprits(topology: Topology, vpc: Ref, far: Ref): Omit<Mismatch, 'references'>[] {
  const shared = (attachmentsOf(topology).get(vpc) ?? []).flatMap((near) => {
    const tgw = near.ends[0]?.tgw ?? '';
    const other = attachmentsOf(topology)
      .get(far)
      ?.find((a) => a.ends[0]?.tgw === tgw);
    return other ? [{ tgw, ends: [near, other] }] : [];
  });
  const peered = topology
    .peeringsOf(vpc)
    .some((p) => p.state === 'active' && topology.sidesOf(p, vpc).far.vpc === far);
  if (shared.length === 0 || peered) return [];
  const found = shared.map(({ tgw, ends }) => {
    const on = topology.get('transit-gateway', tgw)?.securityGroupReferencing;
    if (on === false) return [{ tgw, attachment: undefined }];
    // The owner of the other VPC may not have been collected; then nothing is known of its attachment.
    return ends
      .filter(({ vpcView }) => vpcView?.securityGroupReferencing === false)
      .map((attachment) => ({ tgw, attachment }));
  });
  return found.every((list) => list.length > 0) ? found[0]! : [];
}
